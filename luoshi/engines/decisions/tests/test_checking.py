"""The type check of whole models: what is said of which cell, box and declaration, and what is not."""

from __future__ import annotations

import pytest

from luoshi.engines.decisions import Compiled, Remark, check_types, compile_model
from luoshi.engines.decisions.checking import typed
from luoshi.engines.decisions.checking_remarks import REMARKS_MAX
from luoshi.engines.decisions.tests.models import (
    compiled,
    decision,
    feel,
    formal_parameters,
    function,
    input_data,
    item,
    model,
    service,
    table,
)  # fmt: skip
from luoshi.engines.feel import RemarkKind, Severity

TYPES = (
    item("类别", "string", allowed='"甲类", "乙类"'),
    item("岁", "number", allowed="[0..130]"),
    item("企业", "", item("名称", "string"), item("人数", "number"), item("类别", "类别")),
    item("各企业", "企业", collection=True),
)
INPUTS = (input_data("年龄", "岁"), input_data("类别", "类别"), input_data("企业", "企业"), input_data("各企业", "各企业"))
NEEDED = ("输入-年龄", "输入-类别", "输入-企业", "输入-各企业")


def remarks(*elements: str) -> list[tuple[RemarkKind, Severity, str]]:
    """What is said of a model with these elements, and of which text."""
    return [(each.kind, each.severity, each.text[each.start : each.end]) for each in check_types(compiled(*TYPES, *INPUTS, *elements))]


def of_logic(logic: str, type_ref: str = "", *elements: str) -> list[tuple[RemarkKind, Severity, str]]:
    """What is said of one decision."""
    return remarks(*elements, decision("结果", logic, *NEEDED, type_ref=type_ref))


ERROR, WARNING = Severity.ERROR, Severity.WARNING


def error(kind: RemarkKind, part: str = "") -> list[tuple[RemarkKind, Severity, str]]:
    """One error and nothing else."""
    return [(kind, ERROR, part)]


def test_a_right_model_is_left_alone() -> None:
    rows = """
        输入:年龄 | 输入:类别      | 输出:金额 number | 输出:说明 string
        允许      | "甲类", "乙类" | 0, 100, 200      | "高", "低"
        默认      |                | 0                | "低"
        >= 60     | "甲类"         | 100              | "高"
        [18..60)  | not("甲类")    | 200              | if 年龄 > 30 then "高" else "低"
        -         | -              | 0                | "低"
    """
    assert of_logic(table(rows, hit="FIRST")) == []


CELLS = [
    ("输入:年龄", '"甲"', error(RemarkKind.DIFFERENT_KINDS, '"甲"')),
    ("输入:年龄", "< @\"2023-01-01\"", error(RemarkKind.OPERANDS, "< @\"2023-01-01\"")),
    ("输入:年龄", "200", error(RemarkKind.NOT_ALLOWED, "200")),
    ("输入:年龄 number", "60, 131", error(RemarkKind.NOT_ALLOWED, "131")),
    ("输入:年龄*2 岁", "131", error(RemarkKind.NOT_ALLOWED, "131")),
    ("输入:年龄*2", "131", []),
    ("输入:类别", '"丙类"', error(RemarkKind.NOT_ALLOWED, '"丙类"')),
    ("输入:类别", '"甲类", "丙类"', error(RemarkKind.NOT_ALLOWED, '"丙类"')),
    ("输入:企业.类别", '"丙类"', error(RemarkKind.NOT_ALLOWED, '"丙类"')),
    ("输入:企业.人数", "[5..1]", error(RemarkKind.REVERSED_RANGE, "[5..1]")),
    ("输入:年令", "> 3", error(RemarkKind.UNKNOWN_NAME, "年令")),
    ("输入:年龄 string", "-", error(RemarkKind.WRONG_TYPE, "年龄")),
    ("输入:年龄", "? + 1", error(RemarkKind.NOT_BOOLEAN, "? + 1")),
    ("输入:年龄", "类别", [(RemarkKind.DIFFERENT_KINDS, WARNING, "类别")]),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "wanted"), CELLS)
def test_a_cell_that_never_holds(column: str, cell: str, wanted: list[tuple[RemarkKind, Severity, str]]) -> None:
    assert of_logic(table(f"{column} | 输出:金额\n{cell} | 1")) == wanted


@pytest.mark.parametrize(
    ("column", "conclusion", "wanted"),
    [
        ("输出:金额 number", '"高"', error(RemarkKind.WRONG_TYPE, '"高"')),
        ("输出:类 类别", '"丙类"', error(RemarkKind.NOT_ALLOWED, '"丙类"')),
        ("输出:岁数 岁", "131", error(RemarkKind.NOT_ALLOWED, "131")),
        ("输出:类 类别", 'if 年龄 > 3 then "甲类" else "丙类"', [(RemarkKind.NOT_ALLOWED, WARNING, '"丙类"')]),
        ("输出:金额 number", "年龄 + 类别", error(RemarkKind.OPERANDS, "年龄 + 类别")),
        ("输出:金额 number", "[1, 2]", []),
        ("输出:名单 各企业", "企业", []),
    ],
)
def test_a_conclusion_against_its_column(column: str, conclusion: str, wanted: list[tuple[RemarkKind, Severity, str]]) -> None:
    assert of_logic(table(f"输入:年龄 | {column}\n> 3 | {conclusion}")) == wanted


def test_allowed_values_of_a_column_and_its_default() -> None:
    rows = """
        输入:年龄 | 输出:级别 string
        允许      | "高", "低"
        默认      | "无"
        > 60      | "中"
    """
    assert of_logic(table(rows)) == [(RemarkKind.NOT_ALLOWED, ERROR, '"中"'), (RemarkKind.NOT_ALLOWED, ERROR, '"无"')]


def test_a_place_has_rule_and_column() -> None:
    rows = """
        输入:年龄 | 输入:类别 | 输出:金额
        > 60      | "甲类"    | 1
        > 18      | 3         | 2
    """
    (found,) = check_types(compiled(*TYPES, *INPUTS, decision("结果", table(rows), *NEEDED)))
    assert (found.place.rule, found.place.column, found.owner) == (2, 2, "结果")
    assert found.place.line > 0
    assert "规则 2" in found.words().chinese
    assert "rule 2, column 2 (结果): “3”" in found.words().english


LOGIC = [
    (feel("年龄 + 企业.人数"), "string", error(RemarkKind.WRONG_TYPE, "年龄 + 企业.人数")),
    (feel('"丙类"'), "类别", error(RemarkKind.NOT_ALLOWED, '"丙类"')),
    (feel('"丙类"', "类别"), "", error(RemarkKind.NOT_ALLOWED, '"丙类"')),
    (feel("企业.人教"), "", [(RemarkKind.UNKNOWN_MEMBER, WARNING, "企业.人教")]),
    (feel('{名称: "某厂"}'), "企业", error(RemarkKind.WRONG_TYPE, '{名称: "某厂"}')),
    (feel("各企业[人数 > 3].名称"), "", []),
    (feel("各企业.人数"), "number", []),
    ("<context><contextEntry><variable name='甲'/>" + feel("1") + "</contextEntry><contextEntry>" + feel("甲 + 类别")
     + "</contextEntry></context>", "", error(RemarkKind.OPERANDS, "甲 + 类别")),
    ("<context><contextEntry><variable name='甲' typeRef='number'/>" + feel('"一"') + "</contextEntry></context>", "",
     error(RemarkKind.WRONG_TYPE, '"一"')),
    ("<list>" + feel("1 + 类别") + feel("2") + "</list>", "", error(RemarkKind.OPERANDS, "1 + 类别")),
    ("<relation><column name='甲' typeRef='number'/><row>" + feel('"一"') + "</row></relation>", "", error(RemarkKind.WRONG_TYPE, '"一"')),
    (f"<conditional><if>{feel('年龄')}</if><then>{feel('1')}</then><else>{feel('2')}</else></conditional>", "",
     error(RemarkKind.NOT_BOOLEAN)),
    (f"<filter><in>{feel('各企业')}</in><match>{feel('人数')}</match></filter>", "", error(RemarkKind.NOT_BOOLEAN)),
    (f"<filter><in>{feel('各企业')}</in><match>{feel('人数 > 3 and item.名称 = 类别')}</match></filter>", "各企业", []),
    (f"<for iteratorVariable='一'><in>{feel('各企业')}</in><return>{feel('一.人数 + 一.名称')}</return></for>", "",
     error(RemarkKind.OPERANDS, "一.人数 + 一.名称")),
    (f"<every iteratorVariable='一'><in>{feel('各企业')}</in><satisfies>{feel('一.人数')}</satisfies></every>", "",
     error(RemarkKind.NOT_BOOLEAN)),
    (f"<functionDefinition>{formal_parameters({'甲': 'number'})}{feel('甲 + 类别')}</functionDefinition>", "",
     error(RemarkKind.OPERANDS, "甲 + 类别")),
    ("<functionDefinition kind='Java'>" + feel("1") + "</functionDefinition>", "", [(RemarkKind.EXTERNAL_FUNCTION, WARNING, "")]),
]  # fmt: skip


@pytest.mark.parametrize(("logic", "type_ref", "wanted"), LOGIC)
def test_boxes(logic: str, type_ref: str, wanted: list[tuple[RemarkKind, Severity, str]]) -> None:
    assert of_logic(logic, type_ref) == wanted


def _invocation(called: str, **bindings: str) -> str:
    bound = "".join(f"<binding><parameter name='{name}'/>{feel(text)}</binding>" for name, text in bindings.items())
    return f"<invocation>{feel(called)}{bound}</invocation>"


SCALED = function("折算", {"额": "number"}, feel("额 * 2"), type_ref="number")


@pytest.mark.parametrize(
    ("logic", "wanted"),
    [
        (_invocation("折算", 额="年龄"), []),
        (_invocation("折算", 额="类别"), [(RemarkKind.ARGUMENT_TYPE, WARNING, "")]),
        (_invocation("折算", 额="年龄", 率="2"), error(RemarkKind.UNKNOWN_ARGUMENT)),
        (_invocation("折算"), error(RemarkKind.WRONG_ARGUMENTS)),
        (_invocation("年龄", 额="1"), error(RemarkKind.NOT_A_FUNCTION)),
        (_invocation("sqrt", number='"四"'), error(RemarkKind.ARGUMENT_TYPE)),
        (feel('折算("三")'), error(RemarkKind.ARGUMENT_TYPE, '折算("三")')),
        (feel("折算(1, 2)"), error(RemarkKind.WRONG_ARGUMENTS, "折算(1, 2)")),
        (feel("折算(3) + 类别"), error(RemarkKind.OPERANDS, "折算(3) + 类别")),
    ],
)
def test_calls_of_knowledge_models(logic: str, wanted: list[tuple[RemarkKind, Severity, str]]) -> None:
    assert remarks(SCALED, decision("结果", logic, *NEEDED, "函数-折算")) == wanted


def test_a_knowledge_model_is_held_to_its_own_type_and_may_call_itself() -> None:
    itself = feel("if 额 > 1 then 级数(额 - 1) + 1 else 1")
    assert remarks(function("级数", {"额": "number"}, itself, type_ref="number")) == []
    assert remarks(function("级数", {"额": "number"}, feel('"一"'), type_ref="number")) == error(RemarkKind.WRONG_TYPE, '"一"')


def test_the_type_of_one_decision_is_seen_by_the_next() -> None:
    first = decision("人数", feel("企业.人数"), "输入-企业")
    assert remarks(first, decision("结果", feel('人数 + "人"'), "决策-人数")) == error(RemarkKind.OPERANDS, '人数 + "人"')
    several = decision("津贴", table('输入:年龄 | 输出:金额 | 输出:说明\n> 60 | 100 | "高"'), "输入-年龄")
    assert remarks(several, decision("结果", feel("津贴.金额 * 12"), "决策-津贴")) == []
    assert remarks(several, decision("结果", feel("津贴.全额 * 12"), "决策-津贴")) == error(RemarkKind.UNKNOWN_MEMBER, "津贴.全额")
    collected = decision("津贴", table("输入:年龄 | 输出:金额\n> 60 | 100", hit="COLLECT", aggregation="SUM"), "输入-年龄")
    assert remarks(collected, decision("结果", feel('津贴 = "无"'), "决策-津贴")) == error(RemarkKind.DIFFERENT_KINDS, '津贴 = "无"')


def test_what_a_caller_of_a_service_gives_may_be_anything() -> None:
    """A decision that a service is given has the value that the caller brings, so its own logic says nothing of its type."""
    inner, outer = decision("人数", feel("企业.人数"), "输入-企业"), decision("结果", feel('人数 + "人"'), "决策-人数")
    assert remarks(inner, outer, service("核定", ["结果"], ["人数"])) == []


def test_a_service_is_a_function() -> None:
    outer = decision("结果", feel("年龄 * 2"), "输入-年龄")
    asked = decision("甲", feel('核定("三")'), "服务-核定")
    assert remarks(outer, service("核定", ["结果"], [], ["年龄"]), asked) == error(RemarkKind.ARGUMENT_TYPE, '核定("三")')


def test_what_a_person_decides_has_the_declared_type() -> None:
    person = decision("意见", type_ref="类别")
    assert remarks(person, decision("结果", feel('意见 = "丙类"'), "决策-意见")) == error(RemarkKind.NOT_ALLOWED, '意见 = "丙类"')
    assert remarks(decision("意见"), decision("结果", feel('意见 + "丙类"'), "决策-意见")) == []


def test_allowed_values_are_held_to_their_type() -> None:
    assert remarks(item("错", "number", allowed='"甲"')) == error(RemarkKind.DIFFERENT_KINDS, '"甲"')
    assert remarks(item("对", "number", allowed="< 3, 5")) == []


def test_what_is_no_feel_is_said_by_the_problems_alone() -> None:
    made = compile_model(model(decision("结果", feel("1 +"))))
    assert made.problems
    assert check_types(made) == ()
    assert len(made.problems) == len(made.boxes[made.model.namespace].parser.problems) == 1


def test_types_of_elements_and_texts_can_be_asked() -> None:
    found = typed(compiled(*TYPES, *INPUTS, decision("结果", feel("年龄 > 3"), "输入-年龄")))
    assert [str(static) for static in found.elements.values()][-1] == "boolean"
    assert ("年龄 > 3", "boolean") in [(text.text, str(static)) for text, static in found.texts]


def test_a_model_that_is_wrong_everywhere_does_not_flood() -> None:
    rows = "输入:年龄 | 输出:金额\n" + "\n".join(f'"{row}" | 1' for row in range(REMARKS_MAX + 100))
    assert len(check_types(_table_of(rows))) == REMARKS_MAX


def _table_of(rows: str) -> Compiled:
    return compiled(*TYPES, *INPUTS, decision("结果", table(rows), *NEEDED))


def test_imported_elements_are_seen_under_their_prefix() -> None:
    other = model(
        item("类", "string", allowed='"甲", "乙"'), input_data("级", "类"), decision("户数", feel("3")), namespace="https://other.example"
    )
    root = model(
        '<import name="他" namespace="https://other.example" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>',
        decision("结果", feel('他.级 = "丙"'), "https://other.example#输入-级"),
        decision("合计", feel('他.户数 + "户"'), "https://other.example#决策-户数"),
    )
    made = compile_model(root, imports={"https://other.example": other})
    found: tuple[Remark, ...] = check_types(made)
    assert [(each.kind, each.owner) for each in found] == [(RemarkKind.NOT_ALLOWED, "结果"), (RemarkKind.OPERANDS, "合计")]
