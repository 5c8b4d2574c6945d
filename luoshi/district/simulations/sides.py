"""Several plans over the same rows in one scan: a relation that has, beside what is kept, each plan's amount, reason and doubts.

What the scan answers is laid down as a table before it is counted: asked for a few of the columns alone, DuckDB plans a statement of many
layers for longer than it takes to answer all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.population.queries import KEY, kept_as
from luoshi.district.simulations.sliding import place_of
from luoshi.engines.decisions.sets import Dialect, side_by_side
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name

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


@dataclass(frozen=True, slots=True)
class Pair:
    """The rules in force and the changed ones, with the statement that asks both; to write it takes longer than to run it."""

    before: SetPlan
    after: SetPlan
    statement: str
    columns: str

    def over(self, session: DuckDBPyConnection, source: str) -> str:
        """The relation that :func:`~luoshi.district.simulations.tallying.difference` counts, over the rows of a relation."""
        session.execute(f"CREATE OR REPLACE TEMP VIEW {ASKED} AS SELECT * FROM {source}")
        session.execute(f"CREATE OR REPLACE TEMP TABLE answered AS {self.statement}")
        return f"(SELECT {self.columns} FROM answered)"


def pair(before: SetPlan, after: SetPlan, *, keep: Sequence[str], answer: str) -> Pair:
    """Both in one statement over the relation ``asked``."""
    return Pair(before, after, *_told({"was": before, "now": after}, keep=keep, answer=answer))


def three(
    session: DuckDBPyConnection, ends: Sequence[SetPlan], measured: SetPlan | None, moved: Moving, slider: Slider, *,
    source: str, keep: Sequence[str], answer: str,
) -> str:  # fmt: skip
    """The relation that :func:`~luoshi.district.simulations.sliding.histogram` counts: in force, and with the slider at either end.

    ``measured`` answers where each row lies on the slider; without it that is an input. Its doubts are no doubts about the answer.
    """
    place = place_of(quoted_name(f"{MEASURED}_{moved.measured}" if measured is not None else moved.measured), slider, moved)
    also = {MEASURED: measured} if measured is not None else {}
    carried = [*keep, *([] if measured is not None else [moved.measured])]
    ways = dict(zip(("was", "low", "high"), ends, strict=True))
    statement, columns = _told(ways, keep=carried, answer=answer, also=also, place=place)
    session.execute(f"CREATE OR REPLACE TEMP VIEW {ASKED} AS SELECT * FROM {source}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE answered AS {statement}")
    return f"(SELECT {columns} FROM answered)"


def _told(
    plans: Mapping[str, SetPlan], *, keep: Sequence[str], answer: str, also: Mapping[str, SetPlan] | None = None, place: str = ""
) -> tuple[str, str]:
    """The statement of several plans, and the columns that count: an amount that is none is 0, yes and no are 1 and 0."""
    every = {**plans, **(also or {})}
    statement = side_by_side({f"{name}_": plan for name, plan in every.items()}, Dialect.DUCKDB, source=ASKED, key=KEY, keep=keep)
    amounts = [f"{_amount(plan, name, answer)} AS {name}" for name, plan in plans.items()]
    reasons = [f"{name}_{mask}" for name in plans for mask in ("reason", "missing", "unmatched")]
    doubts = " OR ".join(f"{name}_{mask} <> 0" for name in plans for mask in ("missing", "unmatched"))
    places = [f"{place} AS place"] if place else []
    return statement, ", ".join([KEY, *map(quoted_name, keep), *amounts, *reasons, f"({doubts}) AS unsure", *places])


def _amount(plan: SetPlan, name: str, answer: str) -> str:
    output = next(each for each in plan.outputs if each.name == answer)
    column = quoted_name(f"{name}_{answer}")
    return f"CAST({f'CASE WHEN {column} THEN 1 ELSE 0 END' if output.feel_type == 'boolean' else f'coalesce({column}, 0)'} AS {MONEY})"
