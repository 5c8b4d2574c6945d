"""Cells that compare the input with written-out values, as most cells do, answered without walking through FEEL's nodes.

``"甲", "乙"``, ``>= 60``, ``[60..80)``, ``not(3)``, ``< @"2023-02-06"`` for an input of the same kind as the values: there is only one
way to understand them, and they cannot fail. Everything else, other kinds of input too, is left to FEEL, which alone says what it means;
a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.feel.syntax import (
    AtLiteral,
    BooleanLiteral,
    Bound,
    Call,
    ComparisonOperator,
    ExpressionTest,
    Name,
    Node,
    NumberLiteral,
    RangeLiteral,
    StringLiteral,
    UnaryTests,
)
from luoshi.engines.feel.temporal import Date, DaysDuration, NotTemporal, YearsDuration, parse_date, parse_temporal

ORDERED: Final = frozenset((Decimal, Date, DaysDuration, YearsDuration))
"""Kinds of which bounds are understood here. Times are not among them: one with a zone and one without have no order."""
_KINDS: Final = ORDERED | {str, bool}

BELOW, AT, ABOVE = -1, 0, 1
"""Where a place lies beside a point."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The values from ``low`` to ``high``; None is no bound. A single value is the stretch from it to it."""

    low: Any
    high: Any
    low_included: bool
    high_included: bool

    def holds(self, point: Any, side: int = AT) -> bool:
        """Whether it holds a value, or what lies right below or above that value."""
        if self.low is not None and (point < self.low or (point == self.low and side < (AT if self.low_included else ABOVE))):
            return False
        return self.high is None or point < self.high or (point == self.high and side <= (AT if self.high_included else BELOW))

    @property
    def points(self) -> Iterator[Any]:
        """Its bounds."""
        return (each for each in (self.low, self.high) if each is not None)


@dataclass(frozen=True, slots=True)
class QuickTests:
    """Tests of inputs of one kind: whether one of the values is it or, for kinds with an order, one of the stretches holds it.

    ``turned`` is what ``not(…)`` does, and ``!=`` where it stands alone.
    """

    kind: type
    values: frozenset[Any]
    stretches: tuple[Stretch, ...]
    turned: bool

    def check(self, value: Any) -> bool:
        """Whether the tests are true of a value of their kind."""
        return (value in self.values or any(each.holds(value) for each in self.stretches)) is not self.turned

    def beside(self, point: Any, side: int) -> bool:
        """Whether they are true right below or above a value."""
        return any(each.holds(point, side) for each in self.stretches) is not self.turned

    @property
    def accepts_null(self) -> bool:
        """Whether they are true of null: it equals no value, and beside a bound it has no answer, which ``not`` leaves as it is."""
        return self.turned and not self.stretches

    @property
    def points(self) -> frozenset[Any]:
        """All values that are mentioned: between them the answer stays the same."""
        return self.values.union(*(each.points for each in self.stretches))


def quick_tests(node: Node, names: Collection[str] = ()) -> QuickTests | None:
    """The quick form of unary tests, if they have one. Of calls only ``date("…")`` is known, unless ``names``, those in scope, hide it."""
    if not isinstance(node, UnaryTests) or not node.tests or "date" in names:
        return None
    if len(node.tests) == 1 and isinstance(bound := node.tests[0], Bound) and bound.operator is ComparisonOperator.NOT_EQUAL:
        value = _literal(bound.operand)
        return None if value is None else QuickTests(type(value), frozenset((value,)), (), not node.negated)
    found = [each for each in map(_part, node.tests) if each is not None]
    kinds = {kind for kind, _ in found}
    if len(found) < len(node.tests) or len(kinds) != 1:
        return None
    stretches = tuple(part for _, part in found if isinstance(part, Stretch))
    return QuickTests(kinds.pop(), frozenset(part for _, part in found if not isinstance(part, Stretch)), stretches, node.negated)


def _part(test: Node) -> tuple[type, Any] | None:
    """A value, or a stretch of values, with its kind."""
    if isinstance(test, Bound):
        return _bound(test)
    if not isinstance(test, ExpressionTest):
        return None
    if isinstance(test.expression, RangeLiteral):
        return _range(test.expression)
    value = _literal(test.expression)
    return None if value is None else (type(value), value)


def _bound(test: Bound) -> tuple[type, Any] | None:
    value = _literal(test.operand)
    if value is None:
        return None
    if test.operator is ComparisonOperator.EQUAL:
        return type(value), value
    if type(value) not in ORDERED or test.operator not in _STRETCHES:
        return None
    below, included = _STRETCHES[test.operator]
    return type(value), Stretch(None, value, False, included) if below else Stretch(value, None, included, False)  # noqa: FBT003


_STRETCHES: Final = {
    ComparisonOperator.LESS: (True, False),
    ComparisonOperator.LESS_OR_EQUAL: (True, True),
    ComparisonOperator.GREATER: (False, False),
    ComparisonOperator.GREATER_OR_EQUAL: (False, True),
}
"""Whether what the comparison accepts lies below the value, and whether the value itself is included."""


def _range(node: RangeLiteral) -> tuple[type, Any] | None:
    low, high = _literal(node.low), _literal(node.high)
    if type(low) is not type(high) or type(low) not in ORDERED or low > high:
        return None
    return type(low), Stretch(low, high, node.low_included, node.high_included)


def _literal(node: Node) -> Any:
    """A value that is written out, of a kind that is understood here."""
    value: Any = None
    if isinstance(node, StringLiteral | BooleanLiteral | NumberLiteral):
        value = node.value
    elif isinstance(node, AtLiteral):
        value = _temporal(parse_temporal, node.text)
    elif isinstance(node, Call) and node.function == Name(node.function.start, node.function.end, "date") and len(node.arguments) == 1:
        text = node.arguments[0]
        value = _temporal(parse_date, text.value) if isinstance(text, StringLiteral) else None
    return value if type(value) in _KINDS else None


def _temporal(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except NotTemporal:
        return None
