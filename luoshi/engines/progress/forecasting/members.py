"""The members of a forecast: simple ways to go on from what is known. Each says where the coming periods lead, and how far
that may be wrong.

How wrong a member may be comes from the series itself, as far as it has been restless, and from a width that no calm excuses: the constants
below are what the public series of ``benchmarks/forecast.py`` showed (of one half, drawn by lot; the other half measures the result).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from luoshi.engines.progress.forecasting.past import Numbers
from luoshi.engines.progress.forecasting.scales import Scale


@dataclass(frozen=True, slots=True)
class Ahead:
    """Where each of the coming periods leads (of what adds: all up to it together), on the scale, and the standard deviation of that."""

    centre: Numbers
    spread: Numbers


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at a time: ``numbers`` of whole years and the one begun, which came to ``so_far``; ``count`` periods are to come."""

    numbers: Numbers
    so_far: float
    per_year: int
    count: int
    adds: bool
    scale: Scale
    restless: Restlessness

    @property
    def position(self) -> int:
        """How many of the year's figures are known."""
        return len(self.numbers) % self.per_year

    @property
    def this_year(self) -> Numbers:
        """What the year has so far."""
        return self.numbers[len(self.numbers) - self.position :]

    @property
    def periods(self) -> Numbers:
        """1, 2, … up to the last that is to come."""
        return np.arange(1.0, self.count + 1)


@dataclass(frozen=True, slots=True)
class Restlessness:
    """How restless a series of a class is held to be before it is known (``prior``, per month), and what width no calm excuses.

    ``least`` is by member; ``times`` is how much of the series' own restlessness a forecast is wrong by.
    """

    prior: float
    least_pace: float
    least_last_year: float
    times: float


SUMS: Final = Restlessness(prior=0.13, least_pace=0.1, least_last_year=0.04, times=1.2)
STOCKS: Final = Restlessness(prior=0.02, least_pace=0.008, least_last_year=0.005, times=1.2)
RATES: Final = Restlessness(prior=1.0, least_pace=0.4, least_last_year=0.6, times=0.65)
"""Growth rates and proportions, in percentage points."""
_PRIOR_WEIGHT: Final = 2
_GROWTH_KEPT: Final = 0.5
"""How much of the year's growth so far is expected to go on: half of it errs least."""


def pace(known: Known) -> Ahead | None:
    """The year goes on as it began: at the mean of its periods so far, or where it stands."""
    return _sum_at_its_pace(known) if known.adds else _stock_as_it_stands(known)


def _sum_at_its_pace(known: Known) -> Ahead | None:
    if not known.position:
        return None
    places = known.scale.of(known.this_year[~np.isnan(known.this_year)])
    deviations = places - places.mean() if places.size else places
    centre = known.scale.of(known.so_far / known.position * known.periods, known.periods)
    return Ahead(centre, _spread(known, known.restless.least_pace, deviations, places.size - 1))


def _stock_as_it_stands(known: Known) -> Ahead:
    places = known.scale.of(known.numbers[~np.isnan(known.numbers)])
    moves = np.diff(places)
    return Ahead(np.full(known.count, places[-1]), _spread(known, known.restless.least_pace, moves, moves.size))


def last_year(known: Known) -> Ahead | None:
    """The rest of the year is that of last year, moved by half of the growth so far; a stock moves as it moved last year."""
    begun = len(known.numbers)
    if begun < known.per_year + (not known.adds):
        return None
    then = known.numbers[begun - known.per_year : begun - known.per_year + known.count]
    if np.isnan(then).any():
        return None
    return _sum_like_last_year(known, then) if known.adds else _stock_like_last_year(known, then)


def _sum_like_last_year(known: Known, then: Numbers) -> Ahead:
    now = known.this_year
    before = known.numbers[len(known.numbers) - known.per_year - known.position : len(known.numbers) - known.per_year]
    both = ~np.isnan(now) & ~np.isnan(before)
    growth = 0.0
    changes = known.scale.of(now[both]) - known.scale.of(before[both])
    if changes.size:
        whole = known.scale.of(now[both].sum(), changes.size) - known.scale.of(before[both].sum(), changes.size)
        growth = _GROWTH_KEPT * float(whole)
        changes = changes - changes.mean()
    centre = known.scale.of(np.cumsum(then), known.periods) + growth
    return Ahead(centre, _spread(known, known.restless.least_last_year, changes, changes.size - 1))


def _stock_like_last_year(known: Known, then: Numbers) -> Ahead | None:
    here, there = known.scale.of(known.numbers[-1]), known.scale.of(known.numbers[-1 - known.per_year])
    if np.isnan(here) or np.isnan(there):
        return None
    places = known.scale.of(known.numbers)
    moves = places[known.per_year :] - places[: -known.per_year]
    moves = np.diff(moves[~np.isnan(moves)])
    return Ahead(here + known.scale.of(then) - there, _spread(known, known.restless.least_last_year, moves, moves.size))


def _spread(known: Known, narrowest: float, deviations: Numbers, freedom: int) -> Numbers:
    """How far a member may be wrong, period by period.

    Of a mean over ``position`` periods and a sum over so many to come the noise falls with both; a stock wanders off with time.
    """
    restless, months = known.restless, 12 / known.per_year
    prior = restless.prior**2 * months
    noise = (_PRIOR_WEIGHT * prior + float((deviations**2).sum())) / (_PRIOR_WEIGHT + max(freedom, 0))
    periods = known.periods
    share = 1 / max(known.position, 1) + 1 / periods if known.adds else periods
    scaled = known.periods if known.adds and known.scale.added is None else 1.0
    return np.sqrt(least(known, narrowest) ** 2 + restless.times**2 * noise * share * scaled**2)


def least(known: Known, width: float) -> Numbers:
    """A width that is a share of the sum, or of the stock, on the scale. Without a logarithm sums become wider as they grow."""
    return width * known.periods if known.adds and known.scale.added is None else np.full(known.count, width)


Member = Callable[[Known], Ahead | None]
