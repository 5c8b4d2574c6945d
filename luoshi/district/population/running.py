"""Rules run over everybody: the statement that the engine makes of them, written to a file, and how many rows say what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.queries import contents_of_versions, package_of_versions
from luoshi.district.population import files
from luoshi.district.population.errors import NotARule
from luoshi.district.population.populations import POPULATION, opened
from luoshi.district.population.relation import kept_as
from luoshi.district.population.taking import KEY
from luoshi.engines.decisions.parameters import NoValueInForce, in_force
from luoshi.engines.decisions.sets import Dialect, NotTranslatable, compile_set
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name, to_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import duckdb

    from luoshi.district.decisions.queries import Counting
    from luoshi.district.offices.queries import District
    from luoshi.district.population.populations import Population
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import Parameter
    from luoshi.engines.decisions.sets import SetPlan

ALWAYS: Final = date(1949, 10, 1)
"""The day that stands for all where no law is dated."""
_TODAY: Final = re.compile(r"\b(?:now|today)\s*\(")
REASON: Final = "reason"
MISSING: Final = "missing"
UNMATCHED: Final = "unmatched"


def plan_of(package: DecisionPackage, wanted: Sequence[str], explained_by: str, *, district: District, on: date) -> SetPlan:
    """The rules as they are run over everybody by the law of a day.

    Raises:
        NotARule: something in them can only be asked one by one.
        NoValueInForce: a parameter has no value on that day.
    """
    try:
        return compile_set(package, list(wanted), on=on, jurisdictions=district.jurisdictions, explained_by=explained_by)
    except NotTranslatable as refusal:
        raise NotARule([each.words() for each in refusal.refusals]) from refusal


def plan_of_versions(versions: tuple[Counting, ...], wanted: tuple[str, ...], explained_by: str, district: District, on: date) -> SetPlan:
    """The plan of model versions that counted once. Compiling it takes a second, so it is kept, and serves all days of the same law.

    Raises:
        NotARule, NoValueInForce: as :func:`plan_of`.
    """
    package = package_of_versions(versions)
    known = [name for name in (*wanted, explained_by) if name in package.names]  # of others compiling tells
    parameters = {each.name: each for name in known for each in package.parameters_of(name)}
    return _kept_plan(
        versions,
        wanted,
        explained_by,
        district,
        on if _speaks_of_today(versions) else _first_day_of_the_law(list(parameters.values()), district, on),
    )


@lru_cache(maxsize=32)
def _kept_plan(versions: tuple[Counting, ...], wanted: tuple[str, ...], explained_by: str, district: District, on: date) -> SetPlan:
    return plan_of(package_of_versions(versions), wanted, explained_by, district=district, on=on)


def _first_day_of_the_law(parameters: Sequence[Parameter], district: District, on: date) -> date:
    """The first day from which on the values of a day count, so that all days of one law have one name."""
    now = in_force(parameters, on=on, jurisdictions=district.jurisdictions)
    first = max((each.version.valid_from for each in now), default=ALWAYS)
    try:
        then = in_force(parameters, on=first, jurisdictions=district.jurisdictions)
    except NoValueInForce:
        return on
    return first if then == now else on


@lru_cache(maxsize=64)
def _speaks_of_today(versions: tuple[Counting, ...]) -> bool:
    """Whether the day itself may decide something, and not its law alone."""
    return any(_TODAY.search(text) for text in contents_of_versions(versions))


def written(plan: SetPlan, population: Population) -> tuple[str, int, dict[str, Any]]:
    """Run a plan over a population: the result's hash in the store, its size in bytes, and its counts."""
    with opened(population, plan.inputs) as engine, files.workplace() as place:
        made = place / "result.parquet"
        keep = [kept_as(code) for code in population.keep]
        statement = _statement(_This(plan), tuple(keep))
        ordered = f"SELECT * FROM ({statement}) ORDER BY {KEY}"  # the same answers are the same file
        to_parquet(engine, ordered, made)
        found = counts(plan, made, engine)
        return *files.keep(made), found


@dataclass(frozen=True, eq=False)
class _This:
    """A plan by itself, since it has no hash: what is the same plan is equal."""

    plan: SetPlan

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.plan is self.plan

    def __hash__(self) -> int:
        return id(self.plan)


@lru_cache(maxsize=32)
def _statement(of: _This, keep: tuple[str, ...]) -> str:
    """Writing it takes as long as compiling it did, so it is kept with its plan."""
    return of.plan.statement(Dialect.DUCKDB, source=POPULATION, key=KEY, keep=keep)


def counts(plan: SetPlan, result: Path, engine: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows a result has, how many are decided, by which reason with how much, and what the others lack."""
    rows, undecided = _one(engine, f"SELECT count(*), count(*) FILTER ({MISSING} <> 0 OR {UNMATCHED} <> 0) FROM {parquet(result)}")
    return {
        "rows": rows,
        "undecided": undecided,
        "amounts": amounts(plan),
        "items": {each.name: list(each.items) for each in plan.outputs if each.items},
        "reasons": _by_reason(plan, result, engine),
        MISSING: _by_mask(MISSING, plan.lacking, result, engine),
        UNMATCHED: _by_mask(UNMATCHED, plan.without_rule, result, engine),
    }


def amounts(plan: SetPlan) -> list[str]:
    """The decisions whose answers can be added up."""
    return [each.name for each in plan.outputs if each.sql_type.startswith("DECIMAL")]


def _by_reason(plan: SetPlan, result: Path, engine: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    added = amounts(plan)
    sums = "".join(f", sum({quoted_name(each)})" for each in added)
    decided = f"FROM {parquet(result)} WHERE {MISSING} = 0 AND {UNMATCHED} = 0"
    found = engine.execute(f"SELECT {REASON}, count(*){sums} {decided} GROUP BY 1 ORDER BY 1").fetchall()
    return [
        {"id": reason, "rows": rows, "amounts": {each: str(total) for each, total in zip(added, totals, strict=True) if total is not None}}
        for reason, rows, *totals in found
    ]


def _by_mask(
    mask: str, names: Callable[[int], Sequence[str]], result: Path, engine: duckdb.DuckDBPyConnection
) -> dict[str, dict[str, Any]]:
    """How many rows have each value of a mask, with the names of what it stands for."""
    found = engine.execute(f"SELECT {mask}, count(*) FROM {parquet(result)} WHERE {mask} <> 0 GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    return {str(value): {"names": list(names(value)), "rows": rows} for value, rows in found}


def _one(engine: duckdb.DuckDBPyConnection, statement: str) -> tuple[int, ...]:
    row: tuple[int, ...] | None = engine.execute(statement).fetchone()
    assert row is not None, "a count always has a row"
    return row


def reasons_of(plan: SetPlan) -> Mapping[str, Any]:
    """What the ids of reasons stand for, as it is stored with a run."""
    return {
        str(number): {"zh": each.sentence.chinese, "en": each.sentence.english, "clause": each.clause}
        for number, each in plan.reasons.items()
    }
