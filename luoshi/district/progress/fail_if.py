"""Every reason for which a change of progress is refused, each a function whose name is the condition."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from luoshi.district.progress.errors import AnswerRefused, LinkRefused, NotAllowed, ToleranceRefused, TrajectoryRefused
from luoshi.district.progress.models import WHOLE, Link
from luoshi.engines.progress import Measure, Operator, is_met

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from decimal import Decimal

    from luoshi.district.indicators.queries import Indicator
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment, PlannedTarget
    from luoshi.district.progress.standings import Measured
    from luoshi.engines.progress import Step

ANSWER_MAX: Final = 1000
_GROWTH: Final = (Measure.YOY, Measure.PEGGED)


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if by.person is None or not by.is_office_of(district):
        raise NotAllowed.to_keep()


def may_not_plan(commitment: Commitment, by: Authority) -> None:
    """The person is neither the head of the lead unit nor of the office."""
    if by.person is None or not (by.is_office_of(commitment.report.district) or by.approves_for(commitment.lead)):
        raise NotAllowed.to_plan(commitment)


def may_not_answer(commitment: Commitment, by: Authority) -> None:
    """The person works neither for the lead unit nor for the office."""
    if by.person is None or not (by.is_office_of(commitment.report.district) or by.reports_for(commitment.lead)):
        raise NotAllowed.to_answer(commitment)


def no_promise_in_force(code: str, commitment: Commitment | None) -> None:
    """The plan is not adopted, or the sentence is held to promise nothing."""
    if commitment is None or not commitment.report.adopted or not commitment.tracked:
        raise LinkRefused.no_commitment(code)


def no_such_target(commitment: Commitment, number: int) -> None:
    """A target that is not there, or the commitment as a whole where it has targets."""
    present = {each.number for each in commitment.targets.all() if not each.dropped} or {WHOLE}
    if number not in present:
        raise LinkRefused.no_target(commitment, number)


def of_another_sort(target: PlannedTarget | None, indicator: Indicator) -> None:
    """Growth would be held against an amount, or one unit against another."""
    if target is None:
        return
    declared = indicator.declared()
    growth = target.base == Measure.YOY or target.operator == Operator.PEGGED
    if target.base and growth != (declared.measure in _GROWTH):
        raise LinkRefused.other_sort(target, declared)
    if target.unit and target.unit != declared.unit:
        raise LinkRefused.other_unit(target, declared)


def linked_already(commitment: Commitment, number: int, indicator: Indicator) -> None:
    """The same indicator measures the same target now."""
    if Link.objects.filter(commitment=commitment, target_number=number, indicator=indicator, end=None).exists():
        raise LinkRefused.linked_already(commitment, indicator.declared())


def no_trajectory(measured: Measured, steps: Sequence[Step]) -> None:
    """It names other periods, falls where nothing can fall, or ends short of the goal."""
    if measured.goal is None:
        raise TrajectoryRefused.without_goal()
    if not steps:
        raise TrajectoryRefused.without_steps()
    _names_other_periods(measured, steps)
    _falls(measured, steps)
    last = steps[-1]
    if last.period.last_day >= measured.goal.due and is_met(measured.goal, measured.indicator, last.expected) is False:
        raise TrajectoryRefused.misses_the_goal(measured.goal)


def _names_other_periods(measured: Measured, steps: Sequence[Step]) -> None:
    assert measured.goal is not None, "looked at before"
    for each in (step.period for step in steps):
        in_time = measured.goal.first_day <= each.last_day and each.first_day <= measured.goal.due
        if not in_time or not measured.indicator.has_value_in(each):
            raise TrajectoryRefused.wrong_period(each)


def _falls(measured: Measured, steps: Sequence[Step]) -> None:
    if measured.indicator.grows:
        for before, now in pairwise(steps):
            if now.expected < before.expected:
                raise TrajectoryRefused.falls(now.period)


def not_asked(key: str, asked: Collection[str]) -> None:
    """No question of this key is asked about the figures as they are."""
    if key not in asked:
        raise AnswerRefused.not_asked()


def answer_is_empty(text: str) -> None:
    """Nothing is said, or too much."""
    if not 0 < len(text.strip()) <= ANSWER_MAX:
        raise AnswerRefused.empty(ANSWER_MAX)


def tolerance_is_wrong(number: Decimal) -> None:
    """Below nothing, or beyond what is stored."""
    if not (number.is_finite() and 0 <= number < 10**8):
        raise ToleranceRefused(str(number))
