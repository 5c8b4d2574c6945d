"""Cells of decision tables: what holds of an input, and when there is no answer."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.feel import FindingKind, Value, evaluate, parse_unary_tests
from luoshi.engines.feel.temporal import parse_date

CASES: list[tuple[str, Value, bool | None]] = [
    ("-", None, True),
    ("5", Decimal(5), True),
    ("-5", Decimal(-5), True),
    ("1, 5", Decimal(5), True),
    ("< 5", Decimal(5), False),
    ("!= 5", Decimal(4), True),
    ("<= 从业 人数 * 2", Decimal(20), True),
    ("[18..65)", Decimal(65), False),
    ("]18..65]", Decimal(65), True),
    ('"甲", "乙"', "乙", True),
    ('not("甲", "乙")', "丙", True),
    ("not(< 5)", Decimal(3), False),
    ("not(null)", None, False),
    ("null", None, True),
    ("true", False, False),
    ("true", None, False),
    ("false", False, True),
    ("? > 3 and ? < 7", Decimal(5), True),
    ("not(? > 3)", Decimal(5), False),
    ("? in [1, 5]", Decimal(5), True),
    ("[1, 5]", Decimal(5), True),
    ("从业 人数 > 5", Decimal(99), True),
    ("not(可疑) and 从业 人数 > 5", "x", True),
    ('> date("2023-01-01")', parse_date("2023-02-06"), True),
    ('starts with(?, "2301")', "230109", True),
    ("< 5", None, None),
    ("< 5", "x", None),
    ("not(< 5)", None, None),
    ('"x"', Decimal(5), None),
    ("< 5, null", None, True),
    ("? + 1", Decimal(5), None),
]


@pytest.mark.parametrize(("text", "value", "wanted"), CASES)
def test_cell(text: str, value: Value, *, wanted: bool | None) -> None:
    scope: dict[str, Value] = {"?": value, "从业 人数": Decimal(10), "可疑": False}
    found = evaluate(parse_unary_tests(text, names=scope), scope)
    assert found.value is wanted
    assert wanted is not None or found.findings


def test_a_test_without_an_answer_says_why() -> None:
    (finding,) = evaluate(parse_unary_tests("< 5"), {"?": None}).findings
    assert finding.kind is FindingKind.NULL_OPERAND
