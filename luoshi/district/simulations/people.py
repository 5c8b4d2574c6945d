"""Over whom a simulation asks: everybody in the snapshot of its run, or invented enterprises that somebody chose instead."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import KEY, POPULATION, kept_as, population_again, read_sources, statement_of
from luoshi.district.simulations import synthetic
from luoshi.district.simulations.prepared import People
from luoshi.engines.decisions.sets import Dialect

if TYPE_CHECKING:
    from luoshi.district.simulations.models import Simulation
    from luoshi.engines.decisions.sets import SetPlan

_FORM: Final = 1
"""Grows when files are laid down in another way."""


def people_of(simulation: Simulation, rules: SetPlan) -> People:
    """The people of a simulation with what the rules ask of them.

    Raises:
        SnapshotRemoved, FileGone, FileChanged, SyntheticGone, SyntheticChanged, SyntheticLacks: what it rests on is not what it was.
    """
    run, keep = simulation.run, tuple(map(kept_as, keep_of(simulation)))
    if simulation.synthetic is not None:
        statement = synthetic.statement_of(simulation.synthetic, rules.inputs, read_sources(run.sources))
    else:
        statement = statement_of(population_again(run), rules.inputs)
    asked = rules.statement(Dialect.DUCKDB, source=POPULATION, key=KEY, keep=keep)
    return People(statement, keep, rules, hashlib.sha256(f"{_FORM}\n{statement}\n{asked}".encode()).hexdigest())


def keep_of(simulation: Simulation) -> tuple[str, ...]:
    """The codes of what results are grouped by."""
    return tuple(synthetic.KEPT) if simulation.synthetic_id is not None else tuple(simulation.run.keep)
