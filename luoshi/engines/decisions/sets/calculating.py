"""The calculations of FEEL on columns: exact, as wide as they must be, and a division stays a fraction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal, Inexact
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.quantities import DIGITS_MAX, EXACT, NARROW, WHOLE, Quantity, exactly
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.sql import Word
from luoshi.engines.decisions.sets.values import Column, Fraction, Known, SetValue, Sort, Sql
from luoshi.engines.feel.arithmetic import calculate
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.syntax import ArithmeticOperator

ONE: Final = exactly(Decimal(1))
FRACTION_DIGITS: Final = 31
"""Of products with a divisor. FEEL rounds a quotient to 34 digits; with so few digits on both sides that can never change a comparison."""


def calculated(operator: ArithmeticOperator, left: SetValue, right: SetValue) -> SetValue:
    """``left operator right``.

    Raises:
        Refused: there is no such calculation in SQL.
    """
    if isinstance(left, Known) and isinstance(right, Known):
        return _known(operator, left, right)
    null = next((each for each in (left, right) if isinstance(each, Known) and each.value is None), None)
    if null is not None:
        return Known(None, left.doubt | right.doubt)
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        return _with_fraction(operator, left, right)
    one, two = as_column(left), as_column(right)
    rule = _RULES.get((operator, one.sort, two.sort))
    if rule is None:
        raise Refused(operator, f"“{one.sort}”与“{two.sort}”不能作这种运算。", f"A {one.sort} and a {two.sort} cannot be calculated with.")
    return rule(one, two)


def _known(operator: ArithmeticOperator, left: Known, right: Known) -> Known:
    try:
        return Known(calculate(operator, left.value, right.value), left.doubt | right.doubt)
    except NoValue:
        return Known(None, left.doubt | right.doubt)


def quantity_of(column: Column) -> Quantity:
    """What is known of a number."""
    assert column.quantity is not None, "numbers and durations have a quantity"
    return column.quantity


def checked(quantity: Quantity, operation: str, digits: int = DIGITS_MAX) -> Quantity:
    """The quantity, unless it has more digits than can be computed exactly.

    Raises:
        Refused: it has.
    """
    if quantity.precision > digits:
        raise Refused(
            operation,
            f"结果可能有 {quantity.precision} 位，超过能精确计算的 {digits} 位；请在类型中限定取值或小数位数。",
            f"The result may have {quantity.precision} digits, more than the {digits} that are computed exactly; "
            f"limit the values or their digits in the types.",
        )
    return quantity


def negated(value: SetValue) -> SetValue:
    """``-value``."""
    return calculated(ArithmeticOperator.SUBTRACT, Known(Decimal(0)), value)


def product(one: Column, two: Column, digits: int = DIGITS_MAX) -> Column:
    """One times the other."""
    for each, other in ((one, two), (two, one)):
        if each.sure and quantity_of(each) == ONE:
            return replace(other, doubt=one.doubt | two.doubt)
    quantity = checked(quantity_of(one) * quantity_of(two), "*", digits)
    return _number(sql.binary(exp.Mul, *_operands(one, two, quantity)), quantity, one, two)


def total(kind: type[exp.Binary], one: Column, two: Column, digits: int = DIGITS_MAX) -> Column:
    """The sum or the difference."""
    right = quantity_of(two)
    quantity = checked(quantity_of(one) + (right if kind is exp.Add else -right), "+" if kind is exp.Add else "-", digits)
    return _number(sql.binary(kind, *_operands(one, two, quantity)), quantity, one, two)


def _operands(one: Column, two: Column, result: Quantity) -> tuple[Sql, Sql]:
    """Both sides as engines must have them: a whole number beside a DECIMAL as one of 64 bits, where they would take 128; and the left
    side of what needs 128 bits with as many, since engines keep 64 as long as both sides have them."""
    left, right = quantity_of(one), quantity_of(two)
    if result.precision > NARROW:
        return sql.cast(one.sql, f"DECIMAL({result.precision}, {left.scale})"), _as_decimal(two)
    return (one.sql, two.sql) if left.is_whole and right.is_whole else (_as_decimal(one), _as_decimal(two))


def _as_decimal(column: Column) -> Sql:
    return sql.cast(column.sql, f"DECIMAL({NARROW}, 0)") if quantity_of(column).is_whole else column.sql


def shaped(column: Column, quantity: Quantity) -> Sql:
    """The number in the type of a quantity: a constant written so, another one cast where its own type is different."""
    own = quantity_of(column)
    if column.sure and own.low == own.high:
        return sql.number(own.low, quantity)
    return column.sql if own.sql == quantity.sql else sql.cast(column.sql, quantity.sql)


def _number(expression: exp.Expr, quantity: Quantity, one: Column, two: Column) -> Column:
    return Column(expression, Sort.NUMBER, one.doubt | two.doubt, quantity, sure=one.sure and two.sure)


# --- fractions


def divided(one: Column, two: Column) -> SetValue:
    """The quotient: by a number that divides exactly the product with its reciprocal, else a fraction with a positive divisor."""
    divisor = quantity_of(two)
    if divisor.low == divisor.high and two.sure:
        reciprocal = _reciprocal(divisor.low)
        if reciprocal is not None:
            return product(one, as_column(Known(reciprocal)))
    if divisor.low < 0:
        is_negative = sql.binary(exp.LT, two.sql, sql.integer(0))
        opposite = sql.case([(is_negative, exp.Neg(this=sql.inside(one.sql)))], one.sql)
        one = replace(one, sql=opposite, quantity=quantity_of(one).hull(-quantity_of(one)), doubt=one.doubt | two.doubt, sure=False)
        two = replace(two, sql=exp.Abs(this=two.sql), quantity=divisor.hull(-divisor).within(Decimal(0), None))
    guarded = two.sql if divisor.low > 0 else sql.case([(sql.binary(exp.NEQ, two.sql, sql.integer(0)), two.sql)])
    return Fraction(one, replace(two, sql=guarded, sure=two.sure and divisor.low > 0))


def _reciprocal(value: Decimal) -> Decimal | None:
    """One through a number, where it has few digits; nothing through zero."""
    if not value:
        return None
    context = EXACT.copy()
    context.prec, context.traps[Inexact] = 12, True
    try:
        return context.normalize(context.divide(Decimal(1), value))
    except Inexact:
        return None


def as_fraction(value: SetValue) -> Fraction:
    """A number over one, if it is none yet."""
    return value if isinstance(value, Fraction) else Fraction(_as_number(value), as_column(Known(Decimal(1))))


def _as_number(value: SetValue) -> Column:
    column = as_column(value, Sort.NUMBER)
    if column.sort is not Sort.NUMBER:
        raise Refused(column.sort, "这里需要数。", "A number is wanted here.")
    return column


def _with_fraction(operator: ArithmeticOperator, left: SetValue, right: SetValue) -> SetValue:
    one, two = as_fraction(left), as_fraction(right)
    if operator in (ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT):
        kind: type[exp.Binary] = exp.Add if operator is ArithmeticOperator.ADD else exp.Sub
        sides = product(one.numerator, two.divisor, FRACTION_DIGITS), product(two.numerator, one.divisor, FRACTION_DIGITS)
        return Fraction(total(kind, *sides, FRACTION_DIGITS), product(one.divisor, two.divisor, FRACTION_DIGITS))
    if operator is ArithmeticOperator.MULTIPLY:
        return Fraction(product(one.numerator, two.numerator, FRACTION_DIGITS), product(one.divisor, two.divisor, FRACTION_DIGITS))
    if operator is ArithmeticOperator.DIVIDE and not isinstance(right, Fraction):
        by = divided(as_column(Known(Decimal(1))), two.numerator)
        return _with_fraction(ArithmeticOperator.MULTIPLY, one, by)
    raise Refused(operator, "分数不能这样计算。", "A quotient cannot be calculated with in this way.")


# --- dates and durations


def _in_order(one: Column, two: Column, expression: exp.Expr, sort: Sort) -> Column:
    quantity = WHOLE if sort in (Sort.DAYS, Sort.MONTHS) else None
    return Column(expression, sort, one.doubt | two.doubt, quantity, sure=one.sure and two.sure)


def _days_between(one: Column, two: Column) -> SetValue:
    return _in_order(one, two, sql.cast(sql.word(Word.DAYS_BETWEEN, one.sql, two.sql), "BIGINT"), Sort.DAYS)


def _moved(word: Word, sign: int) -> Callable[[Column, Column], SetValue]:
    def move(date: Column, by: Column) -> SetValue:
        number = by.sql if sign > 0 else exp.Neg(this=sql.inside(by.sql))
        return _in_order(date, by, sql.word(word, date.sql, sql.cast(number, "INT")), Sort.DATE)

    return move


def _durations(kind: type[exp.Binary]) -> Callable[[Column, Column], SetValue]:
    def calculate_durations(one: Column, two: Column) -> SetValue:
        return replace(total(kind, one, two), sort=one.sort)

    return calculate_durations


def _ratio_of_durations(one: Column, two: Column) -> SetValue:
    return divided(as_count(one), as_count(two))


def as_count(duration: Column) -> Column:
    """A duration as the number of its days or months."""
    quantity = quantity_of(duration)
    return replace(duration, sql=sql.cast(duration.sql, quantity.sql), sort=Sort.NUMBER)


_Rule = Callable[[Column, Column], SetValue]
_ADD, _SUBTRACT = ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT
_NUMBERS = Sort.NUMBER, Sort.NUMBER

_RULES: Final[dict[tuple[ArithmeticOperator, Sort, Sort], _Rule]] = {
    (_ADD, *_NUMBERS): lambda one, two: total(exp.Add, one, two),
    (_SUBTRACT, *_NUMBERS): lambda one, two: total(exp.Sub, one, two),
    (ArithmeticOperator.MULTIPLY, *_NUMBERS): product,
    (ArithmeticOperator.DIVIDE, *_NUMBERS): divided,
    (_SUBTRACT, Sort.DATE, Sort.DATE): _days_between,
    (_ADD, Sort.DATE, Sort.DAYS): _moved(Word.ADD_DAYS, 1),
    (_ADD, Sort.DATE, Sort.MONTHS): _moved(Word.ADD_MONTHS, 1),
    (_ADD, Sort.DAYS, Sort.DATE): lambda one, two: _moved(Word.ADD_DAYS, 1)(two, one),
    (_ADD, Sort.MONTHS, Sort.DATE): lambda one, two: _moved(Word.ADD_MONTHS, 1)(two, one),
    (_SUBTRACT, Sort.DATE, Sort.DAYS): _moved(Word.ADD_DAYS, -1),
    (_SUBTRACT, Sort.DATE, Sort.MONTHS): _moved(Word.ADD_MONTHS, -1),
    (_ADD, Sort.DAYS, Sort.DAYS): _durations(exp.Add),
    (_SUBTRACT, Sort.DAYS, Sort.DAYS): _durations(exp.Sub),
    (_ADD, Sort.MONTHS, Sort.MONTHS): _durations(exp.Add),
    (_SUBTRACT, Sort.MONTHS, Sort.MONTHS): _durations(exp.Sub),
    (ArithmeticOperator.DIVIDE, Sort.DAYS, Sort.DAYS): _ratio_of_durations,
    (ArithmeticOperator.DIVIDE, Sort.MONTHS, Sort.MONTHS): _ratio_of_durations,
}
