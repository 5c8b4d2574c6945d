"""Cases that go at random through a case type, with everything that must be so after each step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from luoshi.engines.casework import (
    BEFORE,
    Asking,
    CaseRefused,
    CaseState,
    CaseType,
    Doer,
    EventKind,
    Field,
    FieldType,
    StatusKind,
    Step,
    Timetable,
    Transition,
    advance,
    after,
    allowed,
    readings,
    replay,
    stands,
)

Person = tuple[Doer, frozenset[str]]
"""Somebody, with the powers that he or she has in the matter."""
Try = tuple[int, int, int, int]
"""Which verb, by whom, how many hours later, and which values: numbers that are taken modulo how many there are."""
TRIES: st.SearchStrategy[list[Try]] = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 9), st.integers(0, 60), st.integers(0, 99)), min_size=5, max_size=40
)
GIVES_UP = 98
"""So seldom a case is withdrawn or found to be another's, else hardly any would be done."""


def walked(case_type: CaseType, tries: Sequence[Try], people: Sequence[Person], timetable: Timetable, at: datetime) -> CaseState:
    """Try one verb after the other; what is refused leaves everything as it was."""
    state, steps = BEFORE, list[Step]()
    for verb, who, hours, which in tries:
        at += timedelta(hours=hours * (20 if which % 7 == 0 else 1))
        askings = [_asking(state, doer, powers, at, timetable) for doer, powers in people]
        choice = _choice(case_type, state, askings, which)
        if not choice:
            continue
        transition, asking = choice[(verb * len(people) + who) % len(choice)]
        step = _tried(case_type, state, transition, asking, which)
        if step is not None:
            _check_step(case_type, state, steps, step)
            steps.append(step)
            state = after(case_type, state, step)
            _check_state(case_type, state, steps, timetable, at)
    return state


Choice = tuple[Transition, Asking]


def _choice(case_type: CaseType, state: CaseState, askings: Sequence[Asking], which: int) -> list[Choice]:
    """Verbs with somebody who would do them: all that lead from here, or what is offered, or of that what leads furthest."""
    leading, anyhow, furthest = case_type.leading_from(state.status), which % 6 == 0, which % 2 == 1
    found = [(each, asking) for asking in askings for each in (leading if anyhow else allowed(case_type, state, asking))]
    kept = [(each, asking) for each, asking in found if which > GIVES_UP or not _gives_up(case_type, each)]
    return (
        [(each, asking) for each, asking in kept if _place(case_type, each) == max(_place(case_type, one) for one, _ in kept)]
        if furthest
        else kept
    )


def _place(case_type: CaseType, transition: Transition) -> int:
    """How far down a verb leads, as the case type counts."""
    return [None, *(each.code for each in case_type.statuses)].index(transition.target)


def _gives_up(case_type: CaseType, transition: Transition) -> bool:
    kinds = (StatusKind.NOT_OURS, StatusKind.WITHDRAWN)
    return transition.target is not None and case_type.status(transition.target).kind in kinds


def _asking(state: CaseState, doer: Doer, powers: frozenset[str], at: datetime, timetable: Timetable) -> Asking:
    return Asking(doer, lambda actor: actor.power in powers and stands(state, actor.of, doer.unit), at, timetable)


def _tried(case_type: CaseType, state: CaseState, transition: Transition, asking: Asking, which: int) -> Step | None:
    offered = transition in allowed(case_type, state, asking)
    try:
        step = advance(case_type, state, transition.code, values=_values(transition, which), asking=asking)
    except CaseRefused:
        return None
    assert offered  # what can be done has a button
    return step


def _values(transition: Transition, which: int) -> Mapping[str, Any]:
    return {each.code: _value(each, which) for each in transition.fields if each.required or which % 2}


def _value(each: Field, which: int) -> Any:
    return {
        FieldType.CHOICE: each.choices[which % len(each.choices)].code if each.choices else None,
        FieldType.NUMBER: str(1 + which % 12),
        FieldType.DATE: "2023-06-01",
        FieldType.YES_NO: bool(which % 3),
        FieldType.ATTACHMENTS: ["1", "2"][: 1 + which % 2],
        FieldType.UNIT: ("bureau", "agency")[which % 2],
    }.get(each.type, "理由")


def _check_step(case_type: CaseType, state: CaseState, steps: Sequence[Step], step: Step) -> None:
    transition = case_type.transition(step.transition)
    assert transition is not None
    done = {each.transition for each in steps if each.doer.person == step.doer.person}
    assert not done & set(transition.not_by)  # a second person
    if state.status is not None and case_type.status(state.status).kind.is_closed:
        assert transition.reopens or transition.target is None or case_type.status(transition.target).kind.is_closed


def _check_state(case_type: CaseType, state: CaseState, steps: Sequence[Step], timetable: Timetable, at: datetime) -> None:
    assert replay(case_type, steps) == state
    assert [each.number for each in steps] == list(range(1, state.step_count + 1))
    targets = [verb.target for each in steps if (verb := case_type.transition(each.transition)) is not None and verb.target is not None]
    assert state.status == targets[-1]  # one status, that of the last verb that led somewhere
    assert set(readings(state, timetable, at=at)) == set(state.clocks)  # each is a valid sequence, or reading it would be refused
    for run in state.clocks.values():
        assert [each.kind for each in run.events].index(EventKind.START) == 0
    assert state.unit in state.involved
    assert set(state.invited) <= state.involved
