"""A personal value of an application is shown whole to an official, for a reason; who looked at what, why and when is on record first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.access_log.operations import record_look
from luoshi.district.access_log.queries import What
from luoshi.district.services import fail_if, queries, telling
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.errors import NoSuchApplication
from luoshi.district.services.wording import value_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.models import Application

LOOKED_AT: Final = "services.application"
"""As the access log names applications."""


def note_look(application: Application, *, by: Authority, at: datetime) -> None:
    """Write down that an official reads an application."""
    record_look(LOOKED_AT, application.code, What.PAGE, by=by, at=at, address=telling.link_of(application))


def reveal(code: str, field: str, *, reason: str, by: Authority, at: datetime) -> str:
    """One personal value of an application, unmasked. Who looked and why is written down before it is shown, and stays.

    Args:
        code: the application.
        field: the code of a personal field of its item.
        reason: for which duty it is needed.
        by: who looks.
        at: when.

    Raises:
        NoSuchApplication: there is none that is this official's business.
        NoSuchField: its item asks no such thing, or it is not personal.
        MayNotUnmask: the post was not granted it.
        NeedsReason: nobody says for which duty.
    """
    found = queries.whole(code)
    if found is None or not queries.is_official_for(found, by):
        raise NoSuchApplication(code)
    item = offer_of(found.item).item
    fail_if.not_asked(item, [field])
    fail_if.not_personal(item, item.field(field))
    fail_if.may_not_unmask(found, by)
    fail_if.without_reason(reason)
    name = item.field(field).name.chinese
    record_look(LOOKED_AT, code, What.FIELD, detail=name, reason=reason, address=telling.link_of(found), by=by, at=at)
    return value_in_words(item.field(field), found.values.get(field, {}).get("words", ""))
