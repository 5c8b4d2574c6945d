"""Tables of examples: one line each, the expression, an arrow, and what comes out as FEEL writes it.

``null: division by zero`` says that the value is null and that a finding of this kind says why."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.engines.feel import Evaluation, FindingKind, Value, evaluate, parse
from luoshi.engines.feel.temporal import parse_date_and_time
from luoshi.engines.feel.texts import text_of

MOMENT = parse_date_and_time("2023-02-06T09:30:00@Asia/Shanghai")


def examples(table: str) -> list[tuple[str, str]]:
    """The lines of a table."""
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    return [(left.strip(), right.strip()) for left, _, right in (line.rpartition(" → ") for line in lines)]


def evaluated(expression: str, scope: Mapping[str, Value] | None = None) -> Evaluation:
    """An expression parsed and evaluated at the moment of the tests."""
    return evaluate(parse(expression, names=scope or ()), scope or {}, at=MOMENT)


def check(expression: str, wanted: str, scope: Mapping[str, Value] | None = None) -> None:
    """One line of a table."""
    found = evaluated(expression, scope)
    value, _, kind = wanted.partition("null: ")
    if kind:
        assert found.value is None
        assert FindingKind(kind) in [finding.kind for finding in found.findings]
    else:
        assert text_of(found.value) == value, found.findings
