"""Tables of many written-out rules as parameter tables: a join by code finds the thresholds, and only these are compared.

Rules that ask for a code and for bounds become one row for each code, with the bounds of its rules beside each other. So sixteen sectors
with four classes each are one join and four comparisons, instead of sixty-four conditions; and another threshold is another row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from itertools import product
from typing import Final

from sqlglot import exp

from luoshi.engines.decisions.hit_policies import same
from luoshi.engines.decisions.model import HitPolicy
from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.branching import alike, together
from luoshi.engines.decisions.sets.calculating import quantity_of, shaped
from luoshi.engines.decisions.sets.conditions import never_equal, truth
from luoshi.engines.decisions.sets.constants import TYPES, as_column
from luoshi.engines.decisions.sets.doubts import union
from luoshi.engines.decisions.sets.expressions import Translator
from luoshi.engines.decisions.sets.layers import ParameterTable
from luoshi.engines.decisions.sets.quantities import Quantity
from luoshi.engines.decisions.sets.regions import Bounds, are_apart, covers_bounds, included, region
from luoshi.engines.decisions.sets.values import NULL, Column, Doubt, Known, SetValue, Sort, Sql, doubt_of
from luoshi.engines.decisions.tables import Table
from luoshi.engines.feel.values import Range, Value

RULES_MIN: Final = 12
"""With fewer rules a join gains nothing."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One rule at its place among the rules of a code: conditions of SQL, the number of the rule, its conclusions."""

    conditions: tuple[Column, ...]
    rule: Sql
    outputs: tuple[SetValue, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A rule without its codes."""

    rule: int
    bounds: tuple[Bounds, ...]
    outputs: tuple[Value, ...]


def thresholds(table: Table, inputs: Sequence[SetValue], translator: Translator) -> list[Threshold] | None:
    """The rules of a table as thresholds by code; None where the table is not of this kind."""
    if table.source.hit_policy not in (HitPolicy.FIRST, HitPolicy.UNIQUE) or len(table.rules) < RULES_MIN:
        return None
    if not all(isinstance(each, Column) for each in inputs) or not all(each.fixed is not None for each in table.rules):
        return None
    columns = [each for each in inputs if isinstance(each, Column)]
    keys = [position for position, each in enumerate(columns) if _codes(table, position, each) is not None]
    limits = [position for position in range(len(columns)) if position not in keys]
    if not keys or any(_bounds(table, position, columns[position]) is None for position in limits) or not _only_one_applies(table):
        return None
    groups = _groups(table, columns, keys, limits)
    is_narrow = 0 < 2 * max(map(len, groups.values()), default=0) <= len(table.rules)
    return _Places(columns, keys, limits, groups, translator).thresholds() if is_narrow else None


def _only_one_applies(table: Table) -> bool:
    """Under UNIQUE the rules must be known to exclude each other."""
    rules = range(len(table.rules))
    is_first = table.source.hit_policy is HitPolicy.FIRST
    return is_first or all(are_apart(table, one, two) for one in rules for two in range(one))


def _codes(table: Table, position: int, column: Column) -> list[list[Value]] | None:
    """The written-out values of a column in each rule; None if some rule asks for something else."""
    found = []
    for rule in table.rules:
        values = region(rule.conditions[position])
        if not values or any(not _is_code(each, column) for each in values):
            return None
        found.append(values)
    return found


def _is_code(value: Value, column: Column) -> bool:
    return column.sort is (Sort.TEXT if isinstance(value, str) else Sort.NUMBER if isinstance(value, Decimal) else None)


def _bounds(table: Table, position: int, column: Column) -> list[Bounds] | None:
    """The bounds of a column of numbers in each rule, with the digits of the column."""
    if column.sort is not Sort.NUMBER or column.quantity is None:
        return None
    found: list[Bounds] = []
    for rule in table.rules:
        cell = rule.conditions[position]
        values = [Range(None, None, False, False)] if cell is None else region(cell)  # noqa: FBT003 - open on both sides
        if values is None or len(values) != 1 or not isinstance(values[0], Range):
            return None
        found.append(included(values[0], column.quantity.scale))
    return found


def _groups(table: Table, columns: Sequence[Column], keys: Sequence[int], limits: Sequence[int]) -> dict[tuple[Value, ...], list[_Row]]:
    """For each combination of codes that there can be its rules, in the table's order; the same codes are always in the same order."""
    codes = [_codes(table, each, columns[each]) or [] for each in keys]
    bounds = [_bounds(table, each, columns[each]) or [] for each in limits]
    groups: dict[tuple[Value, ...], list[_Row]] = {}
    for position, rule in enumerate(table.rules):
        row = _Row(position + 1, tuple(each[position] for each in bounds), rule.fixed or ())
        for key in product(*(each[position] for each in codes)):
            if not any(never_equal(columns[place], value) for place, value in zip(keys, key, strict=True)):
                groups.setdefault(key, []).append(row)
    return dict(sorted(groups.items(), key=lambda group: tuple(map(str, group[0]))))


@dataclass(frozen=True, slots=True)
class _Places:
    """The rules of all codes side by side: the first of each, the second of each …"""

    columns: Sequence[Column]
    keys: Sequence[int]
    limits: Sequence[int]
    groups: Mapping[tuple[Value, ...], Sequence[_Row]]
    translator: Translator

    def thresholds(self) -> list[Threshold]:
        """The rules in the columns of a parameter table, which is joined by the codes."""
        keys = [self.columns[each] for each in self.keys]
        cells = [tuple(_constant(key[place], each) for key in self.groups) for place, each in enumerate(keys)]
        parameters = self.translator.layers.table(
            [each.sql for each in keys], cells, list(map(_type, keys)), is_total=self._has_all_codes()
        )
        return [self._threshold(parameters, place) for place in range(max(map(len, self.groups.values())))]

    def _parameter(self, parameters: ParameterTable, values: Sequence[Sql], type_name: str) -> Sql:
        """A value for each code, brought along from where its table is joined; what is the same for all codes stays a constant."""
        if all(each == values[0] for each in values):
            return values[0]
        return self.translator.layers.column(parameters.add(tuple(values), type_name))

    def _threshold(self, parameters: ParameterTable, place: int) -> Threshold:
        rows = [rules[place] if place < len(rules) else None for rules in self.groups.values()]
        numbers = [sql.NULL if each is None else sql.integer(each.rule) for each in rows]
        key = self.translator.layers.column(sql.column("key0", parameters.alias))
        number = self._parameter(parameters, numbers, "INT")
        known = [] if None not in rows and self._has_all_codes() else [self._is_there(number, key)]
        limits = [self._condition(parameters, position, each, rows) for position, each in enumerate(self.limits)]
        conditions = (*known, *(each for each in limits if each is not None))
        outputs = tuple(self._output(parameters, position, rows) for position in range(len(_first(rows).outputs)))
        is_last = place == max(map(len, self.groups.values())) - 1 and self._has_all_codes() and self._covers()
        return Threshold(() if is_last else conditions, number, outputs)  # it applies wherever those before it do not

    def _covers(self) -> bool:
        """Whether the rules of every code leave out no value of the one column that they limit."""
        column = self.columns[self.limits[0]] if len(self.limits) == 1 else None
        if column is None or not column.sure or column.quantity is None:
            return False
        return all(covers_bounds([each.bounds[0] for each in rules], column.quantity) for rules in self.groups.values())

    def _is_there(self, number: Sql, key: Sql) -> Column:
        return truth(sql.is_there(number if isinstance(number, exp.Column) else key), self._doubt_of_keys(), sure=True)

    def _has_all_codes(self) -> bool:
        """Whether the single key always finds its row."""
        column = self.columns[self.keys[0]]
        codes = {key[0] for key in self.groups}
        if len(self.keys) > 1 or not column.sure:
            return False
        if column.characters.among is not None:
            return column.characters.among <= codes
        quantity = column.quantity
        return (
            quantity is not None
            and not quantity.scale
            and quantity.high - quantity.low < len(codes)
            and all(quantity.low <= each <= quantity.high for each in codes if isinstance(each, Decimal))
        )

    def _doubt_of_keys(self) -> Doubt:
        return union(self.columns[each].doubt for each in self.keys)

    def _condition(self, parameters: ParameterTable, position: int, input_: int, rows: Sequence[_Row | None]) -> Column | None:
        column = self.columns[input_]
        sides = [
            self._side(parameters, column, [None if each is None else each.bounds[position][end] for each in rows], end) for end in (0, 1)
        ]
        parts = [each for each in sides if each is not None]
        return truth(sql.joined(exp.And, (each.sql for each in parts)), doubt_of(*parts), sure=False) if parts else None

    def _side(self, parameters: ParameterTable, column: Column, bounds: Sequence[Decimal | None], end: int) -> Column | None:
        """Above the least or below the greatest value, where there is one. Who has a value is within the bounds of all values, so that
        they stand for none; nobody's null is compared with them."""
        if all(each is None for each in bounds) or self._always(column, bounds, end):
            return None
        quantity = quantity_of(column)
        ends = [None if each is None else _clamped(each, quantity) for each in bounds]
        if column.sure:
            ends = [(quantity.low, quantity.high)[end] if each is None else each for each in ends]
        widest = reduce(Quantity.hull, (Quantity(each, each, quantity.scale) for each in ends if each is not None), quantity)
        cells = [sql.NULL if each is None else sql.number(each, widest) for each in ends]
        found = self._parameter(parameters, cells, widest.sql)
        compared = sql.binary(exp.LTE if end else exp.GTE, shaped(column, widest), found)
        if None not in ends:
            return truth(compared, column.doubt, sure=False)
        doubt = self.translator.doubts.only_where(sql.is_there(found), column.doubt)
        return truth(sql.binary(exp.Or, sql.is_null(found), compared), doubt, sure=False)

    def _always(self, column: Column, bounds: Sequence[Decimal | None], end: int) -> bool:
        """Whether no value that is there lies outside."""
        if not column.sure or column.quantity is None:
            return False
        known = [each for each in bounds if each is not None]
        return max(known) <= column.quantity.low if end == 0 else min(known) >= column.quantity.high

    def _output(self, parameters: ParameterTable, position: int, rows: Sequence[_Row | None]) -> SetValue:
        values = [each.outputs[position] for each in rows if each is not None]
        if all(same(each, values[0]) for each in values):
            return Known(values[0])
        columns = alike([NULL if each is None else Known(each.outputs[position]) for each in rows])
        whole = together(columns)
        cells = [each.sql if each.quantity is None or whole.quantity is None else shaped(each, whole.quantity) for each in columns]
        return replace(whole, sql=self._parameter(parameters, cells, _type(whole)), sure=False)


def _first(rows: Sequence[_Row | None]) -> _Row:
    return next(each for each in rows if each is not None)


def _type(column: Column) -> str:
    return TYPES[column.sort] if column.quantity is None else column.quantity.sql


def _constant(value: Value, column: Column) -> Sql:
    if isinstance(value, Decimal) and column.quantity is not None:
        return sql.number(value, column.quantity)
    return as_column(Known(value)).sql


def _clamped(bound: Decimal, quantity: Quantity) -> Decimal:
    """A bound no further away than one digit beyond all values, which says as much."""
    unit = Decimal((0, (1,), -quantity.scale))
    return min(max(bound, quantity.low - unit), quantity.high + unit)
