"""Rules in force beside changed ones, over everybody of a simulation: one statement, counted in one pass.

What no change touches is laid down before (:mod:`~luoshi.district.simulations.prepared`), and what sliders say is computed ahead
(:mod:`~luoshi.district.simulations.curves`). What was computed once is kept for a while: rules and people are frozen, so that the same
changes say the same.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population.queries import plan_of
from luoshi.district.simulations import prepared, sides
from luoshi.district.simulations.adjustable import package_with
from luoshi.district.simulations.ahead import WAY
from luoshi.district.simulations.bounds import NOTHING_OPEN, Bounds, Lacking, bounds
from luoshi.district.simulations.changes import Change
from luoshi.district.simulations.errors import CannotBeSimulated
from luoshi.district.simulations.people import people_of
from luoshi.district.simulations.tallying import Difference, difference
from luoshi.engines.decisions import NoValueInForce, in_force
from luoshi.engines.decisions.sets import NotTranslatable, compile_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from duckdb import DuckDBPyConnection

    from luoshi.district.population.queries import Run
    from luoshi.district.simulations.models import Simulation
    from luoshi.engines.decisions import DecisionPackage
    from luoshi.engines.decisions.parameters import InForce
    from luoshi.engines.decisions.sets import SetPlan
    from luoshi.words import Words

_KEPT: Final = 64
_COUNTED: Final = {"number", "boolean"}
"""The types of answers that are compared: amounts, and yes and no, of which each yes counts one."""
Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a simulation on a day: the package, the values that counted, in whose law they were looked for."""

    package: DecisionPackage
    chosen: tuple[InForce, ...]
    on: date
    jurisdictions: tuple[str, ...]
    answer: str
    explained_by: str

    @property
    def answers(self) -> tuple[str, ...]:
        """The decision that is compared, and the one that gives the reasons."""
        return tuple(dict.fromkeys((self.answer, self.explained_by)))

    def with_changes(self, changes: Sequence[Change]) -> Rules:
        """The same day's rules with changes.

        Raises:
            WrongChange, NoLongerThere: they cannot take them.
        """
        package = package_with(self.package, changes, self.chosen)
        return Rules(package, self.chosen, self.on, self.jurisdictions, self.answer, self.explained_by)

    def plan(self, *also: str) -> SetPlan:
        """The statement for everybody; ``also`` are decisions that it answers besides.

        Raises:
            CannotBeSimulated: an operation stands in the way.
        """
        wanted = [self.answer, *also]
        try:
            return compile_set(self.package, wanted, on=self.on, jurisdictions=self.jurisdictions, explained_by=self.explained_by)
        except NotTranslatable as refusal:
            raise CannotBeSimulated([each.words() for each in refusal.refusals]) from refusal


@dataclass(frozen=True, slots=True)
class Counted:
    """What changes do to everybody, and what the ids of reasons say before and after."""

    difference: Difference
    reasons: tuple[Mapping[int, Words], Mapping[int, Words]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared(Counted):
    """The same, with how far missing data leave it open."""

    bounds: Bounds = NOTHING_OPEN


def rules_of(simulation: Simulation) -> Rules:
    """The rules of the run that is simulated beside."""
    run = simulation.run
    return rules_on(simulation, tuple((version, text, pack) for version, text, pack in run.versions), on=run.law_day)


def rules_on(simulation: Simulation, versions: tuple[tuple[int, str, str], ...], *, on: date) -> Rules:
    """The rules of versions of models on a day, for the questions of a simulation.

    Raises:
        NoValueOnDay: a parameter has no value on that day.
    """
    package, run, places = package_of_versions(versions), simulation.run, simulation.district.jurisdictions
    wanted = {each.name: each for name in (simulation.answer, run.explained_by) for each in package.parameters_of(name)}
    try:
        chosen = in_force(wanted.values(), on=on, jurisdictions=places)
    except NoValueInForce as missing:
        raise NoValueOnDay(run.package, missing) from missing
    return Rules(package, chosen, on, places, simulation.answer, run.explained_by)


@lru_cache(maxsize=_KEPT)
def answers_of(run: Run) -> list[str]:
    """The answers of a run that can be compared: amounts first."""
    package = package_of_versions(tuple((version, text, pack) for version, text, pack in run.versions))
    outputs = plan_of(package, run.wanted, run.explained_by, district=run.district, on=run.law_day).outputs
    return [each.name for each in sorted(outputs, key=lambda one: one.feel_type != "number") if each.feel_type in _COUNTED]


# --- everybody


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """What all changes of a simulation are compared with: its rules, in one statement, and its people."""

    rules: Rules
    people: prepared.People

    @property
    def plan(self) -> SetPlan:
        """The rules in force over everybody."""
        return self.people.rules

    def changed_plan(self, changes: Changes) -> SetPlan:
        """The rules with changes over everybody.

        Raises:
            WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
        """
        return self.rules.with_changes(changes).plan() if changes else self.plan


@lru_cache(maxsize=_KEPT)
def base_of(simulation: Simulation) -> Base:
    """What the changes of a simulation are compared with; the files on which it rests are looked at.

    Raises:
        CannotBeSimulated: the rules cannot be asked of everybody.
        SnapshotRemoved, SyntheticGone, FileGone, FileChanged: what it rests on is not what it was.
    """
    rules = rules_of(simulation)
    return Base(rules, people_of(simulation, rules.plan()))


@lru_cache(maxsize=_KEPT)
def counted(simulation: Simulation, changes: Changes) -> Counted:
    """What changes do to everybody.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
        SnapshotRemoved, SyntheticGone, FileGone, FileChanged: what it rests on is not what it was.
    """
    base = base_of(simulation)
    pair = pair_of(base, changes)
    with everybody(base) as session:
        found = difference(session, pair.relation, base.people.keep)
    return Counted(found, (reasons_of(pair.before), reasons_of(pair.after)))


@lru_cache(maxsize=_KEPT)
def compared(simulation: Simulation, changes: Changes) -> Compared:
    """The same, with how far missing data leave it open.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated, SnapshotRemoved, SyntheticGone, FileGone, FileChanged: as :func:`counted`.
    """
    found, base = counted(simulation, changes), base_of(simulation)
    pair = pair_of(base, changes)
    with everybody(base) as session:
        return Compared(found.difference, found.reasons, bounds_of(session, pair, found.difference.whole.uncertain))


@lru_cache(maxsize=_KEPT)
def pair_of(base: Base, changes: Changes) -> sides.Pair:
    """The rules in force and the changed ones in one statement.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
    """
    return sides.Pair(base.plan, base.changed_plan(changes), base.rules.answer)


def reasons_of(plan: SetPlan) -> dict[int, Words]:
    """What the ids of its reasons say."""
    return {number: each.sentence for number, each in plan.reasons.items()}


def forget() -> None:
    """Nothing that was computed is kept any longer: for tests, in which files go that never go otherwise."""
    for each in (answers_of, base_of, counted, compared, pair_of):
        each.cache_clear()
    prepared.forget()


@contextmanager
def everybody(base: Base) -> Iterator[DuckDBPyConnection]:
    """A session where everybody is prepared for the rules in force, for somebody who waits."""
    with WAY.first(), prepared.session_of(base.people) as session:
        yield session


def bounds_of(session: DuckDBPyConnection, pair: sides.Pair, uncertain: int) -> Bounds:
    """Of the rows that lack something, the least and the most that might come out. Of ``uncertain`` ones the others lack a rule alone."""
    if not uncertain:
        return NOTHING_OPEN
    lacking = _laid_aside(session, pair, sides.INCOMPLETE)
    if sum(each.rows for each in lacking) < uncertain:
        lacking = _laid_aside(session, pair, sides.EVERYBODY)
    sides.look_at(session, sides.TRIED)
    return bounds(session, f"(FROM {pair.relation} SEMI JOIN uncertain USING (key))", uncertain, lacking)


def _laid_aside(session: DuckDBPyConnection, pair: sides.Pair, schema: str) -> list[Lacking]:
    """The uncertain rows of a schema as a relation, and what they lack, the most frequent first."""
    sides.look_at(session, schema)
    masks = "was_missing, was_unmatched, now_missing, now_unmatched"
    session.execute(f"CREATE OR REPLACE TEMP TABLE uncertain AS SELECT key, {masks} FROM {pair.relation} WHERE unsure")
    found = session.execute(f"SELECT {masks}, count(*) FROM uncertain GROUP BY ALL ORDER BY 5 DESC, 1, 2, 3, 4").fetchall()
    before, after = pair.before, pair.after
    return [
        Lacking(
            tuple(dict.fromkeys((*before.lacking(was_missing), *after.lacking(now_missing)))),
            tuple(dict.fromkeys((*before.without_rule(was_unmatched), *after.without_rule(now_unmatched)))),
            rows,
        )
        for was_missing, was_unmatched, now_missing, now_unmatched, rows in found
    ]
