"""The member that learns from several years: exponential smoothing with a damped trend and a season, in state space form.

Source: R. J. Hyndman, A. B. Koehler, J. K. Ord, R. D. Snyder, Forecasting with Exponential Smoothing: The State Space Approach (2008),
model ETS(A,Ad,A), on the logarithm of amounts; estimated by statsmodels.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from luoshi.engines.progress.forecasting.members import Ahead, Known, least
from luoshi.engines.progress.forecasting.past import Numbers
from luoshi.engines.progress.forecasting.scales import Scale

_YEARS_MAX: Final = 10
"""What is older says little about next autumn."""
_STEPS_MAX: Final = 30
_OVERCONFIDENCE: Final = 1.8
"""By how much more, in years of history, the model is wrong than it says: it does not count that its parameters are estimates."""


@dataclass(frozen=True, slots=True)
class StateSpace:
    """A fitted model: its states before each period, the matrices that lead on, and how a surprise lasts."""

    states: Numbers
    transition: Numbers
    design: Numbers
    lasting: Numbers
    variance: float
    skipped: int
    per_year: int

    def ahead(self, known: Known) -> Ahead | None:
        """Go on from what was known at a time; from the first year on."""
        begun = len(known.numbers) - self.skipped
        if begun < self.per_year:
            return None
        state, means = self.states[:, begun], np.empty(known.count)
        for step in range(known.count):
            means[step] = self.design @ state
            state = self.transition @ state
        covariance = self._covariance(known.count)
        if not known.adds:
            return self._widened(known, means, np.diag(covariance))
        return self._widened(known, *_sums(known.scale, means, covariance))

    def _covariance(self, count: int) -> Numbers:
        """Of the coming periods: each is moved by the surprises of all before it."""
        moves = np.array([[self.lasting[row - column] if row >= column else 0.0 for column in range(count)] for row in range(count)])
        return np.asarray(self.variance * moves @ moves.T)

    def _widened(self, known: Known, centre: Numbers, variance: Numbers) -> Ahead:
        """A model that fits each year by rote is still not sure of the next one."""
        years = (len(known.numbers) - self.skipped) / self.per_year
        return Ahead(centre, np.sqrt(least(known, known.restless.least_last_year) ** 2 + variance * (1 + _OVERCONFIDENCE / years) ** 2))


def _sums(scale: Scale, means: Numbers, covariance: Numbers) -> tuple[Numbers, Numbers]:
    """Centre and variance of the running sums. On the logarithm a sum moves with its parts by their shares of it (delta method)."""
    count = len(means)
    if scale.added is None:
        running = np.tril(np.ones((count, count)))
        return np.cumsum(means), np.diag(running @ covariance @ running.T)
    amounts = np.exp(means)
    shares = np.tril(np.tile(amounts, (count, 1))) / np.cumsum(amounts)[:, None]
    return np.log(np.cumsum(amounts)), np.diag(shares @ covariance @ shares.T)


def fit(known: Known) -> StateSpace | None:
    """Fit the model to what is known since the last gap; None where that is too short, or nothing ever changed."""
    skipped = _from_where(known)
    places = known.scale.of(known.numbers[skipped:])
    if len(places) < max(2 * known.per_year, 10 + known.per_year // 2 * 2) or np.ptp(places) == 0:
        return None
    fitted = _estimate(places, known.per_year)
    lasting = np.asarray(fitted.impulse_responses(known.count)).ravel()
    matrices = fitted.model.ssm
    return StateSpace(
        fitted.predicted_state, matrices["transition"], matrices["design"][0], lasting, float(fitted.scale), skipped, known.per_year
    )


def _from_where(known: Known) -> int:
    """The first period of the first whole year after the last gap, a decade back at most."""
    gaps = np.flatnonzero(np.isnan(known.numbers))
    after = int(gaps[-1]) // known.per_year + 1 if gaps.size else 0
    years = len(known.numbers) // known.per_year
    return max(after, years - _YEARS_MAX, 0) * known.per_year


def _estimate(places: Numbers, per_year: int) -> Any:
    """The fitted results of statsmodels. It is loaded here, for that takes a second and few processes forecast.

    One thread: the matrices are small, and threads that wait for each other took ten times as long on two busy cores.
    """
    from statsmodels.tsa.statespace.exponential_smoothing import ExponentialSmoothing  # noqa: PLC0415
    from threadpoolctl import threadpool_limits  # noqa: PLC0415

    season = per_year if per_year > 1 else None
    with warnings.catch_warnings(), threadpool_limits(limits=1, user_api="blas"):
        warnings.simplefilter("ignore")  # the search stopped early: what was found so far is used, and judged by its errors
        model = ExponentialSmoothing(places, trend=True, damped_trend=True, seasonal=season, initialization_method="heuristic")
        return model.fit(disp=False, maxiter=_STEPS_MAX, cov_type="none")
