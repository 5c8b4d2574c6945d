"""What can be wrong with an item: a closed list, each with its line and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from luoshi.words import Words


class FaultKind(StrEnum):
    """The closed list of faults."""

    NAME_TWICE = "name_twice"
    NAME_OF_STANDARD_INPUT = "name_of_standard_input"
    CONDITION_UNREADABLE = "condition_unreadable"
    CONDITION_NEVER_HOLDS = "condition_never_holds"
    CONDITION_NOT_BOOLEAN = "condition_not_boolean"
    CONDITION_ON_LATER_FIELD = "condition_on_later_field"
    CONDITION_ON_OPTIONAL_FIELD = "condition_on_optional_field"
    KNOWN_OF_ANOTHER_APPLICANT = "known_of_another_applicant"
    KNOWN_OF_ANOTHER_TYPE = "known_of_another_type"
    NO_PLACE_FIELD = "no_place_field"
    NEVER_KNOWN = "never_known"
    SCOPE_UNKNOWN = "scope_unknown"
    PLACE_UNKNOWN = "place_unknown"
    END_UNKNOWN = "end_unknown"
    RENEWS_UNSAID = "renews_unsaid"
    SIGNATURE_UNASKED = "signature_unasked"
    SIGNATURE_UNPROVEN = "signature_unproven"
    NOTICE_MISSING = "notice_missing"
    NOTICE_UNUSED = "notice_unused"
    CHECK_LIMIT_MISSING = "check_limit_missing"
    NOTHING_DEFERRABLE = "nothing_deferrable"
    ENTERS_UNKNOWN = "enters_unknown"
    ENTERS_UNREADABLE = "enters_unreadable"
    ENTERS_TOO_LITTLE = "enters_too_little"
    PATH_NEVER_OPEN = "path_never_open"


@dataclass(frozen=True, slots=True)
class ItemFault:
    """One fault, with the line of the file in which it stands."""

    kind: FaultKind
    line: int
    words: Words
    """What is wrong, and what to write instead."""


def fault(kind: FaultKind, line: int, chinese: str, english: str) -> ItemFault:
    """A fault in both languages."""
    return ItemFault(kind, line, Words(chinese, english))
