"""Which rules can never apply together, because cells of one column share no value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from luoshi.engines.decisions.running import FeelText
from luoshi.engines.decisions.sets.quantities import EXACT, Quantity
from luoshi.engines.decisions.sets.values import Column, Sort
from luoshi.engines.decisions.tables import Table
from luoshi.engines.feel import syntax
from luoshi.engines.feel.comparison import is_equal, is_less
from luoshi.engines.feel.evaluate import evaluate, range_of_bound
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.syntax import ComparisonOperator, Node
from luoshi.engines.feel.values import Range, Value

Bounds = tuple[Decimal | None, Decimal | None]
"""The least and the greatest value, both included."""

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


def covers(cells: Sequence[FeelText | None], column: Column) -> bool:
    """Whether the cells of a column leave out no value that it can have, null aside."""
    found = [region(each) for each in cells]
    if None in found:
        return any(each is None for each in cells)
    values = [value for each in found if each is not None for value in each]
    if column.sort is Sort.TRUTH:
        return True in values and False in values
    if column.characters.among is not None:
        return column.characters.among <= {each for each in values if isinstance(each, str)}
    return column.sort is Sort.NUMBER and column.quantity is not None and _covers_numbers(values, column.quantity)


def _covers_numbers(values: Sequence[Value], quantity: Quantity) -> bool:
    return covers_bounds([included(each, quantity.scale) for each in values if isinstance(each, Range | Decimal)], quantity)


def covers_bounds(bounds: Sequence[Bounds], quantity: Quantity) -> bool:
    """Whether nothing of a column's digits lies between or beside the bounds."""
    unit = Decimal((0, (1,), -quantity.scale))
    reached = quantity.low - unit
    for low, high in sorted((quantity.low if low is None else low, quantity.high if high is None else high) for low, high in bounds):
        if low > reached + unit:
            return False
        reached = max(reached, high)
    return reached >= quantity.high


def included(value: Range | Decimal, scale: int) -> Bounds:
    """A range of numbers with so many digits by its least and greatest."""
    if isinstance(value, Decimal):
        return value, value
    low = high = None
    unit = Decimal((0, (1,), -scale))
    if isinstance(value.start, Decimal):
        low = value.start.quantize(unit, ROUND_CEILING, EXACT)
        low += unit if low == value.start and not value.start_included else 0
    if isinstance(value.end, Decimal):
        high = value.end.quantize(unit, ROUND_FLOOR, EXACT)
        high -= unit if high == value.end and not value.end_included else 0
    return low, high
