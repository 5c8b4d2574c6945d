"""The year of an indicator as a picture: where each thing stands on it. Only places, no words and no colours: a page writes the SVG.

Time goes from the first day of the year (0) to its last (12), in months; a figure stands at the end of its period.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from luoshi.engines.progress.numbers import plain
from luoshi.engines.progress.values import Origin

Point = tuple[int, Decimal]
"""A month's end (0 to 12) and a number."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A known figure: the year to date, or a stock."""

    month: int
    number: Decimal
    origin: Origin
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Fan:
    """What is foreseen with so many per cent: ``(month, low, high)``, from where the year stands on."""

    level: int
    edges: tuple[tuple[int, Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be drawn. Lines with fewer than two points are left out; ``goal_max`` is the upper end of a promised range."""

    figures: tuple[Figure, ...]
    straight: tuple[Point, ...] = ()
    planned: tuple[Point, ...] = ()
    middle: tuple[Point, ...] = ()
    fans: tuple[Fan, ...] = ()
    goal: Decimal | None = None
    goal_max: Decimal | None = None
    begins_with: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A known figure in its place. ``shape`` is a path around it that tells its origin to whoever sees no colours."""

    x: str
    y: str
    origin: Origin
    provisional: bool
    shape: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis, with its words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything in its place, as SVG takes it: lines are the points of polylines, bands those of polygons, the widest first."""

    width: int
    height: int
    left: str
    right: str
    field_width: str
    numbers: tuple[Tick, ...]
    months: tuple[Tick, ...]
    bands: tuple[tuple[int, str], ...]
    straight: str
    planned: str
    steps: tuple[tuple[str, str], ...]
    middle: str
    known: str
    marks: tuple[Mark, ...]
    goal: str
    goal_band: tuple[str, str] | None


TOP, BOTTOM, LEFT, RIGHT = 16.0, 28.0, 4.0, 12.0
"""What is left free around the field in which things are drawn. Numbers of the axis stand within it, on their lines."""
LETTER: Final = 8.0
"""How wide a digit is, at most."""
_MARK: Final = 4.5
_FAR: Final = 2
"""A fan is drawn up to so many times the height of everything else; beyond, only its numbers in the table tell."""


def chart(content: Content, *, width: int, height: int) -> Chart | None:
    """Lay it out; None where there is nothing but empty axes."""
    if not content.figures and content.goal is None:
        return None
    numbers = _numbers_shown(content)
    ticks = nice_ticks(min(numbers), max(numbers))
    field = _Field(width, height, float(ticks[0]), float(ticks[-1]), max(len(plain(each)) for each in ticks) * LETTER + LEFT)
    known = [(each.month, each.number) for each in content.figures]
    if content.begins_with is not None:
        known.insert(0, (0, content.begins_with))
    return Chart(
        width=width,
        height=height,
        left=f"{field.left:g}",
        right=f"{width - RIGHT:g}",
        field_width=f"{width - RIGHT - field.left:g}",
        numbers=tuple(Tick(field.y(each), plain(each)) for each in ticks),
        months=tuple(Tick(field.x(month), str(month)) for month in (3, 6, 9, 12)),
        bands=tuple((fan.level, field.band(fan)) for fan in sorted(content.fans, key=lambda fan: -fan.level)),
        straight=field.line(content.straight),
        planned=field.line(content.planned),
        steps=tuple((field.x(month), field.y(number)) for month, number in content.planned),
        middle=field.line(content.middle),
        known=field.line(known),
        marks=tuple(field.mark(each) for each in content.figures),
        goal="" if content.goal is None else field.y(content.goal),
        goal_band=field.goal_band(content),
    )


@dataclass(frozen=True, slots=True)
class _Field:
    """From months and numbers to places."""

    width: int
    height: int
    lowest: float
    highest: float
    left: float

    def x(self, month: int) -> str:
        return f"{self.left + (self.width - RIGHT - self.left) * month / 12:.1f}"

    def y(self, number: Decimal) -> str:
        share = (min(max(float(number), self.lowest), self.highest) - self.lowest) / (self.highest - self.lowest)
        return f"{self.height - BOTTOM - (self.height - BOTTOM - TOP) * share:.1f}"

    def line(self, points: Iterable[Point]) -> str:
        placed = [f"{self.x(month)},{self.y(number)}" for month, number in points]
        return " ".join(placed) if len(placed) > 1 else ""

    def band(self, fan: Fan) -> str:
        there = [(month, low) for month, low, _ in fan.edges]
        back = [(month, high) for month, _, high in reversed(fan.edges)]
        return self.line([*there, *back])

    def mark(self, figure: Figure) -> Mark:
        x, y = self.x(figure.month), self.y(figure.number)
        return Mark(x, y, figure.origin, figure.provisional, _SHAPES[figure.origin].format(x=float(x), y=float(y)))

    def goal_band(self, content: Content) -> tuple[str, str] | None:
        """The upper edge of a promised range, and how high the range is."""
        if content.goal is None or content.goal_max is None:
            return None
        upper, lower = self.y(content.goal_max), self.y(content.goal)
        return upper, f"{float(lower) - float(upper):.1f}"


def _diamond(size: float) -> str:
    return f"M{{x:.1f}} {{y:.1f}}m0 -{size}l{size} {size}l-{size} {size}l-{size} -{size}z"


_SHAPES: Final = {
    Origin.COMPUTED: f"M{{x:.1f}} {{y:.1f}}m-{_MARK} 0a{_MARK} {_MARK} 0 1 0 {2 * _MARK} 0a{_MARK} {_MARK} 0 1 0 -{2 * _MARK} 0z",
    Origin.OFFICIAL: f"M{{x:.1f}} {{y:.1f}}m-{_MARK} -{_MARK}h{2 * _MARK}v{2 * _MARK}h-{2 * _MARK}z",
    Origin.REPORTED: _diamond(_MARK + 1.5),
}
"""Counted: a disc. Official: a square. Reported: a diamond."""


def _numbers_shown(content: Content) -> list[Decimal]:
    """Every number that the axis must hold. Amounts that grow from nothing begin with nothing."""
    numbers = [each.number for each in content.figures]
    numbers += [number for line in (content.straight, content.planned, content.middle) for _, number in line]
    numbers += [each for each in (content.goal, content.goal_max, content.begins_with) if each is not None]
    low, high = min(numbers), max(numbers)
    far = (high - low or abs(high) or Decimal(1)) * (_FAR - 1)
    return numbers + [min(max(each, low - far), high + far) for fan in content.fans for _, *edges in fan.edges for each in edges]


def nice_ticks(low: Decimal, high: Decimal, *, about: int = 4) -> tuple[Decimal, ...]:
    """Round numbers from below ``low`` to above ``high``, a step of 1, 2 or 5 times a power of ten apart."""
    span = (high - low) or abs(high) or Decimal(1)
    power = Decimal(10) ** math.floor(math.log10(span / about))
    step = next(power * times for times in (1, 2, 5, 10) if power * times * about >= span)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return tuple(step * each for each in range(first, last + 1))
