"""目标值: what was promised of an indicator, and whether a number keeps the promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from luoshi.engines.progress.declarations import Indicator, Measure
from luoshi.engines.progress.numbers import plain
from luoshi.words import Words


class Operator(StrEnum):
    """How the promised number is compared with the one that came true; the same words as those of reading."""

    ABOUT = "~"  # 左右
    AT_LEAST = ">="  # 以上, 不低于
    MORE_THAN = ">"  # 超过, 突破
    EQUAL = "="  # a bare number: reached is kept
    AT_MOST = "<="  # 以内, 不超过
    PEGGED = "pegged"  # 与…同步
    UP = "up"  # a direction without a number
    DOWN = "down"
    RANK = "rank"  # 位居全省第一


_NEED_A_VALUE = {Operator.ABOUT, Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL, Operator.AT_MOST}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached.

    Attributes:
        operator: how it is compared.
        value: the number; None where none was promised (挂钩, 上升, 下降, 引领全省).
        due: the day by which it is to be reached.
        value_max: the upper end of a range (5%—6%).
        tolerance: how far below counts as 左右, or as 同步, in the unit of the indicator: a setting of the district, for no law says it.
            None: the district has not set it.
        stretch: whether the text says 力争: to be striven for, not binding.
        begins: from when on it is worked for; None: from the first day of the year in which it is due.

    Raises:
        ValueError: the operator needs a number and there is none, or it is due before it begins.
    """

    operator: Operator
    value: Decimal | None
    due: date
    value_max: Decimal | None = None
    tolerance: Decimal | None = None
    stretch: bool = False
    begins: date | None = None

    def __post_init__(self) -> None:
        if self.operator in _NEED_A_VALUE and self.value is None:
            raise ValueError(f"a goal with {self.operator} needs a number")
        if self.first_day > self.due:
            raise ValueError(f"due on {self.due}, before it begins on {self.first_day}")

    @property
    def first_day(self) -> date:
        """From when on it is worked for."""
        return self.begins or date(self.due.year, 1, 1)


def ascends(goal: Goal, indicator: Indicator) -> bool:
    """Whether more is better for this goal: its comparing word says it, and where that does not, the indicator."""
    if goal.operator in (Operator.AT_LEAST, Operator.MORE_THAN, Operator.UP):
        return True
    if goal.operator in (Operator.AT_MOST, Operator.DOWN, Operator.RANK):
        return False
    return indicator.ascends


def bound(goal: Goal, indicator: Indicator, peg: Decimal | None = None) -> Decimal | None:
    """The number that decides: the goal's, that of the indicator it is pegged to (``peg``), or the base of a direction; None if unknown.

    Growth that is to go up has to be above zero, for its base is the year before.
    """
    if goal.operator is Operator.PEGGED:
        return peg
    if goal.operator in (Operator.UP, Operator.DOWN):
        return Decimal(0) if indicator.measure is Measure.YOY else indicator.base
    return goal.value


def is_met(goal: Goal, indicator: Indicator, number: Decimal, peg: Decimal | None = None) -> bool | None:
    """Whether a number keeps the promise; None where that cannot be said.

    左右 and 同步 without the district's tolerance: at or beyond the number is kept, short of it nobody can say.
    """
    limit = bound(goal, indicator, peg)
    if limit is None:
        return None
    ahead = number - limit if ascends(goal, indicator) else limit - number
    if goal.operator in (Operator.MORE_THAN, Operator.UP, Operator.DOWN):
        return ahead > 0
    if ahead >= 0 or goal.operator not in (Operator.ABOUT, Operator.PEGGED):
        return ahead >= 0
    return None if goal.tolerance is None else -ahead <= goal.tolerance


def is_exceeded(goal: Goal, indicator: Indicator, number: Decimal) -> bool:
    """Whether a number goes beyond what was promised: past the number, past the range, past what 左右 covers. A direction has no beyond."""
    if goal.value is None or not is_met(goal, indicator, number):
        return False
    upward = ascends(goal, indicator)
    far = goal.value_max if goal.value_max is not None and upward else goal.value
    slack = (goal.tolerance or Decimal(0)) if goal.operator is Operator.ABOUT else Decimal(0)
    return number > far + slack if upward else number < far - slack


def said(goal: Goal, indicator: Indicator) -> Words:
    """What was promised, as a report says it: 6.5%左右, 120亿元以上."""
    if goal.value is None:
        return _WITHOUT_NUMBER[goal.operator]
    number = plain(goal.value) if goal.value_max is None else f"{plain(goal.value)}—{plain(goal.value_max)}"
    much = f"{number}{indicator.unit}"
    if goal.operator is Operator.RANK:
        return Words(f"前 {number} 位", f"among the first {number}")
    before, after, english = _COMPARING[goal.operator]
    return Words(f"{before}{much}{after}", f"{english}{much}")


_COMPARING: Final[Mapping[Operator, tuple[str, str, str]]] = {
    Operator.ABOUT: ("", "左右", "about "),
    Operator.AT_LEAST: ("", "以上", "at least "),
    Operator.MORE_THAN: ("超过 ", "", "more than "),
    Operator.EQUAL: ("", "", ""),
    Operator.AT_MOST: ("不超过 ", "", "at most "),
}
_WITHOUT_NUMBER: Final[Mapping[Operator, Words]] = {
    Operator.PEGGED: Words("同步", "in step"),
    Operator.UP: Words("上升", "to go up"),
    Operator.DOWN: Words("下降", "to go down"),
    Operator.RANK: Words("位次领先", "a leading place"),
}
