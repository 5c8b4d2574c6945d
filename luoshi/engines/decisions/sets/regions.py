"""Which rules can never apply together, because cells of one column share no value."""

from __future__ import annotations

from luoshi.engines.decisions.running import FeelText
from luoshi.engines.decisions.tables import Table
from luoshi.engines.feel import syntax
from luoshi.engines.feel.comparison import is_equal, is_less
from luoshi.engines.feel.evaluate import evaluate, range_of_bound
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.syntax import ComparisonOperator, Node
from luoshi.engines.feel.values import Range, Value

_CONSTANT = (syntax.StringLiteral, syntax.NumberLiteral, syntax.BooleanLiteral, syntax.NullLiteral, syntax.Negation, syntax.AtLiteral)


def are_apart(table: Table, one: int, two: int) -> bool:
    """Whether two rules of a table, by position, have a column in which no value fits both."""
    pairs = zip(table.rules[one].conditions, table.rules[two].conditions, strict=True)
    return any(_are_apart(*pair) for pair in pairs)


def _are_apart(one: FeelText | None, two: FeelText | None) -> bool:
    first, second = region(one), region(two)
    return first is not None and second is not None and not any(_meet(left, right) for left in first for right in second)


def region(cell: FeelText | None) -> list[Value] | None:
    """The values and ranges that a cell accepts; None where that is not written out."""
    node = cell.node if cell is not None else None
    if not isinstance(node, syntax.UnaryTests) or node.negated or not node.tests:
        return None
    parts = [_part(each) for each in node.tests]
    return None if None in parts else [value for each in parts if each is not None for value in each]


def _part(test: Node) -> list[Value] | None:
    if isinstance(test, syntax.Bound):
        return None if not _is_constant(test.operand) or test.operator is ComparisonOperator.NOT_EQUAL else [_range(test)]
    inner = test.expression if isinstance(test, syntax.ExpressionTest) else test
    if isinstance(inner, syntax.RangeLiteral):
        return [evaluate(inner, {}).value] if _is_constant(inner.low) and _is_constant(inner.high) else None
    return [evaluate(inner, {}).value] if _is_constant(inner) else None


def _range(bound: syntax.Bound) -> Value:
    try:
        return range_of_bound(bound.operator, evaluate(bound.operand, {}).value)
    except NoValue:
        return ()


def _is_constant(node: Node) -> bool:
    return isinstance(node, _CONSTANT)


def _meet(one: Value, two: Value) -> bool:
    """Whether two values or ranges share a value; if that cannot be said, they may."""
    try:
        if isinstance(one, Range) and isinstance(two, Range):
            return not (_is_before(one, two) or _is_before(two, one))
        if isinstance(one, Range):
            one, two = two, one
        if isinstance(two, Range):
            point = Range(one, one, True, True)  # noqa: FBT003 - a single value
            return one is not None and not (_is_before(point, two) or _is_before(two, point))
        return is_equal(one, two)
    except NoValue:
        return True


def _is_before(one: Range, two: Range) -> bool:
    if one.end is None or two.start is None:
        return False
    touch = is_equal(one.end, two.start)
    return is_less(one.end, two.start) or (touch and not (one.end_included and two.start_included))
