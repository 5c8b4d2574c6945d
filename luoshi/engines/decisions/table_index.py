"""Which rules of a table match, found without asking one after the other: for each value of its input a column knows which it lets pass.

A set of rules is an integer, one bit for each. A column of strings is a dictionary; a column of numbers or dates is a sorted row of the
values that its cells mention, and between two of them all values are alike. So a table of thousands of rules is asked in a few
microseconds. What a cell computes is not known beforehand: its rule passes, and is asked in its turn.

The reference is the loop over all rules in `tables`; for what an index does not know (an input of another kind) it is asked instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from luoshi.engines.decisions.quick_tests import ABOVE, BELOW, ORDERED, QuickTests
from luoshi.engines.feel.values import Value

RuleSet = int
"""Bit ``i`` stands for the rule at position ``i``."""

BITS_MAX: Final = 400_000_000
"""Of one column: 50 megabytes. A column with more rules and values is asked rule by rule."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A column of values that are equal or not: which rules each value that is mentioned lets pass, and which any other does."""

    kind: type
    null: RuleSet
    mentioned: Mapping[Any, RuleSet]
    others: RuleSet

    def passing(self, value: Any) -> RuleSet:
        """The rules that a value of the column's kind lets pass."""
        return self.mentioned.get(value, self.others)


@dataclass(frozen=True, slots=True)
class Ordered:
    """A column of values with an order: the sorted ones that are mentioned, and what passes below the first, at it, above it and so on."""

    kind: type
    null: RuleSet
    points: Sequence[Any]
    sets: Sequence[RuleSet]

    def passing(self, value: Any) -> RuleSet:
        """The rules that a value of the column's kind lets pass."""
        place = bisect_left(self.points, value)
        return self.sets[2 * place + (place < len(self.points) and self.points[place] == value)]


Column = Listed | Ordered
"""What one column lets pass. ``kind`` is that of the values its cells mention; ``null`` are the rules that null passes."""


@dataclass(frozen=True, slots=True)
class Index:
    """All columns in which something is asked, by position; ``asked`` are the rules that have cells which must be evaluated."""

    columns: tuple[tuple[int, Column], ...]
    everything: RuleSet
    asked: RuleSet

    def candidates(self, inputs: Sequence[Value]) -> RuleSet | None:
        """The rules that no column excludes; None where a value is of a kind that a column does not know."""
        passing = self.everything
        for position, column in self.columns:
            value = inputs[position]
            if type(value) is column.kind:
                passing &= column.passing(value)
            elif value is None:
                passing &= column.null
            else:
                return None
        return passing


def index_of(rules: Sequence[Sequence[QuickTests | Literal[False] | None]]) -> Index:
    """The index of a table: for each rule its cells, None where nothing is asked, False where FEEL must be asked.

    A rule is excluded by the cells before the first one that FEEL must be asked, no others: what that cell finds out is part of the answer.
    A column without an index leaves all its cells to be asked.
    """
    everything = (1 << len(rules)) - 1
    columns: list[tuple[int, Column]] = []
    open_, asked = [True] * len(rules), 0
    for position in range(max(map(len, rules), default=0)):
        cells = [cells[position] if known else None for cells, known in zip(rules, open_, strict=True)]
        column = column_of([each or None for each in cells])
        if column is not None:
            columns.append((position, column))
        for rule, cell in enumerate(cells):
            if cell is False or (cell is not None and column is None):
                open_[rule] = False
                asked |= 1 << rule
    return Index(tuple(columns), everything, asked)


def members(rules: RuleSet) -> Iterator[int]:
    """The positions in a set, in their order."""
    while rules:
        lowest = rules & -rules
        yield lowest.bit_length() - 1
        rules ^= lowest


def set_of(positions: Iterator[int]) -> RuleSet:
    """The set of some positions."""
    found = 0
    for position in positions:
        found |= 1 << position
    return found


def column_of(cells: Sequence[QuickTests | None]) -> Column | None:
    """A column of quick cells of one kind; where a cell is None its rule passes.

    Returns:
        None where no cell asks, the kinds are mixed, or the index would be too large.
    """
    asked = [(position, tests) for position, tests in enumerate(cells) if tests is not None]
    kinds = {tests.kind for _, tests in asked}
    mentioned = sum(len(tests.points) for _, tests in asked)
    if len(kinds) != 1 or 2 * mentioned * len(cells) > BITS_MAX:
        return None
    kind = kinds.pop()
    silent = ((1 << len(cells)) - 1) ^ set_of(position for position, _ in asked)
    null = silent | set_of(position for position, tests in asked if tests.accepts_null)
    if kind in ORDERED:
        return Ordered(kind, null, *_ordered(asked, silent))
    return Listed(kind, null, *_listed(asked, silent))


def _listed(asked: Sequence[tuple[int, QuickTests]], silent: RuleSet) -> tuple[dict[Any, RuleSet], RuleSet]:
    """The rules that pass for each value, and those that pass for any other."""
    others, turned = silent, dict[Any, RuleSet]()
    for position, tests in asked:
        bit = 1 << position
        others |= bit if tests.turned else 0
        for value in tests.values:
            turned[value] = turned.get(value, 0) | bit
    return {value: others ^ bits for value, bits in turned.items()}, others


def _ordered(asked: Sequence[tuple[int, QuickTests]], silent: RuleSet) -> tuple[list[Any], list[RuleSet]]:
    """A sorted row of the values that are mentioned, and what passes at each of them and between two of them."""
    points = sorted({point for _, tests in asked for point in tests.points})
    rank = {point: position for position, point in enumerate(points)}
    changes = [0] * (2 * len(points) + 1)
    for position, tests in asked:
        for place in _changing(tests, rank):
            changes[place] ^= 1 << position
    passing, now = [], silent
    for change in changes:
        now ^= change
        passing.append(now)
    return points, passing


def _changing(tests: QuickTests, rank: dict[Any, int]) -> Iterator[int]:
    """The places, below and at and above the points, where the answer of a cell becomes another; before them all it is no."""
    before = False
    for number, point in enumerate(sorted(tests.points)):
        place = 2 * rank[point]
        answers = [(place + 1, tests.check(point)), (place + 2, tests.beside(point, ABOVE))]
        if number == 0:
            answers.insert(0, (0, tests.beside(point, BELOW)))
        for where, answer in answers:
            if answer is not before:
                yield where
                before = answer
