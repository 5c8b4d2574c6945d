"""Two plans in one scan: what the law says and what it would say, side by side for each row.

Columns that say the same in both are computed once, so only what is downstream of a change is computed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.dialects import Dialect, written
from luoshi.engines.decisions.sets.doubts import ABSENT, MISSING
from luoshi.engines.decisions.sets.layers import Layers, ParameterTable, used
from luoshi.engines.decisions.sets.plan import Output, Part, SetColumn, SetPlan
from luoshi.engines.decisions.sets.statement import Asked, Stack, ends_of, raw_name, stacked
from luoshi.engines.decisions.sets.values import Doubt, Sql

SHARED: Final = frozenset((ABSENT, MISSING))
"""Columns of the inputs alone, which are the same in both."""
BEFORE: Final = "before_"
AFTER: Final = "after_"


def compare_statement(
    plan: SetPlan,
    changed: SetPlan,
    dialect: Dialect,
    *,
    source: str,
    key: str,
    keep: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> str:
    """One SELECT that decides every row of a table by two plans.

    Its columns are ``key``, those of ``keep``, and all others of :meth:`SetPlan.statement` twice: ``before_…`` and ``after_…``. Masks and
    reasons are to be read with the plan they belong to.
    """
    return side_by_side({BEFORE: plan, AFTER: changed}, dialect, source=source, key=key, keep=keep, columns=columns)


def side_by_side(
    plans: Mapping[str, SetPlan],
    dialect: Dialect,
    *,
    source: str,
    key: str,
    keep: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> str:
    """The same for any number of plans that ask for the same inputs, each with the prefix of its columns."""
    stacks = [_together(plans, parts) for parts in zip(*(each.parts for each in plans.values()), strict=True)]
    return written(stacked(_inputs(plans), Asked(source, key, keep, columns or {}), stacks, dialect), dialect)


def _inputs(plans: Mapping[str, SetPlan]) -> Sequence[SetColumn]:
    asked = [[column.name for column in each.inputs] for each in plans.values()]
    assert all(each == asked[0] for each in asked), "all ask for the same inputs"
    return next(iter(plans.values())).inputs


def prepare_statements(plan: SetPlan, dialect: Dialect, *, source: str, key: str, keep: Sequence[str] = ()) -> tuple[str, ...]:
    """A SELECT for the complete rows of a table, and one for the others, with the answers and every column that is computed on the way.

    Who keeps what they answer as relations can ask :func:`beside_prepared` what other plans say: of these only that is computed which the
    plan does not say already, so that another value in one cell takes a fraction of the time.
    """
    asked = Asked(source, key, keep)
    return tuple(written(stacked(plan.inputs, asked, [_prepared(plan, part)], dialect), dialect) for part in plan.parts)


def _prepared(plan: SetPlan, part: Part) -> Stack:
    layers = Layers(part.layers.mark)
    ends = ends_of(plan, absorbed(layers, part))
    names = [*(raw_name(position) for position in range(len(plan.inputs))), *layers.computed]
    return Stack(layers, [*(sql.named(sql.column(name), name) for name in names), *ends], part.where)


def beside_prepared(
    plans: Mapping[str, SetPlan], dialect: Dialect, *, prepared: Sequence[str], key: str, keep: Sequence[str] = ()
) -> str:  # fmt: skip
    """As :func:`side_by_side`, over the relations of :func:`prepare_statements` for the first of the plans, in their order."""
    parts = zip(*(each.parts for each in plans.values()), strict=True)
    stacks = [_together(plans, each, relation) for each, relation in zip(parts, prepared, strict=True)]
    return written(stacked(_inputs(plans), Asked("", key, keep), stacks, dialect), dialect, pretty=False)


def _together(plans: Mapping[str, SetPlan], parts: Sequence[Part], prepared: str = "") -> Stack:
    """The same rows decided by all of them; of a prepared relation the columns and the answers of the first are there."""
    layers, ends = Layers(parts[0].layers.mark), list[exp.Alias]()
    for (prefix, plan), part in zip(plans.items(), parts, strict=True):
        own = ends_of(plan, absorbed(layers, part))
        is_there = bool(prepared) and not ends
        ends += [sql.named(sql.column(each.alias) if is_there else each.this, f"{prefix}{each.alias}") for each in own]
        if is_there:
            layers.give()
    return Stack(layers, ends, parts[0].where, prepared)


def absorbed(layers: Layers, part: Part) -> Part:
    """The part with its columns among those of ``layers``: those that are there already are not made again."""
    names: dict[str, exp.Column] = {name: sql.column(name) for name in SHARED}
    for each in part.layers.computed.values():
        for alias in {column.table for column in each.mentions if column.table and column.table not in names}:
            _absorb(layers, part.layers.tables[alias], names)
        expression = _renamed(each.sql, names, each.mentions)
        if each.name in SHARED:
            if not layers.has(each.name):
                layers.define(each.name, expression)
        else:
            names[each.name] = layers.column(expression, each.name[:2])  # so that most keep their names
    answers = tuple(_output(each, names) for each in part.answers)
    return replace(part, layers=layers, answers=answers, reason=None if part.reason is None else _output(part.reason, names))


def _absorb(layers: Layers, table: ParameterTable, names: dict[str, exp.Column]) -> None:
    """A parameter table with its columns among those of the table that is joined by the same keys."""
    width = len(table.keys)
    keys, types = [_renamed(each, names) for each in table.keys], [each for _, each in table.columns]
    same = layers.table(keys, table.cells[:width], types[:width], is_total=table.is_total)
    for place, (name, type_name) in enumerate(table.columns):
        is_key = place < width
        names[f"{table.alias}.{name}"] = sql.column(name, same.alias) if is_key else same.add(table.cells[place], type_name)
    names[table.alias] = sql.column(same.alias)


def _output(output: Output, names: Mapping[str, exp.Column]) -> Output:
    doubt = Doubt(output.doubt.inputs, frozenset(names[each].name for each in output.doubt.columns))
    return replace(output, sql=_renamed(output.sql, names), doubt=doubt)


def _renamed(expression: Sql, names: Mapping[str, exp.Column], mentions: Iterable[exp.Column] | None = None) -> Sql:
    """The expression, with other names of the columns that it ``mentions``; these are looked for unless they are known."""
    if all(_name_of(each, names) == each for each in (mentions if mentions is not None else used(expression))):
        return expression

    def rename(node: Sql) -> Sql:
        return _name_of(node, names).copy() if isinstance(node, exp.Column) else node

    return expression.transform(rename)


def _name_of(column: exp.Column, names: Mapping[str, exp.Column]) -> exp.Column:
    return names.get(f"{column.table}.{column.name}" if column.table else column.name, column)
