"""Cells as sets of values say what FEEL's evaluator says, on every part of the input; and sets written as cells mean the same sets."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions.analysis_cells import CellReader, Truth, constants
from luoshi.engines.decisions.analysis_domains import LINES, WHOLE_NUMBER, Domain, Line, bits, make_domain
from luoshi.engines.feel import parse_unary_tests
from luoshi.engines.feel.evaluate import evaluate

CONSTANTS = {
    "number": ["1", "-2", "2.5", "3", "1 + 2", "1e3"],
    "string": ['"甲"', '"乙"', '""', '"甲乙"'],
    "boolean": ["true", "false"],
    "date": ['@"2023-02-28"', 'date("2023-03-01")', "date(2024, 2, 29)", '@"2023-02-28" + @"P1D"'],
    "date and time": ['@"2023-02-28T10:00:00"', 'date and time("2023-02-28T10:00:01")', '@"2023-03-01T00:00:00.5"'],
    "date and time with zone": ['@"2023-02-28T10:00:00Z"', '@"2023-02-28T18:00:00+08:00"', '@"2023-02-28T10:00:01Z"'],
    "time": ['@"10:00:00"', 'time("00:00:00")', '@"23:59:59.999999999"'],
    "days and time duration": ['@"P1D"', 'duration("PT24H")', '@"-PT1S"'],
    "years and months duration": ['@"P1Y"', 'duration("P11M")', '@"P2Y"'],
}
FOREIGN = ["null", '"甲"', "1", "true", '@"2023-02-28"', '@"2023-02-28T10:00:00"', '@"2023-02-28T10:00:00Z"', "1 / 0"]
OPERATORS = ["<", "<=", ">", ">=", "=", "!="]


@st.composite
def cells(draw: st.DrawFn, sort: str) -> str:
    """A cell about one sort of values, now and then with a value of another."""
    value = st.sampled_from(CONSTANTS[sort] * 4 + FOREIGN)

    def test() -> str:
        form = draw(st.integers(0, 7))
        left, right, operator = draw(value), draw(value), draw(st.sampled_from(OPERATORS))
        opening, closing = draw(st.sampled_from("[(")), draw(st.sampled_from("])"))
        return [
            left,
            f"{operator} {left}",
            f"{opening}{left}..{right}{closing}",
            f"? {operator} {left} and ? != {right}",
            f"{left} {operator} ? or ? = {right}",
            f"? between {left} and {right}",
            f"[{left}, {right}, [{left}..{right}]]",
            f"? in ({left}, {operator if operator != '!=' else '='} {right})",
        ][form]

    tests = ", ".join(test() for _ in range(draw(st.integers(1, 3))))
    return f"not({tests})" if draw(st.booleans()) else tests


def domain_of(line: Line, cell: str) -> Domain:
    return make_domain(line, list(constants(parse_unary_tests(cell))), with_null=True)


def read(domain: Domain, cell: str) -> Truth:
    return CellReader(domain).read(parse_unary_tests(cell))


@given(data=st.data(), sort=st.sampled_from(sorted(CONSTANTS)))
def test_cells_say_what_feel_says(data: st.DataObject, sort: str) -> None:
    cell = data.draw(cells(sort))
    domain = domain_of(LINES[sort], cell)
    truth = read(domain, cell)
    assert truth.undecided == 0
    for part in bits(domain.full):
        for value in (domain.samples[part], domain.near(part, low=True), domain.near(part, low=False)):
            answer = evaluate(parse_unary_tests(cell), {"?": value}).value
            assert answer is (True if truth.true >> part & 1 else False if truth.false >> part & 1 else None), (cell, value)


@given(data=st.data(), sort=st.sampled_from(sorted(CONSTANTS)))
def test_sets_written_as_cells_are_the_same_sets(data: st.DataObject, sort: str) -> None:
    domain = domain_of(LINES[sort], data.draw(cells(sort)))
    parts = domain.full & data.draw(st.integers(1, domain.full))
    if parts:
        assert read(domain, domain.tests(parts)).true == parts, domain.tests(parts)


@pytest.mark.parametrize(
    "cell", ["> x", "abs(?) > 1", "f(1)", "? + 1 > 2", "1 = 1", "[1..x]", "1, > x", 'today() - @"P1D"', "string length(?) > 1"]
)
def test_everything_else_is_not_decided(cell: str) -> None:
    domain = make_domain(LINES["number"], [Decimal(1)], with_null=False)
    truth = CellReader(domain).read(parse_unary_tests(cell, names=("x", "f")))
    assert truth.undecided
    assert truth.true == (domain.at(Decimal(1)) if cell.startswith("1,") else 0)


def test_nothing_lies_between_whole_numbers_that_follow_each_other() -> None:
    domain = make_domain(WHOLE_NUMBER, [Decimal(59), Decimal(60), Decimal("60.5")], with_null=False)
    assert [domain.samples[part] for part in bits(domain.full)] == [Decimal(58), Decimal(59), Decimal(60), Decimal(61)]


@given(low=st.decimals(allow_nan=False, allow_infinity=False, places=4), step=st.integers(1, 10**6), digits=st.integers(0, 33))
def test_between_two_numbers_there_is_always_another(low: Decimal, step: int, digits: int) -> None:
    high = low + Decimal(step).scaleb(-digits)
    if low < high:
        domain = make_domain(LINES["number"], [low, high], with_null=False)
        below, between, above = (domain.samples[part] for part in (0, 2, 4))
        assert isinstance(below, Decimal)
        assert isinstance(between, Decimal)
        assert isinstance(above, Decimal)
        assert below < low < between < high < above
