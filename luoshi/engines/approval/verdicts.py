"""What decision models say of an application, by the names that they all use, so that one engine can read each of them.

The decision service of an item has the outputs 审查结论, 不符合的条件 and 缺少的情况. Its inputs are fields by name, parameters and
standard ones, and nothing else. Whatever does not come exactly so does not grant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from luoshi.engines.approval.conditions import asked as asked_of
from luoshi.engines.approval.conditions import feel_value
from luoshi.engines.approval.given import Given
from luoshi.engines.approval.items import Field, FieldType, Item
from luoshi.engines.feel import Type, Value
from luoshi.engines.feel import types as feel
from luoshi.words import Words

CONCLUSION: Final = "审查结论"
GRANT, TO_A_PERSON = "准予", "人工审查"
UNMET: Final = "不符合的条件"
UNKNOWN: Final = "缺少的情况"
OUTPUTS: Final = (CONCLUSION, UNMET, UNKNOWN)

APPLIED_ON: Final = "申请日期"
BROKEN_COMMITMENT: Final = "有未修复的失信记录"
PROMISED: Final = "已承诺的条件"
PENDING_SAME: Final = "有在办的同类申请"
STANDARD_INPUTS: Final[Mapping[str, Type]] = {
    APPLIED_ON: feel.DATE,
    BROKEN_COMMITMENT: feel.BOOLEAN,
    PROMISED: feel.ListType(feel.STRING),
    PENDING_SAME: feel.BOOLEAN,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so, with the clause by which it is; the clause may be empty."""

    words: Words
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the item's decision service said. ``findings`` are kinds of finding, in the words of the decision engine."""

    grants: bool
    unmet: tuple[Reason, ...] = ()
    unknown: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CommitmentVerdict:
    """What the rules of 告知承诺 said: whether the promise may stand, why it may not, and what about the promise is to be put right."""

    allows: bool
    exclusions: tuple[Reason, ...] = ()
    corrections: tuple[Words, ...] = ()
    unknown: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingPapersVerdict:
    """What the rules of 容缺受理 said: whether what is deferrable may follow, or why not."""

    accepts: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """The standard inputs that are no field; None is that nobody knows. ``promised`` is empty unless on the commitment path."""

    broken_commitment: bool | None
    pending_same: bool | None
    promised: frozenset[str] = frozenset()


def type_of(field: Field) -> Type:
    """The FEEL type of a field's values."""
    return _TYPES.get(field.type, feel.STRING)


_TYPES: Final[Mapping[FieldType, Type]] = {
    FieldType.NUMBER: feel.NUMBER,
    FieldType.DATE: feel.DATE,
    FieldType.YES_NO: feel.BOOLEAN,
    FieldType.CHOICES: feel.ListType(feel.STRING),
}


def inputs_of(item: Item, given: Mapping[str, Given], *, on: date, standard: Standard, asked: Collection[str]) -> dict[str, Value]:
    """The inputs of the decision service, as far as it asks for them. ``on`` is the day of the application.

    What is not needed is null: what once stood in a field that is no longer asked has no part in the decision.
    """
    values: dict[str, Value] = {
        **asked_of(item, given).scope,
        APPLIED_ON: feel_value(on),
        BROKEN_COMMITMENT: standard.broken_commitment,
        PROMISED: tuple(each.code for each in item.conditions if each.code in standard.promised),
        PENDING_SAME: standard.pending_same,
    }
    return {name: value for name, value in values.items() if name in asked}


def verdict_of(outputs: Value, *, findings: Iterable[str], labels: Mapping[str, Words], clauses: Mapping[str, str]) -> Verdict:
    """Read what the decision service answered. ``clauses`` are the citations of the texts in 不符合的条件, as far as they are known."""
    members = outputs if isinstance(outputs, dict) else {}
    unmet, unknown = _texts(members.get(UNMET)), _texts(members.get(UNKNOWN))
    return Verdict(
        grants=members.get(CONCLUSION) == GRANT and unmet == () and unknown == (),
        unmet=tuple(Reason(labels.get(each, Words(each, each)), clauses.get(each, "")) for each in unmet or ()),
        unknown=unknown or (),
        findings=tuple(dict.fromkeys(findings)),
    )


def _texts(value: Value) -> tuple[str, ...] | None:
    """A list of texts; None where there is none."""
    if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
        return None
    return tuple(str(each) for each in value)
