"""Functions of numbers (DMN 1.5, tables 72 and 75)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    InvalidOperation,
    Overflow,
)  # fmt: skip

from luoshi.engines.feel.builtins.signatures import builtin
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.temporal import DaysDuration, YearsDuration
from luoshi.engines.feel.values import NUMBERS, Value

SCALE_MIN, SCALE_MAX = -6111, 6176
"""What decimal128 can hold (DMN 1.5, table 75)."""
_EXACT = Context(prec=13_000, Emin=-20_000, Emax=20_000)
"""Wide enough for the quotient of the largest and the smallest number."""
_PLAIN_NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,5})?", re.ASCII)
_NUMBER_LENGTH_MAX = 10_000


def rounded(number: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """The number with at most so many digits after the point; a fraction of the scale falls away.

    Raises:
        NoValue: no decimal128 has such a scale.
    """
    digits = int(scale)
    if not SCALE_MIN <= digits <= SCALE_MAX:
        raise NoValue(FindingKind.OUT_OF_RANGE, f"小数位数 {scale} 超出范围。", f"The scale {scale} is out of range.", scale)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= digits:
        return number
    return NUMBERS.plus(number.quantize(Decimal((0, (1,), -digits)), rounding, _EXACT))


def _declare_rounding(name: str, rounding: str, scale: str = "scale: number") -> None:
    @builtin(f"{name}(n: number, {scale}) -> number")
    def round_(number: Decimal, digits: Decimal | None) -> Value:
        return rounded(number, digits or Decimal(0), rounding)


_declare_rounding("decimal", ROUND_HALF_EVEN)
_declare_rounding("floor", ROUND_FLOOR, "scale?: number")
_declare_rounding("ceiling", ROUND_CEILING, "scale?: number")
_declare_rounding("round up", ROUND_UP)
_declare_rounding("round down", ROUND_DOWN)
_declare_rounding("round half up", ROUND_HALF_UP)
_declare_rounding("round half down", ROUND_HALF_DOWN)


@builtin("abs(n: number|days and time duration|years and months duration as T) -> T")
def absolute(value: Decimal | DaysDuration | YearsDuration) -> Value:
    """Without its sign."""
    if isinstance(value, Decimal):
        return value.copy_abs()  # abs() would round to the digits of Python's own context
    if isinstance(value, DaysDuration):
        return DaysDuration(abs(value.nanoseconds))
    return YearsDuration(abs(value.months))


@builtin("modulo(dividend: number, divisor: number) -> number")
def modulo(dividend: Decimal, divisor: Decimal) -> Value:
    """What remains, with the sign of the divisor: dividend − divisor × floor(dividend ÷ divisor)."""
    if not divisor:
        raise NoValue(FindingKind.DIVISION_BY_ZERO, "除数为零。", "Division by zero.", dividend, divisor)
    rest = _EXACT.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _EXACT.add(rest, divisor)
    return NUMBERS.plus(rest)


def _declare_calculation(name: str, run: Callable[[Decimal], Decimal], fits: Callable[[Decimal], bool]) -> None:
    @builtin(f"{name}(number: number) -> number")
    def calculate(number: Decimal) -> Value:
        try:
            if fits(number):
                return run(number)
        except (Overflow, InvalidOperation):
            pass
        raise NoValue(
            FindingKind.OUT_OF_RANGE,
            f"{name}({number}) 没有可表示的值。",
            f"{name}({number}) has no value that can be represented.",
            number,
        )


_declare_calculation("sqrt", NUMBERS.sqrt, lambda number: number >= 0)
_declare_calculation("log", NUMBERS.ln, lambda number: number > 0)
_declare_calculation("exp", NUMBERS.exp, lambda number: True)


@builtin("odd(number: number) -> boolean")
def odd(number: Decimal) -> Value:
    """Whether it is a whole number that two does not divide."""
    return abs(_EXACT.remainder(number, Decimal(2))) == 1


@builtin("even(number: number) -> boolean")
def even(number: Decimal) -> Value:
    """Whether two divides it."""
    return _EXACT.remainder(number, Decimal(2)) == 0


@builtin("number(from: string, grouping separator?: string?, decimal separator?: string?) -> number")
def number(text: str, grouping: str | None, decimal: str | None) -> Value:
    """The number that a text writes, with the separators that are said."""
    if grouping not in (None, " ", ",", ".") or decimal not in (None, ",", ".") or (grouping is not None and grouping == decimal):
        raise NoValue(
            FindingKind.WRONG_ARGUMENTS,
            "千分位分隔符只能是空格、逗号、句点，小数点只能是逗号、句点，且两者不同。",
            "The grouping separator is a blank, comma or period, the decimal separator a comma or period, and they differ.",
            grouping,
            decimal,
        )
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(decimal, ".") if decimal and (decimal == "." or "." not in plain) else plain
    try:
        if len(plain) <= _NUMBER_LENGTH_MAX and _PLAIN_NUMBER.fullmatch(plain):
            return NUMBERS.create_decimal(plain)
    except (Overflow, InvalidOperation):
        pass
    raise NoValue(FindingKind.INVALID_NUMBER, f"“{text[:40]}”不是数。", f"“{text[:40]}” is no number.", text)
