"""Reasons as data and as sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.decisions import sentences, table_reasons
from luoshi.engines.decisions.explain import allowed_words
from luoshi.engines.decisions.tests.models import ask, decision, input_data, table

TABLE = """
    输入:年龄 | 输入:户籍 | 输入:残疾 | 输出:金额
    默认      |           |           | 0
    >= 80     | "本区"    | -         | 500  | # 办法第三条
    >= 60     | "本区"    | -         | 300
    -         | "本区"    | true      | 200
"""
GRANT = (
    *(input_data(name) for name in ("年龄", "户籍", "残疾")),
    decision("津贴", table(TABLE, hit="FIRST"), "输入-年龄", "输入-户籍", "输入-残疾"),
)


def test_the_rule_that_applies_is_told_with_its_values() -> None:
    outcome = ask("津贴", *GRANT, 年龄=81, 户籍="本区", 残疾=False)
    (reason,) = table_reasons(outcome.trace.decisions[0])
    assert [rule.number for rule in reason.chosen] == [1]
    assert [(each.title, each.asked, each.value, each.holds) for each in reason.chosen[0].conditions] == [
        ("年龄", ">= 80", Decimal(81), True),
        ("户籍", '"本区"', "本区", True),
    ]
    assert reason.chosen[0].annotations == ("办法第三条",)
    told = sentences(outcome)
    assert told[0].chinese == "“津贴”的结论是 500。"
    assert told[1].chinese == "“津贴”得出 500，依据：年龄 = 81（所提供），户籍 = “本区”（所提供），残疾 = false（所提供）。"
    assert told[2].chinese == '决策表“津贴”规则 1 适用（办法第三条）：年龄为 81，符合“>= 80”；户籍为 “本区”，符合“"本区"”。'
    assert told[2].english.startswith("Rule 1 of the table “津贴” applies (办法第三条): 年龄 is 81")


def test_every_other_rule_tells_which_conditions_fail() -> None:
    outcome = ask("津贴", *GRANT, 年龄=63, 户籍="本区", 残疾=False)
    (reason,) = table_reasons(outcome.trace.decisions[0])
    failed = {rule.number: [each.title for each in rule.failed] for rule in reason.rules}
    assert failed == {1: ["年龄"], 2: [], 3: ["残疾"]}
    assert [rule.applies for rule in reason.rules] == [False, True, False]


def test_a_negative_answer_names_the_nearest_rule_and_what_is_missing() -> None:
    outcome = ask("津贴", *GRANT, 年龄=63, 户籍="外区", 残疾=False)
    assert outcome.value == Decimal(0)
    (reason,) = table_reasons(outcome.trace.decisions[0])
    nearest = reason.nearest()
    assert nearest is not None
    assert (nearest.number, [each.title for each in nearest.failed]) == (2, ["户籍"])
    told = [each.chinese for each in sentences(outcome)]
    assert "决策表“津贴”没有规则适用。" in told
    assert '最接近的是决策表“津贴”规则 2，还差：户籍应符合“"本区"”，现为 “外区”。' in told


def test_the_nearest_rule_may_be_asked_among_some() -> None:
    outcome = ask("津贴", *GRANT, 年龄=20, 户籍="本区", 残疾=False)
    (reason,) = table_reasons(outcome.trace.decisions[0])
    nearest = reason.nearest(lambda rule: rule.outputs == (Decimal(500),))
    assert nearest is not None
    assert nearest.number == 1
    assert reason.nearest(lambda _rule: False) is None


def test_a_rule_that_says_no_is_not_the_nearest_to_a_no() -> None:
    rows = "输入:年龄 | 输出:资格\n< 18 | false\n[18..60) | false\n>= 60 | true"
    outcome = ask("资格", input_data("年龄"), decision("资格", table(rows), "输入-年龄"), 年龄=30)
    assert sentences(outcome)[-1].chinese == "最接近的是决策表“资格”规则 3，还差：年龄应符合“>= 60”，现为 30。"


def test_findings_are_told_last_with_their_place() -> None:
    rows = "输入:年龄 | 输出:资格\n>= 60 | true"
    told = sentences(ask("资格", input_data("年龄"), decision("资格", table(rows), "输入-年龄")))
    assert told[-2].chinese == "文件 津贴.dmn，第 3 行，元素 inputData（id 输入-年龄）：没有提供输入“年龄”。"
    assert told[-1].english == "津贴.dmn, line 4, element decisionTable: No rule of the table “资格” applies, and it has no default."


def test_a_table_that_refused_its_input_has_no_rules_to_tell() -> None:
    rows = '输入:户籍 | 输出:金额\n允许: "本区" |\n- | 1'
    outcome = ask("津贴", input_data("户籍"), decision("津贴", table(rows), "输入-户籍"), 户籍="火星")
    (reason,) = table_reasons(outcome.trace.decisions[0])
    assert reason.rules == ()
    assert any("火星" in each.chinese for each in sentences(outcome))


@pytest.mark.parametrize(
    ("written", "chinese"),
    [
        ("[0..1]", "0 至 1"),
        ("[-1.5..2]", "-1.5 至 2"),
        ("(0..1]", "(0..1]"),
        ('"企业"', '"企业"'),
        (">= 0", "不小于 0"),
        ("<5", "小于 5"),
        ("> a", "> a"),
    ],
)
def test_a_range_of_numbers_is_said_in_words(written: str, chinese: str) -> None:
    assert allowed_words(written).chinese == chinese
