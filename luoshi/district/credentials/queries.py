"""Reads of licences: by number, by code, by holder; how one stands on a day; its signed document, the keys and the status lists."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any

from luoshi.district.credentials import lists, signing
from luoshi.district.credentials.codes import code_of, grouped, plain_number, typed_code
from luoshi.district.credentials.models import SIGNED, Credential, Event
from luoshi.district.credentials.states import Standing, State
from luoshi.district.credentials.states import standing as standing_of
from luoshi.engines.credentials import Key, Purpose, read_json

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

__all__ = [
    "Credential",
    "Event",
    "Key",
    "Purpose",
    "Standing",
    "State",
    "by_code",
    "code_of",
    "credential",
    "document",
    "events",
    "grouped",
    "keys",
    "of_application",
    "of_holder",
    "pdf",
    "standing",
    "status_list",
    "text",
    "verified",
]


def credential(number: str) -> Credential | None:
    """The licence of a number."""
    return _all().filter(number=number).first()


def by_code(verification_code: str) -> Credential | None:
    """The licence that a code was given with."""
    return _all().filter(code=typed_code(verification_code)).first()


def verified(number: str, verification_code: str) -> Credential | None:
    """The licence of a number, for somebody who knows its code; of a wrong number or a wrong code it is not told which."""
    found = by_code(verification_code)
    is_this = hmac.compare_digest(plain_number(found.number if found else "").encode(), plain_number(number).encode())
    return found if is_this else None


def of_holder(holder_code: str) -> QuerySet[Credential]:
    """The licences of a holder, the newest first."""
    return _all().filter(holder_code=holder_code).order_by("-pk")


def of_application(application: str) -> QuerySet[Credential]:
    """The licences that answered an application."""
    return _all().filter(application=application).exclude(application="").order_by("pk")


def events(of: Credential) -> QuerySet[Event]:
    """All that happened to a licence, in its order."""
    return of.events.order_by("pk")


def standing(of: Credential, *, on: date) -> Standing:
    """How a licence stands on a day."""
    return standing_of(list(events(of)), on=on)


def document(of: Credential) -> dict[str, Any]:
    """The signed document of a licence, the last one if it was renewed."""
    return read_json(text(of))


def text(of: Credential) -> str:
    """The signed document as canonical JSON, byte for byte as it was signed."""
    return events(of).filter(kind__in=SIGNED).latest("pk").document


def pdf(of: Credential, *, address: str, on: date, is_whole: bool = False) -> bytes:
    """A licence as a sheet of PDF, made when it is asked for; the same licence in the same state gives the same bytes.

    Args:
        of: the licence.
        address: of its page, where the QR code leads.
        on: the day on which it is printed: a licence that is valid no longer says so across the sheet.
        is_whole: whether the name of a natural person stands there whole, for the holder's own use.

    Raises:
        FontMissing: the Chinese font is not installed.
    """
    from luoshi.district.credentials.printed import printed  # noqa: PLC0415 - only this needs a font engine
    from luoshi.district.credentials.sheets import sheet_of  # noqa: PLC0415

    return printed(sheet_of(of, standing(of, on=on), address=address, is_whole=is_whole))


def keys() -> list[Key]:
    """All keys that ever signed licences, with their days."""
    return signing.listed_keys()


def status_list(number: int, purpose: Purpose, *, at: datetime) -> dict[str, Any] | None:
    """A status list, signed now; ``None`` where no licence stands in it."""
    return lists.status_list(number, purpose, at=at)


def _all() -> QuerySet[Credential]:
    return Credential.objects.select_related("district", "unit")
