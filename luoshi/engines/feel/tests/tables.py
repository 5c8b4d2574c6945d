"""Tables of examples: one line each, the expression, an arrow, and what comes out as FEEL writes it.

``null: division by zero`` says that the value is null and that a finding of this kind says why."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.engines.feel import Evaluation, FindingKind, Function, Range, Value, evaluate, parse
from luoshi.engines.feel.compiled import compile_node
from luoshi.engines.feel.temporal import parse_date_and_time
from luoshi.engines.feel.texts import text_of

MOMENT = parse_date_and_time("2023-02-06T09:30:00@Asia/Shanghai")


def examples(table: str) -> list[tuple[str, str]]:
    """The lines of a table."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    return [(left.strip(), right.strip()) for left, _, right in (line.rpartition(" → ") for line in lines)]


def evaluated(expression: str, scope: Mapping[str, Value] | None = None) -> Evaluation:
    """An expression parsed and evaluated at the moment of the tests, by the reference and compiled, which must agree."""
    node = parse(expression, names=scope or ())
    found = evaluate(node, scope or {}, at=MOMENT)
    fail_unless_same(found, compile_node(node).evaluate(scope or {}, at=MOMENT))
    return found


def fail_unless_same(one: Evaluation, other: Evaluation) -> None:
    """Two evaluations agree in value and findings."""
    assert identical(one.value, other.value), (one, other)
    assert [(each.kind, each.start, each.end) for each in one.findings] == [(each.kind, each.start, each.end) for each in other.findings]


def identical(one: Value, other: Value) -> bool:
    """The same in every part, digits and zones included; functions by their parameters."""
    if isinstance(one, Function) and isinstance(other, Function):
        return one.parameters == other.parameters
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(identical(value, other[name]) for name, value in one.items())
    if isinstance(one, Range) and isinstance(other, Range):
        ends = (one.start_included, one.end_included) == (other.start_included, other.end_included)
        return ends and identical(one.start, other.start) and identical(one.end, other.end)
    return type(one) is type(other) and one == other and str(one) == str(other)


def check(expression: str, wanted: str, scope: Mapping[str, Value] | None = None) -> None:
    """One line of a table."""
    found = evaluated(expression, scope)
    value, _, kind = wanted.partition("null: ")
    if kind:
        assert found.value is None
        assert FindingKind(kind) in [finding.kind for finding in found.findings]
    else:
        assert text_of(found.value) == value, found.findings
