"""What is known of an indicator, made ready for forecasting: one number per period, in the order of time.

Cumulative figures are taken apart into what each period added, anew in each year. A month in which no figure is ever collected has no
place; what its successor says counts for both. A figure that is lacking stays unknown: nothing is put between two figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from luoshi.engines.progress.declarations import Accumulation, Indicator, Measure
from luoshi.engines.progress.periods import Period
from luoshi.engines.progress.values import Value, comparable
from luoshi.words import Words

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class NoForecast:
    """There is none, and why."""

    reason: Words


@dataclass(frozen=True, slots=True)
class Past:
    """What is known.

    Attributes:
        numbers: per period, from the first one of a year to the last that is known; nan where there is no figure.
        per_year: how many figures a year has.
        coming: the periods from then on to the one in which the goal is due, a year at most.
        adds: whether the goal is about the sum of a year's periods.
        reached: what the year of the goal has come to so far; 0 of what does not add.
        is_rate: whether they are growth rates or proportions, in per cent, and no amounts.
        cut: that an older definition was left out, in words.
    """

    numbers: Numbers
    per_year: int
    coming: tuple[Period, ...]
    adds: bool
    reached: Decimal
    is_rate: bool
    cut: Words | None = None

    @property
    def position(self) -> int:
        """How many of the year's figures are known."""
        return len(self.numbers) % self.per_year


def past_of(indicator: Indicator, values: Iterable[Value], due: date) -> Past | NoForecast:
    """Make figures ready for a goal's day, or say why nothing can be foreseen from them.

    ``values`` are all that were known on the day of the forecast. Of a period that was revised the last figure counts.
    """
    series = comparable(each for each in values if indicator.has_value_in(each.period))
    if indicator.measure is Measure.RANK:
        return NoForecast(_RANK)
    if not series.values:
        return NoForecast(_NOTHING)
    last = series.values[-1].period
    coming = _coming(indicator, last, due)
    if not coming:
        return NoForecast(_over(last))
    adds = indicator.grows
    per_year = len(indicator.periods_of(last.year))
    if len(coming) > per_year or (adds and coming[0].year != coming[-1].year):
        return NoForecast(_FAR)
    known = {each.period: each.number for each in series.values}
    numbers = _numbers(indicator, known, adds=adds)
    reached = _reached(indicator, known, coming[0].year) if adds else Decimal(0)
    if isinstance(reached, NoForecast):
        return reached
    return Past(numbers, per_year, coming, adds, reached, not indicator.measure.adds, series.words)


def _coming(indicator: Indicator, last: Period, due: date) -> tuple[Period, ...]:
    coming, each = [], last.next
    while each.last_day <= due:
        if indicator.has_value_in(each):
            coming.append(each)
        each = each.next
    return tuple(coming)


def _numbers(indicator: Indicator, known: Mapping[Period, Decimal], *, adds: bool) -> Numbers:
    """From the first period of the first year on. Without ``adds`` they stay as they are."""
    taken = _increments(indicator, known) if adds and indicator.accumulation is Accumulation.CUMULATIVE else known
    places = [each for year in range(min(known).year, max(known).year + 1) for each in indicator.periods_of(year) if each <= max(known)]
    return np.array([float(taken.get(each, "nan")) for each in places])


def _increments(indicator: Indicator, known: Mapping[Period, Decimal]) -> dict[Period, Decimal]:
    """What each period added. Where the figure before it lacks, or was corrected downwards afterwards, nobody can say."""
    added = {}
    for each, number in known.items():
        places = indicator.periods_of(each.year)
        place = places.index(each)
        before = known.get(places[place - 1]) if place else Decimal(0)
        if before is not None and number >= before:
            added[each] = number - before
    return added


def _reached(indicator: Indicator, known: Mapping[Period, Decimal], year: int) -> Decimal | NoForecast:
    """What a year has come to."""
    this_year = [each for each in known if each.year == year]
    if not this_year:
        return Decimal(0)
    if indicator.accumulation is Accumulation.CUMULATIVE:
        return known[max(this_year)]
    missing = [each for each in indicator.periods_to(max(this_year)) if each not in known]
    return _missing(missing) if missing else sum((known[each] for each in this_year), Decimal(0))


_RANK: Final = Words("名次也取决于别人，不作预测。", "A place depends on the others as well: it is not forecast.")
_NOTHING: Final = Words("还没有任何数据，无从预测。", "There is no figure yet to foresee anything from.")
_FAR: Final = Words(
    "目标期在一年以后，预测只作到当年。", "The goal is due in a later year; a forecast reaches to the end of the year alone."
)


def _over(last: Period) -> Words:
    return Words(
        f"{last.label.chinese}的数据已是目标期的结果，不再预测。",
        f"The figure of {last.label.english} is the result; there is nothing left to foresee.",
    )


def _missing(periods: list[Period]) -> NoForecast:
    chinese, english = "、".join(each.label.chinese for each in periods), ", ".join(each.label.english for each in periods)
    return NoForecast(
        Words(
            f"缺{chinese}的数据，全年数无从推算；空白不能当作零。",
            f"No figure of {english}: the year's total cannot be foreseen, for a blank is no zero.",
        )
    )
