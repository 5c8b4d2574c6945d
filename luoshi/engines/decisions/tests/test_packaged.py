"""Packages: parameters fill inputs by the day, and every answer says by which law."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.decisions import (
    FindingKind,
    NoValueInForce,
    Outcome,
    RefusedModel,
    UnknownDecision,
    make_package,
    read_model,
    sentences,
)
from luoshi.engines.decisions.citations import Status
from luoshi.engines.decisions.export import answers_json
from luoshi.engines.decisions.sets import Dialect, compile_set, law_of
from luoshi.engines.decisions.tests.models import HOME, decision, feel, function, input_data, model, needs, service, table, xml
from luoshi.engines.decisions.tests.packages import (
    AUTHORITY,
    DOCUMENTS,
    GRANT,
    LABELS,
    NEW,
    OLD,
    RATE,
    SOURCE,
    amount,
    document,
    package,
    rate,
)
from luoshi.engines.decisions.trace import Source
from luoshi.engines.feel.temporal import Date, DateAndTime, Time

JULY, JUNE = date(2023, 7, 1), date(2023, 6, 30)
AGED = {"年龄": Decimal(85)}


def kinds(outcome: Outcome) -> list[str]:
    return [each.kind_name for each in outcome.findings]


def problems(*arguments: str, **how: object) -> list[str]:
    """What is wrong with a package, in Chinese."""
    return [each.words().chinese for each in package(*arguments, **how).problems]  # type: ignore[arg-type] # passed on as they are


def test_the_day_chooses_the_value_and_its_version_is_told() -> None:
    outcome = package().decide("津贴", AGED, on=JULY)
    assert (outcome.value, kinds(outcome)) == (Decimal("150.50"), [])
    (used,) = outcome.trace.parameters
    assert (used.name, used.version.document, used.version.valid_from) == ("标准", NEW, JULY)
    step = outcome.trace.decisions[0]
    assert [(each.name, each.source) for each in step.used] == [("年龄", Source.GIVEN), ("标准", Source.PARAMETER)]
    assert step.used[1].parameter is used


def test_an_unverified_value_never_decides_silently() -> None:
    outcome = package().decide("全年", AGED, on=JUNE)
    assert outcome.value == Decimal(1200)
    finding = next(each for each in outcome.findings if each.kind is FindingKind.UNVERIFIED_PARAMETER)
    assert (finding.values, finding.place.file, finding.place.line) == ((Decimal(100),), "parameters.yaml", 3)
    assert f"参数“标准”的数值（{OLD} 第七条，2021-01-01 至 2023-06-30）未核实" in finding.message.chinese
    assert "is unverified; a person has to confirm" in finding.message.english


def test_a_document_that_is_not_in_force_is_found_wherever_it_is_cited() -> None:
    outcome = package().decide("津贴", AGED, on=JUNE)
    assert kinds(outcome) == ["unverified_parameter", "document_not_in_force"]
    assert f"决策表“津贴”规则 1依据的《关于{NEW}的办法》" in outcome.findings[1].message.chinese
    ended = [document(OLD, last=date(2022, 12, 31)), document(NEW)]
    by_parameter = package(documents=ended).decide("津贴", {"年龄": Decimal(10)}, on=JUNE)
    assert kinds(by_parameter).count("document_not_in_force") == 3  # the decision, its rule, the parameter


def test_a_rule_that_cites_an_unverified_document_never_decides_silently() -> None:
    doubtful = package(documents=[document(OLD, status=Status.ELSEWHERE), DOCUMENTS[1]])
    outcome = doubtful.decide("津贴", {"年龄": Decimal(10)}, on=JULY)
    assert kinds(outcome) == ["unverified_document", "unverified_document"]
    assert "出自其他地区，待确认" in outcome.findings[0].message.chinese


def test_what_nobody_knows_of_a_document_is_no_finding() -> None:
    outcome = package(documents=[document(OLD, first=None), document(NEW, first=None)]).decide("津贴", AGED, on=JULY)
    assert kinds(outcome) == []


def test_no_value_on_the_day_is_an_error_only_where_it_is_needed() -> None:
    elements = (*GRANT, input_data("门槛"), decision("高龄", feel("年龄 >= 80"), "输入-年龄"), decision("富", feel("门槛"), "输入-门槛"))
    threshold = rate(amount(Decimal(1), date(2020, 1, 1), date(2020, 12, 31)), name="门槛")
    made = package(*elements, parameters=[RATE, threshold])
    made.refuse_problems()
    assert made.decide("高龄", AGED, on=JULY).value is True
    assert made.decide("津贴", AGED, on=JULY).value == Decimal("150.50")
    with pytest.raises(NoValueInForce, match="门槛"):
        made.decide("富", {}, on=JULY)


def test_the_more_specific_place_decides() -> None:
    local = rate(amount(Decimal(1), date(2023, 1, 1)), amount(Decimal(2), date(2023, 1, 1), place="桃源市"))
    made = package(parameters=[local])
    assert made.decide("津贴", AGED, on=JULY).value == Decimal(1)
    assert made.decide("津贴", AGED, on=JULY, jurisdictions=["桃源新区", "桃源市", "全国"]).value == Decimal(2)


@pytest.mark.parametrize("name", ["标准", f"{{{HOME}}}标准"])
def test_nobody_brings_the_value_of_a_parameter_along(name: str) -> None:
    outcome = package().decide("津贴", {**AGED, name: Decimal(9999)}, on=JULY)
    assert (outcome.value, kinds(outcome)) == (Decimal("150.50"), ["unknown_input"])
    assert "由参数给出" in outcome.findings[0].message.chinese


def test_nobody_is_asked_for_a_parameter() -> None:
    made = package()
    compiled = made.model_of("津贴")
    assert [each.name for each in made.needed("全年")] == ["年龄"]
    assert [each.name for each in made.questions(compiled)] == ["年龄"]
    assert [each.name for each in made.filled_in(compiled)] == ["标准"]
    assert [each.name for each in made.parameters_of("全年")] == ["标准"]


def test_today_is_the_day_by_whose_law_it_is_decided_unless_a_moment_is_told() -> None:
    made = package(decision("今天", feel("today()")), parameters=[])
    assert made.decide("今天", {}, on=JULY).value == Date(2023, 7, 1)
    moment = DateAndTime(Date(2023, 8, 2), Time(9, 0, 0))
    assert made.decide("今天", {}, on=JULY, at=moment).value == Date(2023, 8, 2)


def test_a_plan_for_everybody_is_the_same_as_long_as_the_law_is() -> None:
    made, days = package(), (date(2023, 6, 1), JUNE, JULY)
    laws = [law_of(made, ["津贴"], on=day) for day in days]
    texts = [compile_set(made, ["津贴"], on=day).statement(Dialect.DUCKDB, source="everybody", key="key") for day in days]
    assert [laws[0] == laws[1], laws[1] == laws[2]] == [texts[0] == texts[1], texts[1] == texts[2]] == [True, False]
    assert not compile_set(made, ["津贴"], on=JULY).of_its_day


def test_a_plan_that_asks_which_day_it_is_says_so() -> None:
    made = package(decision("今年", feel("today().year")), parameters=[])
    assert compile_set(made, ["今年"], on=JULY).of_its_day


def test_parameters_reach_services_and_imported_models() -> None:
    other = "https://taohuayuan.example/dmn/人口"
    people = model(input_data("门槛", "number"), decision("够", feel("门槛 > 1"), "输入-门槛"), namespace=other)
    imported = f'<import name="人口" namespace="{other}" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'
    required = needs(f"{other}#决策-够", f"{other}#输入-门槛")
    logic = f'<decision id="全" name="全">{required}{feel("if 人口.够 then 人口.门槛 else 0")}</decision>'
    threshold = rate(amount(Decimal(3), date(2023, 1, 1)), name="门槛")
    made = package(
        imported, logic, *GRANT, service("核定", ["全年"], inputs=["年龄", "标准"]), others=[people], parameters=[RATE, threshold]
    )
    made.refuse_problems()
    assert made.decide("核定", AGED, on=JULY).value == Decimal(1806)
    outcome = made.decide("全", {}, on=JULY)
    assert outcome.value == Decimal(3)
    assert ("人口.门槛", Source.PARAMETER) in [(each.name, each.source) for each in outcome.trace.decisions[-1].used]


def test_business_knowledge_models_bring_their_sources_along_also_through_others() -> None:
    end = "</businessKnowledgeModel>"
    rounded = function("取整", {"数": "number"}, feel("floor(数)")).replace(end, AUTHORITY + end)
    half = function("减半", {"数": "number"}, feel("取整(数 / 2)"), "函数-取整")
    for called in ("函数-取整", "函数-减半"):
        elements = (rounded, half, decision("整", feel(f"{called[3:]}(3)"), called), SOURCE)
        (cited,) = package(*elements, parameters=[]).decide("整", {}, on=JULY).trace.citations
        assert (str(cited.citation), cited.by.chinese) == (f"{OLD} 第二条", "业务知识模型“取整”")


def test_everything_an_answer_rests_on_is_cited_once() -> None:
    cited = package().decide("全年", AGED, on=JULY).trace.citations
    assert [(str(each.citation), each.by.english) for each in cited] == [
        (f"{OLD} 第二条", "the decision “津贴”"),
        (f"{OLD} 第五条", "rule 1 of the table “津贴”"),
        (NEW, "rule 1 of the table “津贴”"),
        (f"{NEW} 第七条", "the parameter “标准”"),
    ]


def test_reasons_name_parameters_and_clauses_in_both_languages() -> None:
    told = sentences(package().decide("津贴", AGED, on=JULY), LABELS)
    assert told[0].english == "“Elder allowance” is 150.5."
    assert told[1].chinese == (
        f"“高龄津贴”得出 150.5，依据：年龄 = 85（所提供），标准 = 150.5（参数，{NEW} 第七条，全国，2023-07-01 至 今）。"
    )
    assert told[2].english == f"Rule 1 of the table “Elder allowance” applies (by {OLD} 第五条；{NEW}): Age is 85, which meets “>= 80”."
    assert told[3].chinese == f"依据：《关于{OLD}的办法》（{OLD}）第二条、第五条；《关于{NEW}的办法》（{NEW}）第七条。"
    assert sentences(package().decide("津贴", AGED, on=JUNE))[1].english.endswith("2021-01-01 to 2023-06-30, unverified).")


def test_words_stand_for_texts_in_values_and_cells_too() -> None:
    rows = '输入:户籍 | 输出:材料\n"本区", "外区" | ["身份证", {"期限": "长期"}]'
    labels = {"本区": LABELS["年龄"], "身份证": LABELS["标准"], "期限": LABELS["津贴"]}
    made = make_package("x", [model(input_data("户籍"), decision("材料", table(rows), "输入-户籍"))], labels=labels)
    told = sentences(made.decide("材料", {"户籍": "本区"}, on=JULY), made.labels)
    assert told[0].english == '“材料” is ["Rate", {Elder allowance: "长期"}].'
    assert told[2].english.endswith('户籍 is “Age”, which meets “"Age", "外区"”.')


def test_the_whole_is_data_too() -> None:
    outcome = package().decide("津贴", AGED, on=JUNE)
    (answer,) = answers_json("津贴", {"津贴": outcome}, explain=True, labels=LABELS)["answers"]
    assert json.loads(json.dumps(answer)) == answer
    (used,) = answer["parameters"]
    assert (used["value"], used["from"], used["to"], used["status"]) == (100, "2021-01-01", "2023-06-30", "unverified")
    assert answer["trace"][0]["used"][1]["parameter"] == used
    assert answer["trace"][0]["tables"][0]["chosen"][0]["citations"] == [f"{OLD} 第五条；{NEW}"]
    assert answer["citations"][0]["title"] == f"关于{OLD}的办法"
    assert answer["explanation"][0]["english"].startswith("“Elder allowance”")


# --- what is wrong with a package


def test_a_decision_that_no_model_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownDecision, match="津贴、全年"):
        package().decide("津帖", AGED, on=JULY)


def test_two_models_may_not_offer_the_same_decision() -> None:
    other = model(decision("津贴", feel("1")), namespace="https://taohuayuan.example/other")
    (problem,) = problems(others=[other])
    assert "“津贴”在 津贴.dmn 中已有" in problem


def test_two_models_may_not_share_a_namespace() -> None:
    (problem,) = [each for each in problems(others=[read_model(xml(decision("另", feel("1"))), file="另.dmn")]) if "命名空间" in each]
    assert problem.startswith("文件 另.dmn，第 2 行")
    assert "已是 津贴.dmn 的" in problem


def test_a_parameter_that_fills_nothing_is_a_slip_of_the_pen() -> None:
    (problem,) = problems(parameters=[RATE, rate(amount(Decimal(1), JULY), name="标準")])
    assert "没有模型有名为“标準”的输入" in problem
    assert "parameters.yaml，第 1 行" in problem


def test_a_value_that_the_model_would_refuse_is_found_beforehand() -> None:
    (problem,) = problems(parameters=[rate(amount(Decimal(-1), JULY))])
    assert "值 -1 不在允许范围（>= 0）之内" in problem
    (problem,) = problems(parameters=[rate(amount("一百", JULY))])
    assert "需要“金额”类型的值，得到的是 string" in problem


def test_a_citation_needs_its_document() -> None:
    found = problems(documents=[DOCUMENTS[0]])
    assert ["没有登记" in each for each in found] == [True, True]
    assert "规则 1" in found[0]
    assert "parameters.yaml，第 3 行" in found[1]
    with pytest.raises(RefusedModel):
        package(documents=[]).refuse_problems()
