"""Reads of forecasts: the newest of each target, and how often they held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.forecasts.figures import number_at
from luoshi.district.forecasts.models import Forecast, Point
from luoshi.district.progress.queries import standings
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Measured

__all__ = ["Calibration", "Forecast", "Point", "calibration", "newest_of"]

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
    outcomes = [pair for standing in standings(report, on=on).values() for each in standing for pair in _outcomes(each.measured)]
    held = {level: sum(low <= number <= high for point, number in outcomes for low, high in [point.intervals[level]]) for level in LEVELS}
    return Calibration(len(outcomes), held)


def _outcomes(measured: Measured) -> Iterator[tuple[Point, Decimal]]:
    """What was foreseen of a target for the day of its goal, and what came."""
    for each in Forecast.objects.filter(link=measured.link):
        came = number_at(measured, Period.parse(each.due))
        if each.path and came is not None and each.through != each.due:
            yield each.path[-1], came
