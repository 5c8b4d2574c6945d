"""Every byte that nobody changed stays: drawings, extensions, comments, blanks, ids."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions import Model, RefusedModel, UnwritableChange, read_model, write_model
from luoshi.engines.decisions.model import DecisionTable, LiteralExpression, Rule, Text

DRAWN = """<?xml version='1.0' encoding="UTF-8" standalone='yes'?>
<!-- 桃花源 -->
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/" xmlns:di="https://www.omg.org/spec/DMN/20230324/DMNDI/"
   xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" xmlns:工具="urn:tool"  namespace = 'urn:津贴' name="津贴" 工具:color="red">
  <d:extensionElements><工具:秘密 a='1'  b="2">&#x6843;<![CDATA[<花>]]></工具:秘密></d:extensionElements>
  <d:inputData id="i" name="年龄"><d:variable name="年龄"/></d:inputData>
  <d:decision id="t" name="津贴"><d:variable name="津贴"/>
    <d:informationRequirement><d:requiredInput href="#i"/></d:informationRequirement>
    <d:decisionTable hitPolicy="FIRST" 工具:width="300">
      <d:input><d:inputExpression><d:text>年龄</d:text></d:inputExpression></d:input>
      <d:output name="金额"/>
      <d:rule id="r1">
        <d:inputEntry id="c1"><d:text><![CDATA[>= 80]]></d:text></d:inputEntry>
        <d:outputEntry  id='c2' ><d:text  >500</d:text ></d:outputEntry>
      </d:rule>
      <!-- 六十岁以上 -->
      <d:rule id="r2">
        <d:inputEntry><d:text>&gt;= 60</d:text></d:inputEntry>
        <d:outputEntry><d:text/></d:outputEntry>
      </d:rule>
    </d:decisionTable>
  </d:decision>
  <d:decision id="l" name="说明"><d:literalExpression><d:text>"甲&amp;乙"</d:text></d:literalExpression></d:decision>
  <di:DMNDI><di:DMNDiagram><di:DMNShape dmnElementRef="t">
    <dc:Bounds x="1" y="2.50" width='3' height="4"/></di:DMNShape></di:DMNDiagram></di:DMNDI>
</d:definitions>
<!-- 完 -->
"""


def drawn() -> Model:
    return read_model(DRAWN.encode(), file="津贴.dmn")


def with_rules(model: Model, *rules: Rule) -> Model:
    """The model with other rules in its table."""
    table = table_of(model)
    decision = replace(model.decisions[0], logic=replace(table, rules=rules))
    return replace(model, decisions=(decision, *model.decisions[1:]))


def table_of(model: Model) -> DecisionTable:
    table = model.decisions[0].logic
    assert isinstance(table, DecisionTable)
    return table


def with_cell(rule: Rule, text: str) -> Rule:
    return replace(rule, conclusions=(replace(rule.conclusions[0], text=text),))


def test_unchanged_is_unchanged_byte_for_byte() -> None:
    assert write_model(drawn()) == DRAWN.encode()


def test_one_cell_changes_only_that_cell() -> None:
    model = drawn()
    first, second = table_of(model).rules
    written = write_model(with_rules(model, with_cell(first, "600"), second)).decode()
    assert written == DRAWN.replace(">500<", ">600<")


def test_an_empty_tag_opens_where_a_text_comes() -> None:
    model = drawn()
    first, second = table_of(model).rules
    written = write_model(with_rules(model, first, with_cell(second, '"<&>"'))).decode()
    assert written == DRAWN.replace("<d:text/>", '<d:text>"&lt;&amp;&gt;"</d:text>')


def test_a_cdata_section_is_replaced_as_a_whole() -> None:
    model = drawn()
    first, second = table_of(model).rules
    changed = replace(first, conditions=(replace(first.conditions[0], text="< 5"),))
    assert write_model(with_rules(model, changed, second)).decode() == DRAWN.replace("<![CDATA[>= 80]]>", "&lt; 5")


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30))
def test_what_is_written_is_what_is_read_again(text: str) -> None:
    model = drawn()
    logic = model.decisions[1].logic
    assert isinstance(logic, LiteralExpression)
    changed = replace(model.decisions[1], logic=replace(logic, text=replace(logic.text, text=text)))
    try:
        content = write_model(replace(model, decisions=(model.decisions[0], changed)))
    except RefusedModel:
        assert any(ord(each) in {0xFFFE, 0xFFFF} for each in text)  # no characters of XML
        return
    again = read_model(content).decisions[1].logic
    assert isinstance(again, LiteralExpression)
    assert again.text.text == text
    assert content.startswith(DRAWN.encode().partition(b'"\xe7\x94\xb2&amp;')[0])


def test_a_character_that_xml_forbids_is_refused() -> None:
    model = drawn()
    first, second = table_of(model).rules
    with pytest.raises(RefusedModel):
        write_model(with_rules(model, with_cell(first, "\x01"), second))


def test_a_rule_is_removed_with_what_stood_before_it() -> None:
    model = drawn()
    first, _ = table_of(model).rules
    written = write_model(with_rules(model, first)).decode()
    begin, end = DRAWN.index("\n      <!-- 六十"), DRAWN.index("\n    </d:decisionTable>")
    assert written == DRAWN[:begin] + DRAWN[end:]


def test_rules_change_places_with_their_comments() -> None:
    model = drawn()
    first, second = table_of(model).rules
    again = read_model(write_model(with_rules(model, second, with_cell(first, "700"))))
    assert [rule.place.id for rule in table_of(again).rules] == ["r2", "r1"]
    assert table_of(again).rules[1].conclusions[0].text == "700"
    assert again.content.index("六十岁以上".encode()) < again.content.index(b'"r2"')
    assert b"<di:DMNDI>" in again.content


def test_a_new_rule_comes_in_the_manner_of_the_table() -> None:
    model = drawn()
    first, second = table_of(model).rules
    new = Rule((Text("[70..80)"),), (Text("400"),), (Text("第五条 & 第六条"),))
    written = write_model(with_rules(model, first, new, second)).decode()
    added = (
        "\n      <d:rule>\n        <d:inputEntry><d:text>[70..80)</d:text></d:inputEntry>"
        "\n        <d:outputEntry><d:text>400</d:text></d:outputEntry>"
        "\n        <d:annotationEntry><d:text>第五条 &amp; 第六条</d:text></d:annotationEntry>\n      </d:rule>"
    )
    assert written == DRAWN.replace("\n      <!-- 六十岁以上 -->", f"{added}\n      <!-- 六十岁以上 -->")


def test_the_first_rule_of_a_table_can_be_written() -> None:
    model = drawn()
    empty = read_model(write_model(with_rules(model)))
    assert table_of(empty).rules == ()
    again = read_model(write_model(with_rules(empty, Rule((Text("-"),), (Text("1"),)))))
    assert [rule.conclusions[0].text for rule in table_of(again).rules] == ["1"]


@pytest.mark.parametrize("change", [{"name": "别的"}, {"decisions": ()}, {"version": "1.1"}])
def test_other_changes_are_refused_and_never_lost(change: dict[str, object]) -> None:
    with pytest.raises(UnwritableChange, match="建模工具"):
        write_model(replace(drawn(), **change))  # type: ignore[arg-type]


def test_a_changed_hit_policy_is_refused_beside_changed_rules() -> None:
    model = drawn()
    table = replace(table_of(model), rules=(), output_label="别的")
    with pytest.raises(UnwritableChange, match="output_label"):
        write_model(replace(model, decisions=(replace(model.decisions[0], logic=table), *model.decisions[1:])))
