"""What compiled texts ask of the machine while they run: the reference evaluator's services, and functions that were compiled too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.engines.feel.arithmetic import calculate
from luoshi.engines.feel.environment import Closure, Environment
from luoshi.engines.feel.evaluate import Evaluator
from luoshi.engines.feel.findings import Finding, LimitReached, NoValue
from luoshi.engines.feel.limits import Limits
from luoshi.engines.feel.members import member
from luoshi.engines.feel.syntax import ArithmeticOperator
from luoshi.engines.feel.temporal import DateAndTime
from luoshi.engines.feel.values import Value

SHORT_STRING = 1_000
"""Longer strings are made by the reference, which counts them."""


class Unanswered(Exception):
    """The compiled text does not know; the reference evaluator must say."""


@dataclass(frozen=True, slots=True, eq=False)
class CompiledClosure(Closure):
    """A function that an expression defines: as nodes for the reference, and compiled."""

    fast: Callable[..., Value] = field(kw_only=True)
    nodes: int = field(kw_only=True)
    depth: int = field(kw_only=True)


class Machine(Evaluator):
    """One run of a compiled text. It counts more steps than the reference would, never fewer, and then leaves the word to it."""

    def __init__(self, limits: Limits, at: DateAndTime | None, nodes: int, depth: int) -> None:
        super().__init__(limits=limits, types={}, at=at)
        self._steps, self._depth = nodes, depth

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What functions from outside have found."""
        return tuple(self._findings)

    def value_of_closure(self, closure: Closure, arguments: tuple[Value, ...]) -> Value:
        """The body's value. What has none is no null yet: only the reference may say so, with its finding."""
        if not isinstance(closure, CompiledClosure):
            return super().value_of_closure(closure, arguments)
        self.count(closure.nodes)
        self._depth += closure.depth
        if self._depth > self.limits.depth:
            raise Unanswered
        try:
            return closure.fast(*arguments)
        except NoValue as reason:
            raise Unanswered from reason
        finally:
            self._depth -= closure.depth


# What the lines of a compiled text call


def calculated(operator: ArithmeticOperator, left: Value, right: Value) -> Value:
    """A calculation whose sides are not both numbers."""
    value = calculate(operator, left, right)
    if type(value) is str and len(value) > SHORT_STRING:
        raise Unanswered
    return value


def member_of(source: Value, name: str, machine: Machine) -> Value:
    """A member; of a list, the list of its items' members."""
    if isinstance(source, tuple):
        return machine.sized_list(member_of(item, name, machine) for item in source)
    return member(source, name)


def scope_of(scope: Mapping[str, Value], *frames: Mapping[str, Value]) -> Environment:
    """The scope of a function's definition as the reference wants it, should the function leave the text."""
    environment = Environment(scope, Environment({}))
    for frame in frames:
        environment = environment.inside(frame)
    return environment


def at_first(index: int) -> None:
    """A filter's condition is a position only if it is a number for the first item already."""
    if index:
        raise Unanswered


def listed(results: list[Value], limits: Limits) -> None:
    """The results of a loop so far, unless there are too many."""
    if len(results) > limits.list_size:
        raise LimitReached("列表太长", "The list is too long", limits.list_size)


def is_number(value: Any) -> bool:
    """A number, and no boolean."""
    return type(value) is Decimal
