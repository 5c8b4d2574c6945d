"""How much of a stream comes on a day: the month's amount, moved by chance, spread over its days by their weight. Nothing is remembered.

The amounts of all days of a month add up to the month's: each day takes what has come about up to its end and had not up to its beginning.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.demonstration.chance import draw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.engines.casework import Calendar
    from luoshi.engines.packs.model_of_year import Rhythm

LAST_DAYS: Final = 3
"""Working days that are the end of a month."""
UNEVEN: Final = (Decimal("0.6"), Decimal("0.8"))
"""A working day weighs from 0.6 to 1.4."""


def amount(rhythm: Rhythm, code: str, day: date, *, calendar: Calendar, seed: int) -> int:
    """How much of the stream ``code`` comes on a day, a whole number."""
    before, total = _weights(rhythm, code, day, calendar, seed)
    whole = _month(rhythm, code, day, seed)
    if not total:
        return 0
    today = before + _weight(rhythm, code, day, calendar, seed)
    return _round(whole * today / total) - _round(whole * before / total)


def number_before(rhythm: Rhythm, code: str, day: date, *, since: date, calendar: Calendar, seed: int) -> int:
    """How much of the stream came before a day, from the first of the month of ``since`` on: what comes now is numbered from there."""
    months = sum(int(_month(rhythm, code, first, seed)) for first in _months(since, day))
    before, total = _weights(rhythm, code, day, calendar, seed)
    return months + (_round(_month(rhythm, code, day, seed) * before / total) if total else 0)


def _months(since: date, day: date) -> Iterator[date]:
    """The first days of the months from that of ``since`` to the one before that of ``day``."""
    first = since.replace(day=1)
    while first < day.replace(day=1):
        yield first
        first = (first + timedelta(days=31)).replace(day=1)


def _month(rhythm: Rhythm, code: str, day: date, seed: int) -> Decimal:
    moved = rhythm.spread * (2 * draw(seed, code, day.year, day.month) - 1)
    return Decimal(_round(rhythm.months[day.month - 1] * (1 + moved)))


def _weights(rhythm: Rhythm, code: str, day: date, calendar: Calendar, seed: int) -> tuple[Decimal, Decimal]:
    """Of the days before ``day`` in its month, and of all days of the month."""
    before = total = Decimal(0)
    for each in _days_of_month(day):
        weight = _weight(rhythm, code, each, calendar, seed)
        total += weight
        before += weight if each < day else 0
    return before, total


def _weight(rhythm: Rhythm, code: str, day: date, calendar: Calendar, seed: int) -> Decimal:
    least, more = UNEVEN
    uneven = least + more * draw(seed, code, day)
    if not calendar.is_working_day(day):
        return rhythm.days_off * uneven
    return (rhythm.month_end if _ends_its_month(day, calendar) else 1) * uneven


def _ends_its_month(day: date, calendar: Calendar) -> bool:
    last = day.replace(day=monthrange(day.year, day.month)[1])
    return calendar.working_days_between(day, last) < LAST_DAYS


def _days_of_month(day: date) -> Iterator[date]:
    first = day.replace(day=1)
    return (first + timedelta(days=number) for number in range(monthrange(day.year, day.month)[1]))


def _round(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
