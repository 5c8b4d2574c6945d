"""The empty model with which an editor begins: one decision with an empty table, drawn where the editor can show it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

_EMPTY = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/"
             xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/"
             xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
             id={id} name={name} namespace={namespace}>
  <inputData id="input_1" name="输入">
    <variable id="input_1_variable" name="输入" typeRef="number"/>
  </inputData>
  <decision id="decision_1" name="结论">
    <variable id="decision_1_variable" name="结论" typeRef="string"/>
    <informationRequirement id="requirement_1"><requiredInput href="#input_1"/></informationRequirement>
    <decisionTable id="table_1" hitPolicy="UNIQUE">
      <input id="column_1" label="输入"><inputExpression id="column_1_text" typeRef="number"><text>输入</text></inputExpression></input>
      <output id="column_2" name="结论" typeRef="string"/>
      <annotation name="依据"/>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="diagram_1">
      <dmndi:DMNShape id="shape_1" dmnElementRef="decision_1"><dc:Bounds height="80" width="180" x="160" y="80"/></dmndi:DMNShape>
      <dmndi:DMNShape id="shape_2" dmnElementRef="input_1"><dc:Bounds height="45" width="125" x="188" y="240"/></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""


def empty_model(title: str, slug: str) -> str:
    """A model of this name, with nothing decided in it."""
    return _EMPTY.format(
        id=quoteattr(f"model_{slug}"), name=quoteattr(title), namespace=quoteattr(f"https://luoshi.example/decisions/{slug}")
    )
