"""Cells that compare the input with written-out values, as most cells do, answered without walking through FEEL's nodes.

``"甲", "乙"``, ``>= 60``, ``[60..80)``, ``not(3)`` for an input of the same kind as the values: there is only one way to understand them,
and they cannot fail. Everything else, other kinds of input too, is left to FEEL, which alone says what it means; a test compares the two.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.feel.syntax import (
    BooleanLiteral,
    Bound,
    ComparisonOperator,
    ExpressionTest,
    Node,
    NumberLiteral,
    RangeLiteral,
    StringLiteral,
    UnaryTests,
)

Check = Callable[[Any], bool]

_COMPARE: Final[dict[ComparisonOperator, Callable[[Any, Any], bool]]] = {
    ComparisonOperator.EQUAL: operator.eq,
    ComparisonOperator.NOT_EQUAL: operator.ne,
    ComparisonOperator.LESS: operator.lt,
    ComparisonOperator.LESS_OR_EQUAL: operator.le,
    ComparisonOperator.GREATER: operator.gt,
    ComparisonOperator.GREATER_OR_EQUAL: operator.ge,
}


@dataclass(frozen=True, slots=True)
class QuickTests:
    """Tests of inputs of one kind (``str``, ``Decimal``, ``bool``), as one check."""

    kind: type
    check: Check


def quick_tests(node: Node) -> QuickTests | None:
    """The quick form of unary tests, if they have one."""
    if not isinstance(node, UnaryTests) or not node.tests:
        return None
    found = [each for each in map(_check, node.tests) if each is not None]
    kinds = {kind for kind, _ in found}
    if len(found) < len(node.tests) or len(kinds) != 1:
        return None
    return QuickTests(kinds.pop(), _any_of([check for _, check in found], negated=node.negated))


def _any_of(checks: list[Check], *, negated: bool) -> Check:
    if len(checks) == 1 and not negated:
        return checks[0]
    return lambda value: any(check(value) for check in checks) is not negated


def _check(test: Node) -> tuple[type, Check] | None:
    if isinstance(test, Bound):
        bound = _literal(test.operand)
        return (Decimal, _comparing(_COMPARE[test.operator], bound)) if isinstance(bound, Decimal) else None
    if not isinstance(test, ExpressionTest):
        return None
    if isinstance(test.expression, RangeLiteral):
        return _range(test.expression)
    value = _literal(test.expression)
    return None if value is None else (type(value), _comparing(operator.eq, value))


def _range(node: RangeLiteral) -> tuple[type, Check] | None:
    low, high = _literal(node.low), _literal(node.high)
    if not isinstance(low, Decimal) or not isinstance(high, Decimal) or low > high:
        return None
    above = operator.ge if node.low_included else operator.gt
    below = operator.le if node.high_included else operator.lt
    return Decimal, lambda value: above(value, low) and below(value, high)


def _literal(node: Node) -> str | bool | Decimal | None:
    return node.value if isinstance(node, StringLiteral | BooleanLiteral | NumberLiteral) else None


def _comparing(compare: Callable[[Any, Any], bool], with_value: object) -> Check:
    return lambda value: compare(value, with_value)
