"""What is granted is issued: the entry in the register of licences, the signed licence, the facts and the message, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.credentials import operations as credentials
from luoshi.district.facts.operations import record_many
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import telling
from luoshi.district.services.lookups import VALID
from luoshi.district.services.models import State, SubjectKind
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.facts.operations import NewFact
    from luoshi.district.register.queries import Standing
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Application


def issue(
    application: Application, offer: Offer, holder: Standing, *, desk: Desk, at: datetime, facts: Sequence[NewFact] = ()
) -> None:
    """Let an application be granted and issue what it asked for. The caller stores the application.

    Args:
        application: what is granted.
        offer: its item.
        holder: the applicant's entry as it is that day.
        desk: in whose name it is issued.
        at: when.
        facts: what else is recorded with it, before it.
    """
    on = localtime(at).date()
    number = desk.licence_number(offer.item.result.mark, at)
    expires = offer.expires_on(on)
    if application.subject_kind == SubjectKind.ENTERPRISES:
        _enter(application, offer, number, issued=on, expires=expires, desk=desk, at=at)
    credentials.issue(
        licence_number=number,
        holder_name=holder.values.get("name", ""),
        holder_code=holder.entry.identifier,
        name=offer.item.result.name,
        scope=scope_of(application, offer),
        place=place_of(application, offer),
        issued_on=on,
        expires_on=expires,
        unit=offer.version.unit,
        district=application.district,
        application=application.code,
        by=desk.by,
        at=at,
    )
    application.state, application.licence, application.decided_at = State.GRANTED, number, at
    granted = telling.fact(application, "licence.granted", at=at, public=True, licence=number)
    record_many((*facts, granted), district=application.district, by=desk.by, at=at)
    telling.tell(application, offer.item, "application.granted", telling.GRANTED, at=at, licence=Words(number, number))


def _enter(
    application: Application, offer: Offer, number: str, *, issued: date, expires: date | None, desk: Desk, at: datetime
) -> None:
    words = {
        "number": number,
        "issuer": offer.version.unit.name,
        "name": offer.item.result.name.chinese,
        "holder": application.subject_key,
        "place": place_of(application, offer),
        "scope": scope_of(application, offer),
        "issued_on": issued.isoformat(),
        "expires_on": expires.isoformat() if expires else "",
        "state": VALID,
    }
    register.enter(
        KINDS["licences"], application.district, words, valid_from=issued, source=f"申请 {application.code}", by=desk.by, at=at
    )


def scope_of(application: Application, offer: Offer) -> str:
    """What is licensed, as the applicant or a register says it."""
    return said(application, offer.item.result.scope)


def place_of(application: Application, offer: Offer) -> str:
    """The code of the place for which it is licensed."""
    return said(application, offer.item.result.place)


def said(application: Application, code: str) -> str:
    """The words of a field; empty where the item has none."""
    return str(application.values.get(code, {}).get("words", "")) if code else ""
