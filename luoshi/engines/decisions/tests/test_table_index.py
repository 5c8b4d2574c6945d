"""An index finds what the loop over all rules finds: the same rules, the same findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.decisions.model import DecisionTable, HitPolicy, InputClause, OutputClause, Rule, Text
from luoshi.engines.decisions.running import Parser, Run
from luoshi.engines.decisions.table_index import Index, members, set_of
from luoshi.engines.decisions.tables import Table, compile_table
from luoshi.engines.decisions.types import Types
from luoshi.engines.feel.temporal import parse_date
from luoshi.engines.feel.values import Value

NAMES = ("甲", "乙", "丙")
SCOPE: dict[str, Value] = {"乙": Decimal(2), "限": Decimal(3), "空": None}

numbers = st.integers(-2, 4).map(str)
number_cells = st.one_of(
    st.just("-"),
    st.lists(numbers, min_size=1, max_size=3).map(", ".join),
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "!="]), numbers).map(" ".join),
    st.tuples(st.sampled_from("[("), numbers, numbers, st.sampled_from(")]")).map(lambda each: f"{each[0]}{each[1]}..{each[2]}{each[3]}"),
    st.tuples(numbers, numbers).map(lambda each: f"not({each[0]}, > {each[1]})"),
    st.sampled_from(["> 限", "> 空", "? * 2 = 4", "null", "not(null)", "not(1)"]),
)
string_cells = st.sampled_from(["-", '"a"', '"a", "b"', 'not("a")', '!= "b"', "null", 'starts with(?, "a")'])
date_cells = st.sampled_from(["-", '< @"2023-02-06"', '>= date("2023-02-06")', '[@"2023-01-01"..@"2023-02-06"]', 'not(@"2023-01-01")'])
rows = st.lists(st.tuples(number_cells, string_cells, date_cells), min_size=1, max_size=8)
inputs = st.tuples(
    st.one_of(st.integers(-3, 5).map(Decimal), st.just(Decimal("1.5")), st.none(), st.just("a")),
    st.one_of(st.sampled_from(["a", "b", "c"]), st.none(), st.booleans()),
    st.one_of(st.sampled_from(["2022-12-31", "2023-01-01", "2023-02-06", "2023-02-07"]).map(parse_date), st.none()),
)


def table_of(cells: Sequence[Sequence[str]], hit_policy: HitPolicy = HitPolicy.RULE_ORDER) -> Table:
    """A table whose rules answer with their numbers."""
    source = DecisionTable(
        tuple(InputClause(Text(name)) for name in NAMES),
        (OutputClause(),),
        tuple(Rule(tuple(map(Text, row)), (Text(str(number)),)) for number, row in enumerate(cells)),
        hit_policy,
    )
    types = Types({}, [])
    return compile_table(source, "表", Parser([], {}, frozenset()), types, frozenset((*NAMES, *SCOPE)))


def linear(table: Table) -> Table:
    """The same table, all rules asked one after the other."""
    everything = (1 << len(table.rules)) - 1
    return replace(table, index=Index((), everything, everything))


@settings(max_examples=300, deadline=None)
@given(cells=rows, values=inputs, hit_policy=st.sampled_from([HitPolicy.RULE_ORDER, HitPolicy.FIRST, HitPolicy.UNIQUE]))
def test_the_index_and_the_loop_agree(cells: list[tuple[str, str, str]], values: tuple[Value, Value, Value], hit_policy: HitPolicy) -> None:
    table = table_of(cells, hit_policy)
    scope = {**SCOPE, **dict(zip(NAMES, values, strict=True))}
    one, other = Run(), Run()
    assert table(scope, one) == linear(table)(scope, other)
    assert one.findings == other.findings
    assert one.tables[0].matched == other.tables[0].matched


def test_plain_columns_ask_no_rule() -> None:
    table = table_of([("< 3", '"a"', "-"), ("[3..9]", "-", "-"), ("-", "-", '> @"2023-01-01"')])
    assert table.index.asked == 0
    assert len(table.index.columns) == 3


def test_a_column_of_mixed_kinds_is_asked() -> None:
    table = table_of([("1", "-", "-"), ('"a"', "-", "-"), ("-", '"a"', "-")])
    assert table.index.asked == 0b011


@pytest.mark.parametrize("positions", [[], [0], [0, 3, 64, 5000]])
def test_sets_of_rules_are_integers(positions: list[int]) -> None:
    assert list(members(set_of(iter(positions)))) == positions
