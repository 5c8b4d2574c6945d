"""Decisions that require each other, functions, services, imports: what is asked, given, decided and traced."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.decisions import FindingKind, Outcome, ProblemKind, RefusedModel, UnknownDecision, compile_model
from luoshi.engines.decisions.tests.models import (
    HOME,
    ask,
    compiled,
    decision,
    feel,
    function,
    input_data,
    model,
    needs,
    service,
    table,
    values,
)
from luoshi.engines.decisions.trace import Source
from luoshi.engines.feel import Date, DateAndTime, Time


def kinds(outcome: Outcome) -> list[FindingKind]:
    return [each.kind for each in outcome.findings]


GRANT = (
    input_data("年龄", "number"),
    input_data("户籍", "string"),
    decision("资格", table('输入:年龄 | 输入:户籍 | 输出:有\n默认 | | false\n>= 60 | "本区" | true'), "输入-年龄", "输入-户籍"),
    decision("可领 金额", feel("if 资格 then 年龄 * 10 else 0"), "决策-资格", "输入-年龄"),
)


def test_requirements_are_evaluated_first_and_once() -> None:
    outcome = ask("可领 金额", *GRANT, 年龄=63, 户籍="本区")
    assert outcome.value == Decimal(630)
    assert [each.name for each in outcome.trace.decisions] == ["资格", "可领 金额"]
    assert outcome.trace.asked == "可领 金额"


def test_decisions_are_asked_by_name_or_id() -> None:
    grant = compiled(*GRANT)
    given = values({"年龄": 63, "户籍": "本区"})
    assert grant.decide("决策-资格", given).value is grant.decide("资格", given).value is True
    with pytest.raises(UnknownDecision, match="资格、可领 金额"):
        grant.decide("年龄", given)


def test_the_trace_tells_where_values_came_from() -> None:
    outcome = ask("可领 金额", *GRANT, 年龄=63)
    eligible, amount = outcome.trace.decisions
    assert [(each.name, each.source) for each in eligible.used] == [("年龄", Source.GIVEN), ("户籍", Source.MISSING)]
    assert [(each.name, each.source) for each in amount.used] == [("年龄", Source.GIVEN), ("资格", Source.DECIDED)]
    assert outcome.trace.of("资格") is eligible


def test_a_missing_input_is_null_and_a_finding_but_a_given_null_is_none() -> None:
    assert kinds(ask("可领 金额", *GRANT, 年龄=63)) == [FindingKind.NO_INPUT]
    assert kinds(ask("可领 金额", *GRANT, 年龄=63, 户籍=None)) == []


def test_a_name_that_no_input_has_is_told() -> None:
    outcome = ask("可领 金额", *GRANT, 年龄=63, 户籍="本区", 年令=63)
    assert kinds(outcome) == [FindingKind.UNKNOWN_INPUT]
    assert "年令" in outcome.findings[0].message.chinese


def test_what_is_decided_elsewhere_is_not_computed() -> None:
    grant = compiled(*GRANT)
    outcome = grant.decide("可领 金额", values({"年龄": 20}), decided={"资格": True})
    assert outcome.value == Decimal(200)
    assert [each.name for each in outcome.trace.decisions] == ["可领 金额"]
    assert kinds(outcome) == []


def test_an_input_cannot_pass_for_a_decision() -> None:
    outcome = ask("可领 金额", *GRANT, 年龄=20, 户籍="外区", 资格=True)
    assert outcome.value == Decimal(0)
    assert kinds(outcome) == [FindingKind.UNKNOWN_INPUT]


def test_a_decision_without_logic_is_a_persons() -> None:
    elements = (decision("评审", ""), decision("结论", feel('if 评审 then "准" else "否"'), "决策-评审"))
    assert kinds(ask("结论", *elements)) == [FindingKind.NO_LOGIC]
    assert compiled(*elements).decide("结论", {}, decided={"评审": True}).value == "准"


def test_only_what_is_required_can_be_named() -> None:
    outcome = ask("乙", input_data("年龄"), decision("乙", feel("年龄")), 年龄=1)
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.EXPRESSION]
    assert outcome.findings[0].place.id == ""
    assert outcome.findings[0].cause is not None


def test_the_moment_is_given() -> None:
    at = DateAndTime(Date(2023, 2, 6), Time(9, 0, 0, 0, 0))
    assert compiled(decision("今天", feel("date(now())"))).decide("今天", {}, at=at).value == Date(2023, 2, 6)


def test_the_same_question_has_the_same_answer() -> None:
    grant = compiled(*GRANT)
    given = values({"年龄": 63, "户籍": "本区"})
    assert grant.decide("可领 金额", given) == grant.decide("可领 金额", given)


# --- functions


def test_knowledge_models_are_functions_and_may_use_each_other() -> None:
    elements = (
        function("加倍", {"数": "number"}, feel("数 * 2")),
        function("四倍", {"数": "number"}, feel("加倍(加倍(数))"), "函数-加倍"),
        decision("结果", feel("四倍(5) + 四倍(数: 1)"), "函数-四倍"),
    )
    assert ask("结果", *elements).value == Decimal(24)


def test_arguments_and_results_become_of_their_types() -> None:
    elements = (
        function("原样", {"数": "number"}, feel("数"), type_ref="string"),
        decision("错", feel('原样("五")'), "函数-原样"),
        decision("也错", feel("原样(5)"), "函数-原样"),
    )
    assert kinds(ask("错", *elements)) == [FindingKind.EXPRESSION]
    assert kinds(ask("也错", *elements)) == [FindingKind.WRONG_TYPE]


def test_an_argument_outside_the_allowed_values_is_refused() -> None:
    elements = (
        '<itemDefinition name="级"><typeRef>number</typeRef><allowedValues><text>[1..3]</text></allowedValues></itemDefinition>',
        function("补", {"级别": "级"}, feel("if 级别 = null then 0 else 级别 * 100")),
        decision("结果", feel("[补(2), 补(4)]"), "函数-补"),
    )
    outcome = ask("结果", *elements)
    assert outcome.value == (Decimal(200), None)
    assert kinds(outcome) == [FindingKind.NOT_ALLOWED]
    assert "参数“级别”" in outcome.findings[0].message.chinese


def test_a_table_in_a_knowledge_model_joins_the_trace_of_its_caller() -> None:
    elements = (function("级", {"数": "number"}, table('输入:数 | 输出:级\n> 0 | "正"')), decision("结果", feel("级(1)"), "函数-级"))
    outcome = ask("结果", *elements)
    assert [each.table.name for each in outcome.trace.decisions[0].tables] == ["级"]


def test_a_function_may_call_itself() -> None:
    factorial = function("阶乘", {"数": "number"}, feel("if 数 <= 1 then 1 else 数 * 阶乘(数 - 1)"))
    assert ask("结果", factorial, decision("结果", feel("阶乘(12)"), "函数-阶乘")).value == Decimal(479001600)


def test_loops_in_loops_end_with_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.engines.decisions.running.EXPRESSIONS_MAX", 1000)
    inner = f'<for iteratorVariable="乙"><in>{feel("[1..100]")}</in><return>{feel("甲 * 乙")}</return></for>'
    outcome = ask("结果", decision("结果", f'<for iteratorVariable="甲"><in>{feel("[1..100]")}</in><return>{inner}</return></for>'))
    assert outcome.value is None
    assert kinds(outcome) == [FindingKind.TOO_MUCH]


def test_endless_recursion_ends_with_a_finding() -> None:
    definition = (
        '<functionDefinition><formalParameter name="我"/><literalExpression><text>我(我)</text></literalExpression></functionDefinition>'
    )
    outcome = ask("结果", decision("函", definition), decision("结果", feel("函(函)"), "决策-函"))
    assert outcome.value is None
    assert FindingKind.TOO_DEEP in kinds(outcome)


# --- services


SERVED = (
    input_data("年龄", "number"),
    decision("档次", feel('"不应计算"'), type_ref="string"),
    decision("说明", feel("档次 + string(年龄)"), "决策-档次", "输入-年龄"),
    decision("甲方", feel("年龄 + 1"), "输入-年龄"),
    service("核定", ["说明"], ["档次"], ["年龄"]),
    service("两项", ["说明", "甲方"], ["档次"], ["年龄"]),
)


def test_a_service_with_one_output_answers_with_its_value() -> None:
    outcome = ask("核定", *SERVED, 年龄=63, 档次="丙")
    assert outcome.value == "丙63"
    assert [(each.name, each.service) for each in outcome.trace.decisions] == [("说明", "核定")]


def test_a_service_with_several_outputs_answers_with_a_context() -> None:
    assert ask("两项", *SERVED, 年龄=63, 档次="丙").value == {"说明": "丙63", "甲方": Decimal(64)}


def test_a_service_without_its_input_says_so() -> None:
    outcome = ask("核定", *SERVED, 年龄=63)
    assert outcome.value is None
    assert kinds(outcome)[0] is FindingKind.NO_INPUT


def test_a_service_is_a_function_of_input_data_then_input_decisions() -> None:
    assert ask("结果", *SERVED, decision("结果", feel('核定(1, "甲")'), "服务-核定")).value == "甲1"
    assert ask("结果", *SERVED, decision("结果", feel('核定(档次: "甲", 年龄: 1)'), "服务-核定")).value == "甲1"
    assert ask("结果", *SERVED, decision("结果", feel('核定("甲")'), "服务-核定")).value is None
    assert ask("结果", *SERVED, decision("结果", feel('核定("一", "甲")'), "服务-核定")).value is None


def test_a_service_sees_its_arguments_only() -> None:
    result = decision("结果", feel('[核定(1, "甲"), string(年龄), 档次]'), "服务-核定", "输入-年龄", "决策-档次")
    assert ask("结果", *SERVED, result, 年龄=63).value == ("甲1", "63", "不应计算")


# --- models that use others


RULES = model(
    input_data("年龄", "number"),
    '<itemDefinition name="档"><typeRef>string</typeRef><allowedValues><text>"甲", "乙"</text></allowedValues></itemDefinition>',
    function("加倍", {"数": "number"}, feel("数 * 2")),
    decision("老人", feel("年龄 >= 60"), "输入-年龄"),
    namespace="urn:规则",
)


def importing(name: str, *elements: str) -> tuple[str, ...]:
    return (f'<import name="{name}" namespace="urn:规则" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>', *elements)


@pytest.mark.parametrize("by", ["urn:规则", "通用 规则"])
def test_imported_elements_bear_their_prefix(by: str) -> None:
    elements = importing(
        "通用 规则", decision("结果", feel("if 通用 规则.老人 then 通用 规则.加倍(4) else 0"), "urn:规则#决策-老人", "urn:规则#函数-加倍")
    )
    grant = compiled(*elements, imports={by: RULES})
    for given in ({"年龄": 70}, {"通用 规则.年龄": 70}, {"{urn:规则}年龄": 70}):
        assert grant.decide("结果", values(given)).value == Decimal(8)
    assert grant.decide("结果", {"通用 规则": {"年龄": Decimal(70)}}).value == Decimal(8)
    assert grant.decide("{urn:规则}老人", values({"年龄": 70})).value is True


def test_an_import_without_a_name_puts_its_elements_here() -> None:
    elements = importing("", decision("结果", feel("if 老人 then 1 else 2"), "urn:规则#决策-老人"))
    assert compiled(*elements, imports={"urn:规则": RULES}).decide("结果", values({"年龄": 70})).value == Decimal(1)


def test_imported_types_bear_their_prefix_and_keep_their_allowed_values() -> None:
    elements = importing("通用", input_data("档次", "通用.档"), decision("结果", feel("档次"), "输入-档次"))
    grant = compiled(*elements, imports={"urn:规则": RULES})
    assert grant.decide("结果", {"档次": "甲"}).value == "甲"
    assert kinds(grant.decide("结果", {"档次": "丙"})) == [FindingKind.NOT_ALLOWED]


def test_a_model_that_is_imported_and_not_given_is_a_problem() -> None:
    wanting = compile_model(model(*importing("通用", decision("结果", feel("1")))))
    assert [each.kind for each in wanting.problems] == [ProblemKind.UNKNOWN_REFERENCE]
    with pytest.raises(RefusedModel, match="urn:规则"):
        wanting.refuse_problems()


def test_references_that_lead_nowhere_and_unknown_types_are_problems() -> None:
    wanting = compile_model(model(decision("结果", feel("1"), "输入-没有", type_ref="没有的类型")))
    assert {each.kind for each in wanting.problems} == {ProblemKind.UNKNOWN_REFERENCE, ProblemKind.UNKNOWN_TYPE}
    assert wanting.decide("结果", {}).value == Decimal(1)


def test_a_reference_may_name_its_own_model() -> None:
    assert ask("乙", decision("甲", feel("1")), decision("乙", feel("甲"), f"{HOME}#决策-甲")).value == Decimal(1)
    assert needs("输入-甲").startswith("<informationRequirement>")
