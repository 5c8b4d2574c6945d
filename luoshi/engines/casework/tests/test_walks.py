"""Random cases through generated case types: whatever is tried, what was done adds up, and nothing impossible happens."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.engines.casework import CaseType, ClockEffect, Doer, EventKind, Transition
from luoshi.engines.casework.tests.small_case_type import CASE_TYPE, MONDAY, TIMETABLE
from luoshi.engines.casework.tests.walks import TRIES, Person, Try, walked

PEOPLE: list[Person] = [
    (Doer("wang", "office"), frozenset(("direct", "approve"))),
    (Doer("zhao", "office"), frozenset(("direct", "handle"))),
    (Doer("li", "bureau"), frozenset(("handle",))),
    (Doer("sun", "agency"), frozenset(("handle", "approve"))),
]
STATUSES = [each.code for each in CASE_TYPE.statuses]
VERBS = [each.code for each in CASE_TYPE.transitions]


CLOSED = {each.code for each in CASE_TYPE.statuses if each.kind.is_closed}
EFFECTS = [ClockEffect(act, clock) for act in EventKind for clock in ("sign", "answer")]
CHANGE = st.tuples(
    st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3, unique=True),
    st.sampled_from([None, *STATUSES]),
    st.lists(st.sampled_from(EFFECTS), max_size=3),
    st.sampled_from([(), *((each,) for each in VERBS)]),
)
Change = tuple[list[str], str | None, list[ClockEffect], tuple[str, ...]]


def changed(transition: Transition, change: Change) -> Transition:
    """The same verb from and to other statuses, with other effects on clocks and another second person. What reopens says so."""
    sources, target, effects, not_by = change
    reopens = target is not None and target not in CLOSED and bool(CLOSED & set(sources))
    return replace(transition, sources=tuple(sources), target=target, clocks=tuple(effects), not_by=not_by, guards=(), reopens=reopens)


def with_changes(changes: list[Change]) -> CaseType:
    """A case type in which almost anything may lead anywhere."""
    return replace(CASE_TYPE, transitions=tuple(map(changed, CASE_TYPE.transitions, changes)))


CASE_TYPES = st.lists(CHANGE, min_size=len(VERBS), max_size=len(VERBS)).map(with_changes)
few = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(CASE_TYPES, TRIES)
@few
def test_whatever_the_case_type_what_was_done_adds_up(case_type: CaseType, tries: list[Try]) -> None:
    walked(case_type, tries, PEOPLE, TIMETABLE, MONDAY)


@given(TRIES)
@few
def test_a_case_of_a_sound_type_never_closes_with_a_clock_that_counts(tries: list[Try]) -> None:
    state = walked(CASE_TYPE, tries, PEOPLE, TIMETABLE, MONDAY)
    if state.status is not None and CASE_TYPE.status(state.status).kind.is_closed:
        assert all(run.events[-1].kind is EventKind.STOP for run in state.clocks.values())
