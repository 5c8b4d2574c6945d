"""What the checker says of an expression before it is evaluated: where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from luoshi.words import Words

_SIMILARITY = 0.5
"""How much of two names must be the same: “年龄” for “年令” is meant, “年龄” for “金额” is not."""
_NAME_LENGTH = 60
_NAMES_MAX = 500
"""Longer names, and more of them, are not compared: a remark must not take time without end."""


class Severity(StrEnum):
    """How sure it is."""

    ERROR = "error"
    """Whatever the values are: the part is null, or as a condition never true, each time that it is evaluated."""
    WARNING = "warning"
    """For some values, or perhaps not meant so."""


class RemarkKind(StrEnum):
    """The closed list of what can be said."""

    UNKNOWN_NAME = "unknown name"
    UNKNOWN_FUNCTION = "unknown function"
    UNKNOWN_MEMBER = "unknown member"
    UNKNOWN_PROPERTY = "unknown property"
    UNKNOWN_TYPE = "unknown type"
    UNKNOWN_ARGUMENT = "unknown argument"
    WRONG_ARGUMENTS = "wrong arguments"
    ARGUMENT_TYPE = "argument type"
    NOT_A_FUNCTION = "not a function"
    EXTERNAL_FUNCTION = "external function"
    OPERANDS = "operands"
    LIST_FOR_SINGLE = "list for single value"
    DIVISION_BY_ZERO = "division by zero"
    DIFFERENT_KINDS = "different kinds"
    NOT_ALLOWED = "not allowed"
    NOT_BOOLEAN = "not boolean"
    NOT_A_LIST = "not a list"
    NO_STEPS = "no steps"
    REVERSED_RANGE = "reversed range"
    DUPLICATE_ENTRY = "duplicate entry"
    INVALID_CONSTANT = "invalid constant"
    WRONG_TYPE = "wrong type"


NEVER_TRUE = frozenset((RemarkKind.DIFFERENT_KINDS, RemarkKind.NOT_ALLOWED, RemarkKind.NOT_BOOLEAN, RemarkKind.REVERSED_RANGE))
"""Errors of these kinds say that a condition never holds; all others, that there is never a value."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that is said of ``text[start:end]``."""

    kind: RemarkKind
    severity: Severity
    start: int
    end: int
    message: Words


def suggestion(name: str, known: Iterable[str]) -> Words:
    """“Do you mean …?”, or nothing where no name is near."""
    names = [each for each, _ in zip(known, range(_NAMES_MAX), strict=False) if len(each) <= _NAME_LENGTH]
    near = [each for each in names if each.startswith(name)] or get_close_matches(name[:_NAME_LENGTH], names, n=1, cutoff=_SIMILARITY)
    return Words(f"相近的名称是“{near[0]}”。", f" Do you mean “{near[0]}”?") if near else Words("", "")
