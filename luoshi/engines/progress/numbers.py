"""How numbers are rounded and read, so that every page and document prints the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

TENTH: Final = Decimal("0.1")
_HUNDREDTH: Final = Decimal("0.01")


def tenth(number: Decimal) -> Decimal:
    """Rounded to one decimal, halves away from zero, as bulletins print it."""
    return number.quantize(TENTH, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number as it is read: thousands apart, no needless zeros: ``1,234.5``."""
    return f"{number.normalize():,f}"


def short(number: Decimal) -> str:
    """A number that was computed, as it is read: at most two decimals."""
    return plain(number.quantize(_HUNDREDTH, ROUND_HALF_UP))


def largest_remainder(parts: Sequence[Decimal | int], whole: Decimal = Decimal(100), step: Decimal = TENTH) -> tuple[Decimal, ...]:
    """Divide a whole by parts so that what is printed adds up to it: each is rounded down, and what is left goes to the largest remainders.

    Of equal remainders the earlier part comes first. All parts zero: all shares zero.

    Source: the method of Hamilton; bulletins need it because 金寨's five shares, each rounded by itself, would make 100.1 %.
    """
    total = sum(parts, Decimal(0))
    if not total:
        return tuple(Decimal(0).quantize(step) for _ in parts)
    exact = [Decimal(each) * whole / total for each in parts]
    floors = [(each / step).to_integral_value(ROUND_FLOOR) * step for each in exact]
    left = int(((whole - sum(floors, Decimal(0))) / step).to_integral_value())
    first = sorted(range(len(parts)), key=lambda each: (floors[each] - exact[each], each))[:left]
    return tuple((floor + step if each in first else floor).quantize(step) for each, floor in enumerate(floors))
