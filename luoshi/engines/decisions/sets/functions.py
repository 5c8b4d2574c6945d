"""The functions of FEEL that mean the same in every database."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial, reduce
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.branching import Branching, alike, items_of
from luoshi.engines.decisions.sets.calculating import as_count, calculated, product, quantity_of, shaped, total
from luoshi.engines.decisions.sets.conditions import as_truth, compared, opposite, truth
from luoshi.engines.decisions.sets.constants import as_column
from luoshi.engines.decisions.sets.quantities import COUNT, WHOLE, Quantity, exactly
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.sql import Word
from luoshi.engines.decisions.sets.values import Characters, Column, Fraction, Known, Listed, SetValue, Sort, doubt_of
from luoshi.engines.feel.syntax import ArithmeticOperator, ComparisonOperator

Arguments = Sequence[SetValue]
Function = Callable[[Branching, Arguments], SetValue]


def _number(value: SetValue) -> Column:
    column = as_column(value, Sort.NUMBER)
    if column.sort is not Sort.NUMBER:
        raise Refused(column.sort, "这里需要数。", "A number is wanted here.")
    return column


def _text(value: SetValue) -> Column:
    column = as_column(value, Sort.TEXT)
    if column.sort is not Sort.TEXT:
        raise Refused(column.sort, "这里需要文字。", "A text is wanted here.")
    return column


def _whole(value: SetValue, operation: str) -> int:
    """An argument that must be known."""
    if isinstance(value, Known) and isinstance(value.value, Decimal):
        return int(value.value)
    raise Refused(operation, "小数位数和位置须是写明的数或参数。", "Digits and positions must be written out or parameters.")


# --- rounding


def _rounding(name: str, word: Word) -> Function:
    def rounded(branching: Branching, arguments: Arguments) -> SetValue:
        digits = _whole(arguments[1], name) if len(arguments) > 1 else 0
        if digits < 0:
            raise Refused(name, "只能舍入到个位以下。", "It rounds to whole numbers or digits after the point only.")
        if isinstance(arguments[0], Fraction):
            return _rounded_fraction(name, word, arguments[0], digits)
        column = _number(arguments[0])
        quantity = quantity_of(column).rounded(digits)
        if quantity == column.quantity:
            return column
        rounding = sql.word(word, column.sql, exp.Literal.number(digits))
        return replace(column, sql=sql.cast(rounding, quantity.sql), quantity=quantity)

    return rounded


def _rounded_fraction(name: str, word: Word, fraction: Fraction, digits: int) -> Column:
    """In whole numbers, divided once: ``(2·n + d) // (2·d)`` for half up."""
    numerator, divisor = fraction.numerator, fraction.divisor
    if quantity_of(numerator).low < 0:
        raise Refused(name, "被除数可能为负。", "The dividend may be negative.")
    scale = quantity_of(divisor).scale - quantity_of(numerator).scale
    unit = Decimal(10) ** digits
    top = _times(numerator, unit * Decimal(10) ** max(scale + quantity_of(numerator).scale, quantity_of(numerator).scale))
    bottom = _times(divisor, Decimal(10) ** max(quantity_of(numerator).scale, quantity_of(divisor).scale))
    top, bottom = _as_whole(top), _as_whole(bottom)
    if word is Word.ROUND_HALF_UP:
        two = as_column(Known(Decimal(2)))
        top, bottom = total(exp.Add, product(top, two), bottom), product(bottom, two)
    elif word in (Word.CEILING, Word.ROUND_UP):
        top = total(exp.Sub, total(exp.Add, top, bottom), as_column(Known(Decimal(1))))
    elif word is Word.ROUND_HALF_EVEN:
        raise Refused(name, "商的四舍六入五成双没有整数写法。", "A quotient cannot be rounded half to even.")
    quotient = Quantity(Decimal(0), quantity_of(top).high, 0)
    whole = Column(sql.word(Word.QUOTIENT, top.sql, bottom.sql), Sort.NUMBER, fraction.doubt, quotient, sure=top.sure and bottom.sure)
    whole = replace(whole, sql=sql.cast(whole.sql, quotient.sql))
    return product(whole, as_column(Known(1 / unit)))


def _times(column: Column, factor: Decimal) -> Column:
    return product(column, as_column(Known(factor)))


def _as_whole(column: Column) -> Column:
    quantity = quantity_of(column)
    whole = Quantity(quantity.low.to_integral_value(), quantity.high.to_integral_value(), 0)
    return replace(column, sql=sql.cast(column.sql, whole.sql), quantity=whole)


# --- several values


def _least(operator: ComparisonOperator, ends: Callable[..., Decimal]) -> Function:
    """The least or greatest; ``ends`` is ``min`` or ``max``."""

    def least(branching: Branching, arguments: Arguments) -> SetValue:
        values = _values(arguments)
        columns = [each for each in (_as_sure_number(each) for each in values) if each is not None]
        if len(columns) == len(values):
            return _least_of_sure(columns, ends)
        found = reduce(partial(_better, branching, operator), values)
        quantities = [_quantity(each) for each in values]
        if not isinstance(found, Column) or found.quantity is None or None in quantities:
            return found
        return replace(found, quantity=_between([each for each in quantities if each is not None], ends))

    return least


def _as_sure_number(value: SetValue) -> Column | None:
    """A number that is no null: of such ones the engine's own word finds the least."""
    column = value if isinstance(value, Column) else as_column(value) if isinstance(value, Known) and value.value is not None else None
    return column if column is not None and column.sure and column.sort is Sort.NUMBER else None


def _least_of_sure(columns: Sequence[Column], ends: Callable[..., Decimal]) -> Column:
    quantities = [quantity_of(each) for each in columns]
    each_of_all = reduce(Quantity.hull, quantities)
    bounds = [shaped(each, each_of_all) for each in columns]
    word = "LEAST" if ends is min else "GREATEST"
    doubt, quantity = doubt_of(*columns), _between(quantities, ends)
    return Column(sql.cast(exp.Anonymous(this=word, expressions=bounds), quantity.sql), Sort.NUMBER, doubt, quantity, sure=True)


def _between(quantities: Sequence[Quantity], ends: Callable[..., Decimal]) -> Quantity:
    low, high = ends(each.low for each in quantities), ends(each.high for each in quantities)
    return Quantity(low, high, max(each.scale for each in quantities))


def _quantity(value: SetValue) -> Quantity | None:
    if isinstance(value, Known):
        return exactly(value.value) if isinstance(value.value, Decimal) else None
    return value.quantity if isinstance(value, Column) else None


def _values(arguments: Arguments) -> list[SetValue]:
    """The arguments, or the items of a list that are always there."""
    if len(arguments) > 1 or not isinstance(arguments[0], Listed | Known):
        return list(arguments)
    items = items_of(arguments[0])
    if not items or any(not (isinstance(each.present, Known) and each.present.value is True) for each in items):
        raise Refused("min, max, sum", "列表的项数要看数据。", "How many items the list has depends on the data.")
    return [each.value for each in items]


def _better(branching: Branching, operator: ComparisonOperator, one: SetValue, two: SetValue) -> SetValue:
    """The one that stands as asked; null if one of them is null."""
    one, two = (_once(branching, each) for each in (one, two))
    condition = as_truth(compared(operator, one, two), operator)
    if isinstance(condition, Known):
        return Known(None, condition.doubt) if condition.value is None else one if condition.value else two
    other = opposite(condition)
    assert isinstance(other, Column), "the opposite of a column"
    return (
        branching.chosen([condition, other], [one, two], Known(None), doubt_of(one, two))
        if not condition.sure
        else branching.chosen([condition], [one], two, doubt_of(one, two))
    )


def _once(branching: Branching, value: SetValue) -> SetValue:
    """As a column of a layer, since it is written twice."""
    return replace(value, sql=branching.logic.doubts.layers.column(value.sql)) if isinstance(value, Column) else value


def _sum(branching: Branching, arguments: Arguments) -> SetValue:
    values = _values(arguments)
    found = values[0]
    for each in values[1:]:
        found = calculated(ArithmeticOperator.ADD, found, each)
    return found


def _absolute(_branching: Branching, arguments: Arguments) -> SetValue:
    column = as_column(arguments[0], Sort.NUMBER)
    quantity = quantity_of(column)
    return replace(column, sql=exp.Abs(this=column.sql), quantity=quantity.hull(-quantity).within(Decimal(0), None))


# --- lists


def _count(branching: Branching, arguments: Arguments) -> SetValue:
    """How many items are there."""
    items = items_of(arguments[0])
    always = sum(isinstance(each.present, Known) and each.present.value is True for each in items)
    columns = [each.present for each in items if isinstance(each.present, Column)]
    ones = [sql.case([(sql.holds(each.sql), sql.integer(1))], sql.integer(0)) for each in columns]
    if not ones:
        return Known(Decimal(always), arguments[0].doubt)
    quantity = Quantity(Decimal(always), Decimal(always + len(ones)), 0)
    counted = sql.cast(sql.joined(exp.Add, [sql.integer(always), *ones] if always else ones), quantity.sql)
    return Column(counted, Sort.NUMBER, arguments[0].doubt | doubt_of(*columns), quantity, sure=True)


def _contains_item(branching: Branching, arguments: Arguments) -> SetValue:
    listed, value = arguments
    if isinstance(listed, Known) and isinstance(listed.value, tuple):
        return branching.logic.is_among(value, listed.value, listed.doubt)
    return branching.logic.contains(Listed(items_of(listed), listed.doubt), value)


def _concatenated(_branching: Branching, arguments: Arguments) -> SetValue:
    return Listed(tuple(item for each in arguments for item in items_of(each)), doubt_of(*arguments))


def _not(_branching: Branching, arguments: Arguments) -> SetValue:
    return opposite(as_truth(arguments[0], "not"))


# --- texts


def _length(_branching: Branching, arguments: Arguments) -> SetValue:
    column = _text(arguments[0])
    digits = column.characters.digits
    quantity = COUNT if digits is None else Quantity(Decimal(digits[0]), Decimal(digits[1]), 0)
    return Column(sql.cast(sql.word(Word.CHARACTERS, column.sql), quantity.sql), Sort.NUMBER, column.doubt, quantity, sure=column.sure)


def _substring(_branching: Branching, arguments: Arguments) -> SetValue:
    """From a position counted from 1; null where the text has no such position."""
    column, start = _text(arguments[0]), _whole(arguments[1], "substring")
    length = _whole(arguments[2], "substring") if len(arguments) > 2 else None
    if start < 1 or (length is not None and length < 1):
        raise Refused("substring", "只支持从前面数的位置。", "Positions count from the front only.")
    wanted = [exp.Literal.number(start), *([] if length is None else [exp.Literal.number(length)])]
    part = exp.Anonymous(this="SUBSTRING", expressions=[column.sql, *wanted])
    digits = column.characters.digits
    is_long_enough = digits is not None and digits[0] >= start
    enough = sql.binary(exp.GTE, sql.word(Word.CHARACTERS, column.sql), exp.Literal.number(start))
    known = None if digits is None or length is None else Characters(digits=(min(length, max(1, digits[0] - start + 1)), length))
    return replace(
        column,
        sql=part if is_long_enough else sql.case([(enough, part)]),
        characters=known or Characters(),
        sure=column.sure and is_long_enough,
    )


def _number_of(_branching: Branching, arguments: Arguments) -> SetValue:
    """The number that digits write. Other texts are read differently by each engine."""
    column = _text(arguments[0])
    digits = column.characters.digits
    if digits is None or len(arguments) > 1:
        raise Refused("number", "只能读已知全是数字的文字。", "Only texts that are known to be digits are read as numbers.")
    quantity = Quantity(Decimal(0), Decimal(10) ** digits[1] - 1, 0)
    return replace(column, sql=sql.cast(column.sql, quantity.sql), sort=Sort.NUMBER, quantity=quantity, characters=Characters())


_PIECE: Final = r"(?:\[(?:[0-9A-Za-z](?:-[0-9A-Za-z])?)+\]|[0-9A-Za-z])(?:\{\d+(?:,\d+)?\})?"
_PLAIN_PATTERN: Final = re.compile(rf"\^?(?:{_PIECE})+\$?")


def _matches(_branching: Branching, arguments: Arguments) -> SetValue:
    """Patterns of letters, digits, their classes and counts, which all engines read alike."""
    column, pattern = _text(arguments[0]), arguments[1]
    written = pattern.value if isinstance(pattern, Known) else None
    if len(arguments) > 2 or not isinstance(written, str) or not _PLAIN_PATTERN.fullmatch(written):
        raise Refused(
            "matches",
            "只支持字母、数字、字符类和次数组成的式样，其余写法各数据库不同。",
            "Only patterns of letters, digits, classes and counts are read alike by all databases.",
        )
    return truth(sql.word(Word.MATCHES, column.sql, sql.text(written)), column.doubt, sure=column.sure)


def _text_function(make: Callable[[Column, Column], exp.Expr]) -> Function:
    def apply(_branching: Branching, arguments: Arguments) -> SetValue:
        one, two = alike(arguments)
        return truth(make(_text(one), _text(two)), one.doubt | two.doubt, sure=one.sure and two.sure)

    return apply


def _starts_with(one: Column, two: Column) -> exp.Expr:
    start = exp.Anonymous(this="SUBSTRING", expressions=[one.sql, exp.Literal.number(1), sql.word(Word.CHARACTERS, two.sql)])
    return sql.binary(exp.EQ, start, two.sql)


# --- dates


def _months_between(_branching: Branching, arguments: Arguments) -> SetValue:
    """Whole months between two days, by our own formula: engines count boundaries, or not, as they like."""
    start, end = (as_column(each, Sort.DATE) for each in arguments)
    if not start.sort is end.sort is Sort.DATE:
        raise Refused("years and months duration", "需要两个日期。", "Two dates are wanted.")
    years = sql.binary(exp.Sub, part_of_date("YEAR", end), part_of_date("YEAR", start))
    months = sql.binary(exp.Sub, part_of_date("MONTH", end), part_of_date("MONTH", start))
    all_months = sql.binary(exp.Add, sql.binary(exp.Mul, years, exp.Literal.number(12)), months)
    first, last = part_of_date("DAY", start), part_of_date("DAY", end)
    is_short = sql.binary(exp.And, sql.binary(exp.GT, all_months, sql.integer(0)), sql.binary(exp.LT, last, first))
    is_long = sql.binary(exp.And, sql.binary(exp.LT, all_months, sql.integer(0)), sql.binary(exp.GT, last, first))
    less, more = sql.binary(exp.Sub, all_months, sql.integer(1)), sql.binary(exp.Add, all_months, sql.integer(1))
    return Column(
        sql.case([(is_short, less), (is_long, more)], all_months), Sort.MONTHS, start.doubt | end.doubt, WHOLE,
        sure=start.sure and end.sure,
    )  # fmt: skip


def part_of_date(part: str, date: Column) -> exp.Expr:
    """Its year, month or day."""
    return sql.cast(exp.Extract(this=exp.var(part), expression=date.sql), "BIGINT")


def member_of(value: Column, name: str) -> SetValue | None:
    """A part of a date or duration."""
    if value.sort is Sort.DATE and name in ("year", "month", "day"):
        bounds = {"year": (-9999, 9999), "month": (1, 12), "day": (1, 31)}[name]
        quantity = Quantity(Decimal(bounds[0]), Decimal(bounds[1]), 0)
        return replace(value, sql=sql.cast(part_of_date(name.upper(), value), quantity.sql), sort=Sort.NUMBER, quantity=quantity)
    if value.sort is Sort.DAYS and name == "days":
        return as_count(value)
    if value.sort is Sort.MONTHS and name in ("years", "months"):
        whole = sql.word(Word.QUOTIENT, value.sql, exp.Literal.number(12))
        months = sql.binary(exp.Sub, value.sql, sql.binary(exp.Mul, whole, exp.Literal.number(12)))
        return as_count(replace(value, sql=whole if name == "years" else months))
    return None


FUNCTIONS: Final[dict[str, Function]] = {
    "decimal": _rounding("decimal", Word.ROUND_HALF_EVEN),
    "round half up": _rounding("round half up", Word.ROUND_HALF_UP),
    "round down": _rounding("round down", Word.ROUND_DOWN),
    "round up": _rounding("round up", Word.ROUND_UP),
    "floor": _rounding("floor", Word.FLOOR),
    "ceiling": _rounding("ceiling", Word.CEILING),
    "min": _least(ComparisonOperator.LESS_OR_EQUAL, min),
    "max": _least(ComparisonOperator.GREATER_OR_EQUAL, max),
    "sum": _sum,
    "abs": _absolute,
    "count": _count,
    "list contains": _contains_item,
    "concatenate": _concatenated,
    "not": _not,
    "string length": _length,
    "substring": _substring,
    "number": _number_of,
    "matches": _matches,
    "starts with": _text_function(_starts_with),
    "years and months duration": _months_between,
}
