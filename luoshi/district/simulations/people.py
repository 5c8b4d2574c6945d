"""Over whom a simulation asks: everybody in the snapshot of its run."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from luoshi.district.population.queries import POPULATION, kept_as, population_again, statement_of
from luoshi.district.simulations.prepared import People
from luoshi.engines.decisions.sets import Dialect

if TYPE_CHECKING:
    from luoshi.district.simulations.models import Simulation
    from luoshi.engines.decisions.sets import SetPlan


def people_of(simulation: Simulation, rules: SetPlan) -> People:
    """The people of a simulation with what the rules ask of them.

    Raises:
        SnapshotRemoved, FileGone, FileChanged: what it rests on is not what it was.
    """
    statement = statement_of(population_again(simulation.run), rules.inputs)
    keep = tuple(map(kept_as, keep_of(simulation)))
    asked = rules.statement(Dialect.DUCKDB, source=POPULATION, key="key", keep=keep)
    return People(statement, keep, rules, hashlib.sha256(f"{statement}\n{asked}".encode()).hexdigest())


def keep_of(simulation: Simulation) -> tuple[str, ...]:
    """The codes of what results are grouped by."""
    return tuple(simulation.run.keep)
