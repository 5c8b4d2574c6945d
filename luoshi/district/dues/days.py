"""Days of the reporting calendar: when something is due, and when a post is reminded. Pure rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from luoshi.engines.progress import Period, Rhythm

RHYTHMS: Final = {1: Rhythm.MONTH, 3: Rhythm.QUARTER, 6: Rhythm.HALF, 12: Rhythm.YEAR}
"""How often a class of tasks is reported, by its months. There is no period of two months, so nothing is asked of such a class."""

AHEAD: Final = timedelta(days=7)
"""So long before its day something stands in the list of what is owed, where no rule says when units are reminded."""


class Shift(StrEnum):
    """遇休: what becomes of a day on which nobody works."""

    LATER = "later"  # 顺延
    EARLIER = "earlier"  # 提前
    STAYS = "stays"  # 不变


class WorkingDays(Protocol):
    """A working calendar; that of cases is one."""

    def is_working_day(self, day: date, /) -> bool:
        """Whether offices are open."""

    def working_days_through(self, day: date, /) -> int:
        """The number of working days up to a day and including it."""

    def working_day(self, number: int, /) -> date:
        """The working day with a number."""


@dataclass(frozen=True, slots=True)
class DueRule:
    """By which day of a period's last month a class is due, and how many characters each text may have."""

    day: int
    shift: Shift
    longest: int


@dataclass(frozen=True, slots=True)
class Reminding:
    """So many days before and after something is due its post is reminded, with ``apart`` days between two reminders."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    apart: int

    @property
    def ahead(self) -> timedelta:
        """How long before its day something is asked for at the earliest."""
        return timedelta(days=max(self.before, default=AHEAD.days))


def due_on(period: Period, rule: DueRule, calendar: WorkingDays | None) -> date:
    """The day by which a period is to be reported; the month's last day, if it has no such day."""
    last = period.last_day
    day = last.replace(day=min(rule.day, last.day))
    if calendar is None or rule.shift is Shift.STAYS or calendar.is_working_day(day):
        return day
    before = calendar.working_days_through(day)
    return calendar.working_day(before + 1 if rule.shift is Shift.LATER else before)


def is_time(due_days: Iterable[date], rule: Reminding, *, last: date | None, on: date) -> bool:
    """Whether a post that owes something by these days is reminded on a day: a day of reminding has come since the last reminder, and
    that was long enough ago.
    """
    if last is not None and (on - last).days < rule.apart:
        return False
    return any(mark <= on and (last is None or mark > last) for due in due_days for mark in _marks(due, rule))


def _marks(due: date, rule: Reminding) -> Sequence[date]:
    return [due - timedelta(days=each) for each in rule.before] + [due + timedelta(days=each) for each in rule.after]
