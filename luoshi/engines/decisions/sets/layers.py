"""Columns in layers: each is computed once, from those of the layers below it. What says the same is the same column.

Optimisers merge stacked SELECTs and then write a column out at each use, so PostgreSQL is told to keep each layer (`OFFSET 0`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.values import Sql

Cells = tuple[Sql, ...]
"""A column of a parameter table: a constant for each row."""


@dataclass(slots=True)
class ParameterTable:
    """Rows of values that are joined to each row of the register by keys, which are the first of its columns.

    ``is_total`` says that each row of the register finds its row.
    """

    alias: str
    keys: tuple[Sql, ...]
    is_total: bool
    columns: list[tuple[str, str]] = field(default_factory=list)
    """Names and types of SQL."""
    cells: list[Cells] = field(default_factory=list)

    def add(self, cells: Cells, type_name: str) -> exp.Column:
        """A column for these cells; what is there already is not there twice."""
        for (name, own_type), known in zip(self.columns[len(self.keys) :], self.cells[len(self.keys) :], strict=True):
            if own_type == type_name and known == cells:
                return sql.column(name, self.alias)
        self._append(f"p{len(self.columns)}", cells, type_name)
        return sql.column(self.columns[-1][0], self.alias)

    def add_keys(self, cells: Sequence[Cells], types: Sequence[str]) -> None:
        """The columns by which it is joined."""
        for place, (each, type_name) in enumerate(zip(cells, types, strict=True)):
            self._append(f"key{place}", each, type_name)

    def _append(self, name: str, cells: Cells, type_name: str) -> None:
        self.columns.append((name, type_name))
        self.cells.append(cells)


@dataclass(frozen=True, slots=True)
class Computed:
    """A column of a layer."""

    name: str
    sql: Sql
    mentions: tuple[exp.Column, ...]
    """Those of the layers below that it is computed from: whoever makes a statement asks again and again."""
    depth: int


@dataclass(slots=True)
class Layers:
    """The columns of one statement while it is made."""

    mark: str = ""
    computed: dict[str, Computed] = field(default_factory=dict)
    tables: dict[str, ParameterTable] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    """Columns that are there already: the source was prepared."""
    _names: dict[Sql, str] = field(default_factory=dict)
    _named: dict[str, set[str]] = field(default_factory=dict)
    """What each column needs, once it was looked for: every layer asks again."""

    def column(self, expression: Sql, prefix: str = "_c") -> exp.Column:
        """The expression as a column; one that is a column already is itself."""
        if isinstance(expression, exp.Column) and not expression.table:
            return expression
        if expression not in self._names:
            self._names[expression] = name = f"{prefix}{self.mark}{len(self._names)}"
            self.define(name, expression)
        return sql.column(self._names[expression])

    def define(self, name: str, expression: Sql) -> None:
        """A column under a name of its own."""
        mentions = tuple(used(expression))
        self.computed[name] = Computed(name, expression, mentions, 1 + max(map(self.depth, mentions), default=0))

    def has(self, name: str) -> bool:
        """Whether there is such a column beside those of the inputs."""
        return name in self.computed or name in self.given

    def give(self) -> None:
        """From now on the source has all columns that were made so far: none is made again."""
        self.given |= self.computed.keys()
        self.computed.clear()
        self._named.clear()

    def table(self, keys: Sequence[Sql], cells: Sequence[Cells], types: Sequence[str], *, is_total: bool) -> ParameterTable:
        """The parameter table that is joined by these keys to rows with these cells: one join, however many tables of a model want it."""
        for each in self.tables.values():
            if each.keys == tuple(keys) and each.cells[: len(keys)] == list(cells):
                return each
        made = ParameterTable(f"_t{self.mark}{len(self.tables)}", tuple(keys), is_total)
        made.add_keys(cells, types)
        self.tables[made.alias] = made
        return made

    def depth(self, column: exp.Column) -> int:
        """In which layer a column is there; those of the source are in layer 0."""
        if column.table:
            return max((self.depth(each) for key in self.tables[column.table].keys for each in used(key)), default=0)
        return self.computed[column.name].depth if column.name in self.computed else 0

    def selects(self, wanted: Sequence[Sql], kept: Sequence[str]) -> Iterator[tuple[list[Sql], list[str]]]:
        """What each layer selects, from the lowest: columns that are still needed above, new ones, and the tables joined for these."""
        needed = self._needed(wanted)
        last = self._last_uses(needed, wanted)
        for depth in range(1, max(map(self._depth_of, needed), default=0) + 1):
            new = [self.computed[name] for name in needed if self._depth_of(name) == depth]
            passed = [name for name in needed if self._depth_of(name) < depth < last[name]]
            selected: list[Sql] = [*map(sql.column, (*kept, *passed)), *(sql.named(each.sql, each.name) for each in new)]
            yield selected, sorted({part.table for each in new for part in each.mentions if part.table})

    def joined(self, wanted: Sequence[Sql]) -> list[ParameterTable]:
        """The tables that the layers join."""
        new = (self.computed[name] for name in self._needed(wanted) if name in self.computed)
        aliases = {part.table for each in new for part in each.mentions}
        return [table for alias, table in self.tables.items() if alias in aliases]

    def _depth_of(self, name: str) -> int:
        return self.computed[name].depth if name in self.computed else 0

    def _needed(self, wanted: Sequence[Sql]) -> list[str]:
        """All columns on which the wanted ones rest, those of the source first, in the order in which they were made."""
        waiting = list(self._all_names(wanted))
        found = set(waiting)
        while waiting:
            new = self._names_of(waiting.pop()) - found
            found |= new
            waiting.extend(new)
        return [*sorted(found - self.computed.keys()), *(name for name in self.computed if name in found)]

    def _last_uses(self, needed: Sequence[str], wanted: Sequence[Sql]) -> dict[str, int]:
        """The highest layer that needs each column; what is wanted is needed above all of them."""
        last: dict[str, int] = {}
        for name in needed:
            last |= {each: max(last.get(each, 0), self._depth_of(name)) for each in self._names_of(name)}
        return last | dict.fromkeys(self._all_names(wanted), len(needed) + 1)

    def _all_names(self, wanted: Sequence[Sql]) -> set[str]:
        return {name for each in wanted for name in self.names(used(each))}

    def _names_of(self, name: str) -> set[str]:
        """The columns that a column needs; one of the source needs none."""
        if name not in self._named:
            self._named[name] = self.names(self.computed[name].mentions) if name in self.computed else set()
        return self._named[name]

    def names(self, mentions: Iterable[exp.Column]) -> set[str]:
        """The columns that an expression with these needs, keys of joined tables included."""
        found: set[str] = set()
        for each in mentions:
            if each.table:
                found.update(name for key in self.tables[each.table].keys for name in self.names(used(key)))
            else:
                found.add(each.name)
        return found


def used(expression: Sql) -> Iterator[exp.Column]:
    """The columns that an expression mentions. Statements ask this of every part of theirs, so that nothing below a column is looked at."""
    waiting: list[Any] = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Column):
            yield node
        elif isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, exp.Expr):
            waiting.extend(node.args.values())
