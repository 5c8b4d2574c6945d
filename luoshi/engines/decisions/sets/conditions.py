"""Comparisons, membership and three-valued logic as FEEL has them, which SQL has not quite.

Null equals null and nothing else, so equality is never null; order with null is null, as in SQL.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.calculating import FRACTION_DIGITS, as_fraction, checked, product, quantity_of, shaped
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.doubts import Doubts
from luoshi.engines.decisions.sets.quantities import EXACT, SQL_DIGITS_MAX, Quantity, scale_of
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import (
    SURE,
    TRUE,
    Chosen,
    Column,
    Doubt,
    Fraction,
    Known,
    Listed,
    Parts,
    SetValue,
    Sort,
    Span,
    Sql,
    doubt_of,
)  # fmt: skip
from luoshi.engines.feel import ternary
from luoshi.engines.feel.comparison import compare, is_in
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.syntax import ComparisonOperator
from luoshi.engines.feel.values import Range, Value

_WORDS: Final[dict[ComparisonOperator, type[exp.Binary]]] = {
    ComparisonOperator.EQUAL: exp.EQ,
    ComparisonOperator.NOT_EQUAL: exp.NEQ,
    ComparisonOperator.LESS: exp.LT,
    ComparisonOperator.LESS_OR_EQUAL: exp.LTE,
    ComparisonOperator.GREATER: exp.GT,
    ComparisonOperator.GREATER_OR_EQUAL: exp.GTE,
}
_MIRRORED: Final = {
    ComparisonOperator.LESS: ComparisonOperator.GREATER,
    ComparisonOperator.LESS_OR_EQUAL: ComparisonOperator.GREATER_OR_EQUAL,
    ComparisonOperator.GREATER: ComparisonOperator.LESS,
    ComparisonOperator.GREATER_OR_EQUAL: ComparisonOperator.LESS_OR_EQUAL,
}
_BELOW: Final = frozenset((ComparisonOperator.LESS, ComparisonOperator.LESS_OR_EQUAL))


def known(answer: Callable[[], Value], doubt: Doubt = SURE) -> Known:
    """What FEEL says of values that are known; null where it says nothing."""
    try:
        return Known(answer(), doubt)
    except NoValue:
        return Known(None, doubt)


def truth(condition: Sql, doubt: Doubt, *, sure: bool) -> Column:
    """A column of true and false."""
    return Column(condition, Sort.TRUTH, doubt, sure=sure)


def as_truth(value: SetValue, operation: str) -> Column | Known:
    """A value that is true, false or null.

    Raises:
        Refused: it is of another kind.
    """
    if isinstance(value, Known) and (value.value is None or isinstance(value.value, bool)):
        return value
    if isinstance(value, Column) and value.sort is Sort.TRUTH:
        return value
    raise Refused(operation, "条件应为 true 或 false。", "A condition must be true or false.")


# --- comparisons


def compared(operator: ComparisonOperator, left: SetValue, right: SetValue) -> SetValue:
    """``left operator right``.

    Raises:
        Refused: SQL compares them in another way, or not at all.
    """
    if isinstance(left, Known) and isinstance(right, Known):
        return known(lambda: compare(operator, left.value, right.value), left.doubt | right.doubt)
    if operator is ComparisonOperator.NOT_EQUAL:
        return opposite(equal(left, right))
    return equal(left, right) if operator is ComparisonOperator.EQUAL else _ordered(operator, left, right)


def equal(left: SetValue, right: SetValue) -> Column | Known:
    """``left = right``, true of two nulls and never null."""
    if isinstance(left, Known):
        left, right = right, left
    if isinstance(right, Known):
        return _is_null(left) if right.value is None else _equal_constant(left, right)
    return _equal_columns(left, right)


def _is_null(value: SetValue) -> Column | Known:
    if isinstance(value, Column):
        return Known(False, value.doubt) if value.sure else truth(sql.is_null(value.sql), value.doubt, sure=True)  # noqa: FBT003
    if isinstance(value, Fraction):
        parts = [sql.is_null(each.sql) for each in (value.numerator, value.divisor) if not each.sure]
        return truth(sql.joined(exp.Or, parts), value.doubt, sure=True) if parts else Known(False, value.doubt)  # noqa: FBT003
    return Known(isinstance(value, Known) and value.value is None, value.doubt)


def _equal_constant(left: SetValue, right: Known) -> Column | Known:
    if isinstance(left, Fraction):
        return _equal_columns(left, as_column(right))
    one, two = _comparable(left, right)
    if one.sort is Sort.TRUTH:
        condition = one.sql if right.value is True else sql.negated(one.sql)
        return truth(condition if one.sure else sql.known_or_false(condition), one.doubt, sure=True)
    if never_equal(one, right.value):
        return Known(False, one.doubt)  # noqa: FBT003
    if one.chosen is not None:
        return _one_of(one, [right.value], right.doubt)
    if one.sort is Sort.NUMBER:
        assert isinstance(right.value, Decimal), "both are numbers"
        two = _with_scale(right.value, quantity_of(one).scale)
    return _equation(one, two)


def never_equal(column: Column, value: Value) -> bool:
    """Whether a column cannot have a value."""
    if isinstance(value, Decimal) and column.quantity is not None:
        return scale_of(value) > column.quantity.scale or not column.quantity.low <= value <= column.quantity.high
    return column.characters.among is not None and value not in column.characters.among


def _equal_columns(left: SetValue, right: SetValue) -> Column | Known:
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        one, two = _crossed(left, right)
        return _equation(one, two)
    if isinstance(left, Parts | Listed | Span) or isinstance(right, Parts | Listed | Span):
        raise Refused("=", "列表、上下文和范围不能比较。", "Lists, contexts and ranges cannot be compared.")
    one, two = _comparable(left, right)
    return TRUE if one.sql == two.sql else _equation(one, two)


def _equation(one: Column, two: Column) -> Column:
    doubt, equation = one.doubt | two.doubt, sql.binary(exp.EQ, *_in_one_type(one, two))
    if one.sure and two.sure:
        return truth(equation, doubt, sure=True)
    if one.sure or two.sure:
        return truth(sql.known_or_false(equation), doubt, sure=True)
    both_null = sql.binary(exp.And, sql.is_null(one.sql), sql.is_null(two.sql))
    return truth(sql.case([(equation, sql.TRUE), (both_null, sql.TRUE)], sql.FALSE), doubt, sure=True)


def _comparable(left: SetValue, right: SetValue) -> tuple[Column, Column]:
    one, two = as_column(left), as_column(right)
    if one.sort is not two.sort:
        raise Refused(
            "=", f"“{one.sort}”与“{two.sort}”类型不同，FEEL 的答案总是空。", f"A {one.sort} and a {two.sort} never compare; FEEL says null."
        )
    return one, two


def _ordered(operator: ComparisonOperator, left: SetValue, right: SetValue) -> SetValue:
    if any(isinstance(each, Known) and each.value is None for each in (left, right)):
        return Known(None, left.doubt | right.doubt)
    if isinstance(left, Known):
        left, right, operator = right, left, _MIRRORED[operator]
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        return _comparison(operator, *_crossed(left, right))
    one, two = _comparable(left, right)
    if one.sort in (Sort.TEXT, Sort.TRUTH):
        raise Refused(operator, "文字的先后因数据库的排序规则而异。", "The order of texts differs with the collation of each database.")
    if isinstance(right, Known) and isinstance(right.value, Decimal):
        operator, value = _bound_with_scale(operator, right.value, quantity_of(one).scale)
        two = _with_scale(value, quantity_of(one).scale)
    return _comparison(operator, one, two)


def _comparison(operator: ComparisonOperator, one: Column, two: Column) -> Column | Known:
    sure, doubt = one.sure and two.sure, one.doubt | two.doubt
    folded = _by_quantity(operator, one, two) if sure else None
    if folded is not None:
        return Known(folded, doubt)
    return truth(sql.binary(_WORDS[operator], *_in_one_type(one, two)), doubt, sure=sure)


def _in_one_type(one: Column, two: Column) -> tuple[Sql, Sql]:
    """Both numbers in the type that holds either: engines that have to find one take 128 bits."""
    if one.quantity is None or two.quantity is None:
        return one.sql, two.sql
    both = checked(one.quantity.hull(two.quantity), "<, =, >", SQL_DIGITS_MAX)
    return shaped(one, both), shaped(two, both)


def _by_quantity(operator: ComparisonOperator, one: Column, two: Column) -> bool | None:
    """The answer, where what is known of both leaves no other."""
    if one.quantity is None or two.quantity is None:
        return None
    ends = ((one.quantity.low, two.quantity.high), (one.quantity.high, two.quantity.low))
    answers = {compare(operator, *each) for each in ends}
    return answers.pop() if len(answers) == 1 else None


def _bound_with_scale(operator: ComparisonOperator, value: Decimal, scale: int) -> tuple[ComparisonOperator, Decimal]:
    """A bound with the digits of what it bounds, so that no engine widens the column for it: ``< 0.055`` is ``<= 0.05``."""
    if scale_of(value) <= scale:
        return operator, value
    unit = Decimal((0, (1,), -scale))
    if operator in _BELOW:
        return ComparisonOperator.LESS_OR_EQUAL, value.quantize(unit, ROUND_FLOOR, EXACT)
    return ComparisonOperator.GREATER_OR_EQUAL, value.quantize(unit, ROUND_CEILING, EXACT)


def _with_scale(value: Decimal, scale: int) -> Column:
    quantity = Quantity(value, value, max(scale, scale_of(value)))
    return Column(sql.number(value, quantity), Sort.NUMBER, quantity=quantity, sure=True)


def _crossed(left: SetValue, right: SetValue) -> tuple[Column, Column]:
    """Both sides times both divisors, which are positive: a division that never happens cannot be rounded."""
    one, two = as_fraction(left), as_fraction(right)
    return product(one.numerator, two.divisor, FRACTION_DIGITS), product(two.numerator, one.divisor, FRACTION_DIGITS)


# --- membership


def between(value: SetValue, low: SetValue, high: SetValue) -> SetValue:
    """``value between low and high``: null where one of them is."""
    sides = compared(ComparisonOperator.GREATER_OR_EQUAL, value, low), compared(ComparisonOperator.LESS_OR_EQUAL, value, high)
    if all(isinstance(each, Known) for each in sides):
        answers = [each.value for each in sides if isinstance(each, Known)]
        return Known(None if None in answers else all(answers), doubt_of(*sides))
    one, two = (as_column(each, Sort.TRUTH) for each in sides)
    both = sql.binary(exp.And, one.sql, two.sql)
    doubt = doubt_of(*sides)
    if one.sure and two.sure:
        return truth(both, doubt, sure=True)
    is_unknown = sql.joined(exp.Or, (sql.is_null(each.sql) for each in (one, two) if not each.sure))
    return truth(sql.case([(sql.negated(is_unknown), both)]), doubt, sure=False)


def within(value: SetValue, span: Span) -> SetValue:
    """Whether a range includes a value; null where the value or an end is null, unless the lower side says false."""
    sides: list[SetValue] = []
    if span.low is not None:
        sides.append(compared(ComparisonOperator.GREATER_OR_EQUAL if span.low_included else ComparisonOperator.GREATER, value, span.low))
    if span.high is not None:
        sides.append(compared(ComparisonOperator.LESS_OR_EQUAL if span.high_included else ComparisonOperator.LESS, value, span.high))
    if all(isinstance(each, Known) for each in sides):
        answer: ternary.Truth = True
        for each in sides:
            answer = ternary.AND[answer, ternary.truth(each.value if isinstance(each, Known) else None)]
        return Known(answer, doubt_of(value, span))
    columns = [as_column(each, Sort.TRUTH) for each in sides]
    return truth(sql.joined(exp.And, (each.sql for each in columns)), doubt_of(*sides), sure=all(each.sure for each in columns))


def span_of(value: Range) -> Span:
    """A range that is known."""
    low, high = (None if each is None else Known(each) for each in (value.start, value.end))
    return Span(low, high, value.start_included, value.end_included)


@dataclass(frozen=True, slots=True)
class Logic:
    """``and``, ``or`` and ``not`` with their doubts."""

    doubts: Doubts

    def every(self, values: Sequence[SetValue]) -> Column | Known:
        """``and``: false if one is, else null if one is."""
        return self._joined(values, exp.And, decisive=False)

    def some(self, values: Sequence[SetValue]) -> Column | Known:
        """``or``: true if one is, else null if one is."""
        return self._joined(values, exp.Or, decisive=True)

    def _joined(self, values: Sequence[SetValue], kind: type[exp.Binary], *, decisive: bool) -> Column | Known:
        parts = [as_truth(each, kind.key) for each in values]
        decided = next((each for each in parts if isinstance(each, Known) and each.value is decisive), None)
        if decided is not None and not decided.doubt:
            return Known(decisive)
        columns = [as_column(each, Sort.TRUTH) for each in parts if not _says_nothing(each, decisive=decisive)]
        if not columns:
            return Known(not decisive)
        if len(columns) == 1:
            return columns[0]
        end = sql.TRUE if decisive else sql.FALSE
        doubt = self.doubts.of_conjunction([(each.sql, each.doubt) for each in columns], end)
        return truth(sql.joined(kind, (each.sql for each in columns)), doubt, sure=all(each.sure for each in columns))

    def belongs(self, value: SetValue, found: SetValue) -> Column | Known:
        """Whether a value is one of, within, or equal to what a test says."""
        if isinstance(value, Known) and isinstance(found, Known):
            return as_truth(known(lambda: is_in(value.value, found.value), value.doubt | found.doubt), "in")
        if isinstance(found, Span):
            return as_truth(within(value, found), "in")
        if isinstance(found, Known) and isinstance(found.value, Range):
            return as_truth(within(value, span_of(found.value)), "in")
        if isinstance(found, Known) and isinstance(found.value, tuple):
            return self.is_among(value, found.value, found.doubt)
        if isinstance(found, Listed):
            return self.contains(found, value)
        return equal(value, found)

    def is_among(self, value: SetValue, items: tuple[Value, ...], doubt: Doubt = SURE) -> Column | Known:
        """Whether one of the known items equals the value, or as a range includes it. Others than its kind are simply different."""
        spans = [within(value, span_of(each)) for each in items if isinstance(each, Range)]
        single = [each for each in items if not isinstance(each, Range)]
        return self.some([_one_of(value, single, doubt), *spans])

    def contains(self, listed: Listed, value: SetValue) -> Column | Known:
        """Whether an item that is there equals the value."""
        if not listed.items:
            return Known(False, listed.doubt)  # noqa: FBT003
        return self.some([self.every([each.present, equal(each.value, value)]) for each in listed.items])


def _says_nothing(part: Column | Known, *, decisive: bool) -> bool:
    return isinstance(part, Known) and part.value is (not decisive) and not part.doubt


def _one_of(value: SetValue, items: Sequence[Value], doubt: Doubt) -> Column | Known:
    """``IN``, which is one look instead of many comparisons."""
    if isinstance(value, Fraction):
        raise Refused("in", "分数与清单不能比较。", "A quotient is not looked up in a list.")
    column = as_column(value)
    fit = [each for each in items if each is not None and as_column(Known(each)).sort is column.sort and not never_equal(column, each)]
    has_null = any(each is None for each in items)
    if column.sure and column.characters.among is not None and column.characters.among <= set(fit):
        return Known(True, column.doubt | doubt)  # noqa: FBT003
    found = _in(column, fit) if fit else None
    conditions = [] if found is None else [found if column.sure else sql.known_or_false(found)]
    conditions += [sql.is_null(column.sql)] if has_null and not column.sure else []
    if not conditions:
        return Known(False, column.doubt | doubt)  # noqa: FBT003
    return truth(sql.joined(exp.Or, conditions), column.doubt | doubt, sure=True)


def _in(column: Column, items: Sequence[Value]) -> Sql:
    if column.chosen is not None:
        return _is_rule_for(column.chosen, items)
    if column.sort is Sort.NUMBER:
        scale = quantity_of(column).scale
        constants = [_with_scale(each, scale).sql for each in items if isinstance(each, Decimal)]
    else:
        constants = [as_column(Known(each)).sql for each in items]
    if column.sort is Sort.TRUTH and len(items) == 1:
        return column.sql if items[0] is True else sql.negated(column.sql)
    if len(constants) == 1:
        return sql.binary(exp.EQ, column.sql, constants[0])
    return exp.In(this=sql.inside(column.sql), expressions=constants)


def _is_rule_for(chosen: Chosen, items: Sequence[Value]) -> Sql:
    """Whether a rule hit that concludes one of the items."""
    rules = [exp.Literal.number(rule) for rule, value in chosen.values.items() if value in items]
    return sql.binary(exp.EQ, chosen.rule, rules[0]) if len(rules) == 1 else exp.In(this=chosen.rule, expressions=rules)


def opposite(value: Column | Known) -> Column | Known:
    """``not``: null of null."""
    if isinstance(value, Known):
        return Known(ternary.NOT[ternary.truth(value.value)], value.doubt)
    return replace(value, sql=sql.negated(value.sql))
