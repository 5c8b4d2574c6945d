"""`check_pack` finds everything at once: faults of all files, words, citations, tables, examples, and what no example exercises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from luoshi.engines.decisions.tests.models import decision, feel, input_data, service, table, xml
from luoshi.engines.packs import PackCheck, check_pack
from luoshi.engines.packs.tests.small_mechanism import FILES, changed, written

_NAME = re.compile('name="([^"]+)"')


def faults(check: PackCheck) -> str:
    return "\n".join(each.words.chinese for each in check.faults)


def with_model(folder: Path, *elements: str, **files: str) -> PackCheck:
    """The check of a mechanism with a model of its own and no parameters."""
    names = "".join(f"  {_NAME.findall(each)[0]}: x\n" for each in elements)
    examples = dict.fromkeys(each for each in FILES if each.startswith(("examples", "words/zh", "parameters")))
    return check_pack(written(folder, {**examples, "decisions/津贴.dmn": xml(*elements), "words/en.yaml": f"names:\n{names}", **files}))


def test_a_sound_mechanism(tmp_path: Path) -> None:
    done: list[tuple[int, int]] = []
    check = check_pack(written(tmp_path), lambda step, steps: done.append((step, steps)))
    assert (check.is_sound, check.faults, check.failures, check.not_asked) == (True, [], [], ())
    assert [each.case.name for each in check.results] == ["八十五岁", "七十岁", "起算", "八十五岁"]
    assert done == [(1, 4), (2, 4), (3, 4), (4, 4)]
    (one,) = check.tables
    assert (one.name, one.rules, one.exercised, one.not_exercised, one.cited) == ("津贴", 2, frozenset({1, 2}), (), 2)
    assert one.analysis is not None
    assert one.analysis.gaps == ()


def test_a_failing_example_says_what_came_out_and_why(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path, changed("examples/2023-06-30/old.yaml", "100.0", "120")))
    (failure,) = check.failures
    assert not check.is_sound
    told = [each.chinese for each in failure.why]
    assert told[0] == "应为 120，得出 100。"
    assert "决策表“津贴”规则 1 适用（依据 示例〔2021〕1号 第五条）：年龄为 85，符合“>= 80”。" in told
    assert failure.why[1].english == "“Allowance” is 100."


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("findings: [unverified_parameter]", "findings: []", "应有的发现：无；实有：unverified_parameter。"),
        ("[unverified_parameter]", "[unverified_parameter, no_rule]", "应有的发现：no_rule、unverified_parameter；实有：unverified"),
        ("{年龄: 85}", "{年龄: 85, 标准: 3}", "$.标准：“标准”由参数按日期给出。"),
        ("{年龄: 85}", "{年岁: 85}", "$.年龄：没有提供。"),
        ("{年龄: 85}", '{年龄: "85"}', "$.年龄：需要 number"),
        ("decision: 津贴", "decision: 津帖", "津帖"),
        ("expected: 150", "expected: 一百五", "expected：需要 number"),
    ],
)
def test_every_way_to_be_otherwise_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    (failure,) = check_pack(written(tmp_path, changed("examples/2023-07-01/new.yaml", old, new))).failures
    assert said in "\n".join(each.chinese for each in failure.why)


def test_a_day_without_a_value_fails(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path, {"examples/2020-01-01/early.yaml": FILES["examples/2023-06-30/old.yaml"]}))
    assert [each.why[0].chinese.startswith("2020-01-01 在 全国 没有现行数值的参数：“标准”") for each in check.failures] == [True, True]
    assert check.failures[0].why[0].english.startswith("Parameters without a value in force on 2020-01-01")


@pytest.mark.parametrize(("expected", "findings", "passed"), [("null", "[no_value_in_force]", True), ("0", "[no_value_in_force]", False)])
def test_that_there_is_no_value_may_be_what_is_expected(tmp_path: Path, expected: str, findings: str, *, passed: bool) -> None:
    case = f"{{name: 太早, inputs: {{年龄: 85}}, expected: {expected}, findings: {findings}}}"
    early = f"decision: 津贴\nsource: 编写\ncases: [{case}]\n"
    for on in ("2020-01-01", "2023-07-01"):
        check = check_pack(written(tmp_path / on, {f"examples/{on}/early.yaml": early}))
        assert [each.passed for each in check.results if each.case.name == "太早"] == [passed and on == "2020-01-01"]


def test_answers_are_compared_as_values_not_as_texts(tmp_path: Path) -> None:
    elements = (
        decision("期", feel('duration("P14M")'), type_ref="years and months duration"),
        decision("人", feel('{生日: date("1940-01-02"), 钱: [1.50]}')),
        service("全部", ["期", "人"]),
    )
    example = """\
decision: 全部
source: 编写
cases:
  - name: 同样的值
    expected: {期: P1Y2M, 人: {生日: 1940-01-02, 钱: [1.5]}}
  - name: 不同的值
    expected: {期: P1Y3M, 人: {生日: 1940-01-02, 钱: [1.5]}}
"""
    check = with_model(tmp_path, *elements, **{"examples/2023-07-01/a.yaml": example})
    assert [each.passed for each in check.results] == [True, False], [each.why for each in check.results]


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    changes = {
        **changed("pack.yaml", "status:", "satus:"),
        **changed("words/en.yaml", "help:", "hepl:"),
        **changed("examples/2023-07-01/day.yaml", "source: 编写", ""),
        "notes.txt": "x",
    }
    check = check_pack(written(tmp_path, changes))
    assert [each.file for each in check.faults] == ["notes.txt", "pack.yaml", "words/en.yaml", "examples/2023-07-01/day.yaml"]
    assert check.pack is None


@pytest.mark.parametrize("name", ["parameter.yaml", "decisions/津贴.xml", "words/de.yaml", "example/2023-07-01/a.yaml"])
def test_a_file_that_nobody_reads_is_named(tmp_path: Path, name: str) -> None:
    (fault,) = check_pack(written(tmp_path, {name: ""})).faults
    assert (fault.file, "数据包里没有这种文件" in fault.words.chinese) == (name, True)


def test_what_a_file_manager_leaves_behind_is_passed_over(tmp_path: Path) -> None:
    assert check_pack(written(tmp_path, {".DS_Store": b"\0", "examples/.DS_Store": b"\0"})).is_sound


def test_words_name_what_the_models_have_and_leave_nothing_out(tmp_path: Path) -> None:
    words = FILES["words/en.yaml"].replace("津贴: Allowance, ", "津帖: Allowance, ") + "values: {百岁: Hundred, 津: x}\n"
    found = faults(check_pack(written(tmp_path, {"words/en.yaml": words})))
    assert "names 中缺少“津贴”" in found
    assert "文件 words/en.yaml，第 1 行：names 中的“津帖”在模型里没有" in found
    assert "values 中的“百岁”在模型里没有" in found
    assert "“津”" not in found, "it stands within a text of the model"


def test_nobody_is_asked_for_a_parameter(tmp_path: Path) -> None:
    changes = {"words/en.yaml": FILES["words/en.yaml"].replace("{年龄: How old}", "{年龄: How old, 标准: How much}")}
    changes["words/zh.yaml"] = FILES["words/zh.yaml"].replace("{年龄: 多大年纪？}", "{年龄: 多大年纪？, 标准: 多少？}")
    assert "questions 中的“标准”在模型里没有" in faults(check_pack(written(tmp_path, dict(changes))))


def test_a_citation_without_document_is_refused_with_the_rule(tmp_path: Path) -> None:
    model = FILES["decisions/津贴.dmn"].replace("1号 第六条", "2号 第六条")
    found = faults(check_pack(written(tmp_path, {"decisions/津贴.dmn": model})))
    assert "依据的文件“示例〔2021〕2号”没有登记" in found
    assert "规则 2" in found
    assert "文件 decisions/津贴.dmn，第 " in found


def test_syntax_of_a_cell_is_told_with_its_place(tmp_path: Path) -> None:
    check = check_pack(written(tmp_path, {"decisions/津贴.dmn": FILES["decisions/津贴.dmn"].replace("&gt;= 80", "&gt;=")}))
    assert "规则 1，第 1 列" in faults(check)


@pytest.mark.parametrize(
    ("rows", "hit", "is_sound"),
    [
        ("输入:年龄 number | 输出:档\n>= 60 | 1\n>= 80 | 2", "UNIQUE", False),
        ("输入:年龄 number | 输出:档\n>= 60 | 1\n>= 80 | 2", "ANY", False),
        ("输入:年龄 number | 输出:档\n>= 80 | 1\n>= 60 | 2", "FIRST", True),
    ],
)
def test_rules_that_contradict_are_a_fault_where_the_hit_policy_forbids_it(tmp_path: Path, rows: str, hit: str, *, is_sound: bool) -> None:
    check = with_model(tmp_path, input_data("年龄", "number"), decision("档", table(rows, hit=hit), "输入-年龄"))
    assert check.is_sound is is_sound
    assert ("规则 1 与规则 2 同时适用" in faults(check)) is not is_sound
    (one,) = check.tables
    assert one.analysis is not None
    assert one.analysis.gaps, "below 60, which is told and no fault"
    assert (one.not_exercised, one.cited, check.not_asked) == ((1, 2), 0, ("档",))


def test_tables_inside_of_others_count_too(tmp_path: Path) -> None:
    inner = table("输入:年龄 | 输出:档\n>= 60 | 1\n< 60 | 0").replace("<decisionTable ", '<decisionTable id="内" ')
    boxed = f'<context><contextEntry><variable name="档"/>{inner}</contextEntry></context>'
    example = "decision: 盒\nsource: 编写\ncases: [{name: 甲, inputs: {年龄: 61}, expected: {档: 1}}]\n"
    check = with_model(
        tmp_path, input_data("年龄", "number"), decision("盒", boxed, "输入-年龄"), **{"examples/2023-07-01/a.yaml": example}
    )
    assert check.is_sound, faults(check)
    (one,) = check.tables
    assert (one.name, one.not_exercised, one.analysis) == ("盒", (2,), None)


def test_a_circle_of_decisions_is_told(tmp_path: Path) -> None:
    check = with_model(tmp_path, decision("甲", feel("乙"), "决策-乙"), decision("乙", feel("甲"), "决策-甲"))
    assert "甲 → 乙 → 甲" in faults(check)
    assert check.package is None


def test_a_folder_without_description_is_told(tmp_path: Path) -> None:
    assert "文件夹中没有 pack.yaml" in faults(check_pack(written(tmp_path, {"pack.yaml": None})))
