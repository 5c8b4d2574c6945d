"""What a type reference demands, and what becomes of values that are not so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.decisions import FindingKind, Outcome, ProblemKind, compile_model
from luoshi.engines.decisions.tests.models import ask, decision, feel, input_data, item, model
from luoshi.engines.feel import Date, DateAndTime, Time
from luoshi.engines.feel.values import Value

TYPES = (
    item("金额", "number", allowed="[0..10000]"),
    item("金额们", "金额", collection=True),
    item("三笔", "number", collection=True, constraint="count(?) <= 3"),
    item("街道", "string", allowed='"桃源", "武陵"'),
    item("人", "", item("姓名", "string"), item("住 址", "", item("街道", "街道"))),
    item("人们", "人", collection=True),
)


def given(value: Value, type_ref: str) -> Outcome:
    """What arrives of an input of this type."""
    return ask("结果", *TYPES, input_data("值", type_ref), decision("结果", feel("值"), "输入-值"), 值=value)


@pytest.mark.parametrize(
    ("value", "type_ref", "expected"),
    [
        (Decimal(5), "金额", Decimal(5)),
        (None, "金额", None),
        ((Decimal(5),), "number", Decimal(5)),
        (Decimal(5), "金额们", (Decimal(5),)),
        (Date(2023, 2, 6), "date and time", DateAndTime(Date(2023, 2, 6), Time(0, 0, 0, 0, 0))),
        (Date(2023, 2, 6), "dateTime", DateAndTime(Date(2023, 2, 6), Time(0, 0, 0, 0, 0))),
        ({"姓名": "陶", "住 址": {"街道": "桃源"}}, "人", {"姓名": "陶", "住 址": {"街道": "桃源"}}),
        ((Decimal(1), Decimal(2)), "三笔", (Decimal(1), Decimal(2))),
    ],
)
def test_values_become_of_the_type(value: Value, type_ref: str, expected: Value) -> None:
    outcome = given(value, type_ref)
    assert outcome.value == expected
    assert outcome.findings == ()


@pytest.mark.parametrize(
    ("value", "type_ref", "kind"),
    [
        ("五", "金额", FindingKind.WRONG_TYPE),
        ((Decimal(1), Decimal(2)), "number", FindingKind.WRONG_TYPE),
        ({"姓名": Decimal(1)}, "人", FindingKind.WRONG_TYPE),
        (Decimal(10001), "金额", FindingKind.NOT_ALLOWED),
        ((Decimal(1), Decimal(-1)), "金额们", FindingKind.NOT_ALLOWED),
        ((Decimal(1),) * 4, "三笔", FindingKind.NOT_ALLOWED),
        ({"姓名": "陶", "住 址": {"街道": "长安"}}, "人", FindingKind.NOT_ALLOWED),
        (({"姓名": "陶", "住 址": {"街道": "长安"}},), "人们", FindingKind.NOT_ALLOWED),
    ],
)
def test_other_values_are_null_and_a_finding(value: Value, type_ref: str, kind: FindingKind) -> None:
    outcome = given(value, type_ref)
    assert outcome.value is None
    assert [each.kind for each in outcome.findings] == [kind]
    assert outcome.findings[0].message.chinese != outcome.findings[0].message.english


@pytest.mark.parametrize(
    ("value", "type_ref", "blamed"),
    [
        ({"姓名": "陶"}, "人", "缺少成员“住 址”"),
        ({"姓名": "陶", "住 址": {}}, "人", "缺少成员“住 址.街道”"),
        (({"姓名": "陶", "住 址": {"街道": Decimal(1)}},), "人们", "“[1].住 址.街道”应为 string，现为 number"),
        ((Decimal(1), "二"), "金额们", "“[2]”应为 number，现为 string"),
    ],
)
def test_the_part_that_is_wrong_is_named(value: Value, type_ref: str, blamed: str) -> None:
    assert given(value, type_ref).findings[0].message.chinese.endswith(f"按空值处理：{blamed}。")


def test_null_inside_a_value_is_not_forbidden() -> None:
    assert given({"姓名": "陶", "住 址": {"街道": None}}, "人").findings == ()


def test_results_become_of_the_decisions_type() -> None:
    outcome = ask("结果", *TYPES, decision("结果", feel("20000"), type_ref="金额"))
    assert outcome.value is None
    assert [each.kind for each in outcome.findings] == [FindingKind.NOT_ALLOWED]


def test_named_types_can_be_asked_for_in_feel() -> None:
    assert ask("结果", *TYPES, decision("结果", feel("[5 instance of 金额, [5] instance of 金额们, 5 instance of 人]"))).value == (
        True,
        True,
        False,
    )


def test_parameters_of_feel_functions_may_have_named_types() -> None:
    assert ask("结果", *TYPES, decision("结果", feel("(function(甲: 金额们) count(甲))(5)"))).value == Decimal(1)


def test_a_type_that_leads_back_to_itself_ends() -> None:
    people = item("户", "", item("户主", "string"), item("分户", "户"))
    outcome = ask(
        "结果", people, input_data("值", "户"), decision("结果", feel("值.分户.户主"), "输入-值"), 值={"户主": "陶", "分户": {"户主": "潜"}}
    )
    assert outcome.value == "潜"


def test_a_chain_of_types_may_be_long() -> None:
    chain = [item(f"型{number}", f"型{number + 1}") for number in range(3000)]
    assert ask("结果", *chain, item("型3000", "number"), decision("结果", feel("1"), type_ref="型0")).value == Decimal(1)


def test_unknown_types_are_problems_with_their_place() -> None:
    wanting = compile_model(model(item("金额", "数字"), input_data("甲", "没有")))
    assert [each.kind for each in wanting.problems] == [ProblemKind.UNKNOWN_TYPE] * 2
    assert "数字" in wanting.problems[0].what.chinese
    assert wanting.problems[0].place.line == 3
