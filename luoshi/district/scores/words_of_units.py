"""没有指标衡量的承诺怎样计分: by its milestones that are due, and by whether its unit told of it in time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.dues.queries import words_due
from luoshi.district.lights.queries import unmeasured_within
from luoshi.engines.progress import tenth
from luoshi.engines.progress.milestones import MilestoneState
from luoshi.engines.progress.scores import Reached
from luoshi.engines.progress.scores_formula import OTHER, AdjustmentKind
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import Q

    from luoshi.district.dues.queries import Due
    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.progress import Period
    from luoshi.engines.progress.milestones import ByWords

UNMEASURED: Final = Words("没有指标衡量", "nothing measures it")
UNSAID: Final = Words("到期的时间节点没有签发过进展", "nothing was signed off about a milestone that is due")


class WordsOfUnits:
    """What units owed and said, by the end of a period, of the promises of a plan that nothing measures."""

    def __init__(self, report: Report, period: Period, condition: Q | None, unit: Unit | None, *, on: date) -> None:
        self.period, self.on = period, on
        self.promises = {each.commitment.pk: each for each in unmeasured_within(report, condition, on=on)}
        self.due = words_due(report, unit, on=on)

    def told(self, commitment: Commitment) -> dict[str, Any]:
        """What a duty says of a promise: where it stands, and how its unit told of it. What nobody follows cannot be judged."""
        one = self.promises[commitment.pk]
        due = [each for each in self.due.get(commitment.pk, ()) if each[0].period.last_day <= self.period.last_day]
        standing = one.standing(on=self.on, through=self.period)
        if not one.is_followed:
            return {"answers": False, "cannot": UNMEASURED}
        return {**_reached(standing), **_promptness(due), "rhythm": due[0][0].period.rhythm if due else None}


def _reached(standing: ByWords) -> dict[str, Any]:
    """The share of the milestones that are due which are reached; of those of which nothing was said nobody can tell."""
    if not standing.due:
        return {}
    if standing.count(MilestoneState.UNSAID):
        return {"cannot": UNSAID}
    reached, due = standing.count(MilestoneState.REACHED), len(standing.due)
    said = Words(f"到期 {due} 个时间节点，达到 {reached} 个", f"{reached} of {due} milestones that are due are reached")
    share = tenth(Decimal(reached) / due * 100)
    return {"reached": Reached(share, Decimal(100), True, OTHER, Decimal(0), Decimal(0), said)}  # noqa: FBT003 - more is better


def _promptness(due: Sequence[tuple[Due, date | None]]) -> dict[str, Any]:
    """How many words were asked for, and came in time or late."""
    days = {str(each.period): day.isoformat() for each, day in due if day is not None}
    on_time = sum(day <= each.due_on for each, day in due if day is not None)
    missing = len(due) - len(days)
    return {
        "answers": True, "asked": len(due), "on_time": on_time, "late": len(days) - on_time,
        "counts": {AdjustmentKind.MISSING_REPORT: missing} if missing else {}, "references": {"came_on": days},
    }  # fmt: skip
