"""时间节点: how a promise without a number stands: which of its milestones were due, and what its unit signed off about them. Pure.

Nothing is measured here, so only three things are told apart. A milestone is *reached* or *late* by what was said of a period that reaches
its day; of one about which nothing was said nobody knows, and it is neither. On the way "going on" is enough; the last day asks for "done",
which nobody says without evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from luoshi.engines.progress.periods import Period
from luoshi.words import Words


class Work(StrEnum):
    """How far the work itself has come, by what a unit says."""

    NOT_BEGUN = "not_begun"  # 未开始
    GOING_ON = "going_on"  # 推进中
    DONE = "done"  # 已完成


@dataclass(frozen=True, slots=True)
class Milestone:
    """节点: what is to be reached by a day, in the words of the plan; ``is_last`` is the promise's own last day."""

    due: date
    words: str
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """进展: what was said of a period and signed off."""

    period: Period
    work: Work


class MilestoneState(StrEnum):
    """How a milestone stands that is due."""

    REACHED = "reached"
    LATE = "late"
    UNSAID = "unsaid"


MILESTONE_STATES: Final = {
    MilestoneState.REACHED: Words("达到", "reached"),
    MilestoneState.LATE: Words("没有达到", "late"),
    MilestoneState.UNSAID: Words("没有说明", "nothing said"),
}


@dataclass(frozen=True, slots=True)
class ByWords:
    """How a promise stands that nothing measures.

    Attributes:
        due: its milestones that are due, in the order of their days, each with how it stands.
        last: what was said last; None where nothing was.
        on: as of which day.
    """

    due: tuple[tuple[Milestone, MilestoneState], ...]
    last: Word | None
    on: date

    def count(self, state: MilestoneState) -> int:
        """How many milestones stand so."""
        return sum(each is state for _, each in self.due)

    @property
    def months_not_begun(self) -> int | None:
        """For how many months running the work has not begun although a milestone was due, from that month on; None where nobody knows."""
        if self.last is None:
            return None if self.due else 0
        if self.last.work is not Work.NOT_BEGUN or not self.due:
            return 0
        first = self.due[0][0].due
        return (self.on.year - first.year) * 12 + self.on.month - first.month + 1


def by_words(milestones: Sequence[Milestone], words: Sequence[Word], *, on: date) -> ByWords:
    """How a promise stands on a day, by what was said until then."""
    said = sorted(words, key=lambda each: each.period)
    due = sorted((each for each in milestones if each.due <= on), key=lambda each: (each.due, each.is_last))
    return ByWords(tuple((each, _standing(each, said)) for each in due), said[-1] if said else None, on)


def _standing(milestone: Milestone, words: Sequence[Word]) -> MilestoneState:
    if any(each.work is Work.DONE for each in words):
        return MilestoneState.REACHED
    telling = [each for each in words if each.period.last_day >= milestone.due]
    if not telling:
        return MilestoneState.UNSAID
    return MilestoneState.REACHED if telling[-1].work is Work.GOING_ON and not milestone.is_last else MilestoneState.LATE
