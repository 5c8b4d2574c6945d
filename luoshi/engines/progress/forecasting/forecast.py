"""预测: what an indicator comes to by the day of its goal, how far that may be wrong, and how likely the goal is met.

    >>> forecast(indicator, values, goal)

The third yardstick beside the straight line and the planned trajectory. Nothing is drawn by chance: the same figures give the same
forecast.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.metadata import version
from itertools import accumulate
from typing import Final

import numpy as np

from luoshi.engines.progress.declarations import Indicator, Measure
from luoshi.engines.progress.forecasting import student
from luoshi.engines.progress.forecasting.combining import Outlook, combine
from luoshi.engines.progress.forecasting.members import RATES, STOCKS, SUMS, Known
from luoshi.engines.progress.forecasting.past import NoForecast, Past, past_of
from luoshi.engines.progress.forecasting.scales import Scale, scale_of
from luoshi.engines.progress.goals import Goal, Operator, ascends, bound
from luoshi.engines.progress.periods import Period
from luoshi.engines.progress.values import Value, newest
from luoshi.words import Words

LEVELS: Final = (50, 80, 95)
"""Of the intervals, in per cent."""
METHOD: Final = "combined-2"
"""What is changed here or in the members gets the next number."""


@dataclass(frozen=True, slots=True)
class Interval:
    """With so many per cent it comes to lie between ``low`` and ``high``."""

    level: int
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected by the end of a period: of what adds, from the first day of the year on."""

    period: Period
    middle: Decimal
    intervals: tuple[Interval, ...]

    def interval(self, level: int) -> Interval:
        """The one of a level."""
        return next(each for each in self.intervals if each.level == level)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is foreseen.

    Attributes:
        path: period by period, the last one is that of the goal.
        probability: of meeting the goal, from 0 to 1; None where that depends on what nobody foresees here (a peg, an unknown base).
        shares: how much each member counts: pace, last_year, state_space.
        tried: in how many earlier years the same forecast was tried out on this series.
        known: how many figures it rests on.
        note: what a reader must know: few figures, an older definition left out.
    """

    path: tuple[Expected, ...]
    probability: float | None
    shares: Mapping[str, float]
    tried: int
    known: int
    note: Words | None

    @property
    def final(self) -> Expected:
        """What is expected when the goal is due."""
        return self.path[-1]


def forecast(indicator: Indicator, values: Iterable[Value], goal: Goal, *, peg: Decimal | None = None) -> Forecast | NoForecast:
    """Foresee the number that decides about a goal.

    ``values`` are the figures that were known on the day of the forecast: only those of the present definition count. ``peg`` is the number
    that a pegged goal is to reach, where it is known.
    """
    figures = tuple(values)
    past = past_of(indicator, figures, goal.due)
    if isinstance(past, NoForecast):
        return past
    scale = scale_of(past)
    restless = RATES if past.is_rate else SUMS if past.adds else STOCKS
    outlook = combine(Known(past.numbers, float(past.reached), past.per_year, len(past.coming), past.adds, scale, restless))
    if outlook is None:
        return NoForecast(_NOTHING_TO_GO_BY)
    curve = _Curve(past, scale, outlook, indicator)
    known = int(np.sum(~np.isnan(past.numbers)))
    limit = bound(goal, indicator, peg)
    return Forecast(
        path=curve.path(),
        probability=None if limit is None else curve.probability(goal, limit),
        shares=outlook.shares,
        tried=outlook.tried,
        known=known,
        note=_note(past, known),
    )


@dataclass(frozen=True, slots=True)
class _Curve:
    """The distribution of what is to come, period by period, as numbers of the indicator."""

    past: Past
    scale: Scale
    outlook: Outlook
    indicator: Indicator

    def path(self) -> tuple[Expected, ...]:
        """The middle and the intervals, of each period that is to come."""
        middle = self._numbers(0.5)
        bounds = [(level, self._numbers(0.5 - level / 200), self._numbers(0.5 + level / 200)) for level in LEVELS]
        return tuple(
            Expected(period, middle[place], tuple(Interval(level, low[place], high[place]) for level, low, high in bounds))
            for place, period in enumerate(self.past.coming)
        )

    def _numbers(self, share: float) -> list[Decimal]:
        """Below which number it stays with so much probability."""
        places = self.outlook.centre + student.quantile(share, self.outlook.freedom) * self.outlook.spread
        periods = np.arange(1.0, len(places) + 1) if self.past.adds else 1
        numbers = [self._rounded(self.past.reached + Decimal(float(each))) for each in self.scale.back(places, periods)]
        # What only becomes more was no more before than it is at the end, and the end is what the probability speaks of.
        return list(accumulate(reversed(numbers), min))[::-1] if self.past.adds else numbers

    def _rounded(self, number: Decimal) -> Decimal:
        if self.indicator.measure is Measure.SHARE:
            number = min(max(number, Decimal(0)), Decimal(100))
        return number.quantize(self._step, ROUND_HALF_UP)

    @property
    def _step(self) -> Decimal:
        """The last decimal of published figures."""
        return Decimal(1).scaleb(-self.indicator.decimals)

    def probability(self, goal: Goal, limit: Decimal) -> float:
        """Of meeting the goal with the published, which is a rounded, figure."""
        upward = ascends(goal, self.indicator)
        slack = (goal.tolerance or Decimal(0)) if goal.operator in (Operator.ABOUT, Operator.PEGGED) else Decimal(0)
        beyond = goal.operator in (Operator.MORE_THAN, Operator.UP, Operator.DOWN)
        ease = slack - self._step / 2 if beyond else slack + self._step / 2
        below = self._below(limit - ease if upward else limit + ease)
        return 1 - below if upward else below

    def _below(self, number: Decimal) -> float:
        """With which probability it stays below a number."""
        left = float(number - self.past.reached)
        if left <= 0 and self.scale.added is not None:
            return 0.0
        place = float(self.scale.of(left, len(self.outlook.centre) if self.past.adds else 1))
        return student.below((place - float(self.outlook.centre[-1])) / float(self.outlook.spread[-1]), self.outlook.freedom)


_FEW: Final = 4
_NOTHING_TO_GO_BY: Final = Words("今年还没有数据，也没有往年的数据，无从预测。", "No figure of this year, and none of a year before.")


def _note(past: Past, figures: int) -> Words | None:
    """What limits the forecast: few figures, an older definition that was left out."""
    notes = [] if past.cut is None else [past.cut]
    if figures <= past.per_year and past.position < _FEW:
        notes.append(Words(f"只有 {figures} 个数据，区间很宽。", f"There are {figures} figures only: the intervals are wide."))
    return Words("".join(each.chinese for each in notes), " ".join(each.english for each in notes)) if notes else None


@cache
def method() -> str:
    """By which method, and with which version of the library, a forecast is made today."""
    return f"{METHOD} statsmodels-{version('statsmodels')}"


def series_hash(values: Iterable[Value]) -> str:
    """SHA-256 of the figures, in the order of their periods: from the same ones comes the same forecast."""
    lines = (f"{each.period} {each.number.normalize():f} {each.definition or ''}" for each in newest(values).values())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
