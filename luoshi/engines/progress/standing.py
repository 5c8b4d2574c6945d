"""进展: how far a number has come, beside what is expected of it, in the words of bulletins: 完成目标53.3%，比序时进度落后21.7个百分点."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from luoshi.engines.progress.declarations import Accumulation, Indicator, Measure
from luoshi.engines.progress.goals import Goal, Operator, ascends, is_met
from luoshi.engines.progress.numbers import plain, short, tenth
from luoshi.engines.progress.yardsticks import Yard
from luoshi.words import Words

_LEVEL: Final = Words("持平", "level with")


@dataclass(frozen=True, slots=True)
class Standing:
    """A number beside one yardstick.

    Attributes:
        number: in the unit of the indicator.
        yard: the yardstick, and what it expects.
        unit: of the indicator.
        share_of_goal: how much of the goal is done, in per cent with one decimal; None of growth and places, which are not done bit by bit.
        expected_share: how much of it is expected by now, likewise.
        gap_points: how far ahead in percentage points, as anybody can recompute it from the printed shares; of growth and proportions, from
            the numbers themselves. Negative is behind, whichever way is better.
        gap: how far ahead in the unit of the indicator; negative is behind.
        is_met: whether the goal is kept by this number; None where that cannot be said.
    """

    number: Decimal
    yard: Yard
    unit: str
    share_of_goal: Decimal | None
    expected_share: Decimal | None
    gap_points: Decimal | None
    gap: Decimal | None
    is_met: bool | None

    @property
    def words(self) -> Words:
        """The whole in one sentence."""
        said = f"{plain(self.number)}{self.unit}"
        share, distance, name = self.share_of_goal, self.distance, self.yard.name
        done = Words("", "") if share is None else Words(f"，完成目标{plain(share)}%", f", {plain(share)} % of the goal")
        if distance is None:
            return Words(f"{said}{done.chinese}；{self.yard.why.chinese}", f"{said}{done.english}; {self.yard.why.english}")
        beside = "与" if distance == _LEVEL else "比"
        of = " of" if distance.english.endswith("ahead") else ""
        return Words(
            f"{said}{done.chinese}，{beside}{name.chinese}{distance.chinese}",
            f"{said}{done.english}, {distance.english}{of} {name.english}",
        )

    @property
    def distance(self) -> Words | None:
        """How far ahead or behind: 落后21.7个百分点; None where nothing is expected."""
        far = self.gap if self.gap_points is None else self.gap_points
        if far is None:
            return None
        if not far:
            return _LEVEL
        unit = Words(self.unit, self.unit) if self.gap_points is None else Words("个百分点", " points")
        much = short(abs(far))
        return Words(f"{'领先' if far > 0 else '落后'}{much}{unit.chinese}", f"{much}{unit.english} {'ahead' if far > 0 else 'behind'}")

    @property
    def is_behind(self) -> bool | None:
        """Whether less is done than is expected; None where nothing is expected."""
        decisive = self.gap if self.gap_points is None else self.gap_points
        return None if decisive is None else decisive < 0


def standing(goal: Goal, indicator: Indicator, number: Decimal, yard: Yard, peg: Decimal | None = None) -> Standing:
    """Hold a number against a goal and what a yardstick expects by now. ``peg`` is the number of the indicator that it follows."""
    upward = ascends(goal, indicator)
    gap = None if yard.expected is None else number - yard.expected if upward else yard.expected - number
    share, expected = _share(goal, indicator, number), _share(goal, indicator, yard.expected)
    points = _points(goal, indicator, share, expected) if indicator.measure.adds else gap if indicator.measure is not Measure.RANK else None
    return Standing(number, yard, indicator.unit, share, expected, points, gap, is_met(goal, indicator, number, peg))


def _start(indicator: Indicator) -> Decimal | None:
    """From where the way to the goal leads: a stock from its base, an amount of the year from nothing."""
    return indicator.base if indicator.accumulation is Accumulation.STATE else Decimal(0)


def _share(goal: Goal, indicator: Indicator, number: Decimal | None) -> Decimal | None:
    """How much of the way to the goal a number is, in per cent."""
    start = _start(indicator)
    if number is None or start is None or goal.value in (None, start) or not indicator.measure.adds or goal.operator is Operator.RANK:
        return None
    assert goal.value is not None
    return tenth((number - start) / (goal.value - start) * 100)


def _points(goal: Goal, indicator: Indicator, share: Decimal | None, expected: Decimal | None) -> Decimal | None:
    """The difference of two shares of the way. Where the way leads against what is better (at most so much), more of it is behind."""
    if share is None or expected is None:
        return None
    start = _start(indicator)
    assert start is not None, "a share has a way"
    assert goal.value is not None, "a share has a way"
    towards_better = ascends(goal, indicator) == (goal.value > start)
    return share - expected if towards_better else expected - share
