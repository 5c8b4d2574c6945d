"""Values that are known become columns, where they meet columns."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.quantities import DIGITS_MAX, exactly
from luoshi.engines.decisions.sets.refusals import Refused
from luoshi.engines.decisions.sets.values import SURE, Characters, Column, Doubt, Fraction, Known, SetValue, Sort
from luoshi.engines.feel.temporal import DAY_NANOSECONDS, Date, DaysDuration, YearsDuration
from luoshi.engines.feel.values import Value, kind

TYPES = {
    Sort.NUMBER: "BIGINT",
    Sort.TEXT: "TEXT",
    Sort.TRUTH: "BOOLEAN",
    Sort.DATE: "DATE",
    Sort.DAYS: "BIGINT",
    Sort.MONTHS: "BIGINT",
}
"""Of a null of each sort."""


def as_column(value: SetValue, like: Sort | None = None) -> Column:
    """A single value as a column; a null is one of the sort ``like``.

    Raises:
        Refused: it is no single value.
    """
    if isinstance(value, Column):
        return value
    if isinstance(value, Known):
        return _null(like, value.doubt) if value.value is None else _constant(value.value, value.doubt)
    raise Refused(
        "fraction" if isinstance(value, Fraction) else "list, context, range or function",
        "这里需要单个值。",
        "A single value is wanted here.",
    )


def _null(like: Sort | None, doubt: Doubt = SURE) -> Column:
    sort = like or Sort.TEXT
    quantity = exactly(Decimal(0)) if sort is Sort.NUMBER else None
    return Column(sql.cast(sql.NULL.copy(), TYPES[sort]), sort, doubt, quantity)


def _constant(value: Value, doubt: Doubt) -> Column:
    if isinstance(value, bool):
        return Column(sql.TRUE.copy() if value else sql.FALSE.copy(), Sort.TRUTH, doubt, sure=True)
    if isinstance(value, Decimal):
        quantity = exactly(value)
        if quantity.precision > DIGITS_MAX:
            raise Refused(str(value), "数的位数太多。", "The number has too many digits.")
        constant = sql.number(value, quantity) if quantity.is_whole else sql.decimal(value, quantity.precision, quantity.scale)
        return Column(constant, Sort.NUMBER, doubt, quantity, sure=True)
    if isinstance(value, str):
        return Column(sql.text(value), Sort.TEXT, doubt, characters=Characters(frozenset((value,))), sure=True)
    if isinstance(value, Date):
        return Column(sql.cast(sql.text(str(value)), "DATE"), Sort.DATE, doubt, sure=True)
    if isinstance(value, YearsDuration):
        return Column(sql.whole(value.months), Sort.MONTHS, doubt, exactly(Decimal(value.months)), sure=True)
    if isinstance(value, DaysDuration) and value.nanoseconds % DAY_NANOSECONDS == 0:
        days = value.nanoseconds // DAY_NANOSECONDS
        return Column(sql.whole(days), Sort.DAYS, doubt, exactly(Decimal(days)), sure=True)
    raise Refused(kind(value), f"“{kind(value)}”类型的值没有对应的列。", f"There is no column for a {kind(value)}.")
