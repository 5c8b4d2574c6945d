"""The quick way and FEEL's way give one answer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions.quick_tests import quick_tests
from luoshi.engines.feel import Value, parse_unary_tests
from luoshi.engines.feel.evaluate import evaluate
from luoshi.engines.feel.temporal import parse_date

numbers = st.integers(-5, 5).map(str) | st.sampled_from(["0.5", "1.50", "-2.0"])
number_tests = st.one_of(
    numbers,
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), numbers).map(" ".join),
    st.tuples(st.sampled_from("[("), numbers, numbers, st.sampled_from(")]")).map(
        lambda parts: f"{parts[0]}{parts[1]}..{parts[2]}{parts[3]}"
    ),
)
date_tests = st.sampled_from(
    ['date("2023-02-06")', '< @"2023-02-06"', '>= date("2023-01-01")', '[@"2023-01-01"..@"2023-02-06")', '= @"2023-03-01"']
)
string_tests = st.sampled_from(['"甲"', '"乙"', '"a\\"b"', '""'])
boolean_tests = st.sampled_from(["true", "false"])
cells = st.one_of(
    *(st.lists(each, min_size=1, max_size=3).map(", ".join) for each in (number_tests, string_tests, boolean_tests, date_tests))
)
values = st.one_of(
    st.integers(-6, 6).map(Decimal),
    st.sampled_from([Decimal("0.50"), Decimal("1.5")]),
    st.sampled_from(["甲", "乙", 'a"b', ""]),
    st.booleans(),
    st.sampled_from(["2022-12-31", "2023-01-01", "2023-02-06", "2023-03-01"]).map(parse_date),
)


@given(cell=cells, negated=st.booleans(), value=values)
def test_both_ways_agree(cell: str, *, negated: bool, value: Value) -> None:
    node = parse_unary_tests(f"not({cell})" if negated else cell)
    quick = quick_tests(node)
    if quick is None:
        assert ".." in cell or "!=" in cell  # a range that is empty, or “everything but” beside other tests
    elif type(value) is quick.kind:
        evaluation = evaluate(node, {"?": value})
        assert evaluation.value is quick.check(value)
        assert evaluation.findings == ()
        assert quick.accepts_null is (evaluate(node, {"?": None}).value is True)


@pytest.mark.parametrize("cell", ["-", "x", '1, "甲"', "< x", "[1..x]", "? > 1", "null", 'date("2023-02-30")', '< "b"', "[2..1]", "1 + 1"])
def test_everything_else_is_left_to_feel(cell: str) -> None:
    assert quick_tests(parse_unary_tests(cell, names=("x",))) is None
