"""Rules run over everybody: the statement that the engine makes of them, written to a file, and how many rows say what."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population import files
from luoshi.district.population.errors import NotARule
from luoshi.district.population.populations import POPULATION, opened
from luoshi.district.population.relation import kept_as
from luoshi.district.population.taking import KEY
from luoshi.engines.decisions.sets import DatedPlan, Dialect, NotTranslatable, compile_by_day, compile_set, law_of
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name, to_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import duckdb

    from luoshi.district.decisions.queries import Counting
    from luoshi.district.offices.queries import District
    from luoshi.district.population.populations import Population
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.sets import CompiledSet, SetPlan

REASON: Final = "reason"
MISSING: Final = "missing"
UNMATCHED: Final = "unmatched"


def plan_of(package: DecisionPackage, wanted: Sequence[str], explained_by: str, *, district: District, on: date) -> SetPlan:
    """The rules as they are run over everybody by the law of a day.

    Raises:
        NotARule: something in them can only be asked one by one.
        NoValueInForce: a parameter has no value on that day.
    """
    with _translated():
        return compile_set(package, list(wanted), on=on, jurisdictions=district.jurisdictions, explained_by=explained_by)


@contextmanager
def _translated() -> Iterator[None]:
    """What can only be asked one by one is told as a refusal."""
    try:
        yield
    except NotTranslatable as refusal:
        raise NotARule([each.words() for each in refusal.refusals]) from refusal


def plan_of_versions(versions: tuple[Counting, ...], wanted: tuple[str, ...], explained_by: str, district: District, on: date) -> SetPlan:
    """The plan of model versions that counted once; compiling it takes a second, so it is kept as long as the law is the same.

    Raises:
        NotARule, NoValueInForce: as :func:`plan_of`.
    """
    package = package_of_versions(versions)
    law = law_of(package, wanted, on=on, jurisdictions=district.jurisdictions, explained_by=explained_by)
    same = versions, wanted, explained_by, law
    plan = _plans.get((*same, None)) or _plans.get((*same, on))
    if plan is None:
        plan = plan_of(package, wanted, explained_by, district=district, on=on)
        _plans[*same, on if plan.of_its_day else None] = plan
        for oldest in list(_plans)[:-_KEPT]:
            _plans.pop(oldest, None)
    return plan


_KEPT: Final = 64
_plans: Final = dict[tuple[Any, ...], "SetPlan"]()
"""By their versions, what is wanted and the law; with the day where it matters."""


def plan_by_day(
    versions: tuple[Counting, ...], wanted: tuple[str, ...], explained_by: str, district: District, *, dated_by: str, on: date
) -> DatedPlan:
    """The plan of model versions by which each is decided by the law of its own day, in the input ``dated_by``.

    Raises:
        NotARule, NoValueInForce: as :func:`plan_of`.
    """
    package = package_of_versions(versions)
    with _translated():
        return compile_by_day(
            package, wanted, dated_by=dated_by, on=on, jurisdictions=district.jurisdictions, explained_by=explained_by
        )  # fmt: skip


def written(plan: CompiledSet, population: Population) -> tuple[str, int, dict[str, Any]]:
    """Run a plan over a population: the result's hash in the store, its size in bytes, and its counts."""
    with opened(population, plan.inputs) as engine, files.workplace() as place:
        made = place / "result.parquet"
        keep = [kept_as(code) for code in population.keep]
        statement = plan.statement(Dialect.DUCKDB, source=POPULATION, key=KEY, keep=keep)
        ordered = f"SELECT * FROM ({statement}) ORDER BY {KEY}"  # the same answers are the same file
        to_parquet(engine, ordered, made)
        found = counts(plan, made, engine)
        if isinstance(plan, DatedPlan):
            found["laws"] = _by_law(plan, engine)
        return *files.keep(made), found


def _by_law(plan: DatedPlan, engine: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """The stretches of days with one law in which the day of any row lies, and of how many."""
    day = quoted_name(plan.dated_by)
    spans = [(each.first.isoformat(), each.last.isoformat()) for each in plan.stretches]
    within = ", ".join(f"count(*) FILTER ({day} BETWEEN DATE '{first}' AND DATE '{last}')" for first, last in spans)
    rows = _one(engine, f"SELECT {within} FROM {POPULATION}") if spans else ()
    return [(*span, count) for span, count in zip(spans, rows, strict=True) if count]


def counts(plan: CompiledSet, result: Path, engine: duckdb.DuckDBPyConnection) -> dict[str, Any]:
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


def amounts(plan: CompiledSet) -> list[str]:
    """The decisions whose answers can be added up."""
    return [each.name for each in plan.outputs if each.sql_type.startswith("DECIMAL")]


def _by_reason(plan: CompiledSet, result: Path, engine: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
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


def reasons_of(plan: CompiledSet) -> Mapping[str, Any]:
    """What the ids of reasons stand for, as it is stored with a run."""
    return {
        str(number): {"zh": each.sentence.chinese, "en": each.sentence.english, "clause": each.clause}
        for number, each in plan.reasons.items()
    }
