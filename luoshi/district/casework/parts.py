"""Who has which part in a case. An actor of a case type is whoever has a power in its matter and stands in a relation to the case.

The applicant and the system have neither; of them it is asked who they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.casework.outsiders import Outsider
from luoshi.district.offices.queries import Power, people_throughout, people_within
from luoshi.engines.casework.case_types import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Person, Post, Unit
    from luoshi.engines.casework.case_types import Actor
    from luoshi.engines.casework.states import CaseState


@dataclass(frozen=True, slots=True)
class Part:
    """In which post, and on behalf of which unit, somebody acts in a case; neither where the applicant or the system does."""

    post: Post | None = None
    unit: Unit | None = None


def codes_with_part(actor: Actor, state: CaseState) -> Iterable[str]:
    """The units, by their codes, in which somebody may be this actor in the case; none where the whole district counts."""
    match actor.of:
        case Standing.UNIT:
            return (state.unit,) if state.unit else ()
        case Standing.CO_HANDLER:
            return sorted(code for code, answered in state.invited.items() if not answered)
        case Standing.ANYONE_INVOLVED:
            return sorted(state.involved)
        case _:
            return ()


def part_of(
    actor: Actor, by: Authority, *, state: CaseState, matter: str, district: District, units: Mapping[str, Unit], applicant: str
) -> Part | None:
    """In which part somebody is this actor in the case; ``None`` if not at all. ``units`` are those of the case by their codes.

    A power that reaches through the whole district counts where the case type asks for it, and never makes anybody act for another unit.
    """
    if actor.of.is_outside or isinstance(by, Outsider):
        return Part() if isinstance(by, Outsider) and by.standing is actor.of and is_let_in(by, applicant) else None
    power = Power(actor.power)
    if actor.of is Standing.DISTRICT:
        found = by.posts_throughout(power, matter, district.pk)
        return Part(found[0], found[0].unit) if found else None
    if state.status is None:
        found = by.posts_in(power, matter, district.pk)
        return Part(found[0], found[0].unit) if found else None
    for code in codes_with_part(actor, state):
        if code in units and (found := by.posts_within(power, matter, units[code])):
            return Part(found[0], units[code])
    return None


def people_with_part(
    actor: Actor, *, state: CaseState, matter: str, district: District, units: Mapping[str, Unit], on: date
) -> list[Person]:
    """Everybody in office who is this actor in the case on a day."""
    if actor.of.is_outside:
        return []
    power = Power(actor.power)
    if actor.of is Standing.DISTRICT:
        return people_throughout(power, matter, district, on=on)
    return [person for code in codes_with_part(actor, state) for person in people_within(power, matter, units[code], on=on)]


def is_let_in(by: Outsider, applicant: str) -> bool:
    """Whether an outsider has to do with a case: the system with any, an applicant with the own."""
    return by.standing is Standing.SYSTEM or (by.key == applicant and applicant != "")


def is_business_of(by: Authority, *, matter: str, involved: Iterable[Unit], applicant: str) -> bool:
    """Whether somebody may see a case: in a unit that has or had it, or was asked to help, or for the whole district; or the applicant."""
    if isinstance(by, Outsider):
        return is_let_in(by, applicant)
    return any(by.may(Power.SEE, matter, unit=unit) for unit in involved)
