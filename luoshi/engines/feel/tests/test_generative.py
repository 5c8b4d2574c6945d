"""Random expressions: nothing crashes, nothing is silently null, and the laws of arithmetic hold."""

from __future__ import annotations

import contextlib
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.engines.feel import BUILTINS, FeelSyntaxError, Limits, Value, evaluate, parse, parse_unary_tests, syntax
from luoshi.engines.feel.comparison import is_equal
from luoshi.engines.feel.evaluate import Evaluator
from luoshi.engines.feel.values import NUMBERS

_LIMITS = Limits(steps=20_000, list_size=2_000, string_length=20_000, pattern_steps=5_000)
_SCOPE: dict[str, Value] = {"x": Decimal(3), "名 称": "甲", "清单": (Decimal(1), "a", True), "a-b": {"c d": Decimal(1)}, "?": Decimal(2)}
_WORDS = r"""( ) [ ] { } , : . .. + - * / ** = != < <= > >= @ " ' ? 1 0 2.5 1E9 x 名 称 清单 a-b c d item partial if then else for in return
    some every satisfies and or not between instance of function external null true false date time list<number> "a" "\u4e2d"
    @"P1D" // /* */ （ 、"""
_PIECES = st.sampled_from(_WORDS.split())
_quick = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@_quick
@given(text=st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES, max_size=25).map("".join)))
def test_no_text_crashes_the_parser_or_what_follows(text: str) -> None:
    for read in (parse, parse_unary_tests):
        with contextlib.suppress(FeelSyntaxError):
            evaluate(read(text, names=_SCOPE), _SCOPE, limits=_LIMITS)


# Expressions without a null written in them. Whatever is null in the end was made so by an operation.
_LEAVES = st.sampled_from(
    ["0", "1", "-2.5", "1E6144", '"a"', '"落实"', '""', "true", "false", '@"2023-02-06"', '@"09:30:00Z"', '@"09:30:00"', "[]", "{}",
     '@"2023-02-06T09:30:00@Asia/Shanghai"', '@"P1D"', '@"-P3M"', "x", "名 称", "清单", "a-b", "a-b.c d", "unknown", "[1..3]", "(< 5)"]
)  # fmt: skip
_FUNCTIONS = sorted(set(BUILTINS) - {"get entries"})


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    three = st.tuples(inner, inner, inner)
    operators = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or"])
    types = st.sampled_from(["number", "list<string>", "context<a: number>", "range<Any>", "nothing"])
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda parts: f"({parts[0]}) {parts[1]} ({parts[2]})"),
        inner.map(lambda one: f"-({one})"),
        two.map(lambda pair: f"({pair[0]})[{pair[1]}]"),
        two.map(lambda pair: f"[{pair[0]}, {pair[1]}]"),
        two.map(lambda pair: f"{{a: {pair[0]}, b: {pair[1]}}}.b"),
        inner.map(lambda one: f"({one}).year"),
        three.map(lambda trio: f"if {trio[0]} then {trio[1]} else {trio[2]}"),
        three.map(lambda trio: f"({trio[0]}) between ({trio[1]}) and ({trio[2]})"),
        three.map(lambda trio: f"({trio[0]}) in ({trio[1]}, {trio[2]})"),
        two.map(lambda pair: f"({pair[0]}) in (< ({pair[1]}))"),
        two.map(lambda pair: f"[({pair[0]})..({pair[1]}))"),
        two.map(lambda pair: f"for i in {pair[0]} return [i, {pair[1]}]"),
        two.map(lambda pair: f"for i in 1..2, j in {pair[0]} return {pair[1]}"),
        two.map(lambda pair: f"for i in 1..3 return count(partial) + ({pair[0]})"),
        two.map(lambda pair: f"some i in {pair[0]} satisfies i = ({pair[1]})"),
        two.map(lambda pair: f"every i in {pair[0]} satisfies {pair[1]}"),
        two.map(lambda pair: f"(function(p, q) p)({pair[0]}, {pair[1]})"),
        two.map(lambda pair: f"(function(p: number) p)(p: {pair[0]})"),
        st.tuples(inner, types).map(lambda parts: f"({parts[0]}) instance of {parts[1]}"),
        inner.map(lambda one: f"(function(a) external {{java: {one}}})(1)"),
        st.tuples(st.sampled_from(_FUNCTIONS), inner).map(lambda parts: f"{parts[0]}({parts[1]})"),
        st.tuples(st.sampled_from(_FUNCTIONS), inner, inner).map(lambda parts: f"{parts[0]}({parts[1]}, {parts[2]})"),
        st.tuples(st.sampled_from(_FUNCTIONS), inner, inner, inner).map(lambda parts: f"{parts[0]}({parts[1]}, {parts[2]}, {parts[3]})"),
    )


EXPRESSIONS = st.recursive(_LEAVES, _grown, max_leaves=8)


def _has_null(value: Value) -> bool:
    if isinstance(value, tuple):
        return any(map(_has_null, value))
    return any(map(_has_null, value.values())) if isinstance(value, dict) else value is None


@_quick
@given(text=EXPRESSIONS)
def test_no_null_is_silent(text: str) -> None:
    found = evaluate(parse(text, names=_SCOPE), _SCOPE, limits=_LIMITS)
    assert not _has_null(found.value) or found.findings
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in found.findings)


@_quick
@given(text=EXPRESSIONS)
def test_the_same_again_is_the_same(text: str) -> None:
    node = parse(text, names=_SCOPE)
    one, other = evaluate(node, _SCOPE, limits=_LIMITS), evaluate(node, _SCOPE, limits=_LIMITS)
    assert [finding.kind for finding in one.findings] == [finding.kind for finding in other.findings]
    assert type(one.value) is type(other.value)


def test_every_node_has_a_meaning() -> None:
    nodes = {node for node in vars(syntax).values() if isinstance(node, type) and issubclass(node, syntax.Node)}
    assert nodes - {syntax.Node, syntax.ContextEntry, syntax.Iterator, syntax.Parameter} == set(Evaluator._VISITORS)


_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)


@given(a=_NUMBERS, b=_NUMBERS, c=_NUMBERS)
def test_the_laws_of_arithmetic(a: Decimal, b: Decimal, c: Decimal) -> None:
    scope: dict[str, Value] = {"a": a, "b": b, "c": c}
    laws = [
        "a + b = b + a",
        "(a + b) + c = a + (b + c)",
        "a * b = b * a",
        "a - b = -(b - a)",
        "a + 0 = a",
        "a * 1 = a",
        "(a < b) = (b > a)",
    ]
    laws += [
        "modulo(a, 7) = a - 7 * floor(a / 7)",
        "floor(a) <= a and a <= ceiling(a)",
        "abs(a) >= 0",
        "sum(a, b) = a + b",
        "max(a, b) >= min(a, b)",
    ]
    assert [law for law in laws if evaluate(parse(law), scope).value is not True] == []


@given(items=st.lists(st.one_of(_NUMBERS, st.booleans(), st.text(max_size=3), st.none()), max_size=8))
def test_the_laws_of_lists(items: list[Value]) -> None:
    scope: dict[str, Value] = {"l": tuple(items)}
    laws = [
        "reverse(reverse(l)) = l",
        "count(concatenate(l, l)) = 2 * count(l)",
        "distinct values(l) = union(l, l)",
        "l[true] = l",
        "flatten([l, [l]]) = concatenate(l, l)",
    ]
    assert [law for law in laws if evaluate(parse(law), scope).value is not True] == []
    assert is_equal(scope["l"], scope["l"])


@given(number=st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_as_they_are_written(number: Decimal) -> None:
    if number == 0 or -6000 < number.adjusted() < 6000:
        value = NUMBERS.create_decimal(number)
        assert evaluate(parse("number(string(n)) = n"), {"n": value}, limits=Limits()).value is True or abs(value.adjusted()) > 4000
