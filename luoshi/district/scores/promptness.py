"""报送及时: when the figures that a unit answers for were handed in, confirmed or issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min

from luoshi.district.days import day_of
from luoshi.district.indicators.queries import Confirmation, ReportedValue, Stage, due_on
from luoshi.engines.progress import Origin, newest

if TYPE_CHECKING:
    from luoshi.district.indicators.queries import Indicator
    from luoshi.district.progress.queries import Measured
    from luoshi.engines.progress import Period

Done = Mapping[tuple[int, str], date]
"""The first day on which something was done with the figure of a period, by indicator and period."""


@dataclass(frozen=True, slots=True)
class Promptness:
    """How many figures were due and there, and how many were asked for and came in time or late; ``days`` are those on which they came."""

    due: int
    evident: int
    asked: int
    on_time: int
    late: int
    days: Mapping[str, str]

    @property
    def missing(self) -> int:
        """How many did not come."""
        return self.asked - self.on_time - self.late


def done_with(indicators: Sequence[Indicator]) -> Done:
    """When reported figures were first handed in, and counted ones first confirmed or doubted; in two questions for all."""
    handed = ReportedValue.objects.filter(indicator__in=indicators, steps__stage=Stage.HANDED_IN).annotate(first=Min("steps__at"))
    looked = Confirmation.objects.filter(indicator__in=indicators)
    rows = [
        *handed.order_by("-revision").values_list("indicator_id", "period", "first"),
        *looked.order_by("-at").values_list("indicator_id", "period", "at"),
    ]
    return {(pk, period): day_of(at) for pk, period, at in rows}


def due_periods(measured: Measured, *, on: date) -> list[Period]:
    """The periods whose figure is due when a day is over: what is not due yet is asked of nobody."""
    return [each for each in measured.periods if due_on(measured.link.indicator, each) < on]


def promptness_of(measured: Measured, done: Done, *, on: date) -> Promptness:
    """What became of the figures that are due."""
    known, due, days = newest(measured.values), due_periods(measured, on=on), dict[str, str]()
    on_time = late = asked = 0
    for period in due:
        day = _day(measured, period, done)
        if day is None and _is_not_asked(measured, period):
            continue
        asked += 1
        if day is not None and day <= on:
            days[str(period)] = day.isoformat()
            on_time += day <= due_on(measured.link.indicator, period)
            late += day > due_on(measured.link.indicator, period)
    return Promptness(len(due), sum(each in known for each in due), asked, on_time, late, days)


def _day(measured: Measured, period: Period, done: Done) -> date | None:
    """When it came: an issued figure when it was first issued, a reported or counted one when somebody did something with it."""
    if measured.link.indicator.origin == Origin.OFFICIAL:
        return min((each.known_on for each in measured.values if each.period == period), default=None)
    return done.get((measured.link.indicator_id, str(period)))


def _is_not_asked(measured: Measured, period: Period) -> bool:
    """Nobody is asked to confirm that nothing happened."""
    value = newest(measured.values).get(period)
    return measured.link.indicator.origin == Origin.COMPUTED and (value is None or not value.number)
