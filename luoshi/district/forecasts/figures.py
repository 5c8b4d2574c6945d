"""The figures of a measured target that count for a forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.engines.progress import Value, YearToDate, newest

if TYPE_CHECKING:
    from decimal import Decimal

    from luoshi.district.progress.queries import Measured
    from luoshi.engines.progress import Period


def figures_of(measured: Measured) -> tuple[Value, ...]:
    """Those of periods that are over: what is counted of the present month is not its figure yet."""
    return tuple(each for each in measured.values if each.period.last_day < measured.on)


def number_at(measured: Measured, period: Period) -> Decimal | None:
    """What is held against a forecast: the year to date or the stock; of rates of single periods the period's own."""
    to_date = measured.to_date(period)
    if isinstance(to_date, YearToDate):
        return to_date.number if to_date.through.last_day == period.last_day else None
    if measured.indicator.measure.adds:
        return None
    own = newest(measured.values).get(period)
    return own.number if own else None
