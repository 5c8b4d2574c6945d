"""A slider over the whole population: one pass to a histogram, then each position is a sum of it.

Each row has a place on the slider (see :mod:`moving`): before it the row gets what it gets with the slider at its lower end, from there on
what it gets at the upper end. Of the rows of one place, in each group, only both sums are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.simulations.tallying import (
    REASON,
    WHOLE,
    WIDTH,
    Difference,
    Line,
    Name,
    alike,
    dimension_of,
    grouping,
    measures,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from luoshi.district.simulations.moving import Moving

POSITIONS_MIN: Final = 20
POSITIONS_MAX: Final = 200
"""Fewer are no slider, more cannot be told apart on a screen."""


@dataclass(frozen=True, slots=True)
class Slider:
    """The positions of a parameter, from the lowest to the highest, in even steps."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def positions(self) -> tuple[Decimal, ...]:
        """All of them."""
        return tuple(self.low + self.step * number for number in range(int((self.high - self.low) / self.step) + 1))

    def some(self, most: int) -> tuple[Decimal, ...]:
        """At most so many of them, evenly apart, from the lowest on."""
        return self.positions[:: -(-len(self.positions) // most)]

    def nearest(self, value: Decimal, most: int) -> tuple[Decimal, ...]:
        """The positions next to a value, but not the value itself, the nearest first."""
        return tuple(sorted((each for each in self.positions if each != value), key=lambda each: abs(each - value))[:most])


def slider_over(value: Decimal, low: Decimal | None, high: Decimal | None) -> Slider | None:
    """A slider from the lowest allowed value, or 0, to twice the value in force, as far as that is allowed; None where there is no room.

    It has a position for the value itself. Steps are 1, 2 or 5 of a decimal place, the largest that make enough positions; a number that
    is whole and may be more than 1 moves in whole steps.
    """
    bottom = low if low is not None else Decimal(0)
    top = min(2 * value, high) if high is not None else 2 * value
    is_whole = value == value.to_integral() and (high is None or high > 1)
    for step in _steps(top - bottom, is_whole=is_whole) if bottom <= value < top else ():
        if (value - bottom) % step == 0:
            return Slider(bottom, bottom + step * ((top - bottom) // step), step)
    return None


def _steps(width: Decimal, *, is_whole: bool) -> Iterator[Decimal]:
    """Steps of which a width takes neither too few nor too many, the largest first; whole ones may be few."""
    for exponent in range(width.adjusted(), width.adjusted() - 4, -1):
        for digit in (5, 2, 1):
            step = Decimal(digit).scaleb(exponent)
            if is_whole and step == 1 and width <= POSITIONS_MAX:
                yield step
            if POSITIONS_MIN <= width / step <= POSITIONS_MAX and not (is_whole and step < 1):
                yield step


@dataclass(frozen=True, slots=True)
class Sides:
    """The rows of one group and place: with the slider at its lower and at its upper end."""

    dimension: str
    low_name: Name
    high_name: Name
    place: int
    """The first position at which the rows get what they get at the upper end."""
    low: Line
    high: Line


@dataclass(frozen=True, slots=True)
class Histogram:
    """What every position of a slider costs."""

    slider: Slider
    sides: tuple[Sides, ...]

    def at(self, number: int) -> Difference:
        """What is counted at a position, by its number."""
        return Difference(together(_chosen(self.sides, number)))

    def totals(self) -> list[Line]:
        """Everybody, at each position."""
        whole = [one for one in self.sides if one.dimension == WHOLE]
        return [Difference(together(_chosen(whole, number))).whole for number in range(len(self.slider.positions))]


def _chosen(sides: Iterable[Sides], number: int) -> Iterator[tuple[str, Name, Line]]:
    for one in sides:
        yield (one.dimension, one.high_name, one.high) if one.place <= number else (one.dimension, one.low_name, one.low)


def place_of(measured: str, slider: Slider, moving: Moving) -> str:
    """The number of the first position at which a row is beyond its measured value, as SQL; after the last one where there is none.

    A guess by arithmetic is mended by comparing with the positions next to it, so that no rounding puts a row on the wrong side.
    """
    last, low, step = len(slider.positions), f"{slider.low:f}", f"{slider.step:f}"
    reached = ">" if moving.beyond else ">="
    guess = f"CAST(greatest(-1, least({last + 1}, ceil(({measured} - {low}) / {step}))) AS INTEGER)"
    tries = (f"({guess} + {shift})" for shift in (-1, 0, 1))
    tried = " ".join(
        f"WHEN {number} BETWEEN 0 AND {last - 1} AND {low} + {number} * {step} {reached} {measured} THEN {number}" for number in tries
    )
    return f"CASE WHEN {measured} IS NULL THEN {last} {tried} ELSE {last} END"


_REASONS: Final = ("was_reason", "low_reason", "high_reason")


def one_pass(relation: str, keep: Sequence[str]) -> str:
    """The statement whose rows are a :func:`histogram`; ``keep`` are columns of the relation of groups.

    It counts a relation with the columns ``grp``, ``place``, ``was``, ``low``, ``high``, ``was_reason``, ``low_reason``, ``high_reason``,
    ``unsure``.
    """
    names, sets = grouping(keep, _REASONS, extra="place")
    columns = f"{names}, place, {measures('low')}, {measures('high')}"
    return f"SELECT {columns} FROM {alike(relation, [*_REASONS, 'place'], ('low', 'high'))} GROUP BY {sets}"


def histogram(rows: Iterable[Sequence[object]], keep: Sequence[str], slider: Slider) -> Histogram:
    """What the rows of :func:`one_pass` say."""
    return Histogram(slider, tuple(_sides(row, keep) for row in rows))


def _sides(row: Sequence[object], keep: Sequence[str]) -> Sides:
    reasons = len(_REASONS)
    dimension, name = dimension_of(row, keep, reasons)
    low_name, high_name = (name, name) if dimension != REASON else ((name[0], name[1]), (name[0], name[2]))
    place = row[2 * (len(keep) + reasons)]
    assert isinstance(place, int)
    return Sides(dimension, low_name, high_name, place, Line(*row[-2 * WIDTH : -WIDTH]), Line(*row[-WIDTH:]))  # type: ignore[arg-type]
