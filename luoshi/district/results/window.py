"""How long units may object to results before a year is closed, by the rule in force on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.casework.queries import working_calendar
from luoshi.district.decisions.queries import parameter_in_force

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District
    from luoshi.engines.casework import Calendar
    from luoshi.engines.decisions.parameters import InForce

PACK: Final = "reporting_calendar"
DAYS: Final = "年终结果异议期（日）"


def rule_of(district: District, *, on: date) -> InForce | None:
    """So many days, with the document that says so; None where no rule is in force."""
    return parameter_in_force(district, PACK, DAYS, on=on)


def last_day(laid_on: date, days: int, calendar: Calendar | None) -> date:
    """The last day on which units may object: calendar days, the first of which is the next one; one that ends on a day off ends later.

    Source: 民法典 第二百零一条、第二百零三条.

    >>> last_day(date(2024, 1, 26), 7, None)
    datetime.date(2024, 2, 2)
    """
    day = laid_on + timedelta(days=days)
    if calendar is None or calendar.is_working_day(day):
        return day
    return calendar.working_day(calendar.working_days_through(day) + 1)


def last_day_in(district: District, days: int, *, laid_on: date) -> date:
    """The same by the district's working calendar."""
    return last_day(laid_on, days, working_calendar(district))
