"""A stored case as the engine knows it: its type, the state that its steps add up to, and by what time is told in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.casework.calendars import calendar_of, hours_of, newest_calendar
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.errors import NoCalendar
from luoshi.district.casework.outsiders import Outsider, doer_code
from luoshi.district.casework.parts import is_business_of, part_of, people_with_part
from luoshi.district.casework.records import step_of
from luoshi.district.days import day_of
from luoshi.district.offices.queries import Unit
from luoshi.engines.casework import BEFORE, Asking, Doer, Timetable, advance, after, replay

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from luoshi.district.casework.models import CalendarVersion, Case, CaseTypeVersion
    from luoshi.district.casework.parts import Part
    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.engines.casework import Actor, CaseState, CaseType, Step, Transition


@dataclass(frozen=True, slots=True)
class Life:
    """A case at a moment: what it is, where it stands, who can have a part in it."""

    district: District
    case_type: CaseType
    state: CaseState
    calendar: CalendarVersion
    timetable: Timetable
    units: Mapping[str, Unit]
    """The units of the district, present and former, by their codes."""
    applicant: str = ""
    """The key of whoever the case is for; empty where nobody applied."""

    def part(self, actor: Actor, by: Authority) -> Part | None:
        """In which part somebody is an actor in it; ``None`` if not at all."""
        return part_of(
            actor, by, state=self.state, matter=self.case_type.code, district=self.district, units=self.units, applicant=self.applicant
        )

    def is_business_of(self, by: Authority) -> bool:
        """Whether somebody may see it."""
        involved = [self.units[code] for code in self.state.involved]
        return is_business_of(by, matter=self.case_type.code, involved=involved, applicant=self.applicant)

    def people(self, actor: str, *, at: datetime) -> list[Person]:
        """Everybody in office who is an actor in it."""
        return people_with_part(
            self.case_type.actor(actor), state=self.state, matter=self.case_type.code, district=self.district, units=self.units,
            on=day_of(at),
        )  # fmt: skip

    def asking(self, transition: Transition, by: Authority, *, at: datetime) -> Asking:
        """Somebody who would take a transition: in the part that it is for, or else without any."""
        part = self.part(self.case_type.actor(transition.actor), by)
        doer = Doer(_code_of(by), part.unit.code if part and part.unit else "")
        return Asking(doer, lambda actor: self.part(actor, by) is not None, localtime(at), self.timetable)

    def advance(self, code: str, values: Mapping[str, Any], by: Authority, *, at: datetime) -> tuple[Transition, Step]:
        """A transition and the step that it makes.

        Raises:
            CaseRefused: it cannot be taken; with every reason.
        """
        transition = self.case_type.transition(code)
        asking = self.asking(transition or self.case_type.opening, by, at=at)
        step = advance(self.case_type, self.state, code, values=values, asking=asking)
        assert transition is not None, "the engine refuses what the case type does not know"
        return transition, step

    def moved(self, step: Step) -> Life:
        """The case after a step."""
        return replace(self, state=after(self.case_type, self.state, step))


def life_of(case: Case, *, at: datetime) -> Life:
    """The case as it stands at a moment, by the calendar that counts now and the limits of that day."""
    case_type = known(case.type).case_type
    steps = case.steps.select_related("person", "unit").order_by("number")
    state = replay(case_type, [step_of(row, case_type) for row in steps])
    return _life(case.district, case.type, state, case.applicant, at)


def unborn(district: District, version: CaseTypeVersion, *, applicant: str = "", at: datetime) -> Life:
    """A case that is not there yet."""
    return _life(district, version, BEFORE, applicant, at)


def _code_of(by: Authority) -> str:
    if isinstance(by, Outsider):
        return doer_code(by.standing)
    return by.person.code if by.person else ""


def _life(district: District, version: CaseTypeVersion, state: CaseState, applicant: str, at: datetime) -> Life:
    calendar = newest_calendar(district)
    if calendar is None:
        raise NoCalendar
    found = known(version)
    timetable = Timetable(calendar_of(calendar), hours_of(calendar), found.limits(district, on=day_of(at)))
    return Life(district, found.case_type, state, calendar, timetable, units_of(district), applicant)


def units_of(district: District) -> dict[str, Unit]:
    """All units of a district by their codes, each knowing the one that took over from it."""
    by_id = {unit.pk: unit for unit in Unit.objects.filter(district=district)}
    for unit in by_id.values():
        unit.district = district
        unit.successor = by_id[unit.successor_id] if unit.successor_id else None
    return {unit.code: unit for unit in by_id.values()}
