"""指标: what is measured, in which unit and rhythm, what a figure of it speaks of, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.progress.periods import Period, Rhythm, periods_to
from luoshi.words import Words


class Accumulation(StrEnum):
    """Of which time a figure speaks."""

    CUMULATIVE = "cumulative"  # 累计: from the first day of the year on
    PERIODIC = "periodic"  # 当期: its own period alone
    STATE = "state"  # 时点: what there is at the end of the period


class Direction(StrEnum):
    """Which way is better."""

    ASCENDING = "ascending"
    DESCENDING = "descending"


class Measure(StrEnum):
    """What kind of number it is."""

    LEVEL = "level"  # an amount or a stock
    INCREMENT = "increment"  # new things of the year
    YOY = "yoy"  # growth over the year before, in per cent
    SHARE = "share"  # a proportion, in per cent
    RANK = "rank"  # a place among others; the first is the best
    PEGGED = "pegged"  # follows another indicator; a rate, never an amount

    @property
    def adds(self) -> bool:
        """Whether two such numbers have a sum that means anything. Rates, proportions and places have none."""
        return self in (Measure.LEVEL, Measure.INCREMENT)


@dataclass(frozen=True, slots=True)
class Definition:
    """口径: what is counted from a day on. ``numerator`` and ``denominator`` say it of a proportion."""

    valid_from: date
    words: str
    numerator: str = ""
    denominator: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a district measures.

    Attributes:
        code: permanent.
        name: in both languages.
        unit: of its numbers, as printed: ``个``, ``%``, ``亿元``.
        rhythm: how often there is a figure.
        accumulation: of which time a figure speaks.
        direction: which way is better.
        measure: what kind of number it is.
        definitions: what is counted since when, in the order of their days.
        no_value_in: months (1–12) in which no figure is ever collected: investment has no January.
        decimals: with how many decimals its figures are published.
        base: the figure from which a stock or a proportion sets out, at the end of the year before; None where nobody knows it.
        peg: the code of the indicator that it follows.

    Raises:
        ValueError: the definitions do not stand in the order of their days, a month is none, or the last month has no figure.
    """

    code: str
    name: Words
    unit: str
    rhythm: Rhythm
    accumulation: Accumulation
    direction: Direction
    measure: Measure
    definitions: tuple[Definition, ...]
    no_value_in: frozenset[int] = frozenset()
    decimals: int = 0
    base: Decimal | None = None
    peg: str = ""

    def __post_init__(self) -> None:
        days = [each.valid_from for each in self.definitions]
        if not days or days != sorted(set(days)):
            raise ValueError(f"{self.code}: one definition at least, each from a later day than the one before")
        if not self.no_value_in <= frozenset(range(1, 12)):
            raise ValueError(f"{self.code}: a month without figure is one of 1 to 11, for a year ends with a figure")

    @property
    def adds_over_time(self) -> bool:
        """Whether the year to date is the sum of the year's figures."""
        return self.measure.adds and self.accumulation is Accumulation.PERIODIC

    @property
    def grows(self) -> bool:
        """Whether what the year has come to can only become more."""
        return self.measure.adds and self.accumulation is not Accumulation.STATE

    @property
    def ascends(self) -> bool:
        """Whether more is better. A place is better the smaller its number is."""
        return (self.direction is Direction.ASCENDING) != (self.measure is Measure.RANK)

    def has_value_in(self, period: Period) -> bool:
        """Whether a figure is ever collected of a period of its rhythm."""
        return period.rhythm is self.rhythm and period.last_month not in self.no_value_in

    def periods_to(self, at: Period) -> tuple[Period, ...]:
        """Those of the year's periods that have a figure when ``at`` ends."""
        return tuple(each for each in periods_to(at, self.rhythm) if self.has_value_in(each))

    def periods_of(self, year: int) -> tuple[Period, ...]:
        """The periods of a year that have a figure."""
        return self.periods_to(Period(year, self.rhythm, self.rhythm.per_year))

    def definition_on(self, day: date) -> Definition | None:
        """What was counted on a day; None before the first definition."""
        return next((each for each in reversed(self.definitions) if each.valid_from <= day), None)
