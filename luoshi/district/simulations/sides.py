"""Several plans over the same rows in one scan: a relation that has, beside what is kept, each plan's amount, reason and doubts.

What does not depend on a change is laid down once, as tables with every column that the rules in force compute on the way; changed rules
are asked beside it, and compute only what is downstream of the change.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import KEY, kept_as
from luoshi.district.simulations.sliding import place_of
from luoshi.engines.decisions.sets import Dialect, beside_prepared, prepare_statements, raw_name, side_by_side
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name, to_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from luoshi.district.population.queries import Run
    from luoshi.district.simulations.moving import Moving
    from luoshi.district.simulations.sliding import Slider
    from luoshi.engines.decisions.sets import SetPlan

MONEY: Final = "DECIMAL(18, 2)"
MEASURED: Final = "measured"
ASKED: Final = "asked"
"""What the relation of the rows is called in statements."""


def kept(run: Run) -> tuple[str, ...]:
    """The columns by which results are grouped, as they are called in statements."""
    return tuple(map(kept_as, run.keep))


PREPARED: Final = ("prepared_complete", "prepared_others")
"""Everybody with all that the rules in force compute on the way, for whatever changed rules are asked beside them."""


def prepare(session: DuckDBPyConnection, rules: SetPlan, *, source: str, keep: Sequence[str]) -> None:
    """Lay down what does not depend on any change, once for all changes."""
    for relation, statement in zip(PREPARED, prepare_statements(rules, Dialect.DUCKDB, source=source, key=KEY, keep=keep), strict=True):
        to_table(session, statement, relation)


@dataclass(frozen=True)
class Pair:
    """The rules in force and the changed ones, with the statements that ask both, each written once: that takes as long as to run it."""

    before: SetPlan
    after: SetPlan
    keep: tuple[str, ...]
    answer: str

    @property
    def plans(self) -> dict[str, SetPlan]:
        """By the prefixes of their columns."""
        return {"was": self.before, "now": self.after}

    @cached_property
    def statement(self) -> str:
        """Over the relation ``asked``."""
        return side_by_side(_prefixed(self.plans), Dialect.DUCKDB, source=ASKED, key=KEY, keep=self.keep)

    @cached_property
    def beside(self) -> str:
        """Over everybody as they were prepared."""
        return beside_prepared(_prefixed(self.plans), Dialect.DUCKDB, prepared=PREPARED, key=KEY, keep=self.keep)

    def over(self, session: DuckDBPyConnection, source: str) -> str:
        """The relation that :func:`~luoshi.district.simulations.tallying.difference` counts, over the rows of a relation."""
        session.execute(f"CREATE OR REPLACE TEMP VIEW {ASKED} AS SELECT * FROM {source}")
        session.execute(f"CREATE OR REPLACE TEMP TABLE answered AS {self.statement}")
        return f"(SELECT {_columns(self.plans, self.keep, self.answer)} FROM answered)"

    def over_everybody(self) -> str:
        """The same over everybody in a session where they were prepared."""
        return f"(SELECT {_columns(self.plans, self.keep, self.answer)} FROM ({self.beside}))"


def pair(before: SetPlan, after: SetPlan, *, keep: Sequence[str], answer: str) -> Pair:
    """Both in one statement."""
    return Pair(before, after, tuple(keep), answer)


def three(
    ends: Sequence[SetPlan], measured: SetPlan | None, moved: Moving, slider: Slider, *, keep: Sequence[str], answer: str
) -> str:  # fmt: skip
    """The relation that :func:`~luoshi.district.simulations.sliding.histogram` counts: in force, and with the slider at either end, over
    everybody in a session where they were prepared for the rules in force.

    ``measured`` answers where each row lies on the slider; without it that is an input. Its doubts are no doubts about the answer.
    """
    ways = dict(zip(("was", "low", "high"), ends, strict=True))
    own = [] if measured is not None else [_raw(ends[0], moved.measured)]
    place = place_of(quoted_name(f"{MEASURED}_{moved.measured}" if measured is not None else own[0]), slider, moved)
    every = _prefixed({**ways, **({MEASURED: measured} if measured is not None else {})})
    asked = beside_prepared(every, Dialect.DUCKDB, prepared=PREPARED, key=KEY, keep=[*keep, *own])
    touched = f"CASE WHEN low = high AND low_reason = high_reason THEN 0 ELSE {place} END"  # of others it does not matter
    return f"(SELECT {_columns(ways, keep, answer)}, {touched} AS place FROM ({asked}))"


def _raw(plan: SetPlan, name: str) -> str:
    """An input as it was prepared."""
    return raw_name([each.name for each in plan.inputs].index(name))


def _prefixed(plans: Mapping[str, SetPlan]) -> dict[str, SetPlan]:
    return {f"{name}_": plan for name, plan in plans.items()}


def _columns(plans: Mapping[str, SetPlan], keep: Sequence[str], answer: str) -> str:
    """The columns that count: an amount that is none is 0, yes and no are 1 and 0."""
    amounts = [f"{_amount(plan, name, answer)} AS {name}" for name, plan in plans.items()]
    reasons = [f"{name}_{mask}" for name in plans for mask in ("reason", "missing", "unmatched")]
    doubts = " OR ".join(f"{name}_{mask} <> 0" for name in plans for mask in ("missing", "unmatched"))
    return ", ".join([KEY, *map(quoted_name, keep), *amounts, *reasons, f"({doubts}) AS unsure"])


def _amount(plan: SetPlan, name: str, answer: str) -> str:
    output = next(each for each in plan.outputs if each.name == answer)
    column = quoted_name(f"{name}_{answer}")
    return f"CAST({f'CASE WHEN {column} THEN 1 ELSE 0 END' if output.feel_type == 'boolean' else f'coalesce({column}, 0)'} AS {MONEY})"
