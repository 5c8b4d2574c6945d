"""Everything that can be said in FEEL, as frozen nodes.

Each node knows its place: ``text[node.start:node.end]``. What a node means is written once, in the method of
:class:`~luoshi.engines.feel.evaluate.Evaluator` that bears its name."""

from __future__ import annotations

from collections.abc import Iterator as Nodes
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from luoshi.engines.feel.types import Type


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the text."""

    start: int
    end: int


@cache
def _parts(kind: type[Any]) -> tuple[str, ...]:
    """What a kind of node has besides its place; whole models are walked for every question."""
    return tuple(each.name for each in fields(kind) if each.name not in ("start", "end"))


def children(node: Node) -> Nodes[Node]:
    """The nodes right under a node."""
    for name in _parts(type(node)):  # type: ignore[arg-type]  # mypy looks for the hash of a node instead of its kind's
        value = getattr(node, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Node):
                yield part


def walked(node: Node) -> Nodes[Node]:
    """A node and all under it, without recursion."""
    waiting = [node]
    while waiting:
        yield (found := waiting.pop())
        waiting.extend(children(found))


# Values written out


@dataclass(frozen=True, slots=True)
class NullLiteral(Node):
    """``null``."""


@dataclass(frozen=True, slots=True)
class BooleanLiteral(Node):
    """``true``, ``false``."""

    value: bool


@dataclass(frozen=True, slots=True)
class NumberLiteral(Node):
    """``12.5``; ``value`` is None where decimal128 cannot hold it."""

    value: Decimal | None


@dataclass(frozen=True, slots=True)
class StringLiteral(Node):
    """``"text"``, its escapes already read."""

    value: str


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """``@"2023-02-06"``."""

    text: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """``[1, 2, 3]``."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextEntry(Node):
    """``key: value``."""

    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """``{a: 1, b: a + 1}``: an entry sees those before it."""

    entries: tuple[ContextEntry, ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """``[1..10)``."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


# Names, parts, calls


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable, or ``?``."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """``source.member``."""

    source: Node
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """``source[condition]``: by position or by truth."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``function(1, 2)``."""

    function: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class NamedCall(Node):
    """``function(first: 1, second: 2)``."""

    function: Node
    arguments: tuple[ContextEntry, ...]


# Operators


class ArithmeticOperator(StrEnum):
    """The five calculations."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    POWER = "**"


class ComparisonOperator(StrEnum):
    """The six comparisons."""

    EQUAL = "="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """``-operand``."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``left + right``."""

    operator: ArithmeticOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """``left < right``."""

    operator: ComparisonOperator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Conjunction(Node):
    """``a and b and c``."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Disjunction(Node):
    """``a or b or c``."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    """``value between low and high``."""

    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """``value in (test, test)``."""

    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: Type


# Control


@dataclass(frozen=True, slots=True)
class If(Node):
    """``if condition then consequence else alternative``."""

    condition: Node
    consequence: Node
    alternative: Node


@dataclass(frozen=True, slots=True)
class Iterator(Node):
    """``name in source``, or ``name in source..until``."""

    name: str
    source: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """``for name in source return body``; ``partial`` holds the results so far."""

    iterators: tuple[Iterator, ...]
    body: Node
    uses_partial: bool


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``some name in source satisfies condition``, or ``every …``."""

    every: bool
    iterators: tuple[Iterator, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """``name: type`` of a function definition."""

    name: str
    type: Type


@dataclass(frozen=True, slots=True)
class FunctionDefinition(Node):
    """``function(a, b: number) a + b``."""

    parameters: tuple[Parameter, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class ExternalFunction(Node):
    """``function(a) external {java: …}``: understood and refused, since a rule may not run somebody's program."""

    parameters: tuple[Parameter, ...]


# Unary tests: the cells of decision tables, and what stands in the brackets of ``in (…)``


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """``< 5``: as a test of the input, and in brackets also as a range without a start."""

    operator: ComparisonOperator
    operand: Node


@dataclass(frozen=True, slots=True)
class ExpressionTest(Node):
    """An expression as a test. If it speaks of the input as ``?`` it is the answer, else it is compared with the input."""

    expression: Node
    speaks_of_input: bool


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """``"a", "b"``, ``not(< 5)``, or ``-`` (no tests, not negated): whatever it is."""

    tests: tuple[Node, ...]
    negated: bool
