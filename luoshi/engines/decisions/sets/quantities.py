"""What is known of a number before it is computed: its least and greatest value and its digits after the point.

So the width of every DECIMAL follows from the model, and an intermediate result is as exact as FEEL's 34 digits or the model is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import Final

EXACT: Final = Context(prec=200)
DIGITS_MAX: Final = 34
"""Of FEEL's numbers (decimal128). SQL has 38; what needs more than FEEL would be rounded there and not here."""
SQL_DIGITS_MAX: Final = 38
NARROW: Final = 18
"""So many digits fit 64 bits, which engines compute ten times sooner than wider ones."""

BELIEVED: Final = Decimal(10) ** 12
"""Inputs are less than this, a million million: more is a mistake of the register, and unknown."""
UNDECLARED_SCALE: Final = 4
RATIO_SCALE: Final = 6


def scale_of(value: Decimal) -> int:
    """Digits after the point that a value needs."""
    exponent = EXACT.normalize(value).as_tuple().exponent if value else 0
    assert isinstance(exponent, int), "FEEL has neither infinity nor NaN"
    return max(0, -exponent)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The numbers from ``low`` to ``high`` with ``scale`` digits after the point."""

    low: Decimal
    high: Decimal
    scale: int

    @property
    def precision(self) -> int:
        """All digits that the widest of them has, at least one."""
        largest = int(max(abs(self.low), abs(self.high)).to_integral_value(ROUND_CEILING, EXACT))
        return max(len(str(largest)) + self.scale if largest else self.scale, self.scale, 1)

    @property
    def is_whole(self) -> bool:
        """Whether they are whole numbers of 64 bits, which engines calculate with as such."""
        return not self.scale and self.precision <= NARROW

    @property
    def sql(self) -> str:
        """The type of SQL in which a table should offer them, and in which they are computed: so nothing is cast on the way."""
        return "BIGINT" if self.is_whole else f"DECIMAL({max(self.precision, NARROW)}, {self.scale})"

    def hull(self, other: Quantity) -> Quantity:
        """Whatever is one of these or of those."""
        return Quantity(min(self.low, other.low), max(self.high, other.high), max(self.scale, other.scale))

    def within(self, low: Decimal | None, high: Decimal | None) -> Quantity:
        """Those of them that lie between two bounds."""
        lowest = self.low if low is None else max(self.low, low)
        return Quantity(lowest, max(lowest, self.high if high is None else min(self.high, high)), self.scale)

    def __neg__(self) -> Quantity:
        return Quantity(-self.high, -self.low, self.scale)

    def __add__(self, other: Quantity) -> Quantity:
        low, high = EXACT.add(self.low, other.low), EXACT.add(self.high, other.high)
        return Quantity(low, high, max(self.scale, other.scale))

    def __mul__(self, other: Quantity) -> Quantity:
        ends = [EXACT.multiply(one, two) for one in (self.low, self.high) for two in (other.low, other.high)]
        return Quantity(min(ends), max(ends), self.scale + other.scale)

    def rounded(self, digits: int) -> Quantity:
        """With so many digits after the point, rounded in whatever direction."""
        if digits >= self.scale:
            return self
        unit = Decimal((0, (1,), -digits))
        low, high = self.low.quantize(unit, ROUND_FLOOR, EXACT), self.high.quantize(unit, ROUND_CEILING, EXACT)
        return Quantity(low, high, max(digits, 0))


def widest_number(types: Iterable[str]) -> str | None:
    """The type of SQL that holds whatever numbers of these types hold; None where one of them is of no exact numbers."""
    whole = after = 0
    for each in types:
        found = (str(NARROW), "0") if each == "BIGINT" else _DECIMAL.findall(each)
        if len(found) != 2:
            return None
        digits, scale = map(int, found)
        whole, after = max(whole, digits - scale), max(after, scale)
    return f"DECIMAL({min(whole + after, SQL_DIGITS_MAX)}, {after})"


_DECIMAL: Final = re.compile(r"(?<=DECIMAL\()\d+|(?<=, )\d+(?=\))")


def exactly(value: Decimal) -> Quantity:
    """One number."""
    return Quantity(value, value, scale_of(value))


COUNT: Final = Quantity(Decimal(0), BELIEVED, 0)
WHOLE: Final = Quantity(1 - BELIEVED, BELIEVED - 1, 0)


def believed(scale: int) -> Quantity:
    """What an input with so many digits may be."""
    largest = BELIEVED - Decimal((0, (1,), -scale))
    return Quantity(-largest, largest, scale)
