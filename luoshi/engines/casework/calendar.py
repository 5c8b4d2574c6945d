"""工作日历: which days are worked, as the State Council says it for each year, and sums over them.

A year's notice moves holidays and make-up working days against the plain week, and it comes late in the year before. So the calendar is
a dated table, never a formula: where no notice is known yet it counts Monday to Friday, and what comes of that is provisional.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import Final

from luoshi.words import Words, named_day

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 6
_DECEMBER: Final = 12


class TableStatus(StrEnum):
    """How sure the table of a year is: its document was found, or not."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class YearTable:
    """放假调休安排: one year's notice of the State Council. Days that follow the plain week anyway may be named and change nothing.

    ``document`` is its number (国办发明电〔2022〕16号), or several where a later notice changed it. The days lie in ``year``, or in the
    December before: New Year's holiday may begin there.
    """

    year: int
    document: str
    issued_on: date
    days_off: frozenset[date]
    working_days: frozenset[date]
    """调休上班: Saturdays and Sundays that are worked."""
    status: TableStatus = TableStatus.VERIFIED


class CalendarRefused(ValueError):
    """A table that contradicts itself or another one; ``year`` is that of the table."""

    def __init__(self, year: int, words: Words) -> None:
        super().__init__(str(words))
        self.year, self.words = year, words


@dataclass(frozen=True)
class Calendar:
    """The tables of consecutive years, in order. Two calendars with the same tables are the same calendar, and have the same version.

    All sums take O(log n) in the number of days on which a notice differs from the plain week; nothing walks day by day.

    Raises:
        CalendarRefused: no table, a year twice or left out, a day that is both worked and off, one of another year, a
            make-up working day within the week.
    """

    years: tuple[YearTable, ...]

    def __post_init__(self) -> None:
        _refuse_gaps(self.years)
        for table in self.years:
            _refuse_other_years(table)
            _refuse_days_of_the_week(table)
        _refuse_contradictions(self.years)

    @cached_property
    def version(self) -> str:
        """SHA-256 of everything that the tables say: whoever computed with another version may have come to another day."""
        return hashlib.sha256("\n".join(_lines(self.years)).encode()).hexdigest()

    @property
    def published_from(self) -> date:
        """The first day of which a table tells."""
        return date(self.years[0].year, 1, 1)

    @property
    def published_through(self) -> date:
        """The last day of which a table tells. Its last days of December can still be moved by the notice of the next year."""
        return date(self.years[-1].year, 12, 31)

    def is_published(self, day: date) -> bool:
        """Whether a table tells of the day; what is counted over other days is provisional."""
        return self.published_from <= day <= self.published_through

    def is_working_day(self, day: date) -> bool:
        """工作日: whether the day is worked."""
        return self.working_days_through(day) > self.working_days_through(day - _DAY)

    def working_days_through(self, day: date) -> int:
        """The number of working days up to this one and including it, counted from a fixed day long ago: a ruler to measure with."""
        ordinal = day.toordinal()
        return _weekdays_through(ordinal) + self._moved[bisect_right(self._exceptions, ordinal)]

    def working_day(self, number: int) -> date:
        """The working day with this number on that ruler."""
        place = bisect_left(self._numbers, number)
        if place < len(self._numbers) and self._numbers[place] == number and self._works[place]:
            return date.fromordinal(self._exceptions[place])
        return date.fromordinal(_weekday(number - self._moved[place]))

    def add_working_days(self, day: date, number: int) -> date:
        """The ``number``-th working day after ``day``, which itself does not count; before it where negative; with 0 the day itself."""
        if number > 0:
            return self.working_day(self.working_days_through(day) + number)
        if number < 0:
            return self.working_day(self.working_days_through(day - _DAY) + number + 1)
        return day

    def next_working_day(self, day: date) -> date:
        """The day itself if it is worked, else the first one after it that is."""
        return self.working_day(self.working_days_through(day - _DAY) + 1)

    def working_days_between(self, after: date, through: date) -> int:
        """How many working days come after the one day, through the other, which counts; negative where that lies before."""
        return self.working_days_through(through) - self.working_days_through(after)

    # The days on which notices differ from the plain week, in order, with what each changes. Computed once.

    @cached_property
    def _differences(self) -> list[tuple[int, bool]]:
        off = {day for table in self.years for day in table.days_off if not _is_weekend(day)}
        worked = {day for table in self.years for day in table.working_days}
        return sorted([*((day.toordinal(), False) for day in off), *((day.toordinal(), True) for day in worked)])

    @cached_property
    def _exceptions(self) -> list[int]:
        return [ordinal for ordinal, _ in self._differences]

    @cached_property
    def _works(self) -> list[bool]:
        return [works for _, works in self._differences]

    @cached_property
    def _moved(self) -> list[int]:
        """By how much the notices change the count, before the first difference and after each."""
        return list(accumulate((1 if works else -1 for works in self._works), initial=0))

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of the ruler at each difference."""
        return [_weekdays_through(ordinal) + moved for ordinal, moved in zip(self._exceptions, self._moved[1:], strict=True)]


# --- the plain week, Monday to Friday; day 1 of the calendar is a Monday


def _weekdays_through(ordinal: int) -> int:
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def _weekday(number: int) -> int:
    weeks, days = divmod(number - 1, 5)
    return weeks * 7 + days + 1


def _is_weekend(day: date) -> bool:
    return day.isoweekday() >= _SATURDAY


# --- what contradicts itself


def _refuse_gaps(years: tuple[YearTable, ...]) -> None:
    if not years:
        raise CalendarRefused(0, Words("日历中没有任何年份；请至少录入一年的放假安排。", "The calendar has no year: enter one at least."))
    for earlier, later in pairwise(years):
        if later.year == earlier.year:
            raise CalendarRefused(later.year, _twice(later))
        if later.year != earlier.year + 1:
            raise CalendarRefused(later.year, _not_next(earlier, later))


def _twice(table: YearTable) -> Words:
    return Words(
        f"{table.year} 年写了两次；同一年后来的通知请并入同一张表，文号一并写上。",
        f"{table.year} is there twice: put what a later notice changes into the one table, with both numbers.",
    )


def _not_next(earlier: YearTable, later: YearTable) -> Words:
    return Words(
        f"{earlier.year} 年之后是 {later.year} 年；日历必须逐年连续，请补上或调整顺序。",
        f"After {earlier.year} comes {later.year}: a calendar has one year after the other, so enter or order them.",
    )


def _refuse_other_years(table: YearTable) -> None:
    for day in sorted(table.days_off | table.working_days):
        if day.year != table.year and not (day.year == table.year - 1 and day.month == _DECEMBER):
            raise CalendarRefused(
                table.year,
                Words(
                    f"{named_day(day)}不在 {table.year} 年内（上年 12 月除外）；请核对日期。",
                    f"{day} lies neither in {table.year} nor in the December before: check it.",
                ),
            )


def _refuse_days_of_the_week(table: YearTable) -> None:
    for day in sorted(table.working_days):
        if not _is_weekend(day):
            raise CalendarRefused(
                table.year,
                Words(
                    f"{named_day(day)}不是周六或周日，本来就上班，不会是调休上班日；请核对日期。",
                    f"{day} is neither a Saturday nor a Sunday, so it cannot be a make-up working day: check it.",
                ),
            )


def _refuse_contradictions(years: tuple[YearTable, ...]) -> None:
    off = frozenset(chain.from_iterable(table.days_off for table in years))
    for table in years:
        for day in sorted(table.working_days & off):
            raise CalendarRefused(
                table.year,
                Words(
                    f"{named_day(day)}既是放假又是上班；请按通知原文改正其中一处。",
                    f"{day} is both off and worked: correct one of them after the notice.",
                ),
            )


# --- the text of which the version is the hash


def _lines(years: tuple[YearTable, ...]) -> Iterator[str]:
    for table in years:
        yield f"{table.year} {table.document} {table.issued_on} {table.status}"
        yield from (f"{day} off" for day in sorted(table.days_off))
        yield from (f"{day} works" for day in sorted(table.working_days))
