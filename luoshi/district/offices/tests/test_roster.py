"""One table enters all units, posts and people: what it may say, how it comes back, and that a fault keeps all of it out."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from luoshi.district.offices import operations, queries
from luoshi.district.offices.errors import RosterRefused
from luoshi.district.offices.models import Person, Post, Role, Tenure, Unit
from luoshi.district.offices.roster import COLUMNS, ROLES, RosterRow, read_roster, sheet_of
from luoshi.district.offices.tests.government import TODAY
from luoshi.district.offices.tests.test_views import browser, text_of
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government

HEAD = ["县水务局", "县水务局局长", "单位负责人", "水示例", "shui", "2023-01-10"]
REPORTER = ["县水务局", "县水务局联络员", "报送人", "", "", ""]


def csv_of(*rows: list[str], encoding: str = "utf-8") -> bytes:
    return "\n".join(",".join(row) for row in [list(COLUMNS), *rows]).encode(encoding)


def faults_of(*rows: list[str]) -> list[tuple[int, str]]:
    with pytest.raises(RosterRefused) as refused:
        read_roster(csv_of(*rows), "x.csv", on=TODAY)
    return [(each.row, each.what.chinese) for each in refused.value.faults]


def count() -> tuple[int, int, int, int]:
    return Unit.objects.count(), Post.objects.count(), Person.objects.count(), Tenure.objects.count()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_each_encoding(encoding: str) -> None:
    assert read_roster(csv_of(HEAD, REPORTER, encoding=encoding), "x.csv", on=TODAY) == [
        RosterRow(2, "县水务局", "县水务局局长", Role.APPROVER, "水示例", "shui", date(2023, 1, 10)),
        RosterRow(3, "县水务局", "县水务局联络员", Role.REPORTER, "", "", TODAY),
    ]


def test_a_merged_unit_counts_for_all_its_rows_and_titles_may_stand_above() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["青溪县单位花名册，2023年"], [], list(COLUMNS), HEAD, ["", *REPORTER[1:]]]:
        sheet.append(row)
    sheet.merge_cells("A4:A5")
    book.save(file := BytesIO())
    assert [(each.number, each.unit) for each in read_roster(file.getvalue(), "x.xlsx", on=TODAY)] == [(4, "县水务局"), (5, "县水务局")]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({0: ""}, "“单位”要写 1 至 100 个字"),
        ({1: "长" * 101}, "“岗位”要写 1 至 100 个字"),
        ({2: "局长"}, "“职责”写的是“局长”，请写：政府办（督查室）、领导、单位负责人、报送人"),
        ({4: ""}, "姓名和账号要么都写，要么都不写"),
        ({4: "水"}, "账号“水”只能用英文字母"),
        ({5: "2023-02-30"}, "“起始日期”写的是“2023-02-30”：没有这一天"),
        ({5: "去年"}, "这不是日期"),
    ],
)
def test_a_wrong_cell_is_named_with_what_to_write(change: dict[int, str], said: str) -> None:
    [(row, what)] = faults_of([change.get(place, cell) for place, cell in enumerate(HEAD)])
    assert row == 2
    assert said in what


def test_all_faults_are_told_at_once() -> None:
    assert [row for row, _ in faults_of([*HEAD[:5], "x"], REPORTER, [*HEAD[:2], "x", *HEAD[3:]])] == [2, 4]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (csv_of(), "表头下面没有内容"),
        ("单位,岗位\n甲,乙".encode(), "缺少“职责”栏"),
        ("单位,岗位,职责,单位\n".encode(), "有两栏都是“单位”"),
        (b"PK\x03\x04 no archive", "损坏"),
    ],
)
def test_what_is_no_such_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(RosterRefused, match=said):
        read_roster(content, "x.xlsx", on=TODAY)


@pytest.mark.django_db
def test_what_goes_out_comes_back_and_changes_nothing(county: Government) -> None:
    sheet = sheet_of(queries.posts_of(county.district, on=TODAY))
    before = count()
    rows = read_roster(workbook([sheet]), "x.xlsx", on=TODAY)
    assert len(rows) == len(county.posts)
    assert not operations.take_roster(county.district, rows, on=TODAY, by=county.office)
    assert count() == before


@pytest.mark.django_db
def test_new_units_posts_and_people_are_entered_and_hold_their_posts(county: Government) -> None:
    made = operations.take_roster(county.district, read_roster(csv_of(HEAD, REPORTER), "x.csv", on=TODAY), on=TODAY, by=county.office)
    assert made == {"units": 1, "posts": 2, "people": 1}
    head = Post.objects.get(title="县水务局局长")
    assert (head.role, head.valid_from, head.unit.valid_from) == (Role.APPROVER, date(2023, 1, 10), date(2023, 1, 10))
    assert queries.authority_of_coded("shui", on=TODAY).posts == (head,)
    assert not Tenure.objects.filter(post__title="县水务局联络员").exists()


@pytest.mark.django_db
def test_somebody_else_takes_over_from_the_day_that_is_said(county: Government) -> None:
    row = ["县教育局", "县教育局局长", "单位负责人", "王示例", "wang", "2023-01-15"]
    operations.take_roster(county.district, read_roster(csv_of(row), "x.csv", on=TODAY), on=TODAY, by=county.office)
    held = Tenure.objects.filter(post=county.posts["education_head"]).order_by("valid_from").values_list("person__code", "valid_to")
    assert list(held) == [("li", date(2023, 1, 14)), ("wang", None)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["县教育局", "县教育局局长", "报送人", "", "", ""], "“县教育局局长”已登记为“单位负责人”"),
        (["县教育局", "县教育局局长", "单位负责人", "王二示例", "wang", ""], "“wang”已登记为“王示例”"),
        (["县教育局", "县教育局局长", "单位负责人", "王示例", "wang", "2019-01-01"], "自 2020-01-01 起由李示例担任"),
    ],
)
def test_a_row_that_contradicts_what_is_entered_keeps_all_of_it_out(county: Government, row: list[str], said: str) -> None:
    before = count()
    with pytest.raises(RosterRefused) as refused:
        operations.take_roster(county.district, read_roster(csv_of(HEAD, row), "x.csv", on=TODAY), on=TODAY, by=county.office)
    assert [(each.row, said in each.what.chinese) for each in refused.value.faults] == [(3, True)]
    assert count() == before


@pytest.mark.django_db
def test_the_office_brings_it_on_the_page_of_units_and_sees_each_fault_there(county: Government) -> None:
    client = browser(county.people["sun"])
    out = client.get("/offices/roster/")
    sheet = load_workbook(BytesIO(out.getvalue())).active
    assert sheet is not None
    assert "县教育局局长" in {cell.value for row in sheet.rows for cell in row}
    wrong = SimpleUploadedFile("花名册.csv", csv_of(HEAD, [*REPORTER[:2], "x", "", "", ""]))
    shown = text_of(client.post("/offices/roster/bring/", {"roster": wrong}), 422)
    assert "有 1 行不对，什么都没有登记" in shown
    assert "第 3 行：“职责”写的是“x”" in shown
    assert not Unit.objects.filter(name="县水务局").exists()
    right = SimpleUploadedFile("花名册.csv", csv_of(HEAD, REPORTER))
    assert "新登记 1 个单位、2 个岗位、1 名人员" in text_of(client.post("/offices/roster/bring/", {"roster": right}, follow=True))
    assert "还没有选择花名册文件" in text_of(client.post("/offices/roster/bring/"), 422)


@pytest.mark.django_db
def test_nobody_else_brings_one(county: Government) -> None:
    file = SimpleUploadedFile("x.csv", csv_of(HEAD))
    assert "由政府办（督查室）维护" in text_of(browser(county.people["li"]).post("/offices/roster/bring/", {"roster": file}), 403)
    assert not Unit.objects.filter(name="县水务局").exists()


@given(st.lists(st.tuples(st.sampled_from(["甲局", "乙局", ""]), st.text("长员", max_size=2), st.sampled_from([*ROLES, "x"])), max_size=6))
def test_whatever_a_table_says_each_row_is_taken_or_named(rows: list[tuple[str, str, str]]) -> None:
    said = [[unit, post, role, "", "", ""] for unit, post, role in rows if unit or post or role]
    try:
        found = {each.number for each in read_roster(csv_of(*said), "x.csv", on=TODAY)}
    except RosterRefused as refused:
        found = {each.row for each in refused.faults}
        assert not said or found
    assert found <= set(range(2, len(said) + 2))
