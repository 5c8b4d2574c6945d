"""What the page of a licence shows, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from luoshi.district.credentials import queries
from luoshi.district.credentials.papers import address, shown_holder
from luoshi.district.credentials.states import State
from luoshi.district.languages import said
from luoshi.engines.credentials import LIST_BITS

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.credentials.models import Credential

__all__ = ["address", "licence_page"]


def licence_page(credential: Credential, *, on: date) -> dict[str, Any]:
    """A licence on a day, as everybody may see it."""
    standing = queries.standing(credential, on=on)
    holder_name, holder_code = shown_holder(credential)
    return {
        "licence": credential,
        "district": credential.district,
        "code": queries.grouped(credential.code),
        "state": standing.state,
        "state_words": said(standing.state.words),
        "is_valid": standing.state == State.VALID,
        "expires_on": standing.expires_on,
        "because": standing.because,
        "on": on,
        "holder_name": holder_name,
        "holder_code": holder_code,
        "events": list(queries.events(credential)),
        "list_number": credential.pk // LIST_BITS,
        "file": f"licence-{credential.code}.json",
    }
