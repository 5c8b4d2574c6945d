"""What is written out: parts of an expression whose value, or whether they have one, does not depend on anything."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.engines.feel import syntax
from luoshi.engines.feel.checking.scope import Scope
from luoshi.engines.feel.comparison import is_less
from luoshi.engines.feel.evaluate import Evaluation, evaluate
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.syntax import Node

CONVERSIONS = frozenset(("date", "time", "date and time", "duration", "number", "range"))
"""Functions whose constant arguments are tried at once: a day that no calendar has is seen before anybody asks."""
_LITERALS = (syntax.BooleanLiteral, syntax.NumberLiteral, syntax.StringLiteral, syntax.AtLiteral)


def constant(node: Node, scope: Scope) -> Evaluation | None:
    """The value of a literal, or of a conversion of some, such as ``date("2023-02-06")``; None for all else."""
    return evaluate(node, {}) if isinstance(node, _LITERALS) or _is_conversion(node, scope) else None


def _is_conversion(node: Node, scope: Scope) -> bool:
    if not isinstance(node, syntax.Call) or not isinstance(node.function, syntax.Name):
        return False
    name = node.function.name
    return name in CONVERSIONS and scope.is_free(name) and all(isinstance(each, _LITERALS) for each in node.arguments)


def never_null(node: Node, scope: Scope) -> bool:
    """Whether it has a value whatever happens; said only of what is written out."""
    if isinstance(node, syntax.ListLiteral | syntax.FunctionDefinition | syntax.StringLiteral | syntax.BooleanLiteral):
        return True
    if isinstance(node, syntax.NumberLiteral):
        return node.value is not None
    if isinstance(node, syntax.RangeLiteral):
        return _goes_down(node, scope) is not None
    found = constant(node, scope)
    return found is not None and found.value is not None


def is_reversed(node: Node, scope: Scope) -> bool:
    """A range between constants that goes down, so that nothing lies in it."""
    return isinstance(node, syntax.RangeLiteral) and _goes_down(node, scope) is True


def _goes_down(node: syntax.RangeLiteral, scope: Scope) -> bool | None:
    """Whether the end lies before the start; None where that is not known or cannot be."""
    low, high = constant(node.low, scope), constant(node.high, scope)
    if low is None or high is None:
        return None
    try:
        return is_less(high.value, low.value)
    except NoValue:
        return None


def written_values(node: Node) -> Iterator[Node]:
    """The literals that an expression can be as they stand in it: itself, or those of the branches of an ``if``."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _LITERALS):
            yield part
        elif isinstance(part, syntax.If):
            waiting += (part.alternative, part.consequence)
