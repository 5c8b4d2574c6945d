"""What stands after a dot: the members of contexts and the properties of dates, times, durations and ranges (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.temporal import NANOSECONDS, Date, DateAndTime, DaysDuration, Time, YearsDuration
from luoshi.engines.feel.values import Range, Value, kind


def member(value: Value, name: str) -> Value:
    """``value.name``.

    Raises:
        NoValue: the value has no such member.
    """
    if value is None:
        raise NoValue(FindingKind.NULL_OPERAND, f"空值（null）没有成员“{name}”。", f"Null has no member “{name}”.")
    if isinstance(value, dict):
        if name in value:
            return value[name]
        raise NoValue(FindingKind.NO_SUCH_MEMBER, f"没有成员“{name}”，有的是：{_listed(value)}。", f"There is no member “{name}”.", value)
    read = _PROPERTIES.get(type(value), {}).get(name)
    if read is None:
        raise NoValue(FindingKind.NO_SUCH_MEMBER, f"“{kind(value)}”没有成员“{name}”。", f"A {kind(value)} has no member “{name}”.", value)
    found: Value = read(value)
    return found


def _listed(context: dict[str, Value], shown: int = 10) -> str:
    return "、".join(list(context)[:shown]) or "（无）"


def _offset(value: Time | DateAndTime) -> DaysDuration | None:
    seconds = value.offset_seconds
    return None if seconds is None else DaysDuration(seconds * NANOSECONDS)


def _second(time: Time) -> Decimal:
    return Decimal(time.second) + Decimal(time.nanosecond) / NANOSECONDS if time.nanosecond else Decimal(time.second)


def _part(index: int) -> Callable[[DaysDuration], Decimal]:
    """A part of a duration, with the sign of the whole; seconds with their fraction."""

    def read(duration: DaysDuration) -> Decimal:
        parts = duration.parts
        size = Decimal(parts[index])
        if index == 3 and parts[4]:
            size += Decimal(parts[4]) / NANOSECONDS
        return size.copy_negate() if duration.nanoseconds < 0 and size else size

    return read


def _whole(months: int, divisor: int) -> Decimal:
    size = Decimal(abs(months) // 12 if divisor == 12 else abs(months) % 12)
    return size.copy_negate() if months < 0 and size else size


def _of_part(part: str, read: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda moment: read(getattr(moment, part))


_DATE: dict[str, Callable[[Any], Value]] = {
    "year": lambda date: Decimal(date.year),
    "month": lambda date: Decimal(date.month),
    "day": lambda date: Decimal(date.day),
    "weekday": lambda date: Decimal(date.weekday),
}
_TIME: dict[str, Callable[[Any], Value]] = {
    "hour": lambda time: Decimal(time.hour),
    "minute": lambda time: Decimal(time.minute),
    "second": _second,
    "time offset": _offset,
    "timezone": lambda time: time.zone,
}
# Where there is no zone, that is what the value says; nothing was computed, so no finding is due.
_PROPERTIES: dict[type, dict[str, Callable[[Any], Value]]] = {
    Date: _DATE,
    Time: _TIME,
    DateAndTime: {
        **{name: _of_part("date", read) for name, read in _DATE.items()},
        **{name: _of_part("time", read) for name, read in _TIME.items()},
        "time offset": _offset,
    },
    DaysDuration: {"days": _part(0), "hours": _part(1), "minutes": _part(2), "seconds": _part(3)},
    YearsDuration: {
        "years": lambda duration: _whole(duration.months, 12),
        "months": lambda duration: _whole(duration.months, 1),
    },
    Range: {
        "start": lambda bounds: bounds.start,
        "end": lambda bounds: bounds.end,
        "start included": lambda bounds: bounds.start_included,
        "end included": lambda bounds: bounds.end_included,
    },
}
