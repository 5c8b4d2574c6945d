"""发布日历: of which periods an indicator has a figure, and when it is due. Pure rules over the declaration."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from luoshi.engines.progress import Period, Rhythm, last_ended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.indicators.models import Indicator


def due_on(indicator: Indicator, period: Period) -> date:
    """The day on which the figure of a period is due, in the month after it; the month's last day, if it has no such day."""
    day = indicator.due_days.get(str(period.last_month), indicator.due_day)
    following = period.next.first_day
    return following.replace(day=min(day, monthrange(following.year, following.month)[1]))


def begins(indicator: Indicator) -> date:
    """The first day of which its figures speak."""
    return min(one.valid_from for one in indicator.definitions.all())


def has_figure_of(indicator: Indicator, period: Period) -> bool:
    """Whether a figure of a period is ever expected."""
    ends = indicator.valid_to or date.max
    return (
        period.rhythm == indicator.rhythm
        and period.last_month not in indicator.no_value_in
        and period.last_day >= begins(indicator)
        and period.first_day <= ends
    )


def periods_until(indicator: Indicator, on: date) -> list[Period]:
    """The periods with a figure that have begun by a day, in order."""
    return list(_periods(indicator, Period.of(min(on, indicator.valid_to or on), Rhythm(indicator.rhythm))))


def over_in_its_year(indicator: Indicator, on: date) -> list[Period]:
    """The periods that are over, of the year of a day, or of the last year in which the indicator is measured."""
    last = last_ended(on, Rhythm(indicator.rhythm))
    year = min(on, indicator.valid_to or on).year
    return [each for each in periods_until(indicator, on) if each.year == year and each <= last]


def _periods(indicator: Indicator, last: Period) -> Iterator[Period]:
    period = Period.of(begins(indicator), Rhythm(indicator.rhythm))
    while period <= last:
        if has_figure_of(indicator, period):
            yield period
        period = period.next
