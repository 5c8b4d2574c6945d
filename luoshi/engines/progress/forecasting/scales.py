"""On which scale a forecast is symmetrical: amounts grow and shrink by shares, rates by points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from luoshi.engines.progress.forecasting.past import Numbers, Past

_OF_THE_MEAN_WITH_ZEROS: Final = 0.5
_OF_THE_MEAN: Final = 0.02
_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class Scale:
    """A started logarithm: what is added per period gives a month without anything a place on it. Without ``added`` numbers only change
    their unit.
    """

    added: float | None
    unit: float = 1.0

    def of(self, numbers: Numbers | float, periods: Numbers | int = 1) -> Numbers:
        """The place of a number that so many periods brought."""
        if self.added is None:
            return np.asarray(numbers, float) / self.unit
        return np.asarray(np.log(np.maximum(numbers, 0) + self.added * np.asarray(periods)))

    def back(self, places: Numbers, periods: Numbers | int = 1) -> Numbers:
        """The number at a place; never negative where there is a logarithm."""
        if self.added is None:
            return places * self.unit
        return np.maximum(np.exp(places) - self.added * np.asarray(periods), 0.0)


def scale_of(past: Past) -> Scale:
    """The scale that fits what is known: logarithmic for amounts, unless some are negative; of those the unit is their usual size."""
    if past.is_rate:
        return Scale(None)
    recent = past.numbers[-_YEARS * past.per_year :]
    recent = recent[~np.isnan(recent)]
    size = np.abs(recent[recent != 0])
    mean = float(size.mean()) if size.size else float(past.reached) / max(past.position, 1) or 1.0
    if (past.numbers < 0).any():
        return Scale(None, mean)
    return Scale(mean * (_OF_THE_MEAN_WITH_ZEROS if (recent <= 0).any() else _OF_THE_MEAN))
