"""发布日历: of which periods an indicator has a figure, and when it is due. Pure rules over the declaration."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.engines.progress import Period, Rhythm, last_ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from luoshi.district.indicators.models import Indicator


def due_on(indicator: Indicator, period: Period) -> date:
    """The day on which the figure of a period is due, in the month after it; the month's last day, if it has no such day."""
    day = indicator.due_days.get(str(period.last_month), indicator.due_day)
    following = period.next.first_day
    return following.replace(day=min(day, monthrange(following.year, following.month)[1]))


def declared_on(indicator: Indicator) -> date:
    """The day on which the district first said what it measures."""
    return day_of(min(each.at for each in indicator.defined))


def has_figure_of(indicator: Indicator, period: Period) -> bool:
    """Whether a figure of a period is ever expected."""
    begins, ends = indicator.defined[0].valid_from, indicator.valid_to or date.max
    is_its_own = period.rhythm == indicator.rhythm and period.last_month not in indicator.no_value_in
    return is_its_own and period.last_day >= begins and period.first_day <= ends


def periods_until(indicator: Indicator, on: date) -> Sequence[Period]:
    """The periods with a figure that have begun by a day, in order."""
    until = min(on, indicator.valid_to or on)
    return _periods(Rhythm(indicator.rhythm), indicator.defined[0].valid_from, until, tuple(indicator.no_value_in))


def asked_for(indicator: Indicator, on: date) -> list[Period]:
    """The periods that are over, from the year on of the last one whose figure is due: December is asked for until that of January is.

    What was due before the indicator was declared here is not asked for; whoever has it may bring it all the same.
    """
    last, since = last_ended(on, Rhythm(indicator.rhythm)), declared_on(indicator)
    over = [each for each in periods_until(indicator, on) if each <= last and due_on(indicator, each) >= since]
    year = next((each.year for each in reversed(over) if due_on(indicator, each) <= on), 0)
    return [each for each in over if each.year >= year]


@lru_cache(maxsize=256)
def _periods(rhythm: Rhythm, begins: date, until: date, no_value_in: tuple[int, ...]) -> tuple[Period, ...]:
    """Thousands of indicators have the same ones."""
    found, period, last = list[Period](), Period.of(begins, rhythm), Period.of(until, rhythm)
    while period <= last:
        if period.last_month not in no_value_in:
            found.append(period)
        period = period.next
    return tuple(found)
