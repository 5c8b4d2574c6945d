"""What is drawn of a measured target: its figures of the goal's year, the three yardsticks, the goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.forecasts.calibrating import LEVELS
from luoshi.district.forecasts.figures import figures_of, number_at
from luoshi.engines.progress import Accumulation, Measure, bound, newest, straight_line
from luoshi.engines.progress.chart import Content, Fan, Figure

if TYPE_CHECKING:
    from luoshi.district.forecasts.models import Point
    from luoshi.district.progress.queries import Measured

__all__ = ["LEVELS", "content_of", "straight_of"]

_YEAR_BEGINS: Final = 0


def content_of(measured: Measured, path: Sequence[Point]) -> Content:
    """Everything in numbers; ``path`` is what is foreseen of the periods that have no figure yet."""
    figures, begins = tuple(_figures(measured)), _begins_with(measured)
    middle = tuple((each.period.last_month, each.middle) for each in path)
    stands = (figures[-1].month, figures[-1].number) if figures else (_YEAR_BEGINS, begins) if begins is not None else None
    goal = measured.goal
    return Content(
        figures=figures,
        straight=tuple(straight_of(measured)),
        planned=tuple((each.period.last_month, each.expected) for each in measured.steps),
        middle=((stands, *middle) if stands and middle else middle),
        fans=tuple(_fan(level, path, stands) for level in LEVELS) if path else (),
        goal=bound(goal, measured.indicator) if goal and measured.indicator.measure is not Measure.RANK else None,
        goal_max=goal.value_max if goal else None,
        begins_with=begins,
    )


def straight_of(measured: Measured) -> Iterator[tuple[int, Decimal]]:
    """The straight line, from the year's beginning to the goal's day."""
    goal, indicator = measured.goal, measured.indicator
    if goal is None or indicator.measure is Measure.RANK:
        return
    begins = _begins_with(measured)
    if begins is not None:
        yield _YEAR_BEGINS, begins
    for period in indicator.periods_of(goal.due.year):
        expected = straight_line(goal, indicator, period, measured.peg_at(period)).expected
        if expected is not None and period.first_day <= goal.due:
            yield period.last_month, expected


def _begins_with(measured: Measured) -> Decimal | None:
    """Where the year begins: a sum with nothing, a stock with its base."""
    indicator = measured.indicator
    if indicator.grows:
        return Decimal(0)
    return indicator.base if indicator.accumulation is Accumulation.STATE else None


def _figures(measured: Measured) -> Iterator[Figure]:
    known = newest(figures_of(measured))
    for period in measured.periods:
        number = number_at(measured, period) if period in known else None
        if number is not None:
            yield Figure(period.last_month, number, known[period].origin, known[period].provisional)


def _fan(level: int, path: Sequence[Point], stands: tuple[int, Decimal] | None) -> Fan:
    """One interval, opening from where the year stands."""
    begin = [] if stands is None else [(stands[0], stands[1], stands[1])]
    return Fan(level, (*begin, *((each.period.last_month, *each.intervals[level]) for each in path)))
