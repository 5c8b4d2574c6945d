"""The statement of a plan: the source's columns with their types, the layers, and last the answers without what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.doubts import Doubts, union
from luoshi.engines.decisions.sets.layers import SOURCE, Layers, ParameterTable
from luoshi.engines.decisions.sets.values import Sql

if TYPE_CHECKING:
    from luoshi.engines.decisions.sets.plan import Output, SetColumn, SetPlan

REASON, LACKING, UNMATCHED = "reason", "missing", "unmatched"
ABSENT: Final = "_absent"
"""The column of inputs that are null in the table."""


def query(
    plan: SetPlan, *, source: str, key: str, keep: Sequence[str], columns: Mapping[str, str], with_doubtful: bool = False
) -> exp.Expr:
    """One SELECT for a plan. ``with_doubtful`` answers doubtful rows too, as FEEL alone would: for tests and differences only."""
    rows = rows_of(plan.inputs, source, [key, *keep], columns)
    return stacked(plan.layers, rows, [key, *keep], ends_of(plan, with_doubtful=with_doubtful))


def ends_of(plan: SetPlan, *, with_doubtful: bool = False) -> list[exp.Alias]:
    """The columns of the answer: each wanted decision, and why it is so or cannot be said."""
    answers = [_answer(plan, each, with_doubtful=with_doubtful) for each in plan.answers]
    return [*answers, _reason(plan), *_masks(plan)]


def stacked(layers: Layers, rows: exp.Select, kept: Sequence[str], ends: Sequence[Sql]) -> exp.Expr:
    """Rows at the bottom, a layer for each depth, the wanted columns on top."""
    parts: list[tuple[str, exp.Expr]] = [(SOURCE, rows)]
    parts.extend((table.alias, _values(table)) for table in _tables(layers, ends))
    below = SOURCE
    for depth, (selected, joined) in enumerate(layers.selects(ends, kept), 1):
        layer = exp.Select(expressions=selected).from_(exp.to_identifier(below))
        for alias in joined:
            layer = layer.join(exp.to_table(alias), on=_on(layers.tables[alias]), join_type="left")
        below = f"_layer{depth}"
        parts.append((below, layer))
    top = exp.Select(expressions=[*map(sql.column, kept), *ends]).from_(exp.to_identifier(below))
    return _with(top, parts)


def _with(top: exp.Select, parts: Iterable[tuple[str, exp.Expr]]) -> exp.Select:
    ctes = [exp.CTE(this=each, alias=exp.TableAlias(this=exp.to_identifier(name))) for name, each in parts]
    top.set("with_", exp.With(expressions=ctes))
    return top


def _tables(layers: Layers, ends: Sequence[Sql]) -> list[ParameterTable]:
    wanted = {alias for _, joined in layers.selects(ends, ()) for alias in joined}
    return [table for alias, table in layers.tables.items() if alias in wanted]


def _values(table: ParameterTable) -> exp.Expr:
    """The rows of a parameter table, which every engine reads in this form."""
    selects = [
        exp.Select(expressions=[exp.alias_(sql.cast(cell, type_), name) for cell, (name, type_) in zip(row, table.columns, strict=True)])
        for row in table.rows
    ]
    whole: exp.Expr = selects[0]
    for each in selects[1:]:
        whole = exp.Union(this=whole, expression=each, distinct=False)
    return whole


def _on(table: ParameterTable) -> Sql:
    pairs = zip(table.columns, table.keys, strict=False)
    return sql.joined(exp.And, (sql.binary(exp.EQ, sql.column(name, table.alias), key) for (name, _), key in pairs))


def rows_of(inputs: Sequence[SetColumn], source: str, kept: Sequence[str], columns: Mapping[str, str]) -> exp.Select:
    """The table with the inputs in their types, under their own short names."""
    selected: list[Sql] = [sql.column(name) for name in kept]
    for position, each in enumerate(inputs):
        found = sql.column(columns.get(each.name, each.name))
        selected.append(exp.alias_(sql.cast(found, each.sql_type), raw_name(position), quoted=True))
    return exp.Select(expressions=selected).from_(exp.to_table(source))


def raw_name(position: int) -> str:
    """An input as the table has it."""
    return f"_i{position}"


def _answer(plan: SetPlan, output: Output, *, with_doubtful: bool) -> exp.Alias:
    """Null where it is doubtful."""
    value = output.sql
    if output.doubt and not with_doubtful:
        value = sql.case([(Doubts(plan.layers).is_sure(output.doubt), value)])
    return _named(value, output.column.sql_type, output.column.name)


def _named(value: Sql, type_name: str, name: str) -> exp.Alias:
    return exp.Alias(this=sql.cast(value, type_name), alias=exp.to_identifier(name, quoted=True))


def _reason(plan: SetPlan) -> exp.Alias:
    """The rule that hit: none, or for doubtful rows that it cannot be said."""
    if plan.reason is None:
        return _named(sql.NULL.copy(), "INT", REASON)
    found: Sql = exp.Coalesce(this=plan.reason.sql, expressions=[sql.integer(0)])
    if plan.reason.doubt:
        found = sql.case([(Doubts(plan.layers).is_sure(plan.reason.doubt), found)], sql.integer(-1))
    return _named(found, "INT", REASON)


def _masks(plan: SetPlan) -> list[exp.Alias]:
    """Of doubts the missing inputs, and all others."""
    doubt = union([each.doubt for each in plan.answers] + ([plan.reason.doubt] if plan.reason is not None else []))
    if not doubt:
        return [_named(sql.integer(0), "BIGINT", LACKING), _named(sql.integer(0), "BIGINT", UNMATCHED)]
    found = plan.layers.column(Doubts(plan.layers).sql(doubt), "_d")
    absent = sql.binary(exp.BitwiseAnd, found, sql.column(ABSENT))
    return [_named(absent, "BIGINT", LACKING), _named(sql.binary(exp.Sub, found, absent), "BIGINT", UNMATCHED)]
