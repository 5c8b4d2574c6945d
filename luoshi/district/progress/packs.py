"""What a district's pack says of progress, brought in through the same operations as if its office did it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.indicators.queries import indicator
from luoshi.district.plan.queries import commitments_of, plan_in_force
from luoshi.district.progress import operations
from luoshi.district.progress.errors import PackDoesNotFit
from luoshi.district.progress.models import WHOLE, Link
from luoshi.district.progress.queries import tolerances_of
from luoshi.engines.progress import Measure, Period, Step

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.packs import IndicatorEntry, MeasuresEntry, Pack


@transaction.atomic
def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Link what a pack's indicators measure, plan their trajectories, and set how far 左右 reaches. What is linked already stays.

    Args:
        pack: of the district, whose plan is adopted and whose indicators are declared.
        district: whose they are.
        by: of the office.
        at: when.

    Returns:
        How many links are new.

    Raises:
        PackDoesNotFit: an indicator measures a sentence that the plan does not promise; nothing was stored.
        ProgressError: as :mod:`~luoshi.district.progress.operations` says.
    """
    report = plan_in_force(district, pack.year) if pack.indicators and pack.year else None
    if report is None:
        return 0
    _set_tolerances(pack, report, by=by, at=at)
    promises = {each.quote: each for each in commitments_of(report)}
    return sum(_link(entry, said, promises, by=by, at=at) for entry in pack.indicators for said in entry.measures)


def _link(entry: IndicatorEntry, said: MeasuresEntry, promises: dict[str, Commitment], *, by: Authority, at: datetime) -> bool:
    commitment = promises.get(said.quote)
    if commitment is None or commitment.report.district is None:
        raise PackDoesNotFit(entry.code, said.quote)
    measured = indicator(entry.code, commitment.report.district)
    if Link.objects.filter(commitment=commitment, indicator=measured).exists():
        return False
    target = said.target or _only_target(commitment)
    link = operations.link_indicator(commitment.code, entry.code, target=target, reason=_REASON, by=by, at=at)
    if entry.trajectory:
        steps = [Step(Period.parse(period), expected) for period, expected in entry.trajectory.items()]
        operations.plan_trajectory(commitment.code, link.number, steps, reason=_REASON, by=by, at=at)
    return True


_REASON = "按数据包载入，口径与任务分解表一致"


def _only_target(commitment: Commitment) -> int:
    """The number of the commitment's only target; of one without any, the whole."""
    return next((each.number for each in commitment.targets.all() if not each.dropped), WHOLE)


def _set_tolerances(pack: Pack, report: Report, *, by: Authority, at: datetime) -> None:
    yardsticks = pack.yardsticks
    known = {each.measure: each.number for each in tolerances_of(report)}
    for measure, number in (yardsticks.tolerance if yardsticks else {}).items():
        if known.get(measure) != number:
            assert yardsticks is not None, "it named the measure"
            basis, status = yardsticks.basis, yardsticks.status
            operations.set_tolerance(report, Measure(measure), number, basis=basis, status=status, by=by, at=at)
