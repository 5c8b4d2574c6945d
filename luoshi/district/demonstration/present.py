"""The day that is lived: which district, which day, by which plan and seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.timezone import make_aware

from luoshi.district.demonstration.desks import Desks, desks
from luoshi.district.offices.queries import PUBLIC, Person, Power, authorities_of, units
from luoshi.district.plan.queries import plan_in_force
from luoshi.district.register.queries import KINDS
from luoshi.district.services.queries import Application
from luoshi.engines.packs.model_of_year import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report
    from luoshi.engines.casework import Calendar
    from luoshi.engines.packs import Pack
    from luoshi.engines.packs.model_of_year import Year


@dataclass(frozen=True)  # without slots, for what is found out once a day
class Present:
    """A day of the year with all that decides what happens on it."""

    pack: Pack
    year: Year
    district: District
    calendar: Calendar
    seed: int
    day: date
    holders: dict[int, Authority] = field(default_factory=dict, compare=False)
    """Of people that were asked for."""

    @cached_property
    def plan(self) -> Report:
        """The plan that the district works by."""
        found = plan_in_force(self.district, self.pack.year)
        assert found is not None, "a demonstration begins with its plan"
        return found

    @cached_property
    def desks(self) -> Desks:
        """Who is in office on the day."""
        return desks(self.district, on=self.day)

    @cached_property
    def clerk(self) -> Authority:
        """Who enters people into the register."""
        unit = units(self.district, on=self.day).first()
        assert unit is not None, "a district has units"
        found = self.desks.able(Power.CHANGE, KINDS["persons"].matter, unit)
        assert found is not None, "a demonstration's registers have keepers"
        return found

    @property
    def ends_its_week(self) -> bool:
        """Whether the next working day is of another week."""
        return self.calendar.add_working_days(self.day, 1).isocalendar().week != self.day.isocalendar().week

    @property
    def begins_a_month(self) -> bool:
        """Whether it is the first working day of its month."""
        return self.calendar.is_working_day(self.day) and self.calendar.add_working_days(self.day, -1).month != self.day.month

    @property
    def ends_its_month(self) -> bool:
        """Whether it is the last working day of its month."""
        return self.calendar.is_working_day(self.day) and self.calendar.add_working_days(self.day, 1).month != self.day.month

    def once(self, *names: object) -> UUID:
        """The name of an application of the year, by which it is begun once."""
        return uuid5(NAMESPACE_URL, "/".join(map(str, (self.pack.id, self.seed, *names))))

    def application(self, name: str) -> Application:
        """The application that a story calls so."""
        return Application.objects.get(once=self.once(name))

    def at(self, when: time, minutes: int = 0) -> datetime:
        """A moment of the day."""
        return make_aware(datetime.combine(self.day, when)) + timedelta(minutes=minutes)

    def post(self, code: str) -> Authority:
        """Whoever holds a post on the day."""
        return self.desks.by_post.get(code, PUBLIC)

    def somebody(self, code: str) -> Authority:
        """Whoever holds a post of this code, or the invented applicant so called; nobody in particular where anybody may."""
        if code == ANYBODY:
            return PUBLIC
        held = self.post(code)
        return held if held.person is not None else self.person(Person.objects.get(district=self.district, code=code))

    def person(self, person: Person) -> Authority:
        """What a person may do on the day."""
        if person.pk not in self.holders:
            self.know([person])
        return self.holders[person.pk]

    def know(self, people: Sequence[Person]) -> None:
        """Find out what some people may do on the day, all at once."""
        self.holders.update(zip((each.pk for each in people), authorities_of(people, on=self.day), strict=True))
