"""A compiled text: its nodes, its Python function, and the promise that both say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from luoshi.engines.feel.compiled.machine import SHORT_STRING, Machine, Unanswered
from luoshi.engines.feel.compiled.translate import GLOBALS, Translator, depth_of, size_of
from luoshi.engines.feel.compiled.writer import TooNested
from luoshi.engines.feel.evaluate import Evaluation, evaluate
from luoshi.engines.feel.findings import NoValue
from luoshi.engines.feel.limits import DEFAULT, Limits
from luoshi.engines.feel.sizes import fail_if_too_large
from luoshi.engines.feel.syntax import Node
from luoshi.engines.feel.temporal import DateAndTime, NotTemporal
from luoshi.engines.feel.values import Range, Value

Fast = Callable[[Mapping[str, Value], Any], Value]

ASK_THE_REFERENCE = (Unanswered, NoValue, LookupError, ArithmeticError, NotTemporal, RecursionError)
"""Why a compiled text gives no value: it says so, an operation has none, a name is unknown, a number or date leaves its range."""

_HEAD = "def compiled(scope, machine):"


@dataclass(frozen=True, slots=True)
class Program:
    """A text ready to be evaluated many times. ``fast`` is missing where only the reference can evaluate it."""

    node: Node
    fast: Fast | None = field(repr=False)
    source: str = field(repr=False)
    """The Python function as text, for those who want to see it."""
    nodes: int
    depth: int
    asks_machine: bool

    def evaluate(self, scope: Mapping[str, Value], *, limits: Limits = DEFAULT, at: DateAndTime | None = None) -> Evaluation:
        """The value of the text with its findings, as :func:`luoshi.engines.feel.evaluate.evaluate` gives them."""
        try:
            value, machine = self._run(scope, limits, at)
        except ASK_THE_REFERENCE:
            return evaluate(self.node, scope, limits=limits, at=at)
        return Evaluation(value, machine.findings if machine is not None else ())

    def value(self, scope: Mapping[str, Value], *, limits: Limits = DEFAULT, at: DateAndTime | None = None) -> Value:
        """The value of the text, if it has one and nothing else is to be said.

        Raises:
            Unanswered: the reference must be asked.
        """
        try:
            value, machine = self._run(scope, limits, at)
        except ASK_THE_REFERENCE as reason:
            raise Unanswered from reason
        if machine is not None and machine.findings:
            raise Unanswered
        return value

    def _run(self, scope: Mapping[str, Value], limits: Limits, at: DateAndTime | None) -> tuple[Value, Machine | None]:
        if self.fast is None or (limits is not DEFAULT and not self._fits(limits)):
            raise Unanswered
        machine = Machine(limits, at, self.nodes, self.depth) if self.asks_machine else None
        value = self.fast(scope, machine)
        if isinstance(value, tuple | dict | Range):
            fail_if_too_large(value)
        return value, machine

    def _fits(self, limits: Limits) -> bool:
        """Whether the text as it stands, without its loops and calls, is far from every limit."""
        return self.nodes <= min(limits.steps, limits.list_size) and self.depth <= limits.depth and limits.string_length >= SHORT_STRING


def compile_node(node: Node) -> Program:
    """The program of an expression or of unary tests. Names of types must have been replaced by what they mean.

    Time and memory are linear in the number of nodes.
    """
    nodes = size_of(node)
    try:
        return _compiled(node, nodes) if nodes <= DEFAULT.list_size else _left_to_the_reference(node, nodes)
    except (TooNested, RecursionError):
        return _left_to_the_reference(node, nodes)


def _compiled(node: Node, nodes: int) -> Program:
    translator = Translator()
    depth = depth_of(node)
    translator.writer.line(f"return {translator.value(node)}")
    source = translator.writer.source(_HEAD)
    fast = _function(source, translator.writer.constants) if depth <= DEFAULT.depth else None
    return Program(node, fast, source, nodes, depth, translator.asks_machine)


def _left_to_the_reference(node: Node, nodes: int) -> Program:
    return Program(node, None, "", nodes, 0, asks_machine=False)


def _function(source: str, constants: Mapping[str, object]) -> Fast:
    """Only operations of FEEL can be reached from the source: no module, no attribute, none of Python's own functions but five."""
    scope: dict[str, Any] = {**GLOBALS, **constants}
    exec(compile(source, "<FEEL>", "exec"), scope)  # noqa: S102 - the source is made of generated names only, see `writer`
    fast: Fast = scope["compiled"]
    return fast
