"""Pieces of SQL as expressions of sqlglot: with brackets where one is put into another, and explicit types.

What engines say in different words is a function of ``Word`` here; `dialects` writes it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache

from sqlglot import exp

from luoshi.engines.decisions.sets.quantities import NARROW, Quantity
from luoshi.engines.decisions.sets.values import Sql

SIMPLE = (exp.Column, exp.Literal, exp.Cast, exp.Case, exp.Func, exp.Paren, exp.Null, exp.Boolean)

TRUE, FALSE, NULL = exp.true(), exp.false(), exp.Null()


class Word(StrEnum):
    """Operations for which each engine has its own word."""

    ROUND_HALF_UP = "LUOSHI_ROUND_HALF_UP"
    ROUND_HALF_EVEN = "LUOSHI_ROUND_HALF_EVEN"
    ROUND_DOWN = "LUOSHI_ROUND_DOWN"
    ROUND_UP = "LUOSHI_ROUND_UP"
    FLOOR = "LUOSHI_FLOOR"
    CEILING = "LUOSHI_CEILING"
    QUOTIENT = "LUOSHI_QUOTIENT"  # of two whole numbers, the fraction falls away
    DAYS_BETWEEN = "LUOSHI_DAYS_BETWEEN"
    ADD_DAYS = "LUOSHI_ADD_DAYS"
    ADD_MONTHS = "LUOSHI_ADD_MONTHS"
    MATCHES = "LUOSHI_MATCHES"
    CHARACTERS = "LUOSHI_CHARACTERS"


def word(name: Word, *arguments: Sql) -> Sql:
    """An operation that is written out by dialect."""
    return exp.Anonymous(this=str(name), expressions=list(arguments))


def inside(part: Sql) -> Sql:
    """In brackets, unless it holds together by itself."""
    return part if isinstance(part, SIMPLE) and not isinstance(part, exp.Binary | exp.Connector) else exp.Paren(this=part)


def binary(kind: type[exp.Binary], left: Sql, right: Sql) -> Sql:
    """Two sides."""
    return kind(this=inside(left), expression=inside(right))


def joined(kind: type[exp.Binary], parts: Iterable[Sql]) -> Sql:
    """Many sides, without brackets between them; of ``AND`` and ``OR`` without those that say nothing, and only the one that says all."""
    parts = list(parts)
    if kind in _SAYS_NOTHING:
        nothing, everything = _SAYS_NOTHING[kind]
        if everything in parts:
            return everything.copy()
        parts = [each for each in parts if each != nothing] or [nothing.copy()]
    first, *others = parts
    whole = inside(first)
    for each in others:
        whole = kind(this=whole, expression=inside(each))
    return whole


_SAYS_NOTHING: Mapping[type[exp.Binary], tuple[Sql, Sql]] = {exp.And: (TRUE, FALSE), exp.Or: (FALSE, TRUE)}


def negated(part: Sql) -> Sql:
    """``NOT part``."""
    if part in (TRUE, FALSE):
        return (FALSE if part == TRUE else TRUE).copy()
    return exp.Not(this=inside(part))


def is_null(part: Sql) -> Sql:
    """``part IS NULL``."""
    return exp.Is(this=inside(part), expression=exp.Null())


def is_there(part: Sql) -> Sql:
    """``part IS NOT NULL``."""
    return exp.Not(this=is_null(part))


def is_not_true(part: Sql) -> Sql:
    """``part IS NOT TRUE``."""
    return negated(known_or_false(part))


def case(branches: Sequence[tuple[Sql, Sql]], otherwise: Sql | None = None) -> Sql:
    """The first branch of which the condition is true; none after one that always is."""
    branches = [each for each in branches if each[0] != FALSE]
    always = next((place for place, each in enumerate(branches) if each[0] == TRUE), None)
    if always is not None:
        branches, otherwise = branches[:always], branches[always][1]
    if not branches:
        return otherwise if otherwise is not None else exp.Null()
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def known_or_false(part: Sql) -> Sql:
    """False where it is null."""
    if part in (TRUE, FALSE) or _is_never_null(part):
        return part
    return exp.Coalesce(this=part, expressions=[exp.false()])


def _is_never_null(part: Sql) -> bool:
    """``x IS NULL``, its opposite, and what was made so that it is none."""
    if isinstance(part, exp.Paren | exp.Not):
        return _is_never_null(part.this)
    return isinstance(part, exp.Is) or (isinstance(part, exp.Coalesce) and part.expressions == [FALSE])


def holds(part: Sql) -> Sql:
    """The same as a condition, where null is as good as false."""
    if isinstance(part, exp.Paren):
        return holds(part.this)
    if isinstance(part, exp.Coalesce) and part.expressions == [FALSE]:
        return holds(part.this)
    if isinstance(part, exp.And | exp.Or):
        return binary(type(part), holds(part.this), holds(part.expression))
    return part


def integer(value: int) -> Sql:
    """A whole number as the engine writes it."""
    return exp.Literal.number(value) if value >= 0 else exp.Paren(this=exp.Neg(this=exp.Literal.number(-value)))


def whole(value: int) -> Sql:
    """A whole number of 64 bits, whatever it is calculated with."""
    return cast(integer(value), "BIGINT")


def bits(value: int) -> Sql:
    """A set of bits, which engines widen where it is put together with others."""
    return whole(value) if value >> 31 else integer(value)


def cast(part: Sql, type_name: str) -> Sql:
    """With an explicit type."""
    return exp.Cast(this=part, to=_type(type_name))


@cache
def _type(name: str) -> exp.DataType:
    """To read a name takes longer than all else that is done with it."""
    return exp.DataType.build(name)


def decimal(value: Decimal, precision: int, scale: int) -> Sql:
    """A number, never by way of a binary one: engines read a plain literal with a point as DECIMAL, ClickHouse the text."""
    return cast(exp.Literal.string(f"{value:.{scale}f}"), f"DECIMAL({max(precision, 1)}, {scale})")


def number(value: Decimal, quantity: Quantity) -> Sql:
    """A number in the type of a quantity, or a wider one if it does not fit."""
    of_value = Quantity(value, value, quantity.scale)
    return whole(int(value)) if quantity.is_whole and of_value.is_whole else decimal(value, max(of_value.precision, NARROW), quantity.scale)


def text(value: str) -> Sql:
    """A text."""
    return exp.Literal.string(value)


def named(part: Sql, name: str) -> exp.Alias:
    """``part AS name``."""
    return exp.Alias(this=part, alias=exp.to_identifier(name, quoted=True))


def column(name: str, table: str | None = None) -> exp.Column:
    """A column by name."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True), table=exp.to_identifier(table))
