"""The state of an application for whoever knows its number and the applicant's phone; whoever guesses is not answered for long."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.register.queries import KINDS, surroundings
from luoshi.district.services.catalogue import offer_of
from luoshi.district.services.errors import AskedTooOften
from luoshi.district.services.models import Application, Representation, State
from luoshi.district.throttle.operations import Throttle
from luoshi.engines.approval import FieldType
from luoshi.engines.identifiers import RefusedIdentifier, read_phone
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.throttle.queries import Asker

WRONG_FOR_ONE: Final = Throttle("status of an application", tries=5, minutes=15)
"""For the number of an application, whoever asks."""
WRONG_FROM_ONE: Final = Throttle("status from an address", tries=20, minutes=15)
"""From an address, whatever it asks for."""
CODE_MAX: Final = 64
NUMBERS: Final = 4
"""So many phone numbers are compared for every question, so that how long an answer takes tells nothing."""


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What a number and a phone tell: where the application stands, and nothing about who applied."""

    code: str
    item: Words
    state: State
    submitted_at: datetime | None
    decided_at: datetime | None
    case_code: str


def status_by_number(code: str, phone: str, *, asker: Asker) -> PublicStatus | None:
    """Where an application stands, for whoever knows its number and a phone number of the applicant; ``None`` where either is wrong.

    Which of the two is wrong is not told. After some failures for one number, or from one address, nobody is answered for a while.

    Raises:
        AskedTooOften: it was asked with wrong numbers again and again.
    """
    asked_for = code.strip().upper()[:CODE_MAX]
    brakes = ((WRONG_FOR_ONE, asked_for), (WRONG_FROM_ONE, asker.address))
    for brake, whose in brakes:
        if brake.is_used_up(whose, at=asker.at):
            raise AskedTooOften(brake.minutes)
    found = Application.objects.select_related("district", "item__district", "item__unit").filter(code=asked_for).first()
    if _knows(found, _plain(phone)) and found is not None and found.state != State.DRAFT:
        item = offer_of(found.item).item.name
        return PublicStatus(found.code, item, State(found.state), found.submitted_at, found.decided_at, found.case_code)
    for brake, whose in brakes:
        brake.count(whose, at=asker.at)
    return None


def _knows(found: Application | None, phone: str) -> bool:
    numbers = [*(_phones(found) if found is not None else ()), *([""] * NUMBERS)][:NUMBERS]
    matches = [hmac.compare_digest(each.encode().ljust(32), phone.encode().ljust(32)) and each != "" for each in numbers]
    return any(matches)


def _phones(found: Application) -> Iterator[str]:
    """The numbers that belong to an application: written in it, of the applicant's entry, of the person who acts."""
    for field in offer_of(found.item).item.fields:
        if field.type is FieldType.PHONE and (kept := found.values.get(field.code)):
            yield _plain(str(kept["words"]))
    on = found.begun_at.date()
    citizen = Representation.objects.filter(person=found.person, district=found.district).values_list("citizen", flat=True).first()
    for kind, key in ((found.subject_kind, found.subject_key), ("persons", citizen or "")):
        own = surroundings(KINDS[kind], [key], district=found.district, naming=(), on=on)[key].own
        if own is not None and own.values.get("phone"):
            yield _plain(own.values["phone"])


def _plain(phone: str) -> str:
    try:
        return str(read_phone(phone))
    except RefusedIdentifier:
        return ""
