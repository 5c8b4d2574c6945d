"""What is known of a case after its steps: where it stands, who has it, what was said, and how its clocks ran."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from luoshi.engines.casework.case_types import Assignment, CaseType, Standing, Transition
from luoshi.engines.casework.clock_rules import ClockEvent, ClockRule
from luoshi.engines.casework.refusals import BrokenLife
from luoshi.engines.casework.values import StepValue


@dataclass(frozen=True, slots=True)
class Doer:
    """Whoever acts: a person, and the unit on whose behalf; no unit: the applicant, the system. Codes that mean something to the caller."""

    person: str
    unit: str


@dataclass(frozen=True, slots=True)
class ClockMove:
    """What a step did to a clock. One with a ``rule`` begins a new run of it: the clock counts from here by this rule."""

    clock: str
    event: ClockEvent
    rule: ClockRule | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """办理记录: one thing that was done. Steps are only ever appended."""

    number: int
    """From 1, which is the opening."""
    transition: str
    doer: Doer
    at: datetime
    values: Mapping[str, StepValue]
    moves: tuple[ClockMove, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockRun:
    """A clock from its latest start: the rule that was in force on that day, and what happened to it since."""

    rule: ClockRule
    events: tuple[ClockEvent, ...]


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case after ``step_count`` steps. ``status`` is None before it is opened."""

    status: str | None = None
    step_count: int = 0
    opened_at: datetime | None = None
    last_at: datetime | None = None
    unit: str = ""
    """The unit that has it."""
    given_by: tuple[str, ...] = ()
    """The units to which it can be returned, the last one first in turn."""
    holder: str = ""
    """The person in the unit who has taken it; empty: it waits in the unit's queue."""
    invited: Mapping[str, bool] = field(default_factory=dict)
    """Units that work beside the one that has it, and whether they have answered."""
    involved: frozenset[str] = frozenset()
    """All units that have or had it, or were invited."""
    doers: Mapping[str, tuple[Doer, ...]] = field(default_factory=dict)
    """Who did which transition, in order."""
    values: Mapping[str, StepValue] = field(default_factory=dict)
    """What was said last in each field."""
    clocks: Mapping[str, ClockRun] = field(default_factory=dict)
    """Each clock that was ever started."""


BEFORE = CaseState()
"""Of a case that is not there yet."""


def stands(state: CaseState, standing: Standing, unit: str) -> bool:
    """Whether whoever acts for a unit stands in this relation to the case; whether the person has the power is another question."""
    match standing:
        case Standing.UNIT:
            return state.status is None or unit == state.unit
        case Standing.CO_HANDLER:
            return state.invited.get(unit) is False
        case Standing.ANYONE_INVOLVED:
            return unit in state.involved
        case Standing.DISTRICT:
            return True
        case Standing.APPLICANT | Standing.SYSTEM:
            return not unit


def after(case_type: CaseType, state: CaseState, step: Step) -> CaseState:
    """The state that a step leads to.

    Raises:
        BrokenLife: the case type has no such transition from there, or the number is not the next.
    """
    transition = case_type.transition(step.transition)
    if transition is None or transition not in case_type.leading_from(state.status) or step.number != state.step_count + 1:
        raise BrokenLife(f"{case_type.code}: step {step.number} “{step.transition}” after {state.step_count} steps in “{state.status}”")
    return replace(
        _assigned(state, transition, step),
        status=transition.target or state.status,
        step_count=step.number,
        opened_at=state.opened_at or step.at,
        last_at=step.at,
        doers={**state.doers, step.transition: (*state.doers.get(step.transition, ()), step.doer)},
        values={**state.values, **step.values},
        clocks=_moved(state.clocks, step.moves),
    )


def _assigned(state: CaseState, transition: Transition, step: Step) -> CaseState:
    if state.status is None:
        state = replace(state, unit=step.doer.unit, involved=frozenset(filter(None, (step.doer.unit,))))
    asked = transition.unit_field
    named = str(step.values.get(asked.code, "")) if asked is not None else ""
    match transition.assignment:
        case Assignment.TAKE:
            state = replace(state, holder=step.doer.person)
        case Assignment.RELEASE:
            state = replace(state, holder="")
        case Assignment.GIVE:
            state = _given(state, named, by=step.doer.unit)
        case Assignment.RETURN:
            state = replace(state, unit=state.given_by[-1], holder="", given_by=state.given_by[:-1])
        case Assignment.INVITE:
            state = replace(state, invited={**state.invited, named: False}, involved=state.involved | {named})
        case Assignment.ANSWER:
            state = replace(state, invited={**state.invited, step.doer.unit: True})
    return state


def _given(state: CaseState, unit: str, *, by: str) -> CaseState:
    """Whoever has it is no longer a helper, and can give it back to the unit that gave it; never to whoever is no unit."""
    invited = {each: answered for each, answered in state.invited.items() if each != unit}
    given_by = (*state.given_by, by) if by else state.given_by
    return replace(state, unit=unit, holder="", given_by=given_by, invited=invited, involved=state.involved | {unit})


def _moved(clocks: Mapping[str, ClockRun], moves: tuple[ClockMove, ...]) -> Mapping[str, ClockRun]:
    runs = dict(clocks)
    for each in moves:
        if each.rule is not None:
            runs[each.clock] = ClockRun(each.rule, (each.event,))
        elif each.clock in runs:
            runs[each.clock] = replace(runs[each.clock], events=(*runs[each.clock].events, each.event))
        else:
            raise BrokenLife(f"the clock “{each.clock}” had not started: {each.event.kind}")
    return runs
