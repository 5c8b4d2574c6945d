"""How the members become one forecast: each counts by how well it would have done in the years before.

Sources: J. M. Bates, C. W. J. Granger, The Combination of Forecasts (1969): weights by the inverse of squared errors. The width is that of
a Student distribution whose scale was learnt from the combination's own errors, together with what was expected of it (conjugate prior):
few errors to learn from make it wide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from luoshi.engines.progress.forecasting.members import Ahead, Known, Member, last_year, pace
from luoshi.engines.progress.forecasting.past import Numbers
from luoshi.engines.progress.forecasting.state_space import fit

_EXPECTED: Final = 3
"""How many errors the expected width counts for."""
_YEARS_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Outlook:
    """On the scale: centre and spread of each of the coming periods, and the freedom of the Student distribution.

    ``shares`` says how much each member counts, ``tried`` in how many earlier years the same forecast was tried out.
    """

    centre: Numbers
    spread: Numbers
    freedom: int
    shares: Mapping[str, float]
    tried: int


def combine(known: Known) -> Outlook | None:
    """The forecast on the scale; None where no member can say anything."""
    members = {"pace": pace, "last_year": last_year, **_state_space(known)}
    said = {name: ahead for name, member in members.items() if (ahead := member(known)) is not None}
    if not said:
        return None
    tries = [each for each in _tries(known, {name: members[name] for name in said}) if set(each) == set(said)]
    shares = _shares(said, tries)
    errors = [sum(shares[name] * each[name] for name in shares) for each in tries]
    centre = sum((share * said[name].centre for name, share in shares.items()), np.zeros(known.count))
    spread = sum((share * said[name].spread for name, share in shares.items()), np.zeros(known.count))
    surprise = (_EXPECTED + sum((error / float(spread[-1])) ** 2 for error in errors)) / (_EXPECTED + len(errors))
    return Outlook(centre, spread * np.sqrt(surprise), _EXPECTED + len(errors), shares, len(errors))


def _state_space(known: Known) -> dict[str, Member]:
    model = fit(known)
    return {} if model is None else {"state_space": model.ahead}


def _tries(known: Known, members: Mapping[str, Member]) -> Sequence[Mapping[str, float]]:
    """By how much each member would have been wrong at the same time of the years before."""
    begun, years = len(known.numbers), len(known.numbers) // known.per_year
    tries = []
    for back in range(1, min(years, _YEARS_MAX) + 1):
        then = begun - back * known.per_year
        came, had = known.numbers[then : then + known.count], known.numbers[then - known.position : then]
        if not then or np.isnan(came).any() or np.isnan(had).any():  # before the first figure nobody could have said anything
            continue
        truth = known.scale.of(came.sum(), known.count) if known.adds else known.scale.of(came[-1])
        before = replace(known, numbers=known.numbers[:then], so_far=float(had.sum()))
        said = {name: member(before) for name, member in members.items()}
        tries.append({name: float(truth - ahead.centre[-1]) for name, ahead in said.items() if ahead is not None})
    return tries


def _shares(said: Mapping[str, Ahead], tries: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """By the inverse of what its squared error is held to be: expected, and seen."""
    precision = {}
    for name, ahead in said.items():
        squares = sum(each[name] ** 2 for each in tries)
        precision[name] = (_EXPECTED + len(tries)) / (_EXPECTED * float(ahead.spread[-1]) ** 2 + squares)
    whole = sum(precision.values())
    return {name: each / whole for name, each in precision.items()}
