"""Columns in layers: each is computed once, from those of the layers below it. What says the same is the same column.

Optimisers merge stacked SELECTs and then write a column out at each use, so PostgreSQL is told to keep each layer (`MATERIALIZED`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from luoshi.engines.decisions.sets import sql
from luoshi.engines.decisions.sets.values import Sql


@dataclass(frozen=True, slots=True)
class ParameterTable:
    """Rows of values that are joined to each row of the register by keys; ``key_names`` are the first of its columns."""

    alias: str
    columns: tuple[tuple[str, str], ...]
    """Names and types of SQL."""
    rows: tuple[tuple[Sql, ...], ...]
    keys: tuple[Sql, ...]


@dataclass(frozen=True, slots=True)
class Computed:
    """A column of a layer."""

    name: str
    sql: Sql
    depth: int


@dataclass(slots=True)
class Layers:
    """The columns of one statement while it is made."""

    mark: str = ""
    computed: dict[str, Computed] = field(default_factory=dict)
    tables: dict[str, ParameterTable] = field(default_factory=dict)
    _by_text: dict[str, str] = field(default_factory=dict)
    _named: dict[str, set[str]] = field(default_factory=dict)
    """What each column needs, once it was looked for: every layer asks again."""

    def column(self, expression: Sql, prefix: str = "_c") -> exp.Column:
        """The expression as a column; one that is a column already is itself."""
        if isinstance(expression, exp.Column) and not expression.table:
            return expression
        text = expression.sql()
        if text not in self._by_text:
            self._by_text[text] = name = f"{prefix}{self.mark}{len(self._by_text)}"
            self.define(name, expression)
        return sql.column(self._by_text[text])

    def define(self, name: str, expression: Sql) -> None:
        """A column under a name of its own."""
        depth = 1 + max((self.depth(each) for each in used(expression)), default=0)
        self.computed[name] = Computed(name, expression, depth)

    def table(self, columns: Sequence[tuple[str, str]], rows: Sequence[tuple[Sql, ...]], keys: Sequence[Sql]) -> str:
        """A parameter table, joined by keys to its first columns; its alias."""
        made = ParameterTable("", tuple(columns), tuple(rows), tuple(keys))
        text = repr([[each.sql() for each in row] for row in rows]) + repr([each.sql() for each in keys]) + repr(columns)
        if text not in self._by_text:
            alias = self._by_text[text] = self.next_alias()
            self.tables[alias] = ParameterTable(alias, made.columns, made.rows, made.keys)
        return self._by_text[text]

    def next_alias(self) -> str:
        """For a parameter table that is being made."""
        return f"_t{self.mark}{len(self.tables)}"

    def depth(self, column: exp.Column) -> int:
        """In which layer a column is there; those of the source are in layer 0."""
        if column.table:
            return max((self.depth(each) for key in self.tables[column.table].keys for each in used(key)), default=0)
        return self.computed[column.name].depth if column.name in self.computed else 0

    def selects(self, wanted: Sequence[Sql], kept: Sequence[str]) -> Iterator[tuple[list[Sql], list[str]]]:
        """What each layer selects, from the lowest: columns that are still needed above, new ones, and the tables joined for these."""
        needed = self._needed(wanted)
        for depth in range(1, max((self.computed[name].depth for name in needed if name in self.computed), default=0) + 1):
            new = [self.computed[name] for name in needed if name in self.computed and self.computed[name].depth == depth]
            above = self._used_above(needed, wanted, depth)
            passed = [name for name in needed if name in above and self._depth_of(name) < depth]
            selected = [*map(sql.column, (*kept, *passed)), *(exp.alias_(each.sql, each.name, quoted=True) for each in new)]
            yield selected, sorted({part.table for each in new for part in used(each.sql) if part.table})

    def _depth_of(self, name: str) -> int:
        return self.computed[name].depth if name in self.computed else 0

    def _needed(self, wanted: Sequence[Sql]) -> list[str]:
        """All columns on which the wanted ones rest, those of the source first, in the order in which they were made."""
        waiting = [name for each in wanted for name in self.names(each)]
        found = set(waiting)
        while waiting:
            computed = self.computed.get(waiting.pop())
            new = set() if computed is None else self._names_of(computed.name) - found
            found |= new
            waiting.extend(new)
        return [*sorted(found - self.computed.keys()), *(name for name in self.computed if name in found)]

    def _used_above(self, needed: Sequence[str], wanted: Sequence[Sql], depth: int) -> set[str]:
        above = {name for each in wanted for name in self.names(each)}
        return above.union(*(self._names_of(name) for name in needed if self._depth_of(name) > depth))

    def _names_of(self, name: str) -> set[str]:
        if name not in self._named:
            self._named[name] = self.names(self.computed[name].sql)
        return self._named[name]

    def names(self, expression: Sql) -> set[str]:
        """The columns that an expression needs, keys of joined tables included."""
        found: set[str] = set()
        for each in used(expression):
            if each.table:
                found.update(name for key in self.tables[each.table].keys for name in self.names(key))
            else:
                found.add(each.name)
        return found


def used(expression: Sql) -> Iterator[exp.Column]:
    """The columns that an expression mentions."""
    return expression.find_all(exp.Column)
