"""期别: the stretches of time of which a figure speaks: a month, a quarter, a half-year, a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Final

from luoshi.words import Words


class Rhythm(StrEnum):
    """周期: how often there is a figure."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months one period has."""
        return _MONTHS[self]

    @property
    def per_year(self) -> int:
        """How many periods a year has."""
        return 12 // self.months


_MONTHS: Final = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF: 6, Rhythm.YEAR: 12}
_MARKS: Final = {Rhythm.MONTH: "-{:02d}", Rhythm.QUARTER: "-Q{}", Rhythm.HALF: "-H{}", Rhythm.YEAR: ""}
_WRITTEN: Final = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<kind>[QH]?)(?P<number>[0-9]{1,2}))?")
_KINDS: Final = {"": Rhythm.MONTH, "Q": Rhythm.QUARTER, "H": Rhythm.HALF}
_QUARTERS: Final = (
    Words("一季度", "first quarter"),
    Words("二季度", "second quarter"),
    Words("三季度", "third quarter"),
    Words("四季度", "fourth quarter"),
)
_HALVES: Final = (Words("上半年", "first half"), Words("下半年", "second half"))
MONTH_NAMES: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period, the ``number``-th of its rhythm in the year, counted from 1.

    Periods stand in the order in which they end; of two that end together the shorter one comes first.

    Raises:
        ValueError: the year has no such period.
    """

    year: int
    rhythm: Rhythm
    number: int = 1

    def __post_init__(self) -> None:
        if not (1 <= self.number <= self.rhythm.per_year and 1900 <= self.year <= 9998):
            raise ValueError(f"{self.year} has no {self.rhythm} {self.number}")

    def __lt__(self, other: Period) -> bool:
        return self._order < other._order

    def __str__(self) -> str:
        return f"{self.year}{_MARKS[self.rhythm].format(self.number)}"

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.last_month, self.rhythm.months

    @classmethod
    @lru_cache(maxsize=1_000)
    def parse(cls, text: str) -> Period:
        """Read ``2023-09``, ``2023-Q3``, ``2023-H1`` or ``2023``.

        Raises:
            ValueError: it is written otherwise, or the year has no such period.
        """
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise ValueError(f"not a period: {text!r}; write 2023-09, 2023-Q3, 2023-H1 or 2023")
        if found["number"] is None:
            return cls(int(found["year"]), Rhythm.YEAR)
        return cls(int(found["year"]), _KINDS[found["kind"]], int(found["number"]))

    @classmethod
    def of(cls, day: date, rhythm: Rhythm) -> Period:
        """The period in which a day lies."""
        return cls(day.year, rhythm, (day.month - 1) // rhythm.months + 1)

    @property
    def first_month(self) -> int:
        """The number of its first month."""
        return (self.number - 1) * self.rhythm.months + 1

    @property
    def last_month(self) -> int:
        """The number of its last month."""
        return self.number * self.rhythm.months

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.first_month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.year, self.last_month, monthrange(self.year, self.last_month)[1])

    @property
    def next(self) -> Period:
        """The one after it."""
        year, number = divmod(self.year * self.rhythm.per_year + self.number, self.rhythm.per_year)
        return Period(year, self.rhythm, number + 1)

    @property
    def previous(self) -> Period:
        """The one before it."""
        year, number = divmod(self.year * self.rhythm.per_year + self.number - 2, self.rhythm.per_year)
        return Period(year, self.rhythm, number + 1)

    @property
    def is_last_of_year(self) -> bool:
        """Whether the year ends with it."""
        return self.number == self.rhythm.per_year

    def contains(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first_day <= day <= self.last_day

    @property
    def label(self) -> Words:
        """What it is called: 2023年9月, September 2023."""
        year = self.year
        if self.rhythm is Rhythm.YEAR:
            return Words(f"{year}年", f"{year}")
        if self.rhythm is Rhythm.MONTH:
            return Words(f"{year}年{self.number}月", f"{MONTH_NAMES[self.number - 1]} {year}")
        part = (_HALVES if self.rhythm is Rhythm.HALF else _QUARTERS)[self.number - 1]
        return Words(f"{year}年{part.chinese}", f"{part.english} of {year}")

    @property
    def to_date_label(self) -> Words:
        """What the year is called up to its end: 2023年1—9月, Jan–Sep 2023."""
        if self.last_month == 12:
            return Words(f"{self.year}年全年", f"the whole of {self.year}")
        if self.last_month == 1:
            return Words(f"{self.year}年1月", f"Jan {self.year}")
        return Words(f"{self.year}年1—{self.last_month}月", f"Jan–{MONTH_NAMES[self.last_month - 1]} {self.year}")


@lru_cache(maxsize=1024)
def periods_to(at: Period, rhythm: Rhythm) -> tuple[Period, ...]:
    """The periods of this rhythm that the year of ``at`` has had when ``at`` ends, in order; perhaps none."""
    return tuple(Period(at.year, rhythm, number) for number in range(1, at.last_month // rhythm.months + 1))


def last_ended(day: date, rhythm: Rhythm) -> Period:
    """The last period that is over on a day; one that ends on the day itself is over."""
    now = Period.of(day, rhythm)
    return now if now.last_day == day else now.previous
