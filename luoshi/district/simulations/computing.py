"""Rules in force beside changed ones, over everybody in the frozen population of a run: one statement, counted in one pass.

What was computed once is kept for a while: the run is frozen, so that the same changes say the same.
"""

from __future__ import annotations

import weakref
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.decisions.queries import package_of_versions
from luoshi.district.population.queries import POPULATION, opened, plan_of, population_again
from luoshi.district.simulations import sides
from luoshi.district.simulations.adjustable import limits_of, package_with
from luoshi.district.simulations.bounds import NOTHING_OPEN, Bounds, Fillable, Lacking, bounds, candidates, filled
from luoshi.district.simulations.changes import Change, ChangeKind, question_of, typed
from luoshi.district.simulations.chart import Point
from luoshi.district.simulations.errors import CannotBeSimulated
from luoshi.district.simulations.moving import moving
from luoshi.district.simulations.sliding import Histogram, Slider, histogram, slider_over
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
_TRIED: Final = {"number", "date", "boolean"}
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
class Compared:
    """What changes do to everybody, how far missing data leave that open, and what the ids of reasons say before and after."""

    difference: Difference
    bounds: Bounds
    reasons: tuple[Mapping[int, Words], Mapping[int, Words]] = field(repr=False)


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


def answers_of(run: Run) -> list[str]:
    """The answers of a run that can be compared: amounts first."""
    package = package_of_versions(tuple((version, text, pack) for version, text, pack in run.versions))
    outputs = plan_of(package, run.wanted, run.explained_by, district=run.district, on=run.on).outputs
    return [each.name for each in sorted(outputs, key=lambda one: one.feel_type != "number") if each.feel_type in _COUNTED]


# --- everybody


@lru_cache(maxsize=_KEPT)
def compared(simulation: Simulation, changes: Changes) -> Compared:
    """What changes do to everybody.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
        SnapshotRemoved, FileGone, FileChanged: what it rests on is not what it was.
    """
    pair, keep = pair_of(simulation, changes), sides.kept(simulation.run)
    with everybody(simulation) as session:
        relation = pair.over_everybody()
        found = difference(session, relation, keep)
        open_rows = bounds_of(session, pair, relation, found.whole.uncertain)
    return Compared(found, open_rows, (_reasons(pair.before), _reasons(pair.after)))


@lru_cache(maxsize=_KEPT)
def pair_of(simulation: Simulation, changes: Changes) -> sides.Pair:
    """The rules in force and the changed ones in one statement.

    Raises:
        WrongChange, NoLongerThere, CannotBeSimulated: the rules cannot take the changes.
    """
    old = rules_of(simulation)
    before, after = old.plan(), old.with_changes(changes).plan()
    return sides.pair(before, after, keep=sides.kept(simulation.run), answer=simulation.answer)


def _reasons(plan: SetPlan) -> dict[int, Words]:
    return {number: each.sentence for number, each in plan.reasons.items()}


_PREPARED_KEPT: Final = 2
"""Populations that lie prepared at a time: each takes as much memory as the engine may have, and goes to files beyond that."""


@dataclass(frozen=True)
class _Everybody:
    """A database with everybody prepared for the rules in force; it closes, and its files go, when nobody holds it."""

    session: DuckDBPyConnection


@lru_cache(maxsize=_PREPARED_KEPT)
def _prepared(simulation: Simulation) -> _Everybody:
    plan = rules_of(simulation).plan()
    with ExitStack() as stack:
        found = _Everybody(stack.enter_context(population_of(simulation, plan)))
        sides.prepare(found.session, plan, source=POPULATION, keep=sides.kept(simulation.run))
        weakref.finalize(found, stack.pop_all().close)
        return found


def forget() -> None:
    """Nothing that was computed or prepared is kept any longer: for tests, in which files go that never go otherwise."""
    for each in (compared, pair_of, curve, _prepared):
        each.cache_clear()


@contextmanager
def everybody(simulation: Simulation) -> Iterator[DuckDBPyConnection]:
    """A session where everybody is prepared for the rules in force; whoever asks first waits for that.

    Raises:
        SnapshotRemoved: what it rests on went by the rule of keeping.
        FileGone, FileChanged: it is not what it was.
    """
    population_again(simulation.run)
    prepared = _prepared(simulation)
    with prepared.session.cursor() as session:
        yield session


@contextmanager
def population_of(simulation: Simulation, *plans: SetPlan) -> Iterator[DuckDBPyConnection]:
    """A database with everybody, and a column for each input of the plans."""
    columns = {each.name: each for plan in plans for each in plan.inputs}
    with opened(population_again(simulation.run), list(columns.values())) as session:
        yield session


def bounds_of(session: DuckDBPyConnection, pair: sides.Pair, relation: str, uncertain: int) -> Bounds:
    """The rows of the answered ``relation`` that lack something are laid aside, and asked again with what it might be."""
    if not uncertain:
        return NOTHING_OPEN
    masks = "was_missing, was_unmatched, now_missing, now_unmatched"
    session.execute(f"CREATE TEMP TABLE uncertain AS SELECT key, {masks} FROM {relation} WHERE unsure")
    inputs = [Fillable(each.name, each.choices) for each in pair.after.inputs if each.choices or each.feel_type in _TRIED]
    rows = f"(SELECT everybody.* FROM {POPULATION} everybody SEMI JOIN uncertain USING (key))"
    session.execute(f"CREATE TEMP TABLE tried AS SELECT * FROM {filled(rows, candidates(session, POPULATION, inputs), inputs)}")
    return bounds(session, pair.over(session, "tried"), uncertain, _lacking(session, pair.before, pair.after))


def _lacking(session: DuckDBPyConnection, before: SetPlan, after: SetPlan) -> list[Lacking]:
    counted = session.execute("SELECT * EXCLUDE (key), count(*) FROM uncertain GROUP BY ALL ORDER BY 5 DESC, 1, 2, 3, 4").fetchall()
    return [
        Lacking(
            tuple(dict.fromkeys((*before.lacking(was_missing), *after.lacking(now_missing)))),
            tuple(dict.fromkeys((*before.without_rule(was_unmatched), *after.without_rule(now_unmatched)))),
            rows,
        )
        for was_missing, was_unmatched, now_missing, now_unmatched, rows in counted
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


@lru_cache(maxsize=_KEPT)
def curve(simulation: Simulation, changes: Changes, parameter: str) -> Curve | None:
    """What each position of a parameter's slider costs, beside other changes; None where it has no slider.

    Where the parameter moves one condition, one pass tells all of it; else everybody is asked at each position.
    """
    rules = rules_of(simulation)
    slider = slider_of(rules, parameter)
    if slider is None:
        return None
    others = tuple(each for each in changes if each.name != parameter)
    found = _histogram(simulation, rules, others, parameter, slider)
    reasons = (_reasons(rules.plan()), _reasons(rules.with_changes(others).plan()))
    if found is None:
        return Curve(slider, tuple(_asked_at_each(simulation, rules, others, parameter, slider)), None, reasons)
    totals = zip(slider.positions, found.totals(), strict=True)
    return Curve(slider, tuple(Point(value, line.after, line.paid_after) for value, line in totals), found, reasons)


def moved(rules: Rules, parameter: str, value: Decimal) -> Change:
    """The change that puts a parameter at a value."""
    old = next(each for each in rules.chosen if each.name == parameter)
    return Change(ChangeKind.PARAMETER, parameter, typed(old.value), typed(value))


def _asked_at_each(simulation: Simulation, rules: Rules, others: Changes, parameter: str, slider: Slider) -> Iterator[Point]:
    """Everybody at each position: the plan of each, over one opened population."""
    before = rules.plan()
    with everybody(simulation) as session:
        for value in slider.some(_ASKED_MAX):
            after = rules.with_changes((*others, moved(rules, parameter, value))).plan()
            pair = sides.pair(before, after, keep=(), answer=simulation.answer)
            whole = difference(session, pair.over_everybody(), ()).whole
            yield Point(value, whole.after, whole.paid_after)


def _histogram(simulation: Simulation, rules: Rules, others: Changes, parameter: str, slider: Slider) -> Histogram | None:
    """One pass over everybody, where the parameter moves one condition of the rules."""
    changed = rules.with_changes(others)
    condition = moving(changed.package, parameter, rules.answers)
    if condition is None:
        return None
    low, high = (rules.with_changes((*others, moved(rules, parameter, end))).plan() for end in (slider.low, slider.positions[-1]))
    plans = (rules.plan(), low, high)
    measured = None if any(each.name == condition.measured for each in high.inputs) else changed.plan(condition.measured)
    keep = sides.kept(simulation.run)
    with everybody(simulation) as session:
        relation = sides.three(plans, measured, condition, slider, keep=keep, answer=simulation.answer)
        return histogram(session, relation, keep, slider)


def at_position(found: Curve, change: Change) -> Compared | None:
    """What one pass told of a position of the slider; None where there was no such pass, or the value lies between two positions.

    What missing data leave open is the same at every position, and is not told again.
    """
    if found.histogram is None:
        return None
    number = next((place for place, value in enumerate(found.slider.positions) if typed(value) == change.new), None)
    return None if number is None else Compared(found.histogram.at(number), NOTHING_OPEN, found.reasons)
