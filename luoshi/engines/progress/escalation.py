"""逐级督办: which step follows on a light that lasts, and from which day on. Each step has a clock of its own. Pure.

The clock of a step counts working days on which the light was as bad, from the day on which the step before was *served*. A unit that was
told nothing is never escalated, and neither is one whose supervision notice still has time to be answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from luoshi.engines.progress.memory import Light, run_began, stretches
from luoshi.words import Words

_DAY: Final = timedelta(days=1)


class Rung(StrEnum):
    """级别: the steps, in their order."""

    REMIND = "remind"  # 提醒
    ORDER = "order"  # 督办单
    CIRCULATE = "circulate"  # 通报
    TALK = "talk"  # 约谈


RUNG_NAMES: Final = {
    Rung.REMIND: Words("提醒", "reminder"),
    Rung.ORDER: Words("督办单", "supervision notice"),
    Rung.CIRCULATE: Words("通报", "circular"),
    Rung.TALK: Words("约谈", "talk"),
}


class WorkingDays(Protocol):
    """A ruler of working days; the working calendar of cases is one."""

    def working_days_through(self, day: date, /) -> int:
        """The number of working days up to a day and including it."""

    def working_day(self, number: int, /) -> date:
        """The working day with a number."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What follows, and how many working days the light must have lasted before."""

    rung: Rung
    working_days: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken. ``served_on``: when its unit was told; None where nobody could be."""

    rung: Rung
    on: date
    served_on: date | None
    still_runs: bool = False
    """Whether its own time to answer is not over (a supervision notice that is being handled in time)."""


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next. ``due``: the first day on which it may be taken if the light stays; None where something stands against it."""

    rung: Rung
    due: date | None
    why: Words

    def is_due(self, on: date) -> bool:
        """Whether it may be taken on a day."""
        return self.due is not None and self.due <= on


def last_taken(history: Sequence[Light], taken: Sequence[Taken]) -> Taken | None:
    """The last step since it was green; the ladder begins anew after every green."""
    began = run_began(history)
    return next((each for each in reversed(taken) if began is not None and each.on >= began), None)


def next_step(wait: Wait, history: Sequence[Light], taken: Sequence[Taken], *, calendar: WorkingDays, on: date) -> Next:
    """When the step that follows may be taken. The last of ``history`` is the light of today; ``taken`` stands in the order of days.

    Raises:
        ValueError: the light is neither amber nor red, so nothing follows.
    """
    began = run_began(history)
    if began is None or not history[-1].colour.severity:
        raise ValueError("nothing follows on a light that is neither amber nor red")
    last = last_taken(history, taken)
    if last is not None and last.served_on is None:
        return Next(wait.rung, None, _not_served(last))
    if last is not None and last.still_runs:
        return Next(wait.rung, None, _still_runs(last))
    after = began - _DAY if last is None or last.served_on is None else last.served_on
    due = _due(wait, history, after=after, calendar=calendar, on=on)
    return Next(wait.rung, due, _waits(wait, last))


def _due(wait: Wait, history: Sequence[Light], *, after: date, calendar: WorkingDays, on: date) -> date:
    """The working day after those that have to go by; of past days only those count on which the light was as bad as it is now."""
    counted = 0
    for first, last in stretches(history, history[-1].colour, after=after, on=on):
        before = calendar.working_days_through(first - _DAY)
        gone = calendar.working_days_through(last) - before
        if counted + gone > wait.working_days:
            return calendar.working_day(before + wait.working_days - counted + 1)
        counted += gone
    return calendar.working_day(calendar.working_days_through(on) + wait.working_days - counted + 1)


def _not_served(last: Taken) -> Words:
    name = RUNG_NAMES[last.rung]
    return Words(f"{name.chinese}没有送达，不升级", f"the {name.english} was not served, so nothing follows")


def _still_runs(last: Taken) -> Words:
    name = RUNG_NAMES[last.rung]
    return Words(f"{name.chinese}的办理期限还没有到，不升级", f"the time of the {name.english} is not over, so nothing follows")


def _days(wait: Wait) -> str:
    return "1 working day" if wait.working_days == 1 else f"{wait.working_days} working days"


def _waits(wait: Wait, last: Taken | None) -> Words:
    if last is None:
        return Words(f"亮灯满 {wait.working_days} 个工作日", f"once the light has lasted {_days(wait)}")
    name = RUNG_NAMES[last.rung]
    return Words(
        f"{name.chinese}送达以后又亮灯满 {wait.working_days} 个工作日",
        f"once the light has lasted another {_days(wait)} after the {name.english} was served",
    )
