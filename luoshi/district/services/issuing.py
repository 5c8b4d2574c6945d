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
    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.knowing import Known


def issue(known: Known, *, desk: Desk, decided_by: Authority, at: datetime, facts: Sequence[NewFact] = ()) -> None:
    """Let an application be granted and issue what it asked for. The caller stores the application.

    Args:
        known: the application that is granted, as it is known.
        desk: in whose name the register is written.
        decided_by: who decided: the post of the machine, or a person in a case.
        at: when.
        facts: what else is recorded with it, before it.
    """
    application, offer = known.application, known.offer
    issued = localtime(at).date()
    number, expires = desk.licence_number(offer.item.result.mark, at), offer.expires_on(issued)
    if application.subject_kind == SubjectKind.ENTERPRISES:
        _enter(known, number, issued=issued, expires=expires, desk=desk, at=at)
    holder = known.around.own
    assert holder is not None, "nobody grants what nobody asked for"
    credentials.issue(
        licence_number=number,
        holder_name=holder.values.get("name", ""),
        holder_code=holder.entry.identifier,
        name=offer.item.result.name,
        scope=scope_of(known),
        place=place_in_words(known),
        issued_on=issued,
        expires_on=expires,
        unit=offer.version.unit,
        district=application.district,
        application=application.code,
        by=decided_by,
        at=at,
    )
    application.state, application.licence, application.decided_at = State.GRANTED, number, at
    granted = telling.fact(application, "licence.granted", at=at, public=True, licence=number)
    record_many((*facts, granted), district=application.district, by=decided_by, at=at)
    telling.tell(application, offer.item, "application.granted", telling.GRANTED, at=at, licence=Words(number, number))


def _enter(known: Known, number: str, *, issued: date, expires: date | None, desk: Desk, at: datetime) -> None:
    application, offer = known.application, known.offer
    words = {
        "number": number,
        "issuer": offer.version.unit.name,
        "name": offer.item.result.name.chinese,
        "holder": application.subject_key,
        "place": place_of(known),
        "scope": scope_of(known),
        "issued_on": issued.isoformat(),
        "expires_on": expires.isoformat() if expires else "",
        "state": VALID,
    }
    source = f"申请 {application.code}"
    register.enter(KINDS["licences"], application.district, words, valid_from=issued, source=source, by=desk.by, at=at)


def scope_of(known: Known) -> str:
    """What is licensed: the choices by their names, everything else as it was said."""
    code = known.offer.item.result.scope
    given = known.fields.get(code)
    if given is None:
        return ""
    field = known.offer.item.field(code)
    names = {each.code: each.name.chinese for each in field.choices}
    values = given.value if isinstance(given.value, tuple) else (str(given.value),)
    return "、".join(names.get(each, each) for each in values)


def place_of(known: Known) -> str:
    """The code of the place for which it is licensed."""
    given = known.fields.get(known.offer.item.result.place)
    return str(given.value) if given is not None and given.value else ""


def place_in_words(known: Known) -> str:
    """The place for which it is licensed, as it is called and where it is."""
    found = known.around.place(place_of(known))
    return "，".join(filter(None, (found.values.get("name"), found.values.get("address")))) if found is not None else ""
