"""A ruler for each unit: time as it counts for a limit, laid out so that lengths on it can be added and taken away.

What a pause costs is its length on the ruler of the limit, so that what was left at the pause is left at the resumption, in any unit:
a Sunday has no length on the ruler of working days, and an evening none on that of working hours.
"""

from __future__ import annotations

import calendar as months
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from luoshi.engines.casework.calendar import Calendar
from luoshi.engines.casework.clock_rules import ClockRule, DayEnd, Limit, Unit
from luoshi.engines.casework.office_hours import OfficeHours

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Ruler(ABC):
    """Places on the ruler are lengths from its beginning: days of its kind as ``timedelta(days=…)``, hours of its kind as they are."""

    rule: ClockRule
    calendar: Calendar
    hours: OfficeHours

    @abstractmethod
    def place(self, moment: datetime) -> timedelta:
        """Where the moment lies."""

    @abstractmethod
    def end_at(self, place: timedelta, *, after: datetime) -> datetime:
        """When a limit is over that ends at this place: its last moment, which comes ``after`` the one at which it was last set going."""

    @property
    @abstractmethod
    def asks_calendar(self) -> bool:
        """Whether the deadline depends on which days are worked."""

    def place_of_limit(self, start: datetime, amount: int) -> timedelta:
        """Where a limit of this amount ends that began with ``start``."""
        return self.place(start) + amount * (_DAY if self.rule.limit.unit.is_of_days else _HOUR)

    def overdue_from(self, due: datetime) -> datetime:
        """红牌: from when a deadline that was not kept is shown as missed."""
        return due


class _Days(Ruler):
    """民法典 201 条 1 款: whole days are counted, of which the one on which it began is none."""

    __slots__ = ()

    @abstractmethod
    def day_at(self, place: timedelta) -> date:
        """The day that lies at a place."""

    @abstractmethod
    def last_day(self, day: date) -> date:
        """The day on which a limit ends that would end on this one."""

    def end_at(self, place: timedelta, *, after: datetime) -> datetime:
        """Who pauses on the last day has the rest of a day left: so it can end too early for the resumption."""
        end = self.end_of(self.last_day(self.day_at(place)))
        return end if end > after else self._first_end_after(after)

    def end_of(self, day: date) -> datetime:
        """民法典 203 条 2 款: the last moment of a last day. 24:00 is said as the moment before it, which bears the date of its day."""
        if self.rule.day_end is DayEnd.CLOSE:
            return self.hours.close(day)
        return self.hours.at(day, time.max)

    def _first_end_after(self, moment: datetime) -> datetime:
        day = self.hours.local(moment).date()
        end = self.end_of(self.last_day(day))
        return end if end > moment else self.end_of(self.last_day(day + _DAY))

    def overdue_from(self, due: datetime) -> datetime:
        """The first working day after it."""
        return self.hours.opening(self.calendar.add_working_days(self.hours.local(due).date(), 1))


class _WorkingDays(_Days):
    """行政许可法 82 条: working days, without holidays."""

    __slots__ = ()
    asks_calendar = True

    def place(self, moment: datetime) -> timedelta:
        return timedelta(days=self.calendar.working_days_through(self.hours.local(moment).date()))

    def day_at(self, place: timedelta) -> date:
        return self.calendar.working_day(place.days)

    def last_day(self, day: date) -> date:
        return self.calendar.next_working_day(day)


class _CalendarDays(_Days):
    """自然日: every day counts."""

    __slots__ = ()

    @property
    def asks_calendar(self) -> bool:
        return self.rule.moves_off_holidays

    def place(self, moment: datetime) -> timedelta:
        return timedelta(days=self.hours.local(moment).toordinal())

    def day_at(self, place: timedelta) -> date:
        return date.fromordinal(place.days)

    def last_day(self, day: date) -> date:
        """民法典 203 条 1 款: the day after the holidays, where it falls among them."""
        return self.calendar.next_working_day(day) if self.rule.moves_off_holidays else day


class _Months(_CalendarDays):
    """民法典 202 条: months end on the day of the same number, or on the last one of a month that is too short. The rest counts in days."""

    __slots__ = ()

    def place_of_limit(self, start: datetime, amount: int) -> timedelta:
        return timedelta(days=_add_months(self.hours.local(start).date(), amount).toordinal())


class _WorkingHours(Ruler):
    """工作小时: the hours during which the office is open."""

    __slots__ = ()
    asks_calendar = True

    def place(self, moment: datetime) -> timedelta:
        return self.hours.working_time_through(moment, self.calendar)

    def end_at(self, place: timedelta, *, after: datetime) -> datetime:
        return self.hours.moment_after(place, self.calendar)


class _Hours(Ruler):
    """小时: by night and on holidays too."""

    __slots__ = ()
    asks_calendar = False

    def place(self, moment: datetime) -> timedelta:
        return moment - _LONG_AGO

    def end_at(self, place: timedelta, *, after: datetime) -> datetime:
        return self.hours.local(_LONG_AGO + place)


_RULERS: Final[dict[Unit, type[Ruler]]] = {
    Unit.WORKING_DAY: _WorkingDays,
    Unit.DAY: _CalendarDays,
    Unit.MONTH: _Months,
    Unit.WORKING_HOUR: _WorkingHours,
    Unit.HOUR: _Hours,
}


def ruler_of(rule: ClockRule, calendar: Calendar, hours: OfficeHours) -> Ruler:
    """The ruler with which a rule measures."""
    return _RULERS[rule.limit.unit](rule, calendar, hours)


def warning_before(due: datetime, before: Limit, calendar: Calendar, hours: OfficeHours) -> datetime:
    """When to warn of a deadline: that many hours before, or when the office opens on the day that is that many days before."""
    day = hours.local(due).date()
    match before.unit:
        case Unit.WORKING_DAY:
            return hours.opening(calendar.add_working_days(day, -before.amount))
        case Unit.DAY:
            return hours.opening(day - before.amount * _DAY)
        case Unit.MONTH:
            return hours.opening(_add_months(day, -before.amount))
        case Unit.WORKING_HOUR:
            return hours.moment_after(hours.working_time_through(due, calendar) - before.amount * _HOUR, calendar)
        case Unit.HOUR:
            return hours.local(due - before.amount * _HOUR)


def _add_months(day: date, number: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(years, month + 1, min(day.day, months.monthrange(years, month + 1)[1]))
