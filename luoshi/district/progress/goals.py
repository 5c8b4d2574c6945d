"""What a plan says of a target becomes the goal that the rules of progress know."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from luoshi.engines.progress import Goal, Measure, Operator, Period, Step
from luoshi.engines.reading.strength import STRIVEN_FOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from luoshi.district.plan.queries import Commitment, Milestone, PlannedTarget


def goal_of(target: PlannedTarget, commitment: Commitment, measure: Measure, tolerances: Mapping[str, Decimal]) -> Goal | None:
    """The goal of a target, as far as it can be measured; None of a service standard, or where no number was promised.

    It is due when the commitment is; where nobody has said when, at the end of the time that the text names.
    """
    operator = Operator(target.operator)
    if target.value is None and operator in (Operator.ABOUT, Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL, Operator.AT_MOST):
        return None
    due = commitment.deadline or _end_of(target.period) or date(commitment.report.year or commitment.report.received_at.year, 12, 31)
    return Goal(
        operator,
        target.value,
        due,
        value_max=target.value_max,
        tolerance=tolerances.get(measure),
        stretch=commitment.strength in STRIVEN_FOR,
    )


def _end_of(written: str) -> date | None:
    try:
        return Period.parse(written).last_day
    except ValueError:
        return None


def steps_of(milestones: Iterable[Milestone], year: int) -> tuple[Step, ...]:
    """季度目标 of the table of tasks, as far as they are numbers, as a trajectory."""
    return tuple(
        Step(Period.parse(f"{year}-Q{each.quarter}"), each.value)
        for each in sorted(milestones, key=lambda each: each.quarter)
        if each.value is not None
    )
