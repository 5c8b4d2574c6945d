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
from luoshi.engines.decisions.sets.doubts import MISSING
from luoshi.engines.decisions.sets.layers import Layers, used
from luoshi.engines.decisions.sets.plan import Output, SetPlan
from luoshi.engines.decisions.sets.statement import ABSENT, ends_of, rows_of, stacked
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
    layers = Layers()
    ends = [end for prefix, each in plans.items() for end in _prefixed(absorbed(layers, each), prefix)]
    rows = rows_of(next(iter(plans.values())).inputs, source, [key, *keep], columns or {})
    return written(stacked(layers, rows, [key, *keep], ends), dialect)


def _prefixed(plan: SetPlan, prefix: str) -> list[Sql]:
    return [exp.alias_(each.this, f"{prefix}{each.alias}", quoted=True) for each in ends_of(plan)]


def absorbed(layers: Layers, plan: SetPlan) -> SetPlan:
    """The plan with its columns among those of ``layers``: those that are there already are not made again."""
    names = {name: name for name in SHARED}
    for each in plan.layers.computed.values():
        for alias in {part.table for part in used(each.sql) if part.table and part.table not in names}:
            table = plan.layers.tables[alias]
            names[alias] = layers.table(table.columns, table.rows, [_renamed(key, names) for key in table.keys])
        expression = _renamed(each.sql, names)
        if each.name in SHARED:
            layers.define(each.name, expression)
        else:
            names[each.name] = layers.column(expression).name
    answers = tuple(_output(each, names) for each in plan.answers)
    return replace(plan, layers=layers, answers=answers, reason=None if plan.reason is None else _output(plan.reason, names))


def _output(output: Output, names: Mapping[str, str]) -> Output:
    doubt = Doubt(output.doubt.inputs, frozenset(names[each] for each in output.doubt.columns))
    return replace(output, sql=_renamed(output.sql, names), doubt=doubt)


def _renamed(expression: Sql, names: Mapping[str, str]) -> Sql:
    def rename(node: Sql) -> Sql:
        if isinstance(node, exp.Column):
            table = names[node.table] if node.table else None
            return sql.column(node.name if node.table else names.get(node.name, node.name), table)
        return node

    return expression.transform(rename)
