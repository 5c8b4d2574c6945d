"""What a ``for`` runs over when no list is written out: from one number or date to another, and the elements of ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from luoshi.engines.feel.comparison import is_less
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.temporal import Date
from luoshi.engines.feel.values import NUMBERS, Range, Value, kind


def steps(low: Value, high: Value, count: Callable[[int], None]) -> Iterator[Value]:
    """From one number or date to another, upwards or downwards.

    Raises:
        NoValue: there is no next one.
    """
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return _number_steps(low, high, count)
    if isinstance(low, Date) and isinstance(high, Date):
        return _date_steps(low, high, count)
    if low is None or high is None:
        raise NoValue(FindingKind.NULL_OPERAND, "循环范围的端点为空（null）。", "An end of the loop's range is null.", low, high)
    raise NoValue(
        FindingKind.TYPE_MISMATCH,
        f"循环只能从整数到整数或从日期到日期，不能从“{kind(low)}”到“{kind(high)}”。",
        f"A loop runs from number to number or from date to date, not from {kind(low)} to {kind(high)}.",
        low,
        high,
    )


def _number_steps(low: Decimal, high: Decimal, count: Callable[[int], None]) -> Iterator[Value]:
    step = Decimal(1 if low <= high else -1)
    current = low
    while (current <= high) if step > 0 else (current >= high):
        count(1)
        yield current
        current = NUMBERS.add(current, step)


def _date_steps(low: Date, high: Date, count: Callable[[int], None]) -> Iterator[Value]:
    step = 1 if low <= high else -1
    for days in range(low.days, high.days + step, step):
        count(1)
        yield Date.from_days(days)


def elements_of_range(bounds: Range, count: Callable[[int], None]) -> Iterator[Value]:
    """What a range of whole numbers or dates holds. A range is never gone through backwards."""
    low, high = bounds.start, bounds.end
    if low is None or high is None or is_less(high, low):
        raise NoValue(FindingKind.INVALID_RANGE, "这个范围没有可以逐个处理的元素。", "This range has no elements to go through.", bounds)
    for value in steps(low, high, count):
        if (bounds.start_included or value != low) and (bounds.end_included or value != high):
            yield value
