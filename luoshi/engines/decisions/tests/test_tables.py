"""Decision tables: one test for each hit policy, and for each thing that can be found."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.engines.decisions import FindingKind, Outcome, ProblemKind, compile_model
from luoshi.engines.decisions.tests.models import ask, decision, input_data, item, model, table
from luoshi.engines.feel.values import Value


def grant(rows: str, *others: str, hit: str = "UNIQUE", aggregation: str = "", **inputs: Value | int) -> Outcome:
    """What a table with the inputs 年龄 and 户籍 says."""
    logic = table(rows, hit=hit, aggregation=aggregation)
    elements = (input_data("年龄"), input_data("户籍"), decision("津贴", logic, "输入-年龄", "输入-户籍"))
    return ask("津贴", *others, *elements, **{"年龄": 63, "户籍": "本区", **inputs})


def kinds(outcome: Outcome) -> list[FindingKind]:
    return [each.kind for each in outcome.findings]


OVERLAPPING = """
    输入:年龄 | 输入:户籍 | 输出:金额
    允许      |           | 500, 300, 100
    >= 60     | -         | 100
    >= 80     | -         | 500
    -         | "本区"    | 300
"""


def test_unique_answers_with_the_one_rule() -> None:
    outcome = grant(OVERLAPPING, 户籍="外区")
    assert outcome.value == Decimal(100)
    assert outcome.findings == ()


def test_unique_with_two_rules_is_null_and_names_them() -> None:
    outcome = grant(OVERLAPPING)
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.SEVERAL_RULES]
    assert "规则 1、3 同时适用" in outcome.findings[0].words().chinese


def test_first_answers_with_the_first_rule() -> None:
    assert grant(OVERLAPPING, hit="FIRST", 年龄=81).value == Decimal(100)


def test_priority_answers_with_the_output_listed_first() -> None:
    assert grant(OVERLAPPING, hit="PRIORITY").value == Decimal(300)
    assert grant(OVERLAPPING, hit="PRIORITY", 年龄=81).value == Decimal(500)


def test_priority_may_take_its_order_from_the_type() -> None:
    rows = '输入:年龄 | 输出:档次 档次\n>= 60 | "丙"\n>= 60 | "甲"'
    assert grant(rows, item("档次", "string", allowed='"甲", "乙", "丙"'), hit="PRIORITY").value == "甲"


def test_priority_may_take_its_order_from_the_decisions_type() -> None:
    types = (item("档次", "string", allowed='"甲", "乙"'), item("结论", "", item("级", "档次"), item("额", "number", allowed="2, 1")))
    rows = table('输出:级 | 输出:额\n"乙" | 2\n"甲" | 1\n"甲" | 2', hit="OUTPUT ORDER")
    several = (*types, item("各结论", "结论", collection=True), decision("结果", rows, type_ref="各结论"))
    assert ask("结果", *several).value == tuple({"级": level, "额": Decimal(n)} for level, n in (("甲", 2), ("甲", 1), ("乙", 2)))


def test_priority_of_several_outputs_goes_column_by_column() -> None:
    rows = """
        输入:年龄 | 输出:档次      | 输出:方式
        允许      | "甲", "乙"     | "现金", "转账"
        -         | "乙"           | "现金"
        -         | "甲"           | "转账"
        -         | "甲"           | "现金"
    """
    assert grant(rows, hit="PRIORITY").value == {"档次": "甲", "方式": "现金"}


def test_any_answers_where_rules_agree() -> None:
    rows = "输入:年龄 | 输出:资格\n>= 60 | true\n>= 50 | 1 = 1"
    assert grant(rows, hit="ANY").value is True


def test_any_with_different_outputs_is_null_and_names_the_rules() -> None:
    outcome = grant(OVERLAPPING, hit="ANY")
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.DIFFERENT_OUTPUTS]
    assert "1, 3" in outcome.findings[0].message.english


def test_collect_answers_with_all_outputs() -> None:
    assert grant(OVERLAPPING, hit="COLLECT").value == (Decimal(100), Decimal(300))


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 900), ("MIN", 100), ("MAX", 500), ("COUNT", 3)])
def test_collect_puts_outputs_together(aggregation: str, expected: int) -> None:
    assert grant(OVERLAPPING, hit="COLLECT", aggregation=aggregation, 年龄=81).value == Decimal(expected)


def test_collect_cannot_add_what_are_no_numbers_and_says_so() -> None:
    outcome = grant('输入:年龄 | 输出:金额\n- | 1\n- | "二"', hit="COLLECT", aggregation="SUM")
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.EXPRESSION]


def test_rule_order_answers_in_the_order_of_rules() -> None:
    assert grant(OVERLAPPING, hit="RULE ORDER", 年龄=81).value == (Decimal(100), Decimal(500), Decimal(300))


def test_output_order_answers_in_the_order_of_outputs() -> None:
    assert grant(OVERLAPPING, hit="OUTPUT ORDER", 年龄=81).value == (Decimal(500), Decimal(300), Decimal(100))


NOBODY = "输入:年龄 | 输出:金额\n>= 90 | 1000"


@pytest.mark.parametrize("hit", ["UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"])
def test_without_a_rule_there_is_null_and_a_finding(hit: str) -> None:
    outcome = grant(NOBODY, hit=hit)
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NO_RULE]
    assert "津贴" in outcome.findings[0].message.chinese


def test_counting_no_rules_gives_none() -> None:
    assert grant(NOBODY, hit="COLLECT", aggregation="COUNT").value == Decimal(0)


def test_without_a_rule_the_default_answers() -> None:
    outcome = grant('输入:年龄 | 输出:金额 | 输出:说明\n默认 | 0 | "不符合"\n>= 90 | 1000 | "高龄"')
    assert outcome.value == {"金额": Decimal(0), "说明": "不符合"}
    assert outcome.findings == ()
    assert outcome.trace.decisions[0].tables[0].is_default


def test_several_outputs_are_a_context_and_may_use_the_inputs() -> None:
    assert grant('输入:年龄 | 输出:金额 | 输出:说明\n- | 年龄 * 5 | 户籍 + "居民"').value == {"金额": Decimal(315), "说明": "本区居民"}


def test_an_input_outside_its_values_is_null_and_a_finding() -> None:
    outcome = grant('输入:户籍 | 输出:金额\n允许: "本区", "外区" |\n- | 1', 户籍="火星")
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NOT_ALLOWED]
    assert "火星" in outcome.findings[0].message.chinese
    assert outcome.findings[0].place.column == 1


def test_an_output_outside_its_values_is_null_and_a_finding_with_rule_and_column() -> None:
    outcome = grant('输入:年龄 | 输出:档次\n允许 | "甲", "乙"\n- | "丁"')
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.NOT_ALLOWED]
    assert (outcome.findings[0].place.rule, outcome.findings[0].place.column) == (1, 2)


def test_values_become_of_the_columns_types() -> None:
    assert grant("输入:年龄 number | 输出:金额 number\n63 | [300]", 年龄=(Decimal(63),)).value == Decimal(300)
    wrong = grant("输入:年龄 number | 输出:金额\nnull | 1", 年龄="六十三")
    assert kinds(wrong) == [FindingKind.WRONG_TYPE]
    assert wrong.value == Decimal(1)


@pytest.mark.parametrize(
    ("cell", "holds"),
    [
        ("-", True),
        ("", True),
        ("63", True),
        ("< 60", False),
        ("[60..70)", True),
        ("1, 63", True),
        ("not(63)", False),
        ("? > 60 and ? < 64", True),
    ],
)
def test_cells_are_unary_tests(cell: str, *, holds: bool) -> None:
    value = grant(f"输入:年龄 | 输出:金额\n默认 | 0\n{cell} | 1").value
    assert value == Decimal(int(holds))


def test_several_outputs_need_names_and_cannot_be_added() -> None:
    two = "输入:年龄 | 输出:额 | 输出:额\n- | 1 | 2"
    found = compile_model(model(input_data("年龄"), decision("津贴", table(two, hit="COLLECT", aggregation="SUM"), "输入-年龄"))).problems
    assert [each.kind for each in found] == [ProblemKind.INCOMPLETE] * 3
    assert {each.place.column for each in found} == {2, 3, None}


limits = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=5)
"""For each rule the ages from and to, and the amount."""


@settings(max_examples=40, deadline=None)
@given(rules=limits, age=st.integers(0, 9))
def test_whole_tables_say_what_their_rules_say(rules: list[tuple[int, int, int]], age: int) -> None:
    rows = "\n".join(["输入:年龄 | 输出:金额", *(f"? >= {low} and ? <= {high} | {amount}" for low, high, amount in rules)])
    hits = [Decimal(amount) for low, high, amount in rules if low <= age <= high]
    assert grant(rows, hit="COLLECT", 年龄=age).value == (tuple(hits) or None)
    assert grant(rows, hit="FIRST", 年龄=age).value == (hits[0] if hits else None)
    assert grant(rows, hit="UNIQUE", 年龄=age).value == (hits[0] if len(hits) == 1 else None)
    assert grant(rows, hit="COLLECT", aggregation="SUM", 年龄=age).value == (sum(hits) if hits else None)


def test_a_cell_that_cannot_be_parsed_is_null_and_the_others_go_on() -> None:
    broken = compile_model(model(input_data("年龄"), decision("津贴", table("输入:年龄 | 输出:金额\n>= | 1\n- | 2"), "输入-年龄")))
    (problem,) = broken.problems
    assert problem.kind is ProblemKind.SYNTAX
    assert (problem.place.rule, problem.place.column, problem.place.id) == (1, 1, "格-1-1")
    outcome = broken.decide("津贴", {"年龄": Decimal(1)})
    assert outcome.value == Decimal(2)
    assert kinds(outcome) == [FindingKind.EXPRESSION]
