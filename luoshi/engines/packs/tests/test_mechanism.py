"""A mechanism's folder is read whole; every mistake is told with its file, line, field, value and what to write instead."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

import luoshi
from luoshi.engines.decisions import RefusedModel
from luoshi.engines.decisions.citations import Status
from luoshi.engines.decisions.incoming import Numeral
from luoshi.engines.packs import PackProblem, check_pack, package_of, read_description, read_pack
from luoshi.engines.packs.decision_models import package_of_those
from luoshi.engines.packs.tests.small_mechanism import FILES, changed, written

JULY = date(2023, 7, 1)


def test_a_mechanism_is_read_whole(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path))
    assert (pack.id, pack.kind, pack.jurisdiction, pack.status, pack.year, pack.district) == (
        "small_mechanism",
        "mechanism",
        "桃源新区",
        "verified",
        None,
        "",
    )
    assert pack.summary.english == "An allowance from the age of eighty"
    (document,) = pack.documents
    assert (document.key, document.valid_from, document.valid_to, document.status) == (
        "示例〔2021〕1号",
        date(2021, 2, 1),
        None,
        Status.VERIFIED,
    )
    (parameter,) = pack.parameters
    assert (parameter.name, parameter.unit, parameter.meaning.english) == ("标准", "元/月", "Monthly rate")
    first, second = parameter.values
    assert (str(first.value), first.valid_to, first.article, first.place.line) == ("100.00", date(2023, 6, 30), "第七条", 7)
    assert (second.value, second.valid_to, second.article, second.jurisdiction, second.status) == (
        Decimal(150),
        None,
        "",
        "全国",
        Status.UNVERIFIED,
    )
    assert [each.name for each in pack.models] == ["decisions/津贴.dmn"]
    assert (pack.words.names["标准"].chinese, pack.words.names["标准"].english) == ("标准", "Rate")
    assert pack.words.questions["年龄"].chinese == "多大年纪？"
    assert [(each.file, each.on, each.jurisdictions) for each in pack.examples] == [
        ("examples/2023-06-30/old.yaml", date(2023, 6, 30), ("全国",)),
        ("examples/2023-07-01/day.yaml", JULY, ("全国",)),
        ("examples/2023-07-01/new.yaml", JULY, ("桃源新区", "全国")),
    ]
    (case,) = pack.examples[2].cases
    assert (case.inputs, case.expected, case.findings, case.source, case.line) == (
        {"年龄": Numeral("85")},
        Numeral("150"),
        ("unverified_parameter",),
        "口头",
        5,
    )


def test_its_models_decide_by_its_parameters(tmp_path: Path) -> None:
    package = package_of(read_pack(written(tmp_path)))
    assert package.id == "small_mechanism"
    assert str(package.decide("津贴", {"年龄": Decimal(85)}, on=date(2023, 6, 30)).value) == "100.00"
    assert package.labels["津贴"].english == "Allowance"


def test_a_district_may_hold_decisions_too(tmp_path: Path) -> None:
    district = "id: small\nname: 小区\nname_en: Small\ndistrict: 小区\nyear: 2023\nstatus: demonstration\n"
    pack = read_pack(written(tmp_path, {"pack.yaml": district}))
    assert (pack.kind, pack.year, len(pack.models)) == ("district", 2023, 1)
    assert read_description(written(tmp_path, {"pack.yaml": district})).models == ()


def test_values_are_read_by_their_type_and_no_number_becomes_a_float(tmp_path: Path) -> None:
    several = """\
- {name: 甲, type: list<number>, unit: 月, meaning: 甲, meaning_en: A, values: [{value: [6, "0.10"], from: 2021-02-01, document: X, status: verified}]}
- {name: 乙, type: "context<轻: number>", unit: "1", meaning: 乙, meaning_en: B, values: [{value: {轻: "0.30"}, from: 2021-02-01, document: X, status: verified}]}
- {name: 丙, type: date, unit: 天, meaning: 丙, meaning_en: C, values: [{value: 2023-07-01, from: 2021-02-01, document: X, status: verified}]}
- {name: 丁, type: string, unit: "1", meaning: 丁, meaning_en: D, values: [{value: 2023, from: 2021-02-01, document: X, status: verified}]}
- {name: 戊, type: boolean, unit: "1", meaning: 戊, meaning_en: E, values: [{value: true, from: 2021-02-01, document: X, status: verified}]}
- {name: 己, type: number, unit: "1", meaning: 己, meaning_en: F, values: [{value: 0.1000000000000000055511151231257827, from: 2021-02-01, document: X, status: verified}]}
""".replace("X", "示例〔2021〕1号")  # noqa: E501 - a parameter is one line here
    read = {each.name: each.values[0].value for each in read_pack(written(tmp_path, {"parameters.yaml": several})).parameters}
    assert (read["甲"], read["乙"]) == ((Decimal(6), Decimal("0.10")), {"轻": Decimal("0.30")})
    assert [str(read[name]) for name in "丙丁戊己"] == ["2023-07-01", "2023", "True", "0.1000000000000000055511151231257827"]


class Mistake(NamedTuple):
    """One change of a good mechanism, and what the message must name."""

    file: str
    old: str
    new: str
    said: tuple[str, ...]


MISTAKES = {
    "unknown kind": Mistake("pack.yaml", "kind: mechanism", "kind: thing", ("pack.yaml", "第 2 行", "“kind”", "district, mechanism")),
    "a mechanism has no year": Mistake("pack.yaml", "status:", "year: 2023\nstatus:", ("pack.yaml", "“year”", "“2023”", "remove it")),
    "id is not the folder's": Mistake("pack.yaml", "id: small_m", "id: small_n", ("“id”", "small_nechanism", "write small_mechanism")),
    "no summary": Mistake("pack.yaml", "summary: 八十岁以上老人的津贴\n", "", ("pack.yaml", "“summary”", "必填")),
    "unknown status": Mistake("pack.yaml", "status: verified", "status: sure", ("“status”", "sure", "verified, elsewhere, unverified")),
    "documents are no list": Mistake("documents.yaml", FILES["documents.yaml"], "key: 1", ("documents.yaml", "第 1 行", "Write a list")),
    "document without title": Mistake(
        "documents.yaml", "  title: 津贴办法\n", "", ("documents.yaml", "第1个文件 示例〔2021〕1号", "“title”")
    ),
    "document ends before it begins": Mistake(
        "documents.yaml", "valid_to:", "valid_to: 2020-01-01", ("line 6", "“valid_to”", "2021-02-01")
    ),
    "unknown field of a document": Mistake("documents.yaml", "issuer:", "isuer:", ("line 3", "“isuer”", "Did you mean issuer?")),
    "no day": Mistake("documents.yaml", "2021-01-01", "2021-02-29", ("documents.yaml", "line 4", "“issued_on”", "2021-02-29")),
    "one document twice": Mistake(
        "documents.yaml",
        "- key",
        "- {key: 示例〔2021〕1号, title: 甲, issuer: 乙, jurisdiction: 丙, status: verified}\n- key",
        ("line 2", "“key”", "示例〔2021〕1号", "same as document 1"),
    ),
    "unknown field of a parameter": Mistake("parameters.yaml", "unit:", "units:", ("parameters.yaml", "line 3", "“units”", "unit?")),
    "unknown type": Mistake("parameters.yaml", "type: number", "type: numbr", ("line 2", "parameter 1 标准", "“type”", "numbr", "FEEL")),
    "broken type": Mistake("parameters.yaml", "type: number", "type: list<", ("line 2", "“type”", "list<")),
    "value of another type": Mistake("parameters.yaml", '"100.00"', "一百", ("line 7", "第1个数值", "“value”", "一百", "请写数字")),
    "value as a list": Mistake("parameters.yaml", '"100.00"', "[1, 2]", ("line 7", "“value”", "list of 2")),
    "no value": Mistake(
        "parameters.yaml", "    - value: 150\n      from", "    - from", ("parameter 1 标准, value 2", "“value”", "required")
    ),
    "no values": Mistake("parameters.yaml", "values:", "values: []\n  meaning_de:", ("“meaning_de”",)),
    "no first day": Mistake("parameters.yaml", "      from: 2023-07-01\n", "", ("value 2", "“from”", "必填")),
    "ends before it begins": Mistake("parameters.yaml", "to: 2023-06-30", "to: 2020-06-30", ("line 9", "“to”", "2021-02-01")),
    "overlap of one day": Mistake(
        "parameters.yaml",
        "to: 2023-06-30",
        "to: 2023-07-01",
        ("parameters.yaml", "第 15 行", "“from”", "2021-02-01 to 2023-07-01 (line 7)", "次日"),
    ),
    "overlap without end": Mistake("parameters.yaml", "      to: 2023-06-30\n", "", ("“from”", "2021-02-01 to now")),
    "unknown document": Mistake("parameters.yaml", "1号\n      art", "2号\n      art", ("line 10", "“document”", "2号", "documents.yaml")),
    "value of unknown status": Mistake("parameters.yaml", "status: unverified", "status: 可能", ("line 17", "“status”", "可能")),
    "half a character": Mistake("parameters.yaml", "unit: 元/月", 'unit: "\\ud83d"', ("第3行", "Unicode character")),
    "a key twice": Mistake("parameters.yaml", "  unit:", "  type: string\n  unit:", ("parameters.yaml", "第3行", "written twice")),
    "English words are missing": Mistake("words/en.yaml", "questions: {年龄: How old}", "", ("words/en.yaml", "questions", "“年龄”")),
    "Chinese question is missing": Mistake("words/zh.yaml", "questions: {年龄: 多大年纪？}", "", ("words/zh.yaml", "“年龄”", "add it")),
    "unknown section of words": Mistake("words/en.yaml", "help:", "hepl:", ("words/en.yaml", "line 3", "“hepl”", "help?")),
    "words as a list": Mistake("words/zh.yaml", "help: {年龄: 周岁}", "help: [周岁]", ("words/zh.yaml", "line 2", "周岁")),
    "an empty word": Mistake("words/en.yaml", "年龄: Age", "年龄: ''", ("words/en.yaml", "“年龄”", "required")),
    "example without source": Mistake("examples/2023-06-30/old.yaml", "source: 编写\n", "", ("old.yaml", "“source”", "required")),
    "example without cases": Mistake(
        "examples/2023-07-01/day.yaml", "cases:\n  - {name: 起算, expected: 2023-07-01}", "cases:", ("day.yaml", "“cases”", "没有例")
    ),
    "case without answer": Mistake(
        "examples/2023-06-30/old.yaml", "    expected: 0\n", "", ("line 7", "case 2 七十岁", "“expected”", "null")
    ),
    "unknown field of a case": Mistake("examples/2023-06-30/old.yaml", "inputs:", "input:", ("line 5", "“input”", "inputs?")),
    "one case twice": Mistake("examples/2023-06-30/old.yaml", "七十岁", "八十五岁", ("line 7", "“name”", "same as case 1")),
    "unknown finding": Mistake(
        "examples/2023-07-01/new.yaml", "[unverified_parameter]", "[unverfied]", ("line 8", "“findings”", "unverfied", "no_rule")
    ),
    "findings as a word": Mistake("examples/2023-07-01/new.yaml", "[unverified_parameter]", "no_rule", ("“findings”", "Write a list")),
    "inputs as a list": Mistake("examples/2023-06-30/old.yaml", "{年龄: 85}", "[85]", ("line 5", "“inputs”", "name of the input")),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_refused_with_its_place_and_what_to_write(tmp_path: Path, mistake: Mistake) -> None:
    folder = written(tmp_path, changed(mistake.file, mistake.old, mistake.new))
    with pytest.raises(PackProblem) as refused:
        read_pack(folder)
    message = str(refused.value)
    assert [words for words in mistake.said if words not in message] == [], message
    assert str(tmp_path) not in message
    assert re.search(r"[一-龥]", refused.value.words().chinese)
    assert re.search(r": (found|第)", refused.value.words().english), "and in English"
    (fault,) = check_pack(folder).faults
    assert (fault.words, fault.file) == (refused.value.words(), mistake.file)


@pytest.mark.parametrize("file", [each for each in FILES if each.endswith(".yaml")])
def test_only_utf8_is_read(tmp_path: Path, file: str) -> None:
    folder = written(tmp_path, {file: FILES[file].encode("gb18030") + "。".encode("gb18030")})
    with pytest.raises(PackProblem, match=rf"{file}.*UTF-8"):
        read_pack(folder)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("examples/昨天/a.yaml", "上级文件夹应是日期"),
        ("examples/a.yaml", "examples/<year-month-day>"),
        ("examples/2023-07-01/b/a.yaml", "examples/<year-month-day>"),
        ("examples/2023-07-01/a.yml", "examples/<year-month-day>"),
    ],
)
def test_an_example_lies_in_the_folder_of_its_day(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(PackProblem, match=said):
        read_pack(written(tmp_path, {name: FILES["examples/2023-07-01/day.yaml"]}))


BROKEN_MODELS: dict[str, tuple[str | bytes, str]] = {
    "an entity": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "decisions/津贴.dmn"),
    "no XML": ("<definitions", "decisions/津贴.dmn"),
    "no DMN": ("<a/>", "不是 DMN 1.1–1.5"),
    "too large": (b" " * (20 * 1024 * 1024), "decisions/津贴.dmn"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN_MODELS.values(), ids=BROKEN_MODELS.keys())
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    folder = written(tmp_path, {"decisions/津贴.dmn": content})
    with pytest.raises(RefusedModel, match=said):
        package_of(read_pack(folder))
    check = check_pack(folder)
    assert not check.is_sound
    assert any(said in each.words.chinese for each in check.faults)


def test_models_that_still_count_do_without_the_parameters_of_those_that_do_not() -> None:
    pack = read_pack(Path(luoshi.__file__).parent / "packs" / "commitment_approval")
    left = [each for each in pack.models if "credit_repair" not in each.name]
    package = package_of_those(pack, left)
    assert "告知承诺资格审查" in package.offered
    assert "信用修复审查" not in package.offered
    with pytest.raises(RefusedModel):
        package_of(replace(pack, models=tuple(left)))
