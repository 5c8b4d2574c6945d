"""One row again, by the other engine: what was known of it is read back from the frozen files, and the rules are asked one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isclose
from typing import TYPE_CHECKING, Any, TypedDict

from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population import results
from luoshi.district.population.errors import NoSuchRow
from luoshi.district.population.populations import POPULATION, Population, opened
from luoshi.district.population.running import plan_of_versions
from luoshi.district.population.sources import read_sources
from luoshi.district.population.taking import KEY
from luoshi.engines.decisions import decide_on_record
from luoshi.engines.decisions.sets.runners.duckdb import quoted_name
from luoshi.engines.feel.temporal import Date, DateAndTime, Time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from luoshi.district.population.models import DepartmentTable, Run
    from luoshi.district.population.results import Row
    from luoshi.engines.decisions import DecisionPackage, Outcome, Record
    from luoshi.engines.decisions.sets import SetPlan
    from luoshi.engines.feel.values import Value


class Law(TypedDict):
    """By whose law and that of which day one row is asked, and what day it is then."""

    on: date
    at: DateAndTime
    jurisdictions: Sequence[str]


def law_for(run: Run, inputs: Mapping[str, Value]) -> Law:
    """By which law a run decides a row with these inputs."""
    day = inputs.get(run.dated_by) if run.dated_by else None
    own = date(day.year, day.month, day.day) if isinstance(day, Date) else None
    now = DateAndTime(Date(run.on.year, run.on.month, run.on.day), Time(0, 0, 0))
    return Law(on=run.law_on(own), at=now, jurisdictions=run.district.jurisdictions)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A row as it stands in the result, and what the rules say of it one by one.

    ``law`` is by which it was asked, ``inputs`` is what was known, ``outcomes`` and ``records`` are by decision. ``differing`` names the
    columns of which both engines say different things; of a row that is not decided nothing is compared.
    """

    row: Row
    package: DecisionPackage
    law: Law
    inputs: Mapping[str, Value]
    outcomes: Mapping[str, Outcome]
    records: Mapping[str, Record]
    differing: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether both engines say the same."""
        return not self.differing


def recomputed(run: Run, key: str) -> Recomputed:
    """Ask the rules of a run again about one of its rows, with the reasons written out.

    Raises:
        NoSuchRow: the run has no such row.
        SnapshotRemoved, FileGone, FileChanged: what it rests on is not what it was.
    """
    row = results.row(run, key)
    versions = tuple((version, text, pack) for version, text, pack in run.versions)
    package = package_of_versions(versions)
    plan = plan_of_versions(versions, tuple(run.wanted), run.explained_by, run.district, run.law_day)
    inputs = _inputs(run, plan, key)
    law = law_for(run, inputs)
    asked = list(dict.fromkeys([*run.wanted, run.explained_by]))
    answers = {each: decide_on_record(package, each, inputs, **law) for each in asked}
    outcomes = {each: outcome for each, (outcome, _) in answers.items()}
    differing = [each for each in run.answers if row.is_decided and not _same(row.answers[each], _answered(outcomes, each))]
    return Recomputed(
        row,
        package,
        law,
        inputs,
        outcomes,
        {each: record for each, (_, record) in answers.items()},
        tuple(differing),
    )


def population_again(run: Run) -> Population:
    """The population of a run, with the versions of the tables that it used."""
    sources = read_sources(run.sources)
    used = list(run.tables.select_related("declaration"))
    tables = {each.input: _used(each.table, used) for each in sources if each.table}
    return Population(run.snapshot, run.register, sources, tuple(run.keep), tables)


def _used(table: str, used: list[DepartmentTable]) -> DepartmentTable:
    return next(each for each in used if each.name == table)


def _inputs(run: Run, plan: SetPlan, key: str) -> dict[str, Value]:
    with opened(population_again(run), plan.inputs) as engine:
        chosen = ", ".join(quoted_name(each.name) for each in plan.inputs)
        found = engine.execute(f"SELECT {chosen} FROM {POPULATION} WHERE {KEY} = ?", [key]).fetchone()
    if found is None:
        raise NoSuchRow(key)
    return {each.name: value_of(value) for each, value in zip(plan.inputs, found, strict=True)}


def value_of(stored: Any) -> Value:
    """A value of the engine as FEEL has it."""
    if isinstance(stored, date):
        return Date(stored.year, stored.month, stored.day)
    return Decimal(stored) if isinstance(stored, int) and not isinstance(stored, bool) else stored


def _answered(outcomes: Mapping[str, Outcome], column: str) -> Any:
    """What the rules say for a column of the result: a decision, or a member of one that answers with several."""
    decision = max((each for each in outcomes if column == each or column.startswith(f"{each}.")), key=len)
    value: Any = outcomes[decision].value
    for member in filter(None, column.removeprefix(decision).split(".")):
        value = value[member] if value is not None else None
    return value


def _same(stored: Any, answered: Any) -> bool:
    """Whether both are one value; a quotient that is only shown is a double in the result."""
    if isinstance(stored, tuple):
        return list(stored) == list(answered or ())
    if isinstance(stored, float) and answered is not None:
        return isclose(stored, answered)
    return bool(value_of(stored) == answered)
