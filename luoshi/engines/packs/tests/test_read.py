"""A small pack is read whole; every mistake is refused with its place and what to write instead."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from luoshi.engines.packs import (
    Adoption,
    ArrangementEntry,
    CorrectionEntry,
    GrantEntry,
    Holding,
    PackProblem,
    ReportingClassEntry,
    UnitEntry,
    read_pack,
)

PACK = """\
id: small_pack
name: 小区（示例）
name_en: Small District
district: 小区
year: 2023
report: report/2023.txt
status: demonstration
"""
OFFICES = """\
units:
  - {code: government, name: 区政府, name_en: Government, valid_from: 2019-03-01}
  - {code: old_bureau, name: 区旧局, name_en: Old Bureau, valid_from: 2019-03-01, valid_to: 2022-12-31, successor: new_bureau}
  - {code: new_bureau, name: 区新局, name_en: New Bureau, valid_from: 2023-01-01}
posts:
  - {code: deputy, unit: government, title: 副区长, title_en: Deputy, role: leader, valid_from: 2019-03-01}
  - {code: old_head, unit: old_bureau, title: 局长, title_en: Head, role: approver, valid_from: 2019-03-01, valid_to: 2022-12-31}
  - {code: new_head, unit: new_bureau, title: 局长, title_en: Head, role: approver, valid_from: 2023-01-01}
people:
  - code: tao
    name: 陶示例
    name_en: Tao Example
    holds: [{post: old_head, valid_from: 2021-01-01, valid_to: 2022-12-31}, {post: new_head, valid_from: 2023-01-01}]
  - {code: qin, name: 秦样本, name_en: Qin Sample, holds: [{post: deputy, valid_from: 2021-01-01, valid_to: 2023-02-28}]}
  - {code: wu, name: 武虚构, name_en: Wu Fiction, holds: [{post: deputy, valid_from: 2023-03-01}]}
grants:
  - {role: approver, matter: supervision, powers: [see, handle], reach: unit, valid_from: 2019-03-01}
reporting_classes:
  - {letter: A, name: 重点, name_en: Priority, every_months: 1, basis: 示例, status: elsewhere}
"""
DECISIONS = """\
adoption: {meeting: 区人代会, held_on: 2023-01-12, document_number: 示例〔2023〕1号, by: wu}
corrections:
  - {quote: 修路, kind: commitment, reason: 这是任务。, by: wu}
"""
HEADER = "原文句,指标,牵头单位,配合单位,责任领导,报送周期,时限,口径,基数,基数来源,数据来源,一季度,二季度,三季度,四季度,已确认\n"
PLAN = HEADER + "修路3条,道路,区新局,区政府,副区长,A,2023/6/15,当年通车,12.5,12.5公里，统计,月报,0,1,2,3,是\n修桥,,,,,,,,,,,,,,,\n"


class Small(NamedTuple):
    """The texts of a small pack, by file."""

    pack: str = PACK
    offices: str = OFFICES
    decisions: str = DECISIONS
    plan: str = PLAN


def _written(folder: Path, small: Small) -> Path:
    for name, text in zip(("pack.yaml", "offices.yaml", "plan/2023.yaml", "plan/2023.csv"), small, strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "report").mkdir()
    (folder / "report" / "2023.txt").write_text("修路3条。修桥。", encoding="utf-8")
    return folder


def test_a_small_pack_is_read_whole(tmp_path: Path) -> None:
    pack = read_pack(_written(tmp_path, Small()))
    assert (pack.id, pack.name_en, pack.district, pack.year, pack.status) == ("small_pack", "Small District", "小区", 2023, "demonstration")
    assert (pack.folder, pack.report) == (tmp_path, tmp_path / "report" / "2023.txt")
    assert pack.units[1] == UnitEntry("old_bureau", "区旧局", "Old Bureau", date(2019, 3, 1), date(2022, 12, 31), "new_bureau")
    assert [(post.code, post.unit, post.role) for post in pack.posts] == [
        ("deputy", "government", "leader"),
        ("old_head", "old_bureau", "approver"),
        ("new_head", "new_bureau", "approver"),
    ]
    assert pack.people[0].holds == (
        Holding("old_head", date(2021, 1, 1), date(2022, 12, 31)),
        Holding("new_head", date(2023, 1, 1), None),
    )
    assert pack.grants == (GrantEntry("approver", "", "supervision", ("see", "handle"), "unit", date(2019, 3, 1), None),)
    assert pack.reporting_classes == (ReportingClassEntry("A", "重点", "Priority", 1, "示例", "elsewhere"),)
    assert pack.corrections == (CorrectionEntry(1, "修路", "commitment", "这是任务。", "wu"),)
    assert pack.adoption == Adoption("区人代会", date(2023, 1, 12), "示例〔2023〕1号", "wu")
    road, bridge = pack.arrangements
    assert road == ArrangementEntry(
        row=2,
        quote="修路3条",
        indicator="道路",
        lead="new_bureau",
        cooperating=("government",),
        leader="deputy",
        reporting_class="A",
        deadline=date(2023, 6, 15),
        definition="当年通车",
        base_value=Decimal("12.5"),
        base_source="12.5公里，统计",
        source="月报",
        milestones=("0", "1", "2", "3"),
        confirmed=True,
    )
    assert bridge == ArrangementEntry(3, "修桥", "", "", (), "", "", None, "", None, "", "", ("", "", "", ""), confirmed=False)


def test_what_has_no_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK.replace("report: report/2023.txt\n", ""), encoding="utf-8")
    pack = read_pack(tmp_path)
    assert (pack.report, pack.adoption) == (None, None)
    assert (pack.units, pack.posts, pack.people, pack.reporting_classes, pack.corrections, pack.arrangements) == ((),) * 6
    with pytest.raises(FrozenInstanceError):
        pack.year = 2024  # type: ignore[misc] # the test's point


@pytest.mark.parametrize("nothing", ["", "# nothing yet\n", "units:\n", "units: []\npeople: ~\n"])
def test_an_empty_list_of_offices_is_no_mistake(tmp_path: Path, nothing: str) -> None:
    assert read_pack(_written(tmp_path, Small(offices=nothing, decisions="adoption: ~\n", plan=HEADER))).units == ()


def test_a_sheet_as_excel_writes_it_is_read(tmp_path: Path) -> None:
    folder = _written(tmp_path, Small())
    excel = (PLAN + "," * 15 + "\n" + '"修路,修桥",' + "," * 14 + "\n").replace("\n", "\r\n")
    (folder / "plan" / "2023.csv").write_bytes(excel.encode("utf-8-sig"))
    assert [(each.row, each.quote) for each in read_pack(folder).arrangements] == [(2, "修路3条"), (3, "修桥"), (5, "修路,修桥")]


def test_a_unit_abolished_within_the_year_may_still_lead(tmp_path: Path) -> None:
    offices = OFFICES.replace("2022-12-31", "2023-06-30")
    holds = offices.replace("{post: new_head, valid_from: 2023-01-01}", "{post: new_head, valid_from: 2023-07-01}")
    pack = read_pack(_written(tmp_path, Small(offices=holds, plan=PLAN.replace("区新局", "区旧局"))))
    assert pack.arrangements[0].lead == "old_bureau"


class Mistake(NamedTuple):
    """One change of a good pack, and what the refusal must name: file, place, field, the value found, and words of the remedy."""

    file: str
    old: str
    new: str
    said: tuple[str, ...]


MISTAKES = {
    "no id": Mistake("pack", "id: small_pack\n", "", ("pack.yaml", "“id”", "必填", "required")),
    "id is no code": Mistake("pack", "id: small_pack", "id: 小区", ("pack.yaml", "“id”", "小区", "small letters")),
    "year is no number": Mistake("pack", "2023\n", "二〇二三\n", ("“year”", "二〇二三", "1949", "whole number")),
    "unknown key of the pack": Mistake("pack", "status:", "satus:", ("“satus”", "是否应为 status", "Did you mean status?")),
    "no such report": Mistake("pack", "2023.txt", "2022.txt", ("“report”", "report/2022.txt", "within the pack")),
    "pack is a list": Mistake("pack", PACK, "- id\n", ("pack.yaml", "整个文件", "key: value")),
    "unknown list of offices": Mistake("offices", "people:", "persons:", ("offices.yaml", "“persons”", "units, posts, people")),
    "unknown key of a unit": Mistake("offices", "name_en: New", "nameen: New", ("unit 3 new_bureau", "“nameen”", "Did you mean name_en?")),
    "no name": Mistake("offices", "name: 区新局, ", "", ("第3个单位 new_bureau", "“name”", "必填", "required")),
    "a unit's code twice": Mistake("offices", "code: new_bureau", "code: old_bureau", ("unit 3", "“code”", "old_bureau", "same as unit 2")),
    "a unit's name twice": Mistake("offices", "name: 区新局", "name: 区旧局", ("unit 3", "“name”", "区旧局", "重复")),
    "a validity that ends before it begins": Mistake(
        "offices",
        "valid_to: 2022-12-31, successor",
        "valid_to: 2018-12-31, successor",
        ("unit 2 old_bureau", "“valid_to”", "2018-12-31", "早于", "ends before it begins on 2019-03-01"),
    ),
    "no such successor": Mistake(
        "offices", "successor: new_bureau", "successor: new_buro", ("“successor”", "“new_buro”", "Did you mean new_bureau")
    ),
    "its own successor": Mistake(
        "offices", "successor: new_bureau", "successor: old_bureau", ("unit 2", "“successor”", "goes on after 2022-12-31")
    ),
    "successor without end": Mistake("offices", ", valid_to: 2022-12-31, successor", ", successor", ("“successor”", "write valid_to")),
    "no day": Mistake(
        "offices", "2021-01-01, valid_to: 2023-02-28", "2021-02-30, valid_to: 2023-02-28", ("person 2 qin, holding 1", "2021-02-30")
    ),
    "no day at all": Mistake("offices", "valid_from: 2023-03-01", "valid_from: 三月", ("“valid_from”", "三月", "不是日期", "2023-06-15")),
    "no first day": Mistake(
        "offices", "{post: deputy, valid_from: 2023-03-01}", "{post: deputy}", ("person 3 wu, holding 1", "“valid_from”", "必填")
    ),
    "a post of no unit": Mistake(
        "offices", "unit: new_bureau", "unit: newbureau", ("post 3 new_head", "“unit”", "newbureau", "Did you mean new_bureau")
    ),
    "unknown role": Mistake(
        "offices", "role: leader", "role: boss", ("post 1 deputy", "“role”", "boss", "leader, office, approver, reporter")
    ),
    "a post's code twice": Mistake("offices", "code: new_head", "code: old_head", ("post 3", "“code”", "old_head", "same as post 2")),
    "a leader's title twice": Mistake(
        "offices",
        "title: 局长, title_en: Head, role: approver",
        "title: 副区长, title_en: D, role: leader",
        ("post 2", "“title”", "副区长", "same as post 1"),
    ),
    "a post before its unit": Mistake(
        "offices",
        "approver, valid_from: 2023-01-01",
        "approver, valid_from: 2022-01-01",
        ("post 3", "“valid_from”", "unit new_bureau counts from 2023-01-01"),
    ),
    "a post after its unit": Mistake(
        "offices", "approver, valid_from: 2019-03-01, valid_to: 2022-12-31", "approver, valid_from: 2019-03-01", ("post 2", "“valid_to”")
    ),
    "holding no post": Mistake("offices", "[{post: deputy", "[{post: deputi", ("第2个人员 qin第1项任职", "“post”", "deputi", "deputy")),
    "holding beyond the post's end": Mistake(
        "offices", "2021-01-01, valid_to: 2022-12-31", "2021-01-01, valid_to: 2023-01-31", ("person 1 tao, holding 1", "old_head")
    ),
    "holding before the unit began": Mistake(
        "offices", "new_head, valid_from: 2023-01-01", "new_head, valid_from: 2022-06-01", ("holding 2", "“valid_from”", "2022-06-01")
    ),
    "two hold one post": Mistake(
        "offices",
        "valid_to: 2023-02-28",
        "valid_to: 2023-03-01",
        ("person 3 wu, holding 1", "“valid_from”", "前任", "2021-01-01 to 2023-03-01"),
    ),
    "two hold one post without end": Mistake("offices", ", valid_to: 2023-02-28", "", ("person 3 wu", "今", "to now")),
    "a person's code twice": Mistake("offices", "code: wu", "code: qin", ("person 3", "“code”", "same as person 2 qin")),
    "class of two letters": Mistake("offices", "letter: A", "letter: AB", ("reporting class 1", "“letter”", "AB")),
    "class without rhythm": Mistake("offices", "every_months: 1", "every_months: 0", ("“every_months”", "“0”", "1 到 12")),
    "class of unknown status": Mistake(
        "offices", "status: elsewhere", "status: maybe", ("“status”", "maybe", "verified, elsewhere, unverified")
    ),
    "a value is a list": Mistake("offices", "name: 区新局", "name: [区新局]", ("unit 3", "“name”", "neither a list nor a group")),
    "grant to nobody": Mistake("offices", "role: approver, matter", "matter", ("grant 1", "either role or post")),
    "grant to a role and a post": Mistake("offices", "role: approver, matter", "role: approver, post: deputy, matter", ("either role",)),
    "grant in no matter": Mistake("offices", "matter: supervision", "matter: 督查", ("“matter”", "督查", "supervision")),
    "unknown power": Mistake("offices", "powers: [see, handle]", "powers: [see, rule]", ("“powers”", "unmask")),
    "power granted twice": Mistake("offices", "powers: [see, handle]", "powers: [see, see]", ("none twice",)),
    "units are no list": Mistake("offices", OFFICES, "units: 区政府\n", ("offices.yaml", "区政府", "Write a list")),
    "an entry is no mapping": Mistake("offices", "posts:\n", "posts:\n  - 局长\n", ("post 1", "局长", "key: value")),
    "a key twice": Mistake("offices", "name: 区新局,", "name: 区新局, name: 区新局二,", ("第4行", "line 4", "written twice")),
    "an alias": Mistake("offices", "units:\n", "units: &all\n  - *all\n", ("line 2", "alias")),
    "nested too deeply": Mistake("offices", OFFICES, "units: " + "[" * 5000 + "]" * 5000, ("offices.yaml", "nested too deeply")),
    "broken YAML": Mistake("offices", "units:\n", "units: [\n", ("offices.yaml", "YAML", "缩进")),
    "adopted by nobody known": Mistake("decisions", "1号, by: wu", "1号, by: wo", ("plan/2023.yaml", "adoption", "“by”", "“wo”", "wu")),
    "adopted on no day": Mistake("decisions", "2023-01-12", "2023-13-12", ("adoption", "“held_on”", "2023-13-12", "不是日期")),
    "adoption is no mapping": Mistake(
        "decisions",
        "{meeting: 区人代会, held_on: 2023-01-12, document_number: 示例〔2023〕1号, by: wu}",
        "是",
        ("adoption", "Write meeting, held_on"),
    ),
    "corrected into an unknown kind": Mistake(
        "decisions", "kind: commitment", "kind: promise", ("correction 1", "“kind”", "promise", "commitment")
    ),
    "corrected without reason": Mistake("decisions", "reason: 这是任务。, ", "", ("第1个更正", "“reason”", "必填")),
    "corrected by nobody known": Mistake("decisions", "。, by: wu", "。, by: 武虚构", ("correction 1", "“by”", "武虚构")),
    "unknown key of the decisions": Mistake("decisions", "corrections:", "correction:", ("“correction”", "corrections")),
    "a column is missing": Mistake("plan", "口径,", "", ("plan/2023.csv", "第1行（表头）", "“口径”", "row 1 (header)")),
    "an unknown column": Mistake("plan", "口径", "口經", ("“口經”", "是否应为 口径")),
    "a column twice": Mistake("plan", "二季度", "一季度", ("row 1", "“二季度”")),
    "an empty sheet": Mistake("plan", PLAN, "", ("plan/2023.csv", "“原文句”")),
    "a cell too many": Mistake("plan", "当年通车", "当年,通车", ("row 2", "17 cells instead of 16", "双引号")),
    "an open quotation mark": Mistake("plan", "当年通车", '"当年通车', ("plan/2023.csv", "引号")),
    "no sentence": Mistake("plan", "修桥,,", ",桥,", ("row 3", "“原文句”", "必填")),
    "one promise twice": Mistake("plan", "修桥,,", "修路3条,道路,", ("row 3", "“原文句”", "修路3条", "Row 2")),
    "no such lead": Mistake("plan", "区新局", "区新区局", ("row 2", "“牵头单位”", "区新区局", "区新局")),
    "two leads": Mistake("plan", "区新局", "区新局、区政府", ("row 2", "“牵头单位”", "区新局、区政府")),
    "a lead that is gone": Mistake("plan", "区新局", "区旧局", ("row 2", "“牵头单位”", "区旧局", "请改为区新局", "not in 2023")),
    "no such cooperating unit": Mistake("plan", "区政府", "区政府、区林局", ("row 2", "“配合单位”", "“区林局”")),
    "the lead cooperates": Mistake("plan", "区政府", "区新局", ("row 2", "“配合单位”", "牵头单位不再")),
    "a unit cooperates twice": Mistake("plan", "区政府", "区政府、区政府", ("row 2", "“配合单位”", "只写一次")),
    "a leader who is none": Mistake("plan", "副区长", "局长", ("row 2", "“责任领导”", "局长", "副区长")),
    "no such class": Mistake("plan", ",A,", ",B,", ("row 2", "“报送周期”", "“B”", "A")),
    "a deadline that is no day": Mistake("plan", "2023/6/15", "2023/6/31", ("row 2", "“时限”", "2023/6/31", "2023-06-15")),
    "a deadline in words": Mistake("plan", "2023/6/15", "年底前", ("row 2", "“时限”", "年底前")),
    "a base with its unit": Mistake("plan", ",12.5,", ",12.5公里,", ("row 2", "“基数”", "12.5公里", "不带单位")),
    "a base that is no number": Mistake("plan", ",12.5,", ",NaN,", ("row 2", "“基数”", "NaN")),
    "a base without source": Mistake("plan", "12.5公里，统计", "", ("row 2", "“基数”", "基数来源")),
    "perhaps confirmed": Mistake("plan", ",是\n", ",对\n", ("row 2", "“已确认”", "对", "是")),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_refused_with_its_place_and_what_to_write(tmp_path: Path, mistake: Mistake) -> None:
    good = getattr(Small(), mistake.file)
    assert mistake.old in good
    folder = _written(tmp_path, Small()._replace(**{mistake.file: good.replace(mistake.old, mistake.new, 1)}))
    with pytest.raises(PackProblem) as refused:
        read_pack(folder)
    message = str(refused.value)
    assert [words for words in mistake.said if words not in message] == [], message
    assert re.search(r"[一-龥]{2}.*[。？] [^。]*: found (“.*”|nothing)\. [A-Z]", message, re.DOTALL), "Chinese and English in one message"
    assert str(tmp_path) not in message, "a refusal names the file within the pack, not the machine's folders"


def test_a_pack_points_only_into_itself(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "outside.txt").write_text("别处的文件", encoding="utf-8")
    folder = _written(tmp_path / "pack", Small(pack=PACK.replace("report/2023.txt", "../outside.txt")))
    with pytest.raises(PackProblem, match="within the pack"):
        read_pack(folder)


def test_a_folder_without_description_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(PackProblem, match=r"pack\.yaml"):
        read_pack(tmp_path)


@pytest.mark.parametrize("name", ["pack.yaml", "offices.yaml", "plan/2023.yaml", "plan/2023.csv"])
def test_only_utf8_is_read(tmp_path: Path, name: str) -> None:
    folder = _written(tmp_path, Small())
    (folder / name).write_bytes((folder / name).read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(PackProblem, match=rf"{name}.*UTF-8"):
        read_pack(folder)


@pytest.mark.parametrize("name", ["pack.yaml", "offices.yaml", "plan/2023.yaml", "plan/2023.csv"])
def test_a_huge_file_is_not_opened(tmp_path: Path, name: str) -> None:
    folder = _written(tmp_path, Small())
    (folder / name).write_bytes(b"#" * (2 * 1024 * 1024 + 1))
    with pytest.raises(PackProblem, match=rf"{name}.*2\.0 MB.*2 MB"):
        read_pack(folder)


def test_a_refusal_repeats_only_the_head_of_a_long_value(tmp_path: Path) -> None:
    with pytest.raises(PackProblem) as refused:
        read_pack(_written(tmp_path, Small(plan=PLAN.replace("区新局", "局" * 5000))))
    assert len(str(refused.value)) < 1000
    assert (refused.value.file, refused.value.place.english, refused.value.field) == ("plan/2023.csv", "row 2", "牵头单位")
