"""What is said about a clock: its rule, and what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from luoshi.words import Words

AMOUNT_MAX: Final = 10_000
"""Twenty-seven years of days: a longer limit is a slip of the pen."""


class Unit(StrEnum):
    """In what a limit counts."""

    WORKING_DAY = "working_day"  # 工作日
    DAY = "day"  # 自然日
    MONTH = "month"  # 月
    WORKING_HOUR = "working_hour"  # 工作小时
    HOUR = "hour"  # 小时

    @property
    def is_of_days(self) -> bool:
        """Whether whole days are counted, of which the first does not count."""
        return self in (Unit.WORKING_DAY, Unit.DAY, Unit.MONTH)


class DayEnd(StrEnum):
    """When the last day of a limit is over (民法典 203 条 2 款): with business hours at their end, else at 24:00."""

    CLOSE = "close"
    MIDNIGHT = "midnight"


class EventKind(StrEnum):
    """What can happen to a clock."""

    START = "start"  # once, at the beginning
    PAUSE = "pause"  # 中止计时: papers are awaited, a hearing or an expert review is held
    RESUME = "resume"
    EXTEND = "extend"  # 延长
    STOP = "stop"
    RESTART = "restart"  # 重新计时: from the beginning, with the whole limit; also a clock that has stopped


class LimitRefused(ValueError):
    """A limit or rule that cannot be meant."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Limit:
    """期限: so many of a unit.

    Raises:
        LimitRefused: the amount is less than one, or longer than any life.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.amount <= AMOUNT_MAX:
            raise LimitRefused(
                Words(
                    f"期限 {self.amount} 应在 1 到 {AMOUNT_MAX} 之间。",
                    f"A limit of {self.amount} is none: write a number from 1 to {AMOUNT_MAX}.",
                )
            )

    @property
    def words(self) -> Words:
        """It in words: 20 个工作日, 20 working days."""
        chinese, english = _UNIT_NAMES[self.unit]
        return Words(f"{self.amount} {chinese}", f"{self.amount} {english}{'s' if self.amount > 1 else ''}")


_UNIT_NAMES: Final = {
    Unit.WORKING_DAY: ("个工作日", "working day"),
    Unit.DAY: ("日", "day"),
    Unit.MONTH: ("个月", "month"),
    Unit.WORKING_HOUR: ("个工作小时", "working hour"),
    Unit.HOUR: ("小时", "hour"),
}


@dataclass(frozen=True, slots=True)
class ClockRule:
    """计时规则: how long, how the last day is found, how often it may be made longer, and when people are warned.

    Raises:
        LimitRefused: the extension counts in another unit than the limit.
    """

    code: str
    limit: Limit
    extension: Limit | None = None
    """The most that one extension may add."""
    extensions_max: int = 0
    """How many extensions there may be."""
    warn_before: Limit | None = None
    """黄牌: how long before the deadline the case is shown as near it."""
    day_end: DayEnd = DayEnd.CLOSE
    moves_off_holidays: bool = True
    """民法典 203 条 1 款: a limit of days or months whose last day is not worked ends on the next working day."""

    def __post_init__(self) -> None:
        if self.extension is not None and self.extension.unit is not self.limit.unit:
            raise LimitRefused(
                Words(
                    f"时钟 {self.code} 的延长单位应与期限相同：{self.limit.unit}。",
                    f"The extension of clock {self.code} must count like its limit, in {self.limit.unit}.",
                )
            )


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that happened to a clock, at a moment with a zone. ``limit`` is what an extension adds; None: the most that it may."""

    kind: EventKind
    at: datetime
    limit: Limit | None = None
    reason: str = ""
