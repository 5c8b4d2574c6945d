"""The newest forecast of each target, and how often forecasts held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import F

from luoshi.district.forecasts.figures import number_at
from luoshi.district.forecasts.models import Forecast, Point
from luoshi.district.progress.queries import measured_within
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Measured

LEVELS: Final = (50, 80, 95)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How often the intervals of past forecasts held: ``held`` by level, of ``judged`` forecasts whose day has come."""

    judged: int
    held: Mapping[int, int]


def newest_of(links: Iterable[int]) -> dict[int, Forecast]:
    """The newest forecast of each of some links."""
    return {each.link_id: each for each in Forecast.objects.filter(link__in=links).order_by("link", "-pk").distinct("link")}


def calibration(report: Report, *, on: date) -> Calibration:
    """Hold every forecast of a plan against what came, by what is known on a day: each counts, the corrected ones too."""
    over = _over(report, on)
    measured = {each.link.pk: each for each in measured_within(report, on=on)} if over else {}
    outcomes = [pair for each in over if each.link_id in measured for pair in _outcome(each, measured[each.link_id])]
    held = {level: sum(low <= number <= high for point, number in outcomes for low, high in [point.intervals[level]]) for level in LEVELS}
    return Calibration(len(outcomes), held)


def _over(report: Report, on: date) -> list[Forecast]:
    """The forecasts of a plan whose day has come: a figure of a month that still runs decides nothing."""
    made = Forecast.objects.filter(link__commitment__report=report).exclude(through=F("due"))
    due = [each for each in made.order_by().values_list("due", flat=True).distinct() if Period.parse(each).last_day < on]
    return list(made.filter(due__in=due)) if due else []


def _outcome(foreseen: Forecast, measured: Measured) -> Iterator[tuple[Point, Decimal]]:
    """What was foreseen of a target for the day of its goal, and what came."""
    came, path = number_at(measured, Period.parse(foreseen.due)), foreseen.path
    if path and came is not None:
        yield path[-1], came
