"""The curve of a parameter as a picture: what each of its values costs, and below how many come in or go with each step. Places only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from luoshi.engines.progress.chart import LEFT, LETTER, RIGHT, Tick, nice_ticks
from luoshi.engines.progress.numbers import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP: Final = 16.0
GAP: Final = 28.0
"""Between both panels."""
BOTTOM: Final = 28.0
_SHARE: Final = 0.66
"""Of the height that the upper panel takes."""
_LABELS: Final = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A value of the parameter: what it costs, how many are entitled by it."""

    value: Decimal
    cost: Decimal
    entitled: int


@dataclass(frozen=True, slots=True)
class Bar:
    """How many more or fewer are entitled than one step before."""

    x: str
    y: str
    width: str
    height: str
    is_loss: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """The value in force, or the one that was chosen, on the curve."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """Everything in its place, as SVG takes it."""

    width: int
    height: int
    left: str
    right: str
    costs: tuple[Tick, ...]
    steps: tuple[Tick, ...]
    values: tuple[Tick, ...]
    line: str
    bars: tuple[Bar, ...]
    zero: str
    old: Marked | None
    new: Marked | None


@dataclass(frozen=True, slots=True)
class _Panel:
    """From numbers to places from the top."""

    top: float
    bottom: float
    ticks: tuple[Decimal, ...]

    def y(self, number: Decimal) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (self.bottom - self.top) * float((number - low) / (high - low))

    def marked(self) -> tuple[Tick, ...]:
        return tuple(Tick(f"{self.y(each):.1f}", plain(each)) for each in self.ticks)


def curve_chart(points: Sequence[Point], old: Decimal, new: Decimal, *, width: int, height: int) -> CurveChart | None:
    """Lay it out; None where there are fewer than two points."""
    if len(points) < 2:
        return None
    steps = [after.entitled - before.entitled for before, after in pairwise(points)]
    middle = TOP + (height - TOP - BOTTOM - GAP) * _SHARE
    costs = [each.cost for each in points]
    upper = _Panel(TOP, middle, nice_ticks(min(costs), max(costs)))
    lower = _Panel(middle + GAP, height - BOTTOM, nice_ticks(Decimal(min(0, *steps)), Decimal(max(0, *steps)), about=2))
    left = max(len(tick.words) for tick in (*upper.marked(), *lower.marked())) * LETTER + LEFT
    low, high = points[0].value, points[-1].value

    def x(value: Decimal) -> float:
        return left + (width - RIGHT - left) * float((value - low) / (high - low))

    def marked(value: Decimal) -> Marked | None:
        cost = _cost_at(value, points)
        return Marked(f"{x(value):.1f}", f"{upper.y(cost):.1f}") if cost is not None else None

    return CurveChart(
        width=width,
        height=height,
        left=f"{left:g}",
        right=f"{width - RIGHT:g}",
        costs=upper.marked(),
        steps=lower.marked(),
        values=tuple(Tick(f"{x(each):.1f}", plain(each)) for each in _labelled([each.value for each in points])),
        line=" ".join(f"{x(each.value):.1f},{upper.y(each.cost):.1f}" for each in points),
        bars=tuple(
            _bar(x(before.value), x(after.value), step, lower) for before, after, step in zip(points, points[1:], steps, strict=False)
        ),
        zero=f"{lower.y(Decimal(0)):.1f}",
        old=marked(old),
        new=marked(new) if new != old else None,
    )


def _cost_at(value: Decimal, points: Sequence[Point]) -> Decimal | None:
    """Where the line passes a value: between two of its points on the straight line that joins them; None beyond its ends."""
    for before, after in pairwise(points):
        if before.value <= value <= after.value:
            return before.cost + (after.cost - before.cost) * (value - before.value) / (after.value - before.value)
    return None


def _bar(left: float, right: float, step: int, panel: _Panel) -> Bar:
    zero, end = panel.y(Decimal(0)), panel.y(Decimal(step))
    gap = min(2.0, (right - left) / 4)
    return Bar(f"{left + gap:.1f}", f"{min(zero, end):.1f}", f"{right - left - 2 * gap:.1f}", f"{abs(zero - end):.1f}", step < 0)


def _labelled(values: Sequence[Decimal]) -> list[Decimal]:
    """A few of the values, evenly apart, the first and the last among them where they can be."""
    apart = max(1, -(-(len(values) - 1) // (_LABELS - 1)))
    return list(values[::apart])
