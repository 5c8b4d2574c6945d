"""Files of every version, and what is said of files that cannot be taken."""

from __future__ import annotations

from decimal import Decimal

import pytest

from luoshi.engines.decisions import ProblemKind, RefusedModel, compile_model, read_model
from luoshi.engines.decisions.model import DecisionTable, HitPolicy
from luoshi.engines.decisions.problems import Problem
from luoshi.engines.decisions.tests.models import FILE, NAMESPACES, ask, decision, feel, input_data, item, model, table, xml
from luoshi.engines.decisions.xml_tree import BYTES_MAX, DEPTH_MAX


def refusal(content: bytes) -> Problem:
    """The one problem of a file."""
    with pytest.raises(RefusedModel) as refused:
        read_model(content, file=FILE)
    (problem,) = refused.value.problems
    words = problem.words()
    assert FILE in words.chinese
    assert FILE in words.english
    return problem


@pytest.mark.parametrize("version", sorted(NAMESPACES))
def test_every_version_is_read(version: str) -> None:
    read = model(input_data("年龄", "number"), decision("老人", feel("年龄 >= 60"), "输入-年龄"), version=version)
    assert read.version == version
    assert [each.name for each in read.decisions] == ["老人"]
    assert compile_model(read).decide("老人", {"年龄": Decimal(63)}).value is True


def test_everything_has_its_place() -> None:
    read = model(decision("津贴", table("输入:年龄 | 输出:金额\n>= 60 | 300\n< 60 | 0")))
    logic = read.decisions[0].logic
    assert isinstance(logic, DecisionTable)
    cell = logic.rules[1].conclusions[0]
    assert (cell.place.file, cell.place.line, cell.place.rule, cell.place.column) == (FILE, 3, 2, 2)
    assert cell.place.id == "格-2-2"
    assert cell.place.words().chinese == "文件 津贴.dmn，第 3 行，元素 outputEntry（id 格-2-2），规则 2，第 2 列"
    assert cell.span is not None
    assert read.content[cell.span.start : cell.span.end] == b"0"


def test_types_of_dmn_1_1_are_qualified_names() -> None:
    content = xml(item("年龄类型", "feel:number"), input_data("年龄", "我:年龄类型"), version="1.1").replace(
        b"<definitions ",
        '<definitions xmlns:feel="http://www.omg.org/spec/FEEL/20140401" xmlns:我="https://taohuayuan.example/dmn/津贴" '.encode(),
    )
    read = read_model(content, file=FILE)
    assert read.types[0].type_ref == "number"
    assert read.inputs[0].variable.type_ref == "年龄类型"


def test_names_are_compared_with_single_blanks() -> None:
    assert model(decision("补贴\n   金额", feel("1"))).decisions[0].name == "补贴 金额"


def test_hit_policies_are_read_with_blanks_and_without() -> None:
    for written in ("RULE ORDER", "RULE_ORDER"):
        logic = model(decision("甲", table("输出:金额\n1", hit=written))).decisions[0].logic
        assert isinstance(logic, DecisionTable)
        assert logic.hit_policy is HitPolicy.RULE_ORDER


def test_annotations_of_all_versions_are_read() -> None:
    newer = model(decision("甲", table("输出:金额\n1 | # 第三条"))).decisions[0].logic
    older_xml = (
        xml(decision("甲", table("输出:金额\n1")), version="1.1")
        .replace(b"<rule", b"<rule ")
        .replace(b"<outputEntry", "<description>第三条</description><outputEntry".encode())
    )
    older = read_model(older_xml).decisions[0].logic
    for logic in (newer, older):
        assert isinstance(logic, DecisionTable)
        assert [each.text for each in logic.rules[0].annotations] == ["第三条"]


# --- hostile and broken files


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def test_document_types_are_refused() -> None:
    problem = refusal(BOMB.encode())
    assert problem.kind is ProblemKind.UNREADABLE
    assert "DOCTYPE" in problem.what.chinese
    assert problem.place.line == 1


def test_files_from_outside_are_not_fetched() -> None:
    refusal(b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>')


def test_endless_nesting_is_refused() -> None:
    assert "100" in refusal(b"<a>" * (DEPTH_MAX + 1)).what.english


def test_the_deepest_nesting_that_is_read_is_also_evaluated() -> None:
    levels = (DEPTH_MAX - 5) // 1
    outcome = ask("结果", decision("结果", "<list>" * levels + feel("1") + "</list>" * levels))
    assert isinstance(outcome.value, tuple)


def test_too_many_bytes_are_refused_before_parsing() -> None:
    assert "16 MB" in refusal(b" " * (BYTES_MAX + 1)).what.english


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml",
        b"<a>",
        b"<a></b>",
        b"<a b='1' b='2'/>",
        b"\x00\x01",
        "<甲/>".encode("utf-16"),
        '<?xml version="1.0" encoding="GBK"?><甲/>'.encode("gbk"),
    ],
)
def test_what_is_no_xml_in_utf_8_is_refused_in_two_languages(content: bytes) -> None:
    problem = refusal(content)
    assert problem.kind is ProblemKind.UNREADABLE
    assert problem.what.chinese != problem.what.english


def test_other_xml_and_unknown_versions_are_foreign() -> None:
    assert refusal(b"<html/>").kind is ProblemKind.FOREIGN
    later = xml().replace(NAMESPACES["1.5"].encode(), b"https://www.omg.org/spec/DMN/20990101/MODEL/")
    problem = refusal(later)
    assert problem.kind is ProblemKind.FOREIGN
    assert "20230324" in problem.remedy.english


def test_extensions_with_the_names_of_the_standard_are_no_elements() -> None:
    foreign = '<extensionElements><x:decision xmlns:x="urn:tool" name="甲"/></extensionElements>'
    assert model(foreign, '<x:decision xmlns:x="urn:tool"/>').decisions == ()


# --- faults of the model


def test_a_rule_with_too_few_cells_says_so() -> None:
    content = xml(decision("津贴", table("输入:年龄 | 输出:金额\n>= 60 | 300"))).replace(
        '<inputEntry id="格-1-1"><text>&gt;= 60</text></inputEntry>'.encode(), b""
    )
    problem = refusal(content)
    assert problem.kind is ProblemKind.INCOMPLETE
    assert problem.place.rule == 1
    assert "inputEntry" in problem.what.english


@pytest.mark.parametrize(
    ("element", "kind", "words"),
    [
        ('<decision id="甲"/>', ProblemKind.INCOMPLETE, "name"),
        (decision("甲", table("输出:金额\n1", hit="BEST")), ProblemKind.INCOMPLETE, "BEST"),
        (decision("甲", table("输出:金额\n1", aggregation="AVG")), ProblemKind.INCOMPLETE, "AVG"),
        (
            decision("甲", '<literalExpression expressionLanguage="Python"><text>1</text></literalExpression>'),
            ProblemKind.UNSUPPORTED,
            "FEEL",
        ),
        (decision("甲", "<informationRequirement><requiredInput/></informationRequirement>"), ProblemKind.INCOMPLETE, "href"),
        (decision("甲", "<decisionTable/>"), ProblemKind.INCOMPLETE, "output"),
    ],
)
def test_faults_say_what_to_write(element: str, kind: ProblemKind, words: str) -> None:
    problem = refusal(xml(element))
    assert problem.kind is kind
    assert words in problem.words().english


def test_two_things_of_one_name_are_a_problem_with_both_lines() -> None:
    (problem,) = compile_model(model(decision("甲", feel("1")), '<inputData id="乙" name="甲"/>')).problems
    assert problem.kind is ProblemKind.DUPLICATE
    assert problem.place.line == 3
    assert "第 4 行" in problem.what.chinese


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(RefusedModel) as refused:
        read_model(xml('<decision id="甲"/>', '<decision id="乙"/>'), file=FILE)
    assert len(refused.value.problems) == 2
