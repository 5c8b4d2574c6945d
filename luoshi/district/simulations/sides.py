"""Several plans over the same rows in one scan: a relation that has, beside what is kept, each plan's amount, reason and doubts.

What does not depend on a change is laid down once, as tables with every column that the rules in force compute on the way; changed rules
are asked beside it, and compute only what is downstream of the change. The same statement answers for everybody and for rows that were
filled, each of which lie in a schema of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import KEY
from luoshi.district.simulations.bounds import Fillable, candidates, filled
from luoshi.district.simulations.sliding import place_of
from luoshi.district.simulations.tallying import GROUPS
from luoshi.engines.decisions.sets import Dialect, beside_prepared, prepare_statements, raw_name
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name, to_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from duckdb import DuckDBPyConnection

    from luoshi.district.simulations.moving import Moving
    from luoshi.district.simulations.sliding import Slider
    from luoshi.engines.decisions.sets import SetPlan

MONEY: Final = "DECIMAL(18, 2)"
MEASURED: Final = "measured"
GROUP: Final = "grp"
COMPLETE, OTHERS = "prepared_complete", "prepared_others"
PREPARED: Final = (COMPLETE, OTHERS)
"""Rows with all that the rules in force compute on the way, for whatever changed rules are asked beside them."""
EVERYBODY, INCOMPLETE, TRIED = "everybody", "incomplete", "tried"
"""The schemas: all rows, those of them that lack something, and these again as often as there are ways to fill what they lack."""
_TRIED_TYPES: Final = {"number", "date", "boolean"}


# --- laid down once


def lay_down_everybody(session: DuckDBPyConnection, rules: SetPlan, *, source: str, keep: Sequence[str]) -> None:
    """Everybody in the relation ``source`` (``key``, ``keep``, a column for each input) with what the rules compute.

    What was kept stands once, as groups with a number.
    """
    names = [*map(quoted_name, keep)]
    kept = ", ".join([f"CAST(row_number() OVER () - 1 AS INTEGER) AS {GROUP}", *names])
    distinct = f"(SELECT DISTINCT {', '.join(names)} FROM {source})" if names else "(SELECT 1)"
    to_table(session, f"SELECT {kept} FROM {distinct}", GROUPS)
    alike = " AND ".join(f"people.{each} IS NOT DISTINCT FROM {GROUPS}.{each}" for each in names) or "TRUE"
    session.execute(f"CREATE TEMP VIEW grouped AS SELECT people.*, {GROUPS}.{GROUP} FROM {source} people JOIN {GROUPS} ON {alike}")
    _prepare(session, rules, EVERYBODY, "grouped")
    session.execute(f"CREATE SCHEMA {INCOMPLETE}")
    session.execute(f"CREATE VIEW {INCOMPLETE}.{COMPLETE} AS FROM {EVERYBODY}.{COMPLETE} LIMIT 0")
    session.execute(f"CREATE VIEW {INCOMPLETE}.{OTHERS} AS FROM {EVERYBODY}.{OTHERS}")


def lay_down_tried(session: DuckDBPyConnection, rules: SetPlan, *, source: str) -> None:
    """The rows that lack something, with what it might be."""
    inputs = [Fillable(each.name, each.choices) for each in rules.inputs if each.choices or each.feel_type in _TRIED_TYPES]
    rows = f"(SELECT grouped.* FROM grouped SEMI JOIN {EVERYBODY}.{OTHERS} USING ({KEY}))"
    session.execute(f"CREATE TEMP TABLE ways AS SELECT * FROM {filled(rows, candidates(session, source, inputs), inputs)}")
    _prepare(session, rules, TRIED, "ways")


def _prepare(session: DuckDBPyConnection, rules: SetPlan, schema: str, source: str) -> None:
    session.execute(f"CREATE SCHEMA {schema}")
    statements = prepare_statements(rules, Dialect.DUCKDB, source=source, key=KEY, keep=(GROUP,))
    for relation, statement in zip(PREPARED, statements, strict=True):
        session.execute(f"CREATE TABLE {schema}.{relation} AS {statement}")


def look_at(session: DuckDBPyConnection, schema: str) -> None:
    """Statements of the session are about the rows of a schema from now on."""
    session.execute(f"SET search_path = '{schema},main'")


# --- asked beside it


@dataclass(frozen=True)
class Pair:
    """The rules in force and the changed ones, with the statement that asks both, written once: that takes as long as to run it."""

    before: SetPlan
    after: SetPlan
    answer: str

    @cached_property
    def relation(self) -> str:
        """What :func:`~luoshi.district.simulations.tallying.difference` counts, over the rows of the schema that the session looks at."""
        plans = {"was": self.before, "now": self.after}
        asked = beside_prepared(_prefixed(plans), Dialect.DUCKDB, prepared=PREPARED, key=KEY, keep=(GROUP,))
        return f"(SELECT {_columns(plans, self.answer)} FROM ({asked}))"


def three(ends: Sequence[SetPlan], measured: SetPlan | None, moved: Moving, slider: Slider, *, answer: str) -> str:
    """The relation that :func:`~luoshi.district.simulations.sliding.one_pass` counts: in force, and with the slider at either end.

    ``measured`` answers where each row lies on the slider; without it that is an input. Its doubts are no doubts about the answer.
    """
    ways = dict(zip(("was", "low", "high"), ends, strict=True))
    own = [] if measured is not None else [_raw(ends[0], moved.measured)]
    place = place_of(quoted_name(f"{MEASURED}_{moved.measured}" if measured is not None else own[0]), slider, moved)
    every = _prefixed({**ways, **({MEASURED: measured} if measured is not None else {})})
    asked = beside_prepared(every, Dialect.DUCKDB, prepared=PREPARED, key=KEY, keep=[GROUP, *own])
    touched = f"CASE WHEN low = high AND low_reason = high_reason THEN 0 ELSE {place} END"  # of others it does not matter
    return f"(SELECT {_columns(ways, answer)}, {touched} AS place FROM ({asked}))"


def inputs_by_name(plan: SetPlan) -> str:
    """The columns of the inputs as they were laid down, each by its own name."""
    return ", ".join(f"{_raw(plan, each.name)} AS {quoted_name(each.name)}" for each in plan.inputs)


def _raw(plan: SetPlan, name: str) -> str:
    """An input as it was prepared."""
    return raw_name([each.name for each in plan.inputs].index(name))


def _prefixed(plans: Mapping[str, SetPlan]) -> dict[str, SetPlan]:
    return {f"{name}_": plan for name, plan in plans.items()}


def _columns(plans: Mapping[str, SetPlan], answer: str) -> str:
    """The columns that count: an amount that is none is 0, yes and no are 1 and 0."""
    amounts = [f"{_amount(plan, name, answer)} AS {name}" for name, plan in plans.items()]
    reasons = [f"{name}_{mask}" for name in plans for mask in ("reason", "missing", "unmatched")]
    doubts = " OR ".join(f"{name}_{mask} <> 0" for name in plans for mask in ("missing", "unmatched"))
    return ", ".join([KEY, GROUP, *amounts, *reasons, f"({doubts}) AS unsure"])


def _amount(plan: SetPlan, name: str, answer: str) -> str:
    output = next(each for each in plan.outputs if each.name == answer)
    column = quoted_name(f"{name}_{answer}")
    number = f"CASE WHEN {column} THEN 1 ELSE 0 END" if output.feel_type == "boolean" else f"coalesce({column}, 0::{MONEY})"
    return f"CAST({number} AS {MONEY})"
