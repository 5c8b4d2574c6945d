"""Two plans in one scan: what the law says and what it would say, side by side for each row.

Columns that say the same in both are computed once, so only what is downstream of a change is computed twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.dialects import Dialect, written
from luoshi.engines.decisions.sets.doubts import ABSENT, MISSING
from luoshi.engines.decisions.sets.layers import Layers, ParameterTable, used
from luoshi.engines.decisions.sets.plan import Output, Part, SetPlan
from luoshi.engines.decisions.sets.statement import Asked, Stack, ends_of, stacked
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
    asked = [[column.name for column in each.inputs] for each in plans.values()]
    assert all(each == asked[0] for each in asked), "all ask for the same inputs"
    first = next(iter(plans.values()))
    stacks = [_together(plans, parts) for parts in zip(*(each.parts for each in plans.values()), strict=True)]
    return written(stacked(first.inputs, Asked(source, key, keep, columns or {}), stacks, dialect), dialect)


def _together(plans: Mapping[str, SetPlan], parts: Sequence[Part]) -> Stack:
    """The same rows decided by all of them."""
    layers = Layers(parts[0].layers.mark)
    pairs = zip(plans.items(), parts, strict=True)
    ends = [end for (prefix, plan), part in pairs for end in _prefixed(plan, absorbed(layers, part), prefix)]
    return Stack(layers, ends, parts[0].where)


def _prefixed(plan: SetPlan, part: Part, prefix: str) -> list[exp.Alias]:
    return [sql.named(each.this, f"{prefix}{each.alias}") for each in ends_of(plan, part)]


def absorbed(layers: Layers, part: Part) -> Part:
    """The part with its columns among those of ``layers``: those that are there already are not made again."""
    names: dict[str, exp.Column] = {name: sql.column(name) for name in SHARED}
    for each in part.layers.computed.values():
        for alias in {column.table for column in used(each.sql) if column.table and column.table not in names}:
            _absorb(layers, part.layers.tables[alias], names)
        expression = _renamed(each.sql, names)
        if each.name in SHARED:
            layers.define(each.name, expression)
        else:
            names[each.name] = layers.column(expression)
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


def _renamed(expression: Sql, names: Mapping[str, exp.Column]) -> Sql:
    def rename(node: Sql) -> Sql:
        if isinstance(node, exp.Column):
            return names.get(f"{node.table}.{node.name}" if node.table else node.name, node).copy()
        return node

    return expression.transform(rename)
