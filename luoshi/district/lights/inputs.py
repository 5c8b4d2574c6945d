"""What a rule of lights may want to know of a target, by the names that packs use. Nothing is guessed: what is unknown is null."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from luoshi.district.lights.rules import COLOUR_WORDS
from luoshi.district.progress.queries import rows_of
from luoshi.engines.progress import Operator, Verdict, YearToDate, ascends
from luoshi.engines.progress.milestones import MilestoneState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from luoshi.district.progress.queries import Beside, TargetProgress
    from luoshi.engines.feel import Value
    from luoshi.engines.progress.memory import Light
    from luoshi.engines.progress.milestones import ByWords

NOT_A_TENTH: Final = Decimal("0.1")
"""What is behind by less than a tenth of a point is behind by that much: printed shares have one decimal."""
_SHORT: Final = (Verdict.BEHIND, Verdict.NOT_MET, Verdict.STRETCH_NOT_MET)


def inputs_by_words(standing: ByWords, last: Light | None, asked: Iterable[str]) -> Mapping[str, Value]:
    """The same of a promise that nothing measures: by its milestones."""
    months = standing.months_not_begun
    known: dict[str, Value] = {
        "到期的节点数": Decimal(len(standing.due)),
        "达到的节点数": Decimal(standing.count(MilestoneState.REACHED)),
        "没有达到的节点数": Decimal(standing.count(MilestoneState.LATE)),
        "没有说明的节点数": Decimal(standing.count(MilestoneState.UNSAID)),
        "逾期未开工月数": None if months is None else Decimal(months),
        "上次的灯": _light_before(last),
    }
    return {name: known.get(name) for name in asked}


def inputs_of(progress: TargetProgress, last: Light | None, asked: Iterable[str]) -> Mapping[str, Value]:
    """The values that a rule asks for; a name that nobody here knows is null."""
    return {name: _KNOWN[name](progress, last) if name in _KNOWN else None for name in asked}


def _below(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    """How many points it is behind the plan, or where there is none behind the straight line. It never contradicts the verdict."""
    verdict = progress.judgement.verdict
    if verdict is Verdict.CANNOT_JUDGE:
        return None
    points = next((each.standing.gap_points for each in _yards(progress) if each.standing and each.standing.gap_points is not None), None)
    if verdict in _SHORT:
        return max(-points, NOT_A_TENTH) if points is not None else None
    return min(-points, Decimal(0)) if points is not None else Decimal(0)


def _yards(progress: TargetProgress) -> list[Beside]:
    return [each for each in (progress.planned, progress.straight) if each is not None]


def _share(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    return progress.straight.standing.share_of_goal if progress.straight and progress.straight.standing else None


def _expected_share(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    return progress.straight.standing.expected_share if progress.straight and progress.straight.standing else None


def _growth(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    """Of what is not done bit by bit, where more is better: growth, a proportion."""
    standing = progress.straight.standing if progress.straight else None
    return standing.number if standing and _rises(progress) else None


def _growth_goal(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    """What growth has to reach: the goal, less what 左右 and 同步 allow by the district's own word."""
    goal, yard = progress.measured.goal, progress.straight.yard if progress.straight else None
    if goal is None or yard is None or yard.expected is None or not _rises(progress):
        return None
    return yard.expected - (goal.tolerance or 0 if goal.operator in (Operator.ABOUT, Operator.PEGGED) else 0)


def _rises(progress: TargetProgress) -> bool:
    goal, indicator = progress.measured.goal, progress.measured.indicator
    return goal is not None and not indicator.measure.adds and ascends(goal, indicator)


def _months_not_begun(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    """For how many months running nothing has been done although the plan wants something; of what has no steps nobody can say."""
    measured = progress.measured
    if not measured.indicator.grows or not measured.steps or not isinstance(progress.now, YearToDate):
        return None
    if progress.now.number:
        return Decimal(0)
    first = next((each.period for each in measured.steps if each.expected), None)
    if first is None or first.last_day > measured.on:
        return Decimal(0)
    return Decimal((measured.on.year - first.last_day.year) * 12 + measured.on.month - first.last_day.month + 1)


def _months_behind(progress: TargetProgress, _last: Light | None) -> Decimal | None:
    """For how many months running it was behind the straight line, as far as figures tell."""
    behind = [row.straight.standing.is_behind for row in reversed(rows_of(progress.measured)) if row.straight and row.straight.standing]
    months = 12 // progress.measured.indicator.rhythm.per_year
    return Decimal(sum(1 for _ in takewhile(bool, behind)) * months) if behind else None


def _last_light(_progress: TargetProgress, last: Light | None) -> str:
    return _light_before(last)


def _light_before(last: Light | None) -> str:
    return COLOUR_WORDS[last.colour] if last else "无"


_KNOWN: Final[Mapping[str, Callable[[TargetProgress, Light | None], Value]]] = {
    "低于计划（百分点）": _below,
    "完成比例": _share,
    "应完成比例": _expected_share,
    "增速": _growth,
    "目标增速": _growth_goal,
    "逾期未开工月数": _months_not_begun,
    "连续落后月数": _months_behind,
    "上次的灯": _last_light,
}
