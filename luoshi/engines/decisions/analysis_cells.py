"""A cell as the set of input values for which it is true, exactly as FEEL's evaluator answers (`feel.evaluate`, `feel.comparison`).

FEEL answers true, false or null, and ``not`` leaves null as it is, so a cell is three sets, and a fourth of the values for which
nothing can be said: where it calls a function, or names another input. ``tests/test_analysis_cells.py`` compares all of them with the
evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Final

from luoshi.engines.decisions.analysis_domains import ANYTHING, Domain, sort_of
from luoshi.engines.feel import syntax
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.parse import INPUT
from luoshi.engines.feel.syntax import ComparisonOperator, Node, children
from luoshi.engines.feel.values import Range, Value, kind

_FIXED: Final = frozenset(
    {"date", "time", "date and time", "duration", "years and months duration", "number"},
)
"""Functions that make a value of what is written out, and so always the same."""
_CONSTANT: Final = (
    syntax.NullLiteral, syntax.NumberLiteral, syntax.StringLiteral, syntax.AtLiteral, syntax.Negation, syntax.Arithmetic,
    syntax.ListLiteral, syntax.RangeLiteral, syntax.Bound, syntax.BooleanLiteral, syntax.ContextEntry,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """For which parts of an input a test is true, false, not decided; for all others it is null."""

    true: int
    false: int
    undecided: int = 0

    @property
    def possible(self) -> int:
        """Where it is true or may be."""
        return self.true | self.undecided

    def __or__(self, other: Truth) -> Truth:
        true = self.true | other.true
        return Truth(true, self.false & other.false, (self.undecided | other.undecided) & ~true)

    def __and__(self, other: Truth) -> Truth:
        return ~(~self | ~other)

    def __invert__(self) -> Truth:
        return Truth(self.false, self.true, self.undecided)


def is_constant(node: Node, names: frozenset[str] = frozenset()) -> bool:
    """Whether a node says the same whatever the inputs are. ``names`` are those that hide a built-in function."""
    if isinstance(node, syntax.Call | syntax.NamedCall):
        function = node.function
        is_fixed = isinstance(function, syntax.Name) and function.name in _FIXED - names
        return is_fixed and all(is_constant(each, names) for each in node.arguments)
    return isinstance(node, _CONSTANT) and all(is_constant(each, names) for each in children(node))


def constants(node: Node, names: frozenset[str] = frozenset()) -> Iterator[Value]:
    """All single values that a cell mentions, written out or made of such."""
    if isinstance(node, syntax.Bound) or not is_constant(node, names):
        for each in children(node):
            yield from constants(each, names)
    else:
        yield from _single(evaluate(node, {}).value)


def _single(value: Value) -> Iterator[Value]:
    if isinstance(value, tuple):
        for each in value:
            yield from _single(each)
    elif isinstance(value, Range):
        yield from (each for each in (value.start, value.end) if each is not None)
    else:
        yield value


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one input."""

    domain: Domain
    names: frozenset[str] = frozenset()

    def read(self, node: Node | None) -> Truth:
        """The truth of unary tests."""
        if not isinstance(node, syntax.UnaryTests):
            return self._undecided
        if not node.tests:
            return Truth(self.domain.full, 0)
        if self.domain.line is ANYTHING and not all(map(_asks_for_null, node.tests)):
            return self._undecided
        truth = self._any(node.tests)
        return ~truth if node.negated else truth

    @property
    def _undecided(self) -> Truth:
        return Truth(0, 0, self.domain.full)

    def _any(self, tests: tuple[Node, ...]) -> Truth:
        return reduce(Truth.__or__, map(self._test, tests), Truth(0, self.domain.full))

    def _test(self, test: Node) -> Truth:
        if isinstance(test, syntax.Bound):
            return self._with_constant(test.operand, lambda value: self._compared(test.operator, value))
        if not isinstance(test, syntax.ExpressionTest):
            return self._with_constant(test, self._within)
        if test.speaks_of_input:
            return self._condition(test.expression)
        return self._with_constant(test.expression, self._within)

    def _with_constant(self, node: Node, meaning: Callable[[Value], Truth]) -> Truth:
        return meaning(evaluate(node, {}).value) if is_constant(node, self.names) else self._undecided

    # --- conditions that name the input

    def _condition(self, node: Node) -> Truth:
        """``? > 5 and ? < 9``: comparisons of the input with constants, joined."""
        if isinstance(node, syntax.Conjunction):
            return reduce(Truth.__and__, map(self._condition, node.operands))
        if isinstance(node, syntax.Disjunction):
            return reduce(Truth.__or__, map(self._condition, node.operands))
        if isinstance(node, syntax.Comparison):
            return self._comparison(node)
        if isinstance(node, syntax.Between) and _is_input(node.value):
            return self._between(node)
        if isinstance(node, syntax.In) and _is_input(node.value):
            return self._any(node.tests)
        return self._undecided

    def _comparison(self, node: syntax.Comparison) -> Truth:
        if _is_input(node.left):
            return self._with_constant(node.right, lambda value: self._compared(node.operator, value))
        if _is_input(node.right):
            return self._with_constant(node.left, lambda value: self._compared(_TURNED.get(node.operator, node.operator), value))
        return self._undecided

    def _between(self, node: syntax.Between) -> Truth:
        """Both sides are compared before one decides, so null on either side takes the answer away."""
        if not (is_constant(node.low, self.names) and is_constant(node.high, self.names)):
            return self._undecided
        low = self._compared(ComparisonOperator.GREATER_OR_EQUAL, evaluate(node.low, {}).value)
        high = self._compared(ComparisonOperator.LESS_OR_EQUAL, evaluate(node.high, {}).value)
        both, known = low & high, (low.true | low.false) & (high.true | high.false)
        return Truth(both.true & known, both.false & known)

    # --- comparisons with one value

    def _compared(self, operator: ComparisonOperator, value: Value) -> Truth:
        if operator is ComparisonOperator.EQUAL:
            return self._equal(value)
        if operator is ComparisonOperator.NOT_EQUAL:
            return ~self._equal(value)
        domain = self.domain
        if not self._has_place(value) or not domain.line.is_ordered:
            return Truth(0, 0)
        everything = domain.full & ~domain.null
        included = operator in {ComparisonOperator.LESS_OR_EQUAL, ComparisonOperator.GREATER}
        below = Truth(everything & (part := domain.below(domain.line.key(value), included=included)), everything & ~part)
        return below if operator in {ComparisonOperator.LESS, ComparisonOperator.LESS_OR_EQUAL} else ~below

    def _has_place(self, value: Value) -> bool:
        return value is not None and sort_of(value) == self.domain.line.sort

    def _equal(self, value: Value) -> Truth:
        """Null equals null; what is of another kind has no answer, and only null is known to differ from it."""
        domain = self.domain
        if value is None:
            return Truth(domain.full & domain.null, domain.full & ~domain.null)
        if self._has_place(value):
            point = domain.full & domain.at(domain.line.key(value))
            return Truth(point, domain.full & ~point)
        same_kind = domain.line.kind == kind(value)  # a local time is never one with a zone
        return Truth(0, domain.full if same_kind else domain.full & domain.null)

    def _within(self, value: Value) -> Truth:
        """A test that is a value: a range includes the input, a list has it, anything else equals it."""
        if isinstance(value, Range):
            return self._in_range(value)
        return self._in_list(value) if isinstance(value, tuple) else self._equal(value)

    def _in_range(self, bounds: Range) -> Truth:
        """The start is looked at first: what is below it is outside whatever the end may be."""
        start, end = Truth(self.domain.full & ~self.domain.null, 0), Truth(self.domain.full & ~self.domain.null, 0)
        if bounds.start is not None:
            above = ComparisonOperator.GREATER_OR_EQUAL if bounds.start_included else ComparisonOperator.GREATER
            start = self._compared(above, bounds.start)
        if bounds.end is not None:
            below = ComparisonOperator.LESS_OR_EQUAL if bounds.end_included else ComparisonOperator.LESS
            end = self._compared(below, bounds.end)
        return Truth(start.true & end.true, start.false | (start.true & end.false))

    def _in_list(self, items: tuple[Value, ...]) -> Truth:
        """Equal items first, where another kind is simply different; then ranges one by one."""
        true = reduce(int.__or__, (self._equal(each).true for each in items if not isinstance(each, Range | tuple)), 0)
        open_ = self.domain.full & ~true
        for each in items:
            if isinstance(each, Range):
                within = self._in_range(each)
                true |= within.true & open_
                open_ &= within.false
        return Truth(true, open_)


def _asks_for_null(test: Node) -> bool:
    return isinstance(test, syntax.ExpressionTest) and isinstance(test.expression, syntax.NullLiteral)


def _is_input(node: Node) -> bool:
    return isinstance(node, syntax.Name) and node.name == INPUT


_TURNED: Final = {
    ComparisonOperator.LESS: ComparisonOperator.GREATER,
    ComparisonOperator.GREATER: ComparisonOperator.LESS,
    ComparisonOperator.LESS_OR_EQUAL: ComparisonOperator.GREATER_OR_EQUAL,
    ComparisonOperator.GREATER_OR_EQUAL: ComparisonOperator.LESS_OR_EQUAL,
}
"""The comparison with its sides exchanged."""
