"""The statement of a plan: the source's columns with their types, the layers, and last the answers without what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.dialects import Dialect
from luoshi.engines.decisions.sets.doubts import ABSENT, Doubts, union
from luoshi.engines.decisions.sets.layers import Layers, ParameterTable
from luoshi.engines.decisions.sets.values import Sql

if TYPE_CHECKING:
    from luoshi.engines.decisions.sets.plan import Output, Part, SetColumn, SetPlan


def raw_name(position: int) -> str:
    """An input as the table has it."""
    return f"_i{position}"


REASON, LACKING, UNMATCHED = "reason", "missing", "unmatched"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a statement is asked about: a table, its key, columns that are kept, and the table's names of inputs."""

    source: str
    key: str
    keep: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> tuple[str, ...]:
        """The key and what is kept with it."""
        return (self.key, *self.keep)


@dataclass(frozen=True, slots=True)
class Stack:
    """The layers for some of the rows, and the columns of the answer on top of them."""

    layers: Layers
    ends: Sequence[exp.Alias]
    where: Sql | None
    prepared: str = ""
    """The relation that has the rows with the columns that are given, if they are not those of the asked table."""


def query(plan: SetPlan, asked: Asked, dialect: Dialect, *, with_doubtful: bool = False) -> exp.Expr:
    """One SELECT for a plan. ``with_doubtful`` answers doubtful rows too, as FEEL alone would: for tests and differences only."""
    stacks = [Stack(each.layers, ends_of(plan, each, with_doubtful=with_doubtful), each.where) for each in plan.parts]
    return stacked(plan.inputs, asked, stacks, dialect)


def ends_of(plan: SetPlan, part: Part, *, with_doubtful: bool = False) -> list[exp.Alias]:
    """The columns of the answer: each wanted decision, and why it is so or cannot be said."""
    columns = zip(part.answers, plan.outputs, strict=True)
    answers = [_answer(part, each, column, with_doubtful=with_doubtful) for each, column in columns]
    return [*answers, _reason(part), *_masks(part)]


def stacked(inputs: Sequence[SetColumn], asked: Asked, stacks: Sequence[Stack], dialect: Dialect) -> exp.Expr:
    """For each stack the rows at the bottom, a layer for each depth, the wanted columns on top; one after the other."""
    parts: list[tuple[str, exp.Expr]] = []
    tops: list[exp.Select] = []
    for stack in stacks:
        mark, layers = stack.layers.mark, stack.layers
        below = f"_rows{mark}"
        rows = exp.Select(expressions=[exp.Star()]).from_(exp.to_table(stack.prepared), copy=False) if stack.prepared else None
        parts.append((below, rows or rows_of(inputs, asked, stack.where)))
        parts.extend((table.alias, _values(table, dialect)) for table in layers.joined(stack.ends))
        for depth, (selected, joined) in enumerate(layers.selects(stack.ends, asked.kept), 1):
            parts.append((f"_layer{mark}{depth}", _layer(layers, selected, below, joined, dialect)))
            below = f"_layer{mark}{depth}"
        tops.append(exp.Select(expressions=[*map(sql.column, asked.kept), *stack.ends]).from_(exp.to_identifier(below), copy=False))
    return _with(_united(tops), parts)


def _layer(layers: Layers, selected: Sequence[Sql], below: str, joined: Sequence[str], dialect: Dialect) -> exp.Select:
    layer = exp.Select(expressions=list(selected)).from_(exp.to_identifier(below), copy=False)
    for alias in joined:
        table = layers.tables[alias]
        layer = layer.join(exp.to_table(alias), on=_on(table), join_type="inner" if table.is_total else "left", copy=False)
    is_fenced = dialect is Dialect.POSTGRESQL  # it would write columns out at each use
    return layer.offset(0, copy=False) if is_fenced else layer


def _united(tops: Sequence[exp.Select]) -> exp.Query:
    whole: exp.Query = tops[0]
    for each in tops[1:]:
        whole = exp.Union(this=whole, expression=each, distinct=False)
    return whole


def _with(top: exp.Query, parts: Iterable[tuple[str, exp.Expr]]) -> exp.Query:
    ctes = [exp.CTE(this=each, alias=exp.TableAlias(this=exp.to_identifier(name))) for name, each in parts]
    top.set("with_", exp.With(expressions=ctes))
    return top


def _values(table: ParameterTable, dialect: Dialect) -> exp.Expr:
    """The rows of a parameter table, in types that are said once; ClickHouse knows no VALUES without a structure."""
    typed = [sql.named(sql.cast(sql.column(name, "v"), type_name), name) for name, type_name in table.columns]
    rows = [[_as_text(cell) for cell in row] for row in zip(*table.cells, strict=True)]
    if dialect is Dialect.CLICKHOUSE:
        named = [[sql.named(cell, name) for cell, (name, _) in zip(row, table.columns, strict=True)] for row in rows]
        lines = _united([exp.Select(expressions=each) for each in named])
        return exp.Select(expressions=typed).from_(lines.subquery("v", copy=False), copy=False)
    columns = [exp.to_identifier(name, quoted=True) for name, _ in table.columns]
    alias = exp.TableAlias(this=exp.to_identifier("v"), columns=columns)
    values = exp.Values(expressions=[exp.Tuple(expressions=each) for each in rows], alias=alias)
    return exp.Select(expressions=typed).from_(values, copy=False)


def _as_text(cell: Sql) -> Sql:
    """A constant before its type."""
    return cell.this if isinstance(cell, exp.Cast) else cell


def _on(table: ParameterTable) -> Sql:
    pairs = zip(table.columns, table.keys, strict=False)
    return sql.joined(exp.And, (sql.binary(exp.EQ, sql.column(name, table.alias), key) for (name, _), key in pairs))


def rows_of(inputs: Sequence[SetColumn], asked: Asked, where: Sql | None) -> exp.Select:
    """The table with the inputs in their types, under their own short names."""
    selected: list[Sql] = [sql.column(name) for name in asked.kept]
    for position, each in enumerate(inputs):
        found = sql.column(asked.columns.get(each.name, each.name))
        selected.append(sql.named(sql.cast(found, each.sql_type), raw_name(position)))
    typed = exp.Select(expressions=selected).from_(exp.to_table(asked.source), copy=False)
    if where is None:
        return typed
    names = [*asked.kept, *(raw_name(position) for position in range(len(inputs)))]
    return (
        exp.Select(expressions=[sql.column(name) for name in names])
        .from_(typed.subquery("typed", copy=False), copy=False)
        .where(where, copy=False)
    )


def _answer(part: Part, output: Output, column: SetColumn, *, with_doubtful: bool) -> exp.Alias:
    """Null where it is doubtful."""
    value = output.sql
    if output.doubt and not with_doubtful:
        value = sql.case([(Doubts(part.layers, []).is_sure(output.doubt), value)])
    return _named(value, column.sql_type, column.name)


def _named(value: Sql, type_name: str, name: str) -> exp.Alias:
    return sql.named(sql.cast(value, type_name), name)


def _reason(part: Part) -> exp.Alias:
    """The rule that hit: none, or for doubtful rows that it cannot be said."""
    if part.reason is None:
        return _named(sql.NULL.copy(), "INT", REASON)
    found: Sql = exp.Coalesce(this=part.reason.sql, expressions=[sql.integer(0)])
    if part.reason.doubt:
        found = sql.case([(Doubts(part.layers, []).is_sure(part.reason.doubt), found)], sql.integer(-1))
    return _named(found, "INT", REASON)


def _masks(part: Part) -> list[exp.Alias]:
    """Of doubts the missing inputs, and all others."""
    doubt = union([each.doubt for each in part.answers] + ([part.reason.doubt] if part.reason is not None else []))
    if not doubt:
        return [_named(sql.integer(0), "BIGINT", LACKING), _named(sql.integer(0), "BIGINT", UNMATCHED)]
    found = part.layers.column(Doubts(part.layers, []).sql(doubt), "_d")
    if not part.layers.has(ABSENT):  # complete rows
        return [_named(sql.integer(0), "BIGINT", LACKING), _named(found, "BIGINT", UNMATCHED)]
    absent = sql.binary(exp.BitwiseAnd, found, sql.column(ABSENT))
    return [_named(absent, "BIGINT", LACKING), _named(sql.binary(exp.Sub, found, absent), "BIGINT", UNMATCHED)]
