"""One parameter of a simulation: what each of its values costs, and what its slider says, computed before anybody asks.

Where the parameter moves one condition, one pass over everybody tells all positions (:mod:`~luoshi.district.simulations.sliding`). Whatever
else it does, a rate for instance, everybody is asked at each position: ahead at those next to where the hand is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.simulations import computing, prepared, sides
from luoshi.district.simulations.adjustable import limits_of
from luoshi.district.simulations.ahead import AHEAD, WAY
from luoshi.district.simulations.changes import Change, ChangeKind, question_of, typed
from luoshi.district.simulations.chart import Point
from luoshi.district.simulations.computing import Counted, base_of, everybody, pair_of, reasons_of
from luoshi.district.simulations.moving import moving
from luoshi.district.simulations.sliding import Histogram, Slider, histogram, one_pass, slider_over
from luoshi.district.simulations.tallying import counting, difference, difference_of
from luoshi.engines.feel import types as feel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from luoshi.district.simulations.computing import Base, Changes, Rules
    from luoshi.district.simulations.models import Simulation
    from luoshi.words import Words

_KEPT: Final = 64
_ASKED_MAX: Final = 9
"""At so many positions a curve asks everybody anew, where no single pass tells them all."""
NEAR: Final = 4
"""So many positions are computed ahead beside the one where the hand is, where no single pass tells them all."""
_PATIENCE: Final = 1.5
"""Seconds for which a page waits until people are laid down, before it says how far that is."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What each value of a parameter costs; ``histogram`` is there where one pass told all of them."""

    slider: Slider
    points: tuple[Point, ...]
    histogram: Histogram | None
    reasons: tuple[Mapping[int, Words], Mapping[int, Words]] = field(repr=False)


def slider_of(rules: Rules, parameter: str) -> Slider | None:
    """The positions of a parameter; None where it is no number, or has no room to move."""
    chosen = next((each for each in rules.chosen if each.name == parameter), None)
    question = question_of(rules.package, parameter) if chosen is not None else None
    if chosen is None or question is None or question.declared is None or question.declared.type != feel.NUMBER:
        return None
    value: Any = chosen.value
    return slider_over(value, *limits_of(question))


def moved(rules: Rules, parameter: str, value: Decimal) -> Change:
    """The change that puts a parameter at a value."""
    old = next(each for each in rules.chosen if each.name == parameter)
    return Change(ChangeKind.PARAMETER, parameter, typed(old.value), typed(value))


def forget() -> None:
    """Nothing that was computed is kept any longer: for tests, in which files go that never go otherwise."""
    _curve.cache_clear()
    computing.forget()


# --- all positions


def curve(simulation: Simulation, changes: Changes, parameter: str) -> Curve | None:
    """What each position of a parameter's slider costs, beside other changes; None where it has no slider.

    Where the parameter moves one condition, one pass tells all of it; else everybody is asked at each position.
    """
    return _curve(base_of(simulation), _others(changes, parameter), parameter)


def _others(changes: Changes, parameter: str) -> Changes:
    return tuple(each for each in changes if each.name != parameter)


@lru_cache(maxsize=_KEPT)
def _curve(base: Base, others: Changes, parameter: str) -> Curve | None:
    slider = slider_of(base.rules, parameter)
    if slider is None:
        return None
    found = _histogram(base, others, parameter, slider)
    reasons = _reasons(base, others)
    if found is None:
        return Curve(slider, tuple(_asked_at_each(base, others, parameter, slider)), None, reasons)
    totals = zip(slider.positions, found.totals(), strict=True)
    return Curve(slider, tuple(Point(value, line.after, line.paid_after) for value, line in totals), found, reasons)


def _reasons(base: Base, others: Changes) -> tuple[Mapping[int, Words], Mapping[int, Words]]:
    """What the ids of reasons say, which no value of a parameter changes."""
    return reasons_of(base.plan), reasons_of(base.changed_plan(others))


def _asked_at_each(base: Base, others: Changes, parameter: str, slider: Slider) -> Iterator[Point]:
    """Everybody at each position: the plan of each, over one opened population."""
    with everybody(base) as session:
        for value in slider.some(_ASKED_MAX):
            pair = pair_of(base, (*others, moved(base.rules, parameter, value)))
            whole = difference(session, pair.relation, ()).whole
            yield Point(value, whole.after, whole.paid_after)


def _histogram(base: Base, others: Changes, parameter: str, slider: Slider) -> Histogram | None:
    """What one pass over everybody says, where the parameter moves one condition of the rules; it is made unless it is there."""
    digest = _digest(others, parameter)
    if not prepared.are_kept(base.people, digest):
        statement = _pass(base, others, parameter, slider)
        if statement is None:
            return None
        with everybody(base) as session:
            prepared.keep_rows(session, statement, base.people, digest)
    with everybody(base) as session:
        return histogram(prepared.rows_of(session, base.people, digest), base.people.keep, slider)


def _digest(changes: Changes, parameter: str = "") -> str:
    """Of what is kept: the pass over a parameter beside changes, or what the changes themselves say."""
    return hashlib.sha256(repr((changes, parameter)).encode()).hexdigest()


def _pass(base: Base, others: Changes, parameter: str, slider: Slider) -> str | None:
    """The statement that tells all positions; None where there is none."""
    rules = base.rules
    changed = rules.with_changes(others) if others else rules
    condition = moving(changed.package, parameter, rules.answers)
    if condition is None:
        return None
    low, high = (base.changed_plan((*others, moved(rules, parameter, end))) for end in (slider.low, slider.positions[-1]))
    measured = None if any(each.name == condition.measured for each in high.inputs) else changed.plan(condition.measured)
    relation = sides.three((base.plan, low, high), measured, condition, slider, answer=rules.answer)
    return one_pass(relation, base.people.keep)


# --- one position, before anybody asks


def are_laid_down(simulation: Simulation, *, patience: float = _PATIENCE) -> bool:
    """Whether the people of a simulation lie prepared, at most some seconds later; what its sliders say is computed after them.

    Raises:
        CannotBeSimulated, SnapshotRemoved, SyntheticGone, FileGone, FileChanged: as :func:`~luoshi.district.simulations.computing.base_of`.
    """
    base = base_of(simulation)
    if not prepared.is_ready(base.people):
        AHEAD.wish(base, partial(prepared.lay_down, base.people))
        if not AHEAD.wait(base, patience):
            return False
    for chosen in base.rules.chosen:
        _wish_slider(base, (), chosen.name, chosen.value)
    return True


def step_of(simulation: Simulation) -> tuple[int, int]:
    """At which step laying down is, and how many there are."""
    return prepared.step(base_of(simulation).people), prepared.STEPS


def at_once(simulation: Simulation, changes: Changes, parameter: str) -> Counted | None:
    """What changes say that put a slider at a position, if that was computed before; what is near it is computed ahead.

    Nothing is known of a value that lies between two positions.
    """
    base, others = base_of(simulation), _others(changes, parameter)
    slider = slider_of(base.rules, parameter)
    if slider is None or (place := _place(slider, changes, parameter)) is None:
        return None
    if prepared.are_kept(base.people, _digest(others, parameter)):
        found = _curve(base, others, parameter)
        assert found is not None, "it has a slider"
        assert found.histogram is not None, "one pass told all its positions"
        return Counted(found.histogram.at(place), found.reasons)
    value = slider.positions[place]
    _wish_slider(base, others, parameter, value)
    return _kept_at(base, others, moved(base.rules, parameter, value))


def _place(slider: Slider, changes: Changes, parameter: str) -> int | None:
    """The number of the position at which changes put a slider."""
    new = next((each.new for each in changes if each.name == parameter), None)
    return next((number for number, each in enumerate(slider.positions) if typed(each) == new), None)


def _kept_at(base: Base, others: Changes, change: Change) -> Counted | None:
    digest = _digest((*others, change))
    if not prepared.are_kept(base.people, digest):
        return None
    with everybody(base) as session:
        rows = prepared.rows_of(session, base.people, digest)
    return Counted(difference_of(rows, base.people.keep), _reasons(base, others))


def _wish_slider(base: Base, others: Changes, parameter: str, at: Any) -> None:
    """Let a slider be passed over, or where there is no such pass everybody be asked at the positions nearest to a value."""
    digest = _digest(others, parameter)
    if not prepared.are_kept(base.people, digest):
        AHEAD.wish((base, digest, at), partial(_slid_ahead, base, others, parameter, at))


def _slid_ahead(base: Base, others: Changes, parameter: str, at: Any) -> None:
    slider = slider_of(base.rules, parameter)
    if slider is None:
        return
    statement = _pass(base, others, parameter, slider)
    if statement is not None:
        _keep_ahead(base, statement, _digest(others, parameter))
        return
    for value in reversed(slider.nearest(at, NEAR)):  # what is wished last is done first
        changes = (*others, moved(base.rules, parameter, value))
        if not prepared.are_kept(base.people, _digest(changes)):
            AHEAD.wish((base, changes), partial(_asked_ahead, base, changes))


def _asked_ahead(base: Base, changes: Changes) -> None:
    _keep_ahead(base, counting(pair_of(base, changes).relation, base.people.keep), _digest(changes))


def _keep_ahead(base: Base, statement: str, digest: str) -> None:
    with prepared.session_of(base.people) as session:
        WAY.last(session, partial(prepared.keep_rows, session, statement, base.people, digest))
