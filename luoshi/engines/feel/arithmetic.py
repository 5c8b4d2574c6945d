"""The five calculations, as a table of what can be calculated with what (DMN 1.5, tables 56 to 60)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from luoshi.engines.feel.comparison import fail_if_zones_mixed
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.temporal import (
    DAY_NANOSECONDS,
    MIDNIGHT,
    Date,
    DateAndTime,
    DaysDuration,
    NotTemporal,
    Time,
    YearsDuration,
)  # fmt: skip
from luoshi.engines.feel.values import NUMBERS, Value, kind

_NANOSECONDS_MAX = 10**30
_MONTHS_MAX = 10**20
"""Longer durations are no time any more; a rule that makes one has gone wrong."""


def calculate(operator: ArithmeticOperator, left: Value, right: Value) -> Value:
    """``left operator right``.

    Raises:
        NoValue: a side is null, the two do not go together, or the result cannot be represented.
    """
    if left is None or right is None:
        raise NoValue(FindingKind.NULL_OPERAND, f"“{operator}”的一方为空（null）。", f"One side of “{operator}” is null.", left, right)
    rule = RULES.get((operator, type(left), type(right)))
    if rule is None:
        raise NoValue(
            FindingKind.TYPE_MISMATCH,
            f"“{kind(left)}”与“{kind(right)}”不能作“{operator}”运算。",
            f"“{operator}” does not go with a {kind(left)} and a {kind(right)}.",
            left,
            right,
        )
    try:
        return rule(left, right)
    except (ZeroDivisionError, DivisionByZero) as error:
        raise NoValue(FindingKind.DIVISION_BY_ZERO, "除数为零。", "Division by zero.", left, right) from error
    except (Overflow, InvalidOperation, NotTemporal) as error:
        raise NoValue(
            FindingKind.OUT_OF_RANGE, f"“{operator}”的结果超出可表示的范围。", f"The result of “{operator}” is out of range.", left, right
        ) from error


def negate(value: Value) -> Value:
    """``-value`` for numbers and durations.

    Raises:
        NoValue: it has no opposite.
    """
    if isinstance(value, Decimal):
        return NUMBERS.minus(value)
    if isinstance(value, DaysDuration):
        return DaysDuration(-value.nanoseconds)
    if isinstance(value, YearsDuration):
        return YearsDuration(-value.months)
    if value is None:
        raise NoValue(FindingKind.NULL_OPERAND, "负号后面的值为空（null）。", "The value after the minus is null.", value)
    raise NoValue(FindingKind.TYPE_MISMATCH, f"“{kind(value)}”不能取负。", f"A {kind(value)} has no opposite.", value)


def _days(nanoseconds: int) -> DaysDuration:
    if abs(nanoseconds) > _NANOSECONDS_MAX:
        raise NotTemporal("the duration is too long")
    return DaysDuration(nanoseconds)


def _years(months: int) -> YearsDuration:
    if abs(months) > _MONTHS_MAX:
        raise NotTemporal("the duration is too long")
    return YearsDuration(months)


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise ZeroDivisionError
    return NUMBERS.divide(left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and not exponent:
        return Decimal(1)  # as every other engine has it; decimal128 itself says "invalid"
    return NUMBERS.power(base, exponent)


def _date_plus_days(date: Date, duration: DaysDuration) -> Date:
    """The day on which the duration ends that begins at the date's midnight."""
    return DateAndTime(date, MIDNIGHT).plus_nanoseconds(duration.nanoseconds).date


def _time_plus(time: Time, nanoseconds: int) -> Time:
    return Time.from_nanoseconds(time.nanoseconds + nanoseconds, time.offset, time.zone)


def _between(left: DateAndTime, right: DateAndTime) -> DaysDuration:
    fail_if_zones_mixed(left, right)
    return _days(left.instant - right.instant)


def _between_times(left: Time, right: Time) -> DaysDuration:
    fail_if_zones_mixed(left, right)
    return _days(left.instant - right.instant)


def _scaled(length: int, factor: Decimal) -> int:
    """A length times a number; what is less than a nanosecond or a month falls away."""
    return int(NUMBERS.multiply(Decimal(length), factor))


def _shrunk(length: int, divisor: Decimal) -> int:
    return int(_divide(Decimal(length), divisor))


_ADD, _SUBTRACT, _MULTIPLY = ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT, ArithmeticOperator.MULTIPLY
_DIVIDE, _POWER = ArithmeticOperator.DIVIDE, ArithmeticOperator.POWER

RULES: dict[tuple[ArithmeticOperator, type, type], Callable[[Any, Any], Value]] = {
    (_ADD, Decimal, Decimal): NUMBERS.add,
    (_ADD, str, str): lambda left, right: left + right,
    (_ADD, DateAndTime, DaysDuration): lambda moment, duration: moment.plus_nanoseconds(duration.nanoseconds),
    (_ADD, DaysDuration, DateAndTime): lambda duration, moment: moment.plus_nanoseconds(duration.nanoseconds),
    (_ADD, DateAndTime, YearsDuration): lambda moment, duration: moment.plus_months(duration.months),
    (_ADD, YearsDuration, DateAndTime): lambda duration, moment: moment.plus_months(duration.months),
    (_ADD, Date, DaysDuration): _date_plus_days,
    (_ADD, DaysDuration, Date): lambda duration, date: _date_plus_days(date, duration),
    (_ADD, Date, YearsDuration): lambda date, duration: date.plus_months(duration.months),
    (_ADD, YearsDuration, Date): lambda duration, date: date.plus_months(duration.months),
    (_ADD, Time, DaysDuration): lambda time, duration: _time_plus(time, duration.nanoseconds),
    (_ADD, DaysDuration, Time): lambda duration, time: _time_plus(time, duration.nanoseconds),
    (_ADD, DaysDuration, DaysDuration): lambda left, right: _days(left.nanoseconds + right.nanoseconds),
    (_ADD, YearsDuration, YearsDuration): lambda left, right: _years(left.months + right.months),
    (_SUBTRACT, Decimal, Decimal): NUMBERS.subtract,
    (_SUBTRACT, DateAndTime, DateAndTime): _between,
    (_SUBTRACT, DateAndTime, Date): lambda moment, date: _between(moment, DateAndTime.from_date(date)),
    (_SUBTRACT, Date, DateAndTime): lambda date, moment: _between(DateAndTime.from_date(date), moment),
    (_SUBTRACT, Date, Date): lambda left, right: DaysDuration((left.days - right.days) * DAY_NANOSECONDS),
    (_SUBTRACT, Time, Time): _between_times,
    (_SUBTRACT, DateAndTime, DaysDuration): lambda moment, duration: moment.plus_nanoseconds(-duration.nanoseconds),
    (_SUBTRACT, DateAndTime, YearsDuration): lambda moment, duration: moment.plus_months(-duration.months),
    (_SUBTRACT, Date, DaysDuration): lambda date, duration: _date_plus_days(date, DaysDuration(-duration.nanoseconds)),
    (_SUBTRACT, Date, YearsDuration): lambda date, duration: date.plus_months(-duration.months),
    (_SUBTRACT, Time, DaysDuration): lambda time, duration: _time_plus(time, -duration.nanoseconds),
    (_SUBTRACT, DaysDuration, DaysDuration): lambda left, right: _days(left.nanoseconds - right.nanoseconds),
    (_SUBTRACT, YearsDuration, YearsDuration): lambda left, right: _years(left.months - right.months),
    (_MULTIPLY, Decimal, Decimal): NUMBERS.multiply,
    (_MULTIPLY, DaysDuration, Decimal): lambda duration, factor: _days(_scaled(duration.nanoseconds, factor)),
    (_MULTIPLY, Decimal, DaysDuration): lambda factor, duration: _days(_scaled(duration.nanoseconds, factor)),
    (_MULTIPLY, YearsDuration, Decimal): lambda duration, factor: _years(_scaled(duration.months, factor)),
    (_MULTIPLY, Decimal, YearsDuration): lambda factor, duration: _years(_scaled(duration.months, factor)),
    (_DIVIDE, Decimal, Decimal): _divide,
    (_DIVIDE, DaysDuration, Decimal): lambda duration, divisor: _days(_shrunk(duration.nanoseconds, divisor)),
    (_DIVIDE, YearsDuration, Decimal): lambda duration, divisor: _years(_shrunk(duration.months, divisor)),
    (_DIVIDE, DaysDuration, DaysDuration): lambda left, right: _divide(Decimal(left.nanoseconds), Decimal(right.nanoseconds)),
    (_DIVIDE, YearsDuration, YearsDuration): lambda left, right: _divide(Decimal(left.months), Decimal(right.months)),
    (_POWER, Decimal, Decimal): _power,
}
