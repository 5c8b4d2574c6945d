"""Functions of truth and sameness (DMN 1.5, tables 71 and 77)."""

from __future__ import annotations

from luoshi.engines.feel.builtins.signatures import builtin
from luoshi.engines.feel.comparison import is_same
from luoshi.engines.feel.values import Value


@builtin("not(negand: boolean) -> boolean")
def negation(negand: bool) -> Value:  # noqa: FBT001 - FEEL's own parameter
    """The opposite."""
    return not negand


@builtin("is(value1?: Any, value2?: Any) -> boolean")
def is_(value1: Value, value2: Value) -> Value:
    """Whether two values are the same element of the language's domain: 09:00Z and 10:00+01:00 are equal, but not the same."""
    return is_same(value1, value2)
