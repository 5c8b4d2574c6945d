"""Each fault of a case type is found by what makes it, with words in both languages; a sound one has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from luoshi.engines.casework import (
    Actor,
    Assignment,
    CaseClock,
    CaseType,
    ClockEffect,
    EventKind,
    Field,
    FieldType,
    Guard,
    Notice,
    Standing,
    Status,
    StatusKind,
    faults_of,
)
from luoshi.engines.casework.faults import FaultKind
from luoshi.engines.casework.tests.small_case_type import CASE_TYPE, effects, words

Change = Callable[[CaseType], CaseType]


def verb(code: str, **changes: object) -> Change:
    """The case type with one transition otherwise."""

    def changed(case_type: CaseType) -> CaseType:
        return replace(
            case_type,
            transitions=tuple(replace(each, **changes) if each.code == code else each for each in case_type.transitions),  # type: ignore[arg-type] # the tests name fields
        )

    return changed


def without(*codes: str) -> Change:
    """The case type without some transitions."""
    return lambda case_type: replace(case_type, transitions=tuple(each for each in case_type.transitions if each.code not in codes))


def more(**parts: tuple[object, ...]) -> Change:
    """The case type with more statuses, actors, fields or clocks."""
    return lambda case_type: replace(case_type, **{name: getattr(case_type, name) + added for name, added in parts.items()})


def clock(**changes: object) -> Change:
    """The case type with its second clock otherwise."""
    return lambda case_type: replace(case_type, clocks=(case_type.clocks[0], replace(case_type.clocks[1], **changes)))  # type: ignore[arg-type] # the same


def outside(code: str) -> Change:
    """The case type with one actor outside of the offices."""
    return lambda case_type: replace(
        case_type, actors=tuple(replace(each, of=Standing.APPLICANT, power="") if each.code == code else each for each in case_type.actors)
    )


def guard(text: str) -> Change:
    return verb("sign", guards=(Guard("rule", text, words("x")),))


FAULTS: list[tuple[FaultKind, Change]] = [
    (FaultKind.UNREACHABLE_STATUS, more(statuses=(Status("lost", words("失"), StatusKind.DONE),))),
    (FaultKind.STATUS_WITHOUT_END, verb("resume", sources=("new",))),
    (
        FaultKind.STATUS_AWAITS_NOBODY,
        lambda each: replace(each, statuses=(replace(each.statuses[0], awaits=("leader",)), *each.statuses[1:])),
    ),
    (FaultKind.STATUS_AWAITS_NOBODY, lambda each: replace(each, statuses=tuple(replace(one, awaits=()) for one in each.statuses))),
    (FaultKind.REOPENS_UNSAID, verb("reopen", reopens=False)),
    (FaultKind.REOPENS_NOTHING, verb("sign", reopens=True)),
    (FaultKind.NOBODY_CAN_BE_IT, without("invite")),
    (FaultKind.ACTOR_UNUSED, more(actors=(Actor("idle", words("闲"), "see", Standing.DISTRICT),))),
    (
        FaultKind.OPENED_FOR_NO_UNIT,
        lambda each: replace(outside("office")(each), opening=replace(each.opening, assignment=Assignment.KEEP)),
    ),
    (FaultKind.OUTSIDER_TAKES_WORK, outside("unit")),
    (FaultKind.FIELD_UNUSED, more(fields=(Field("spare", words("空"), FieldType.TEXT),))),
    (FaultKind.NO_UNIT_ASKED, verb("pass_on", fields=())),
    (FaultKind.NO_UNIT_ASKED, verb("sign", assignment=Assignment.INVITE)),
    (FaultKind.SECOND_PERSON_UNKNOWN, verb("accept", not_by=("nothing",))),
    (FaultKind.SECOND_PERSON_NEVER_BEFORE, lambda each: verb("sign", not_by=("accept",))(without("reopen")(each))),
    (FaultKind.EVENT_NOT_DOTTED, verb("accept", event="done")),
    (FaultKind.EVENT_NOT_DOTTED, verb("accept", event="register.changed")),
    (FaultKind.PLACEHOLDER_UNKNOWN, verb("accept", notices=(Notice(("unit",), words("{who} 已办")),))),
    (FaultKind.PLACEHOLDER_UNKNOWN, verb("accept", notices=(Notice(("unit",), words("{title:>9}")),))),
    (FaultKind.PLACEHOLDER_UNKNOWN, verb("accept", notices=(Notice(("unit",), words("半个 {")),))),
    (FaultKind.GUARD_UNREADABLE, guard("case.status = ")),
    (FaultKind.GUARD_NEVER_HOLDS, guard("case.statis = 1")),
    (FaultKind.GUARD_NEVER_HOLDS, guard('case.status = "nowhere"')),
    (FaultKind.GUARD_NEVER_HOLDS, guard("step.days > 1")),
    (FaultKind.GUARD_NEVER_HOLDS, guard('case.steps.open > "1"')),
    (FaultKind.GUARD_NOT_BOOLEAN, guard("case.days_open")),
    (FaultKind.PROMISE_UNSAID, clock(promised="reason")),
    (FaultKind.CLOCK_CHOICE_UNSAID, lambda each: replace(each, opening=replace(each.opening, fields=each.opening.fields[1:]))),
    (FaultKind.EXTENSION_UNSAID, verb("extend", fields=())),
    (FaultKind.EXTENSION_UNSAID, clock(extension="")),
    (FaultKind.CLOCK_NEVER_STARTED, more(clocks=(CaseClock("third", words("三"), {"": "期限"}),))),
    (FaultKind.CLOCK_STARTED_TWICE, verb("let_go", clocks=effects(start="answer"))),
    (FaultKind.CLOCK_NOT_STOPPED, verb("withdraw", clocks=effects(stop="sign"))),
    (FaultKind.CLOCK_NOT_MOVED, verb("accept", clocks=effects(pause="answer"))),
]


@pytest.mark.parametrize(("kind", "change"), FAULTS, ids=lambda each: each.value if isinstance(each, FaultKind) else "")
def test_a_fault_is_found_and_told(kind: FaultKind, change: Change) -> None:
    found = [each for each in faults_of(change(CASE_TYPE)) if each.kind is kind]
    assert found
    assert all(each.words.chinese and each.words.english for each in found)


def test_every_kind_of_fault_has_an_example() -> None:
    assert {kind for kind, _ in FAULTS} == set(FaultKind)


def test_a_sound_case_type_has_none() -> None:
    assert faults_of(CASE_TYPE) == ()


def test_a_right_may_outlive_the_case() -> None:
    unstopped = verb("withdraw", clocks=effects(stop="sign"))(CASE_TYPE)
    assert faults_of(clock(is_window=True)(unstopped)) == ()


def test_a_restart_is_no_second_start_and_an_extension_needs_no_amount() -> None:
    again = verb("let_go", clocks=effects(restart="answer"))(CASE_TYPE)
    whole = verb("extend", fields=(), clocks=(ClockEffect(EventKind.EXTEND, "answer"),))(again)
    assert [each.kind for each in faults_of(whole)] == [FaultKind.FIELD_UNUSED]  # nobody says the days any more
