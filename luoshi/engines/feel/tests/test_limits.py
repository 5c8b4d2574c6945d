"""Expressions that ask too much end with a finding, soon, and never with a crash."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.feel import FindingKind, Limits, evaluate, invoke, parse
from luoshi.engines.feel.tests.tables import check

TOO_MUCH = [
    "for a in 1..1000000000 return a",
    "for a in 1..100000, b in 1..100000 return 1",
    "every a in 1..1000000000 satisfies true",
    "{f: function(f) f(f), x: f(f)}.x",
    "for i in 1..400 return [partial]",
    "string(for i in 1..100 return [partial])",
    "(for i in 1..100 return [partial]) = (for i in 1..100 return [partial])",
    "(for i in 1..100 return [partial]) instance of list<list<Any>>",
    '(for i in 1..60 return if i = 1 then "ab" else partial[-1] + partial[-1])[-1]',
    "(for i in 1..60 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1]))[-1]",
    "(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]",
    "flatten((for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1])",
]


@pytest.mark.parametrize("text", TOO_MUCH)
def test_a_limit_ends_the_evaluation(text: str) -> None:
    found = evaluate(parse(text), {}, limits=Limits(steps=200_000))
    assert found.value is None
    assert found.findings[-1].kind is FindingKind.LIMIT_REACHED


def test_recursion_may_be_as_deep_as_a_rule_needs() -> None:
    check("{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), x: f(f, 40)}.x", "40")


def test_recursion_without_end_ends() -> None:
    check("{f: function(g, n) g(g, n + 1), x: f(f, 0)}.x", "null: limit reached")


def test_long_sums_are_no_deep_sums() -> None:
    check("1" + " + 1" * 5000, "5001")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1E6145", "null: out of range"),
        ("1E99999999999999999999", "null: out of range"),
        ("10 ** 1E6000", "null: out of range"),
        ("1.0000000001 ** 1E30", "null: out of range"),
        ("exp(1E30)", "null: out of range"),
        ("modulo(1E6144, 7E-6000) < 7E-6000", "true"),
        ("string length(string(1E6144))", "6145"),
        ("odd(1E6144 + 1)", "false"),
        ('@"P1D" * 1E6000', "null: out of range"),
        ('duration("P999999999999999999Y") * 1E10', "null: out of range"),
        (f'duration("P{"9" * 5000}D")', "null: invalid duration"),
        (f'number("{"9" * 20_000}")', "null: invalid number"),
        ('@"2023-01-01T00:00:00@../../etc/passwd"', "null: invalid date and time"),
        ('time("10:00:00@Europe")', "null: invalid time"),
    ],
)
def test_hostile_numbers_and_texts(text: str, wanted: str) -> None:
    check(text, wanted)


def test_findings_are_few_enough_to_read() -> None:
    found = evaluate(parse("for i in 1..1000 return 1 / 0"), {}, limits=Limits(findings=5))
    assert len(found.findings) == 5


def test_a_value_can_be_invoked_from_outside() -> None:
    double = evaluate(parse("function(n: number) n * 2"), {}).value
    assert callable(getattr(double, "call", None))
    assert invoke(double, (Decimal(4),)).value == 8  # type: ignore[arg-type]
    assert invoke(double, {"n": Decimal(4)}).value == 8  # type: ignore[arg-type]
    assert invoke(double, {"m": Decimal(4)}).findings[0].kind is FindingKind.WRONG_ARGUMENTS  # type: ignore[arg-type]
