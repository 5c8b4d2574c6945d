"""Why there is no value: each null that an operation makes leaves a finding behind.

FEEL has no exceptions; what cannot be computed is null. A silent null in a decision about somebody's money is the worst that can
happen, so the operations of this engine cannot return one: they raise :class:`NoValue`, and the evaluator alone turns that into
null, with a finding that knows its place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.engines.feel.values import Value


class FindingKind(StrEnum):
    """The closed list of reasons."""

    UNKNOWN_NAME = "unknown name"
    NO_SUCH_MEMBER = "no such member"
    NULL_OPERAND = "null operand"
    TYPE_MISMATCH = "type mismatch"
    CONDITION_NOT_BOOLEAN = "condition not boolean"
    DIVISION_BY_ZERO = "division by zero"
    OUT_OF_RANGE = "out of range"
    NOT_A_FUNCTION = "not a function"
    NO_SUCH_FUNCTION = "no such function"
    WRONG_ARGUMENTS = "wrong arguments"
    EXTERNAL_FUNCTION = "external function"
    DUPLICATE_ENTRY = "duplicate entry"
    UNKNOWN_TYPE = "unknown type"
    INVALID_NUMBER = "invalid number"
    INVALID_DATE = "invalid date"
    INVALID_TIME = "invalid time"
    INVALID_DATE_AND_TIME = "invalid date and time"
    INVALID_DURATION = "invalid duration"
    INVALID_RANGE = "invalid range"
    INVALID_PATTERN = "invalid pattern"
    INVALID_REPLACEMENT = "invalid replacement"
    MIXED_ZONES = "mixed zones"
    EMPTY_LIST = "empty list"
    NO_MOMENT = "no moment"
    LIMIT_REACHED = "limit reached"


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason, with its place: ``text[start:end]`` is the operation that has no value."""

    kind: FindingKind
    start: int
    end: int
    values: tuple[Value, ...]
    message: Words


class NoValue(Exception):
    """An operation has no value. Raised by operations, caught by the evaluator."""

    def __init__(self, kind: FindingKind, chinese: str, english: str, *values: Value) -> None:
        super().__init__(english)
        self.kind, self.message, self.values = kind, Words(chinese, english), values


class LimitReached(NoValue):
    """The evaluation as a whole must end; no operation catches this."""

    def __init__(self, chinese: str, english: str, limit: int) -> None:
        super().__init__(
            FindingKind.LIMIT_REACHED,
            f"{chinese}，上限为 {limit:,}；请把表达式拆成几步。",
            f"{english}, limit {limit:,}; split the expression into steps.",
        )
