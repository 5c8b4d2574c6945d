"""The office of a county that does not exist, with a second person in it, and a small rule about an allowance for the old."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from luoshi.district.decisions.models import ModelVersion
from luoshi.district.decisions.operations import create_model, put_in_force
from luoshi.district.offices.operations import set_up
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, found_neighbour, known
from luoshi.engines.packs import Holding, PersonEntry, PostEntry

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
DAY = date(2023, 1, 20)
SLUG = "allowance"

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="高龄津贴" namespace="https://qingxi.example/allowance">
  <itemDefinition name="户籍类型"><typeRef>string</typeRef><allowedValues><text>"本县", "外地"</text></allowedValues></itemDefinition>
  <inputData id="i1" name="年龄"><variable name="年龄" typeRef="number"/></inputData>
  <inputData id="i2" name="户籍"><variable name="户籍" typeRef="户籍类型"/></inputData>
  <decision id="e1" name="月津贴"><variable name="月津贴" typeRef="number"/>
    <informationRequirement id="r1"><requiredInput href="#i1"/></informationRequirement>
    <informationRequirement id="r2"><requiredInput href="#i2"/></informationRequirement>
    <decisionTable id="t1" hitPolicy="UNIQUE">
      <input id="c1" label="年龄"><inputExpression typeRef="number"><text>年龄</text></inputExpression></input>
      <input id="c2" label="户籍"><inputExpression typeRef="string"><text>户籍</text></inputExpression></input>
      <output id="o1" name="月津贴" typeRef="number"/>
      <annotation name="依据"/>
      <rule id="u1"><inputEntry><text>&lt; 80</text></inputEntry><inputEntry><text>-</text></inputEntry>
        <outputEntry><text>0</text></outputEntry>
        <annotationEntry><text>示例文件 第一条</text></annotationEntry></rule>
      <rule id="u2"><inputEntry><text>[80..90)</text></inputEntry><inputEntry><text>"本县"</text></inputEntry>
        <outputEntry><text>100</text></outputEntry>
        <annotationEntry><text>示例文件 第二条</text></annotationEntry></rule>
      <rule id="u3"><inputEntry><text>&gt;= 90</text></inputEntry><inputEntry><text>"本县"</text></inputEntry>
        <outputEntry><text>200</text></outputEntry>
        <annotationEntry><text>示例文件 第二条</text></annotationEntry></rule>
      <rule id="u4"><inputEntry><text>&gt;= 80</text></inputEntry><inputEntry><text>"外地"</text></inputEntry>
        <outputEntry><text>0</text></outputEntry>
        <annotationEntry><text>示例文件 第三条</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""
CIRCLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="环" namespace="https://qingxi.example/circle">
  <decision id="a" name="甲"><variable name="甲"/>
    <informationRequirement><requiredDecision href="#b"/></informationRequirement>
    <literalExpression><text>乙</text></literalExpression></decision>
  <decision id="b" name="乙"><variable name="乙"/>
    <informationRequirement><requiredDecision href="#a"/></informationRequirement>
    <literalExpression><text>甲</text></literalExpression></decision>
</definitions>
"""


def found_office() -> Government:
    """Enter 青溪县, whose rules ``sun`` and ``wen`` keep."""
    county = found_county()
    desk = PostEntry("office_inspector", "office", "县督查室督查员", "", "office", BEGIN, None)
    held = Holding(post="office_inspector", valid_from=BEGIN, valid_to=None)
    set_up(county.district, units=(), posts=(desk,), people=(PersonEntry(code="wen", name="文示例", name_en="", holds=(held,)),))
    return known(county.district)


@pytest.fixture
def government(db: None) -> Government:
    """The county's offices."""
    return found_office()


@pytest.fixture
def neighbour(db: None) -> Government:
    """Another county's offices."""
    return found_neighbour()


@pytest.fixture
def draft(government: Government) -> ModelVersion:
    """The rule as ``sun`` saved it, not in force."""
    return create_model(
        government.district, slug=SLUG, title="高龄津贴", title_en="Old-age allowance", content=MODEL, reason="按示例文件起草",
        by=government.by("sun"), at=AT,
    )  # fmt: skip


@pytest.fixture
def rule(draft: ModelVersion, government: Government) -> ModelVersion:
    """The rule in force since the first of the year, by ``wen``."""
    put_in_force(SLUG, 1, from_day=date(2023, 1, 1), reason="核对无误", by=government.by("wen"), at=AT)
    return draft


def changed(old: str, new: str, content: str = MODEL) -> str:
    """The rule with one text changed."""
    assert old in content
    return content.replace(old, new)
