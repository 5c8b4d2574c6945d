"""What can be wrong with a case type: a closed list, each with its line and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class FaultKind(StrEnum):
    """The closed list of faults."""

    UNREACHABLE_STATUS = "unreachable_status"
    STATUS_AWAITS_NOBODY = "status_awaits_nobody"
    STATUS_WITHOUT_END = "status_without_end"
    REOPENS_UNSAID = "reopens_unsaid"
    REOPENS_NOTHING = "reopens_nothing"
    NOBODY_CAN_BE_IT = "nobody_can_be_it"
    ACTOR_UNUSED = "actor_unused"
    OPENED_FOR_NO_UNIT = "opened_for_no_unit"
    OUTSIDER_TAKES_WORK = "outsider_takes_work"
    FIELD_UNUSED = "field_unused"
    NO_UNIT_ASKED = "no_unit_asked"
    SECOND_PERSON_UNKNOWN = "second_person_unknown"
    SECOND_PERSON_NEVER_BEFORE = "second_person_never_before"
    EVENT_NOT_DOTTED = "event_not_dotted"
    PLACEHOLDER_UNKNOWN = "placeholder_unknown"
    GUARD_UNREADABLE = "guard_unreadable"
    GUARD_NEVER_HOLDS = "guard_never_holds"
    GUARD_NOT_BOOLEAN = "guard_not_boolean"
    PROMISE_UNSAID = "promise_unsaid"
    CLOCK_CHOICE_UNSAID = "clock_choice_unsaid"
    EXTENSION_UNSAID = "extension_unsaid"
    CLOCK_NEVER_STARTED = "clock_never_started"
    CLOCK_STARTED_TWICE = "clock_started_twice"
    CLOCK_NOT_STOPPED = "clock_not_stopped"
    CLOCK_NOT_MOVED = "clock_not_moved"


@dataclass(frozen=True, slots=True)
class CaseTypeFault:
    """One fault, with the line of the file in which it stands."""

    kind: FaultKind
    line: int
    words: Words
    """What is wrong, and what to write instead."""


def fault(kind: FaultKind, line: int, chinese: str, english: str) -> CaseTypeFault:
    """A fault in both languages."""
    return CaseTypeFault(kind, line, Words(chinese, english))
