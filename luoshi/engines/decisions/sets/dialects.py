"""The four databases, and their words for what the standard of SQL leaves open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.sql import Word
from luoshi.engines.decisions.sets.values import Sql


class Dialect(StrEnum):
    """Where a statement runs; the values are sqlglot's names."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgres"
    SPARK = "spark"
    CLICKHOUSE = "clickhouse"


def written(query: exp.Expr, dialect: Dialect, *, pretty: bool = True) -> str:
    """The text of a statement, for people to read or, in less time, for engines alone."""
    layers = query.args.get("with_")
    query.set("with_", None)
    whole = _lowered_where_needed(query, dialect)
    for each in layers.expressions if layers is not None else ():
        each.set("this", _lowered_where_needed(each.this, dialect))
    whole.set("with_", layers)
    return whole.sql(dialect=dialect.value, pretty=pretty)


def _lowered_where_needed(query: exp.Expr, dialect: Dialect) -> exp.Expr:
    """Every word written out; what has none is not copied."""
    return lowered(query, dialect) if _has_words(query, dialect) else query


def _has_words(query: exp.Expr, dialect: Dialect) -> bool:
    waiting: list[Any] = [query]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, exp.Expr):
            if _is_word(node, dialect):
                return True
            waiting.extend(node.args.values())
    return False


def _is_word(node: exp.Expr, dialect: Dialect) -> bool:
    is_sign = dialect is Dialect.CLICKHOUSE and isinstance(node, exp.BitwiseAnd | exp.BitwiseOr)  # functions where the others have signs
    return is_sign or (isinstance(node, exp.Anonymous) and node.this in WORDS[dialect])


def lowered(query: exp.Expr, dialect: Dialect) -> exp.Expr:
    """Every word of `sql.Word` written out."""

    def write_out(node: exp.Expr) -> exp.Expr:
        if not _is_word(node, dialect):
            return node
        if isinstance(node, exp.Binary):
            return exp.Anonymous(this=_BITS[type(node)], expressions=[lowered(each, dialect) for each in (node.this, node.expression)])
        return WORDS[dialect][Word(node.this)](*(lowered(each, dialect) for each in node.expressions))

    return query.transform(write_out)


_BITS: Final = {exp.BitwiseAnd: "bitAnd", exp.BitwiseOr: "bitOr"}


def _function(name: str) -> Callable[..., Sql]:
    return lambda *arguments: exp.Anonymous(this=name, expressions=list(arguments))


def _shifted(name: str) -> Callable[[Sql, Sql], Sql]:
    """A function of whole numbers, used at another digit: by way of a number that is so many times as large."""

    def write(value: Sql, digits: Sql) -> Sql:
        if digits.this == "0":
            return exp.Anonymous(this=name, expressions=[value])
        unit = exp.Literal.number("1" + "0" * int(digits.this))
        whole = exp.Anonymous(this=name, expressions=[sql.binary(exp.Mul, value, unit)])
        part = exp.Literal.number("0." + "0" * (int(digits.this) - 1) + "1")
        return sql.binary(exp.Mul, whole, part)

    return write


def _bankers_by_hand(value: Sql, digits: Sql) -> Sql:
    """Half to the even digit, where the engine has no word for it: the half is found as twice the value being an odd whole number."""
    unit = exp.Literal.number("1" + "0" * int(digits.this))
    twice = sql.binary(exp.Mul, sql.binary(exp.Mul, value, unit), exp.Literal.number(2))
    is_half = sql.binary(exp.EQ, exp.Mod(this=sql.inside(twice), expression=exp.Literal.number(2)), exp.Literal.number(1))
    is_half_below = sql.binary(exp.EQ, exp.Mod(this=sql.inside(twice), expression=exp.Literal.number(2)), sql.integer(-1))
    halved = sql.binary(exp.Mul, value, exp.Literal.number("0.5"))
    even = sql.binary(exp.Mul, exp.Anonymous(this="ROUND", expressions=[halved, digits]), exp.Literal.number(2))
    return sql.case([(exp.Or(this=is_half, expression=is_half_below), even)], exp.Anonymous(this="ROUND", expressions=[value, digits]))


def _days(name: str) -> Callable[[Sql, Sql], Sql]:
    return lambda later, earlier: exp.Anonymous(this=name, expressions=[exp.Literal.string("day"), earlier, later])


def _interval(unit: str) -> Callable[[Sql, Sql], Sql]:
    def write(date: Sql, number: Sql) -> Sql:
        length = sql.binary(exp.Mul, sql.inside(number), exp.Interval(this=exp.Literal.string("1"), unit=exp.var(unit)))
        return sql.cast(sql.binary(exp.Add, date, length), "DATE")

    return write


def _infix(kind: type[exp.Binary]) -> Callable[[Sql, Sql], Sql]:
    return lambda left, right: sql.binary(kind, left, right)


def _whole(type_name: str, kind: type[exp.Binary]) -> Callable[[Sql, Sql], Sql]:
    return lambda left, right: sql.binary(kind, sql.cast(left, type_name), sql.cast(right, type_name))


def _by_sign(below: Callable[..., Sql], above: Callable[..., Sql]) -> Callable[[Sql, Sql], Sql]:
    """One function for negative numbers, another for the rest."""

    def write(value: Sql, digits: Sql) -> Sql:
        is_negative = sql.binary(exp.LT, value, exp.Literal.number(0))
        return sql.case([(is_negative, below(value, digits))], above(value, digits))

    return write


WORDS: Final[Mapping[Dialect, Mapping[Word, Callable[..., Sql]]]] = {
    Dialect.DUCKDB: {
        Word.ROUND_HALF_UP: _function("ROUND"),
        Word.ROUND_HALF_EVEN: _function("ROUND_EVEN"),
        Word.ROUND_DOWN: _function("TRUNC"),
        Word.ROUND_UP: _by_sign(_shifted("FLOOR"), _shifted("CEIL")),
        Word.FLOOR: _shifted("FLOOR"),
        Word.CEILING: _shifted("CEIL"),
        Word.QUOTIENT: _whole("HUGEINT", exp.IntDiv),
        Word.DAYS_BETWEEN: _days("DATE_DIFF"),
        Word.ADD_DAYS: _interval("DAY"),
        Word.ADD_MONTHS: _interval("MONTH"),
        Word.MATCHES: _function("REGEXP_MATCHES"),
        Word.CHARACTERS: _function("LENGTH"),
    },
    Dialect.POSTGRESQL: {
        Word.ROUND_HALF_UP: _function("ROUND"),
        Word.ROUND_HALF_EVEN: _bankers_by_hand,
        Word.ROUND_DOWN: _function("TRUNC"),
        Word.ROUND_UP: _by_sign(_shifted("FLOOR"), _shifted("CEIL")),
        Word.FLOOR: _shifted("FLOOR"),
        Word.CEILING: _shifted("CEIL"),
        Word.QUOTIENT: _function("DIV"),
        Word.DAYS_BETWEEN: _infix(exp.Sub),
        Word.ADD_DAYS: _infix(exp.Add),
        Word.ADD_MONTHS: _interval("MONTH"),
        Word.MATCHES: _infix(exp.RegexpLike),
        Word.CHARACTERS: _function("CHAR_LENGTH"),
    },
    Dialect.SPARK: {
        Word.ROUND_HALF_UP: _function("ROUND"),
        Word.ROUND_HALF_EVEN: _function("BROUND"),
        Word.ROUND_DOWN: _by_sign(_function("CEIL"), _function("FLOOR")),
        Word.ROUND_UP: _by_sign(_function("FLOOR"), _function("CEIL")),
        Word.FLOOR: _function("FLOOR"),
        Word.CEILING: _function("CEIL"),
        Word.QUOTIENT: _infix(exp.IntDiv),
        Word.DAYS_BETWEEN: _function("DATEDIFF"),
        Word.ADD_DAYS: _function("DATE_ADD"),
        Word.ADD_MONTHS: _function("ADD_MONTHS"),
        Word.MATCHES: _infix(exp.RegexpLike),
        Word.CHARACTERS: _function("CHAR_LENGTH"),
    },
    Dialect.CLICKHOUSE: {
        Word.ROUND_HALF_UP: _function("round"),
        Word.ROUND_HALF_EVEN: _function("roundBankers"),
        Word.ROUND_DOWN: _function("trunc"),
        Word.ROUND_UP: _by_sign(_function("floor"), _function("ceiling")),
        Word.FLOOR: _function("floor"),
        Word.CEILING: _function("ceiling"),
        Word.QUOTIENT: lambda left, right: _function("intDiv")(_function("toInt128")(left), _function("toInt128")(right)),
        Word.DAYS_BETWEEN: _days("dateDiff"),
        Word.ADD_DAYS: _function("addDays"),
        Word.ADD_MONTHS: _function("addMonths"),
        Word.MATCHES: _function("match"),
        Word.CHARACTERS: _function("lengthUTF8"),
    },
}
