"""标尺: what is to be expected by the end of a period, by the official straight line and by the planned trajectory.

The third yardstick, the forecast, stands in :mod:`luoshi.engines.progress.forecasting`. None of them overwrites another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.engines.progress.declarations import Accumulation, Indicator, Measure
from luoshi.engines.progress.goals import Goal, Operator, bound
from luoshi.engines.progress.numbers import plain
from luoshi.engines.progress.periods import Period
from luoshi.words import Words

STRAIGHT_LINE: Final = Words("序时进度", "the straight line")
PLANNED: Final = Words("计划轨迹", "the planned trajectory")


@dataclass(frozen=True, slots=True)
class Yard:
    """What a yardstick expects, in the unit of the indicator, and by which rule; None where it cannot be said, and why."""

    expected: Decimal | None
    why: Words
    name: Words


@dataclass(frozen=True, slots=True)
class Step:
    """One point of a planned trajectory: what is to be reached by the end of a period, counted from the year's first day."""

    period: Period
    expected: Decimal


def _elapsed(goal: Goal, at: Period) -> tuple[int, int]:
    """How many of a goal's months are over when a period ends, and how many it has: (9, 12). Parts of months count as months."""
    whole = _months(goal.first_day, goal.due)
    return min(max(_months(goal.first_day, at.last_day), 0), whole), whole


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def straight_line(goal: Goal, indicator: Indicator, at: Period, peg: Decimal | None = None) -> Yard:
    """序时进度: month ÷ 12 of the way, as bulletins reckon it (连云港: 75 % after three quarters; 宣城: 91.7 % after November).

    Amounts of the year grow from zero; a stock, or a proportion, goes from its base to the goal. Growth over the year before is expected
    whole in every period, a place likewise; a pegged indicator is to keep up with the other (``peg``, its number in the same period).
    """
    limit = bound(goal, indicator, peg)
    if limit is None:
        return Yard(None, _without_bound(goal), STRAIGHT_LINE)
    if indicator.measure in (Measure.YOY, Measure.RANK, Measure.PEGGED) or goal.operator in (Operator.PEGGED, Operator.UP, Operator.DOWN):
        return Yard(limit, Words("各期都按目标值衡量", "the goal itself, in every period"), STRAIGHT_LINE)
    if indicator.accumulation is Accumulation.STATE or indicator.measure is Measure.SHARE:
        return _from_base(goal, indicator, limit, at)
    gone, whole = _elapsed(goal, at)
    return Yard(limit * gone / whole, Words(f"目标的 {gone}/{whole}", f"{gone}/{whole} of the goal"), STRAIGHT_LINE)


def _from_base(goal: Goal, indicator: Indicator, limit: Decimal, at: Period) -> Yard:
    base = indicator.base
    if base is None and indicator.measure is Measure.SHARE:
        why = Words("没有基数，各期都按目标值衡量", "no base is known: the goal itself, in every period")
        return Yard(limit, why, STRAIGHT_LINE)
    if base is None:
        why = Words("没有年初的基数，算不出序时进度", "the stock at the year's beginning is unknown, so there is no straight line")
        return Yard(None, why, STRAIGHT_LINE)
    gone, whole = _elapsed(goal, at)
    why = Words(f"从基数 {plain(base)} 到目标的 {gone}/{whole}", f"{gone}/{whole} of the way from {plain(base)}")
    return Yard(base + (limit - base) * gone / whole, why, STRAIGHT_LINE)


def _without_bound(goal: Goal) -> Words:
    if goal.operator is Operator.PEGGED:
        return Words("挂钩的指标本期没有数据", "the indicator that it follows has no figure of this period")
    return Words("没有基数，不知道从哪里升降", "no base is known from which it is to go up or down")


def planned(trajectory: Sequence[Step], at: Period) -> Yard:
    """计划轨迹: what the plan expects when a period ends: its last step until then. Nothing is drawn between two steps."""
    due = [each for each in trajectory if each.period.last_day <= at.last_day]
    if not due:
        return Yard(None, _nothing_planned(trajectory), PLANNED)
    last = max(due, key=lambda each: each.period)
    why = Words(f"计划到{last.period.label.chinese}末", f"planned for the end of {last.period.label.english}")
    return Yard(last.expected, why, PLANNED)


def _nothing_planned(trajectory: Sequence[Step]) -> Words:
    if not trajectory:
        return Words("没有制定计划轨迹", "no trajectory is planned")
    first = min(each.period for each in trajectory).label
    return Words(f"计划从{first.chinese}末起才有要求", f"the plan asks for nothing before the end of {first.english}")
