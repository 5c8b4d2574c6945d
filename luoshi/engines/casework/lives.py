"""A case moves: which transitions are open, what a step does, and the state that steps add up to.

state = replay(case_type, steps)
step = advance(case_type, state, "sign", values={}, asking=asking)
state = after(case_type, state, step)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.engines.casework import conditions, fail_if, moves
from luoshi.engines.casework.case_types import Actor, CaseType, Transition
from luoshi.engines.casework.clocks import ClockReading, ClockState, read_clock
from luoshi.engines.casework.moves import Timetable
from luoshi.engines.casework.refusals import CaseRefusal, CaseRefused
from luoshi.engines.casework.states import BEFORE, CaseState, Doer, Step, after
from luoshi.engines.casework.values import StepValue
from luoshi.engines.feel import Value


@dataclass(frozen=True, slots=True)
class Asking:
    """Who would act when. ``has_part`` says whether this person is an actor in this very case; ``at`` has a time zone."""

    doer: Doer
    has_part: Callable[[Actor], bool]
    at: datetime
    timetable: Timetable


def replay(case_type: CaseType, steps: Iterable[Step]) -> CaseState:
    """The state that steps add up to.

    Raises:
        BrokenLife: no case of this type can have taken them.
    """
    state = BEFORE
    for step in steps:
        state = after(case_type, state, step)
    return state


def readings(state: CaseState, timetable: Timetable, *, at: datetime) -> dict[str, ClockReading]:
    """How each clock that was ever started stands at a moment, which is not before the last step."""
    calendar, hours = timetable.calendar, timetable.hours
    return {code: read_clock(run.rule, run.events, calendar=calendar, hours=hours, at=at) for code, run in state.clocks.items()}


def due_of(case_type: CaseType, found: Mapping[str, ClockReading]) -> datetime | None:
    """By when something has to be done next: the earliest end of a duty that runs, or else of a right; None where no clock runs."""
    running = {code: each.due for code, each in found.items() if each.state is ClockState.RUNNING and each.due is not None}
    duties = [due for code, due in running.items() if not case_type.clock(code).is_window]
    return min(duties or running.values(), default=None)


def late_of(case_type: CaseType, found: Mapping[str, ClockReading]) -> tuple[str, ...]:
    """The duties that are late, or were done too late, by the codes of their clocks."""
    return tuple(each.code for each in case_type.clocks if each.code in found and found[each.code].is_late and not each.is_window)


def allowed(case_type: CaseType, state: CaseState, asking: Asking) -> tuple[Transition, ...]:
    """What somebody can do now, as far as it does not depend on what will be said: the buttons of a page."""
    now = _Now.of(case_type, state, asking)
    return tuple(each for each in case_type.leading_from(state.status) if not any(now.refusals_before_it_is_said(each)))


def advance(case_type: CaseType, state: CaseState, code: str, *, values: Mapping[str, Any], asking: Asking) -> Step:
    """The next step. Nothing is changed: :func:`after` tells the state that it leads to.

    ``values`` are JSON, texts of a form, or values already, by the fields' codes.

    Raises:
        CaseRefused: it cannot be done; with every reason, except that from a wrong status, or before the last step, nothing else is judged.
    """
    transition = case_type.transition(code)
    if transition is None:
        raise CaseRefused([fail_if.there_is_no_such_transition(case_type, code)])
    _refuse([*fail_if.it_leads_from_elsewhere(case_type, state, transition), *fail_if.it_is_earlier_than_the_last_step(state, asking.at)])
    now, said = _Now.of(case_type, state, asking), dict[str, StepValue]()
    _refuse(list(now.refusals(transition, values, said)))
    moved = tuple(moves.moves(case_type, state, transition, said, now.readings, limits=asking.timetable.limits, at=asking.at))
    return Step(state.step_count + 1, code, asking.doer, asking.at, said, moved)


def _refuse(refusals: list[CaseRefusal]) -> None:
    if refusals:
        raise CaseRefused(refusals)


@dataclass(frozen=True, slots=True)
class _Now:
    """A case at the moment at which somebody would act."""

    case_type: CaseType
    state: CaseState
    asking: Asking
    readings: Mapping[str, ClockReading]
    case: Value

    @classmethod
    def of(cls, case_type: CaseType, state: CaseState, asking: Asking) -> _Now:
        """With its clocks read; a machine whose clock is a little behind reads them at the last step."""
        at, local = max(asking.at, state.last_at or asking.at), asking.timetable.hours.local
        read = readings(state, asking.timetable, at=at)
        opened = state.opened_at or at
        days = {"today": local(at).date(), "opened_on": local(opened).date()}
        case = conditions.case_value(case_type, state, read, is_late=bool(late_of(case_type, read)), **days)
        return cls(case_type, state, asking, read, case)

    def refusals_before_it_is_said(self, transition: Transition) -> Iterator[CaseRefusal]:
        """Whatever speaks against it before its fields are filled in."""
        yield from fail_if.somebody_else_has_to_do_it(self.case_type, transition, self.asking.has_part)
        yield from fail_if.the_same_person_did_what_is_checked(self.case_type, self.state, transition, self.asking.doer)
        yield from fail_if.a_guard_does_not_hold(transition, self.case, None)
        if not transition.assignment.names_a_unit:
            yield from fail_if.nobody_can_have_it(self.state, transition, {}, self.asking.doer)

    def refusals(self, transition: Transition, raw: Mapping[str, Any], said: dict[str, StepValue]) -> Iterator[CaseRefusal]:
        """Whatever speaks against it. What is said rightly goes into ``said``."""
        yield from fail_if.somebody_else_has_to_do_it(self.case_type, transition, self.asking.has_part)
        yield from fail_if.the_same_person_did_what_is_checked(self.case_type, self.state, transition, self.asking.doer)
        unfit = list(fail_if.values_do_not_fit(transition, raw, said))
        yield from unfit
        yield from fail_if.a_guard_does_not_hold(transition, self.case, None if unfit else conditions.said(transition.fields, said))
        yield from fail_if.nobody_can_have_it(self.state, transition, said, self.asking.doer)
        yield from fail_if.clocks_cannot_move(
            self.case_type, self.state, transition, said, self.readings, timetable=self.asking.timetable, at=self.asking.at
        )
