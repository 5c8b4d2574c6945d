"""任务分解表 as it goes out: what stands in it, by what it is recognised when it comes back, and that it comes back as it went."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange
from pypdf import PdfReader

from luoshi.district.offices.queries import leaders, units
from luoshi.district.plan import exports, queries, table
from luoshi.district.plan.fields import FIELDS, QUARTERS
from luoshi.district.plan.models import Milestone, Origin, ReportVersion
from luoshi.district.plan.table import CHECK_COLUMNS, CHECK_TAB, COLUMNS, INVENTED, LOCKED, PRINTED, TAB, TARGET_VALUE
from luoshi.district.plan.tests.tables import (
    AT,
    FOREIGN,
    GDP,
    KEYS,
    ON,
    OPEN,
    PLATFORM,
    SLUG,
    TRADE,
    Editor,
    changes,
    exported,
    loaded,
    read,
    target,
)
from luoshi.district.plan.words import STRENGTHS
from luoshi.district.printed import INVENTED as RUNNING
from luoshi.engines.reading.model import Operator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def version(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ReportVersion]:
    """The demonstration's plan."""
    with loaded(django_db_blocker) as plan:
        yield plan


@pytest.fixture(scope="module")
def whole(version: ReportVersion) -> bytes:
    """Its workbook."""
    return exports.as_workbook(version, on=ON).content


@pytest.fixture(scope="module")
def book(whole: bytes) -> openpyxl.Workbook:
    """The workbook as another program opens it."""
    return openpyxl.load_workbook(BytesIO(whole))


def page_of(book: openpyxl.Workbook, tab: str = TAB) -> Any:
    return book[tab]


def column(book: openpyxl.Workbook, name: str) -> list[Any]:
    """What stands in a column, row by row."""
    page = page_of(book)
    place = [cell.value for cell in page[2]].index(name)
    return [row[place] for row in page.iter_rows(min_row=3, max_row=2 + len(rows_of(book)), values_only=True)]


def rows_of(book: openpyxl.Workbook) -> list[Any]:
    return [row for row in page_of(book).iter_rows(min_row=3, values_only=True) if row[0] and row[1]]


def test_every_field_has_a_column_or_stands_in_the_target() -> None:
    together = {"operator", "comparator", "value", "value_max", "peg"}
    assert {one.field for one in COLUMNS if one.field} == set(FIELDS) - together - {"dropped"} | {TARGET_VALUE}
    for one in COLUMNS:
        if one.field and one.field != TARGET_VALUE:
            field = FIELDS[one.field]
            assert (one.name, one.of_whole, one.of_target) == (field.column, field.of_whole, field.of_target)


def test_the_table_has_its_columns_and_a_row_for_each_quantity(book: openpyxl.Workbook, version: ReportVersion) -> None:
    assert [cell.value for cell in page_of(book)[2]] == [one.name for one in COLUMNS]
    codes = column(book, "编号")
    assert len(codes) == len(set(codes)) == len(table.rows_of(version))
    assert {code.partition("/")[0] for code in codes} == {one.label for one in queries.commitments_of(version.report)}
    several = [code for code in codes if "/" in code]
    assert {FOREIGN, TRADE} < set(several)
    assert set(Counter(code.partition("/")[0] for code in several).values()) == {2}


def test_a_row_says_what_is_said_of_its_commitment(book: openpyxl.Workbook) -> None:
    said = {name: column(book, name)[0] for name in (one.name for one in COLUMNS)}
    assert (said["编号"], said["原文句（出处段/句）"]) == (GDP, "地区生产总值增长6.5%左右（第19段第1句）")
    assert (said["承诺类型"], said["指标"], said["口径"], said["基数"]) == ("目标", "地区生产总值", "同比增速", 580)
    assert (said["目标值"], said["计量单位"], said["责任领导（岗位）"], said["牵头单位"]) == ("约6.5", "%", "常务副区长", "区发改局")
    assert set(said["配合单位"].split("、")) == {"区统计局", "区工信局", "区商务局", "区农业农村局"}
    assert (said["时限"], said["报送周期"], said["状态"], said["备注"]) == (datetime(2023, 12, 31), "A", "已确认", None)  # noqa: DTZ001


def test_numbers_are_numbers_and_days_are_days(book: openpyxl.Workbook) -> None:
    assert {type(value) for value in column(book, "基数")} == {int, float, type(None)}
    assert {type(value) for value in column(book, "时限")} == {datetime, type(None)}
    assert {"约6.5", "≥30", 10, "＞100", "与GDP同步", "提高", "位次", None} <= set(column(book, "目标值"))
    assert "完成需求梳理" in column(book, "一季度目标")


def test_a_hidden_page_tells_what_was_exported(book: openpyxl.Workbook, version: ReportVersion) -> None:
    page = page_of(book, CHECK_TAB)
    assert page.sheet_state == "hidden"
    header, plan, *rows = page.iter_rows(values_only=True)
    assert (header, plan) == (CHECK_COLUMNS, (SLUG, None, 0, 0))
    assert rows == [(row.key, row.commitment.code, row.number, row.commitment.revision) for row in table.rows_of(version)]


def test_what_can_be_chosen_is_offered(book: openpyxl.Workbook, version: ReportVersion) -> None:
    page = page_of(book)
    places = [(CellRange(str(rule.sqref)), rule) for rule in page.data_validations.dataValidation]
    offered = {page.cell(2, cells.min_col).value: rule for cells, rule in places}
    district = version.report.district
    assert district
    names = [unit.name for unit in units(district, on=version.read_at.date())]
    lists = {name: rule.formula1.strip('"').split(",") for name, rule in offered.items()}
    assert lists == {
        "承诺类型": ["目标", "承诺", "机制", "平台", "行动", "原则"],
        "口径": ["同比增速", "总量", "新增量", "占比"],
        "约束强度": list(STRENGTHS),
        "责任领导（岗位）": [post.title for post in leaders(district, on=version.read_at.date())],
        "牵头单位": names,
        "配合单位": names,
        "报送周期": ["A", "B", "C"],
    }
    assert {name for name, rule in offered.items() if not rule.showErrorMessage} == {"配合单位"}
    assert {(cells.min_row, cells.max_row) for cells, _ in places} == {(3, 2 + len(rows_of(book)))}


def test_what_cannot_be_edited_is_shaded(book: openpyxl.Workbook) -> None:
    shaded = {name.value for name, cell in zip(page_of(book)[2], page_of(book)[3], strict=True) if cell.fill.fgColor.rgb == "00F5F5F5"}
    assert shaded == set(LOCKED) == {"编号", "原文句（出处段/句）", "领域", "举措", "状态"}


def test_what_is_invented_says_so_in_its_title_and_under_it(book: openpyxl.Workbook, version: ReportVersion) -> None:
    page = page_of(book)
    notes = [str(row[0]) for row in page.iter_rows(min_row=4 + len(rows_of(book)), values_only=True)]
    assert page["A1"].value == "（演示）桃源新区2023年政府工作报告任务分解表"
    assert notes[-1] == INVENTED
    assert "灰色栏不能改" in notes[0]
    own = queries.current_version(version.report.slug)
    assert own
    assert own.report.district
    own.report.origin, own.report.district.invented = Origin.DISTRICT, False
    sheet, _ = table.sheets(own, on=ON)
    assert not sheet.title.startswith("（演示）")
    assert INVENTED not in sheet.notes


def test_the_same_plan_gives_the_same_bytes(version: ReportVersion) -> None:
    assert exported(version) == exported(version)


def test_what_went_out_comes_back_without_a_difference(whole: bytes, version: ReportVersion) -> None:
    found = read(whole, version)
    assert (found.wanted, found.problems, found.left_out, found.traced) == ([], [], 0, True)
    assert found.rows == len(table.rows_of(version))


def test_another_program_saves_it_without_a_difference(whole: bytes, version: ReportVersion) -> None:
    found = read(Editor(whole).saved(), version)
    assert (found.wanted, found.problems, found.left_out, found.traced) == ([], [], 0, True)


QUARTERLY = (
    "5.0", "0.10", "-0", "007", "1e5", "+5", "1,200", "１２", "1_000", "NaN", "Infinity", "12345678901234567890", "6.5%", "=1+1",
    "第一批\n挂牌", "2023-06-30", "TRUE", "'5",
)  # fmt: skip
NUMBERS = ("580.0", "0.1", "123456789012345", "1234567890123456", "123456789.1234567", "98765432109876543210.5", "0.0000000001", "-3")
TEXTS = ("_x0041_", "_x000D_", " 两端有空格 ", "甲\r\n乙", "=SUM(A1)", "甲　乙", "\u200b", "😀", "#N/A", "1e5", "x" * 2000)


def test_a_quarter_comes_back_as_it_was_written(version: ReportVersion) -> None:
    """Pages take a quarter as text: whatever stands there must not become a change that nobody made."""
    chosen = [one for one in queries.commitments_of(version.report) if not one.targets.exists()][: len(QUARTERLY)]
    Milestone.objects.filter(commitment__in=chosen).delete()
    Milestone.objects.bulk_create(Milestone(commitment=one, quarter=2, text=words) for one, words in zip(chosen, QUARTERLY, strict=True))
    found = read(exported(version, tuple(one.label for one in chosen)), version)
    assert (changes(found, version), found.problems) == ({}, [])


def test_numbers_keep_all_their_digits_and_texts_all_their_signs(version: ReportVersion) -> None:
    """A workbook keeps 15 digits of a number; what has more has to go as text."""
    rows = [row for row in table.rows_of(version) if row.target and row.target.value is not None][: len(TEXTS)]
    for row, words, number in zip(rows, TEXTS, (*NUMBERS, "1", "2", "3"), strict=True):
        assert row.target
        row.target.operator = Operator.EQUAL
        row.target.value = row.target.base_value = Decimal(number)
        row.target.definition = row.target.indicator = words
        row.target.save()
    found = read(exported(version, tuple(row.key for row in rows)), version)
    assert (changes(found, version), found.problems) == ({}, [])


def test_a_dropped_quantity_has_no_row_and_the_other_one_is_called_by_the_code_alone(version: ReportVersion) -> None:
    row = target(TRADE)
    row.dropped = True
    row.save()
    keys = {row.key: row.number for row in table.rows_of(version)}
    assert TRADE not in keys
    assert keys[FOREIGN.partition("/")[0]] == 2
    assert read(exported(version, (FOREIGN.partition("/")[0],)), version).wanted == []


def test_the_workbook_of_a_plan_has_its_findings_and_results_too(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [TAB, CHECK_TAB, "文本问题清单", "上年结果"]


def test_the_word_file_has_the_columns_for_paper(version: ReportVersion) -> None:
    document = docx.Document(BytesIO(exports.as_word_file(version, on=ON).content))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == list(PRINTED)
    assert document.tables[0].rows[1].cells[0].text == GDP
    assert not any("Excel" in each.text for each in document.paragraphs), "nobody edits a Word table in Excel"


def test_the_same_goes_out_as_a_pdf(version: ReportVersion) -> None:
    export = exports.as_pdf(version, on=ON)
    pages = PdfReader(BytesIO(export.content)).pages
    assert export.name.endswith("任务分解表.pdf")
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    assert all(RUNNING in page.extract_text() for page in pages)
    assert GDP in pages[0].extract_text().replace("\n", "")


def test_the_contract_for_programs_says_what_counts(version: ReportVersion) -> None:
    said = json.loads(exports.as_json(version, on=ON).content)
    assert said["adoption"].startswith("桃源新区第三届人民代表大会第四次会议")
    rows = {row["code"]: row for row in said["commitments"]}
    assert set(rows) == {row.key for row in table.rows_of(version)}
    gdp = rows[GDP]
    assert (gdp["lead"], gdp["deadline"], gdp["operator"], gdp["value"], gdp["confirmed"]) == ("区发改局", "2023-12-31", "约", "6.5", True)
    assert rows[PLATFORM]["quarter_1"] == "完成需求梳理"
    assert "note" not in gdp
    assert set(QUARTERS) <= set(rows[OPEN])


def test_a_workbook_cut_short_is_the_same_table(version: ReportVersion) -> None:
    """The other tests of the round trip work with this one."""
    found = read(exported(version), version)
    assert (found.wanted, found.problems, found.rows) == ([], [], len(KEYS))
    assert found.left_out == len(table.rows_of(version)) - len(KEYS)
    assert version.read_at == AT
