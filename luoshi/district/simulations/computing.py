"""Rules in force beside changed ones, over everybody of a simulation: one statement, counted in one pass.

What no change touches is laid down before (:mod:`~luoshi.district.simulations.prepared`), and what sliders say is computed ahead. What was
computed once is kept for a while: rules and people are frozen, so that the same changes say the same.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population.queries import plan_of
from luoshi.district.simulations import prepared, sides
from luoshi.district.simulations.adjustable import limits_of, package_with
from luoshi.district.simulations.ahead import AHEAD, WAY
from luoshi.district.simulations.bounds import NOTHING_OPEN, Bounds, Lacking, bounds
from luoshi.district.simulations.changes import Change, ChangeKind, question_of, typed
from luoshi.district.simulations.chart import Point
from luoshi.district.simulations.errors import CannotBeSimulated
from luoshi.district.simulations.moving import moving
from luoshi.district.simulations.people import people_of
from luoshi.district.simulations.sliding import Histogram, Slider, histogram, one_pass, slider_over
from luoshi.district.simulations.tallying import Difference, difference
from luoshi.engines.decisions import NoValueInForce, in_force
from luoshi.engines.decisions.sets import NotTranslatable, compile_set
from luoshi.engines.feel import types as feel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

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
_ASKED_MAX: Final = 9
"""At so many positions everybody is asked anew, where no single pass tells them all."""
_PATIENCE: Final = 1.5
"""Seconds for which a page waits until people are laid down, before it says how far that is."""
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


@dataclass(frozen=True, slots=True)
class Curve:
    """What each value of a parameter costs; ``histogram`` is there where one pass told all of them."""

    slider: Slider
    points: tuple[Point, ...]
    histogram: Histogram | None
    reasons: tuple[Mapping[int, Words], Mapping[int, Words]] = field(repr=False)


def rules_of(simulation: Simulation) -> Rules:
    """The rules of the run that is simulated beside."""
    run = simulation.run
    return rules_on(simulation, tuple((version, text, pack) for version, text, pack in run.versions), on=run.on)


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
    outputs = plan_of(package, run.wanted, run.explained_by, district=run.district, on=run.on).outputs
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
    base, pair = base_of(simulation), pair_of(simulation, changes)
    with everybody(base) as session:
        found = difference(session, pair.relation, base.people.keep)
    return Counted(found, (_reasons(pair.before), _reasons(pair.after)))


@lru_cache(maxsize=_KEPT)
def compared(simulation: Simulation, changes: Changes) -> Compared:
    """The same, with how far missing data leave it open.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated, SnapshotRemoved, SyntheticGone, FileGone, FileChanged: as :func:`counted`.
    """
    found, pair = counted(simulation, changes), pair_of(simulation, changes)
    with everybody(base_of(simulation)) as session:
        return Compared(found.difference, found.reasons, bounds_of(session, pair, found.difference.whole.uncertain))


@lru_cache(maxsize=_KEPT)
def pair_of(simulation: Simulation, changes: Changes) -> sides.Pair:
    """The rules in force and the changed ones in one statement.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
    """
    base = base_of(simulation)
    after = base.rules.with_changes(changes).plan() if changes else base.plan
    return sides.Pair(base.plan, after, simulation.answer)


def _reasons(plan: SetPlan) -> dict[int, Words]:
    return {number: each.sentence for number, each in plan.reasons.items()}


def forget() -> None:
    """Nothing that was computed is kept any longer: for tests, in which files go that never go otherwise."""
    for each in (answers_of, base_of, counted, compared, pair_of, _curve):
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


# --- one parameter


def slider_of(rules: Rules, parameter: str) -> Slider | None:
    """The positions of a parameter; None where it is no number, or has no room to move."""
    chosen = next((each for each in rules.chosen if each.name == parameter), None)
    question = question_of(rules.package, parameter) if chosen is not None else None
    if chosen is None or question is None or question.declared is None or question.declared.type != feel.NUMBER:
        return None
    value: Any = chosen.value
    return slider_over(value, *limits_of(question))


def curve(simulation: Simulation, changes: Changes, parameter: str) -> Curve | None:
    """What each position of a parameter's slider costs, beside other changes; None where it has no slider.

    Where the parameter moves one condition, one pass tells all of it; else everybody is asked at each position.
    """
    return _curve(base_of(simulation), tuple(each for each in changes if each.name != parameter), parameter)


@lru_cache(maxsize=_KEPT)
def _curve(base: Base, others: Changes, parameter: str) -> Curve | None:
    slider = slider_of(base.rules, parameter)
    if slider is None:
        return None
    found = _histogram(base, others, parameter, slider)
    reasons = (_reasons(base.plan), _reasons(base.rules.with_changes(others).plan() if others else base.plan))
    if found is None:
        return Curve(slider, tuple(_asked_at_each(base, others, parameter, slider)), None, reasons)
    totals = zip(slider.positions, found.totals(), strict=True)
    return Curve(slider, tuple(Point(value, line.after, line.paid_after) for value, line in totals), found, reasons)


def moved(rules: Rules, parameter: str, value: Decimal) -> Change:
    """The change that puts a parameter at a value."""
    old = next(each for each in rules.chosen if each.name == parameter)
    return Change(ChangeKind.PARAMETER, parameter, typed(old.value), typed(value))


def _asked_at_each(base: Base, others: Changes, parameter: str, slider: Slider) -> Iterator[Point]:
    """Everybody at each position: the plan of each, over one opened population."""
    with everybody(base) as session:
        for value in slider.some(_ASKED_MAX):
            after = base.rules.with_changes((*others, moved(base.rules, parameter, value))).plan()
            whole = difference(session, sides.Pair(base.plan, after, base.rules.answer).relation, ()).whole
            yield Point(value, whole.after, whole.paid_after)


def _histogram(base: Base, others: Changes, parameter: str, slider: Slider) -> Histogram | None:
    """What one pass over everybody says, where the parameter moves one condition of the rules; it is made unless it is there."""
    digest = _digest(others, parameter)
    if not base.people.path_of(digest).is_file():
        statement = _pass(base, others, parameter, slider)
        if statement is None:
            return None
        with everybody(base) as session:
            prepared.keep_rows(session, statement, base.people, digest)
    with everybody(base) as session:
        return histogram(prepared.rows_of(session, base.people, digest), base.people.keep, slider)


def _digest(others: Changes, parameter: str) -> str:
    return hashlib.sha256(repr((others, parameter)).encode()).hexdigest()


def _pass(base: Base, others: Changes, parameter: str, slider: Slider) -> str | None:
    """The statement that tells all positions; None where there is none."""
    rules = base.rules
    changed = rules.with_changes(others) if others else rules
    condition = moving(changed.package, parameter, rules.answers)
    if condition is None:
        return None
    low, high = (rules.with_changes((*others, moved(rules, parameter, end))).plan() for end in (slider.low, slider.positions[-1]))
    measured = None if any(each.name == condition.measured for each in high.inputs) else changed.plan(condition.measured)
    relation = sides.three((base.plan, low, high), measured, condition, slider, answer=rules.answer)
    return one_pass(relation, base.people.keep)


def at_position(found: Curve, change: Change) -> Counted | None:
    """What one pass told of a position of the slider; None where there was no such pass, or the value lies between two positions."""
    if found.histogram is None:
        return None
    number = next((place for place, value in enumerate(found.slider.positions) if typed(value) == change.new), None)
    return None if number is None else Counted(found.histogram.at(number), found.reasons)


# --- before anybody asks


def are_laid_down(simulation: Simulation, *, patience: float = _PATIENCE) -> bool:
    """Whether the people of a simulation lie prepared, at most some seconds later; what its sliders say is computed after them.

    Raises:
        CannotBeSimulated, SnapshotRemoved, SyntheticGone, FileGone, FileChanged: as :func:`base_of`.
    """
    base = base_of(simulation)
    if not prepared.is_ready(base.people):
        AHEAD.wish(base, lambda: prepared.lay_down(base.people))
        if not AHEAD.wait(base, patience):
            return False
    for chosen in base.rules.chosen:
        _wish_pass(base, (), chosen.name)
    return True


def step_of(simulation: Simulation) -> tuple[int, int]:
    """At which step laying down is, and how many there are."""
    return prepared.step(base_of(simulation).people), prepared.STEPS


def at_once(simulation: Simulation, changes: Changes, parameter: str) -> Counted | None:
    """What changes say that put a slider at a position, if the pass over its positions was made already; else that is made ahead."""
    base, others = base_of(simulation), tuple(each for each in changes if each.name != parameter)
    change = next((each for each in changes if each.name == parameter), None)
    if change is None:
        return None
    if not base.people.path_of(_digest(others, parameter)).is_file():
        _wish_pass(base, others, parameter)
        return None
    found = _curve(base, others, parameter)
    return at_position(found, change) if found is not None else None


def _wish_pass(base: Base, others: Changes, parameter: str) -> None:
    digest = _digest(others, parameter)
    if not base.people.path_of(digest).is_file():
        AHEAD.wish((base, digest), lambda: _passed_ahead(base, others, parameter, digest))


def _passed_ahead(base: Base, others: Changes, parameter: str, digest: str) -> None:
    slider = slider_of(base.rules, parameter)
    statement = _pass(base, others, parameter, slider) if slider is not None else None
    if statement is None:
        return
    with prepared.session_of(base.people) as session:
        WAY.last(session, lambda: prepared.keep_rows(session, statement, base.people, digest))
