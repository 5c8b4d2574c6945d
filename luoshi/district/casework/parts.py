"""Who has which part in a case. An actor of a case type is whoever has a power in its matter and stands in a relation to the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """In which post, and on behalf of which unit, somebody acts in a case."""

    post: Post
    unit: Unit


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


def part_of(actor: Actor, by: Authority, *, state: CaseState, matter: str, district: District, units: Mapping[str, Unit]) -> Part | None:
    """In which part somebody is this actor in the case; ``None`` if not at all. ``units`` are those of the case by their codes.

    A power that reaches through the whole district counts where the case type asks for it, and never makes anybody act for another unit.
    """
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
    """Everybody who is this actor in the case on a day."""
    power = Power(actor.power)
    if actor.of is Standing.DISTRICT:
        return people_throughout(power, matter, district, on=on)
    return [person for code in codes_with_part(actor, state) for person in people_within(power, matter, units[code], on=on)]
