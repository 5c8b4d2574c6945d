"""Where a target stands becomes what a score may rest on: two printed numbers and how far apart they are."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from luoshi.engines.progress import Accumulation, Operator, Verdict, ascends, tenth
from luoshi.engines.progress.scores import HUNDREDTH, Reached

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.progress.queries import Measured, TargetProgress
    from luoshi.engines.progress import Goal, Indicator, Period, Standing

_ALLOWING = (Operator.ABOUT, Operator.PEGGED)
"""What a tolerance makes wider: 左右, 同步."""


def as_of(measured: Measured, period: Period, *, on: date) -> Measured:
    """What was known of a target on a day, without the figures of later periods."""
    values = tuple(each for each in measured.values if each.period.last_day <= period.last_day)
    return replace(measured, values=values, on=min(on, period.last_day))


def reached_by(progress: TargetProgress, half_width: Decimal | None) -> Reached | None:
    """What a target has reached by its planned trajectory, or where there is none by the straight line; None where neither says a number.

    ``half_width`` is that of the forecast's interval, in the unit of the indicator.
    """
    goal, indicator, standing = progress.measured.goal, progress.measured.indicator, _standing(progress)
    numbers = _numbers(standing, goal, indicator) if standing and goal else None
    if goal is None or standing is None or numbers is None or progress.judgement.verdict is Verdict.CANNOT_JUDGE:
        return None
    number, expected, upward = numbers
    tolerance = goal.tolerance if goal.tolerance is not None and goal.operator in _ALLOWING else Decimal(0)
    return Reached(
        number, expected, upward, indicator.measure,
        tolerance=_in_points(tolerance, goal, indicator), uncertain=_in_points(half_width or Decimal(0), goal, indicator),
        said=standing.words,
    )  # fmt: skip


def _standing(progress: TargetProgress) -> Standing | None:
    yards = [each for each in (progress.planned, progress.straight) if each is not None and each.yard.expected is not None]
    return yards[0].standing if yards else None


def _numbers(standing: Standing, goal: Goal, indicator: Indicator) -> tuple[Decimal, Decimal, bool] | None:
    """The two numbers, and whether more is better: shares of the goal where it is done bit by bit; growth, proportions and places
    themselves; an amount that has no goal in numbers as per cent of what is expected.
    """
    expected = standing.yard.expected
    assert expected is not None, "looked at before"
    if not indicator.measure.adds:
        return standing.number, expected.quantize(HUNDREDTH, ROUND_HALF_UP), ascends(goal, indicator)
    if standing.share_of_goal is not None and standing.expected_share is not None:
        towards_better = standing.gap_points == standing.share_of_goal - standing.expected_share
        return standing.share_of_goal, standing.expected_share, towards_better
    if not expected:
        return None
    return tenth(standing.number / abs(expected) * 100), Decimal(100).copy_sign(expected), ascends(goal, indicator)


def _in_points(width: Decimal, goal: Goal, indicator: Indicator) -> Decimal:
    """A width in the unit of the indicator as per cent of the way to the goal; of rates and places it is in points already."""
    if not indicator.measure.adds or goal.value is None:
        return width.quantize(HUNDREDTH, ROUND_HALF_UP)
    start = indicator.base if indicator.accumulation is Accumulation.STATE and indicator.base is not None else Decimal(0)
    way = abs(goal.value - start)
    return tenth(width / way * 100) if way else Decimal(0)
