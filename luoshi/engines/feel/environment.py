"""The variables that an expression sees, and the functions that remember them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.engines.feel.syntax import Node
from luoshi.engines.feel.values import Function, Value


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables in sight: the innermost first."""

    variables: Mapping[str, Value]
    outer: Environment | None = None

    def inside(self, variables: Mapping[str, Value]) -> Environment:
        """With more variables in front."""
        return Environment(variables, self)

    def find(self, name: str) -> tuple[Value] | None:
        """The variable's value, wrapped, since it may be null; None if there is no such variable."""
        environment: Environment | None = self
        while environment is not None:
            if name in environment.variables:
                return (environment.variables[name],)
            environment = environment.outer
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Closure(Function):
    """A function that an expression defines, with the variables that it saw."""

    body: Node = field(kw_only=True)
    environment: Environment = field(kw_only=True)


def not_callable(*_arguments: Value) -> Value:
    """Stands where a function of the caller has its ``call``."""
    raise AssertionError("a closure is evaluated, not called")
