from __future__ import annotations

import time
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml.functions import fromstring

from luoshi.engines.documents.sheet import Cell, lay_out, plain
from luoshi.engines.documents.workbook import CELL_CHARACTERS_MAX, workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADER = ("编号", "原文", "目标值")
cells = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.decimals(-(10**6), 10**6, places=2),
    st.text(max_size=40),
    st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "=cmd|' /C calc'!A0", "2031-01-01", "TRUE", "1e5"]),
)


def read_back(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(content))


@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
def test_cells_come_back_as_they_were(rows: list[tuple[Cell, ...]]) -> None:
    page = read_back(workbook([lay_out("表", HEADER, rows)])).active
    assert page is not None
    back = [tuple(cell.value for cell in row) for row in page.iter_rows(3, 2 + len(rows), 1, 3)] if rows else []
    for row, row_back in zip(rows, back, strict=True):
        for cell, cell_back in zip(row, row_back, strict=True):
            if isinstance(cell, str):
                assert (cell_back or "") == plain(cell).replace("\r", "\n")
            else:
                assert cell_back == (float(cell) if isinstance(cell, Decimal) else cell)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_a_formula_of_the_report_stays_text(text: str) -> None:
    page = read_back(workbook([lay_out("表", HEADER, [[text, "=HYPERLINK(1)", 1]])])).active
    assert page is not None
    cell = page.cell(3, 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", "=\x00"])
def test_no_text_of_a_report_becomes_a_formula_wherever_it_stands(start: str) -> None:
    attack = f"{start}cmd|' /C calc'!A0"
    sheets = [lay_out(attack, [attack, "乙"], [[attack, 1]], [attack], tab) for tab in ("", attack)]
    with zipfile.ZipFile(BytesIO(workbook(sheets))) as archive:
        pages = [fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        names = fromstring(archive.read("xl/workbook.xml"))
    assert len(pages) == 2
    for page in pages:
        cells = {cell.get("r"): cell for cell in page.iter(f"{MAIN}c")}
        assert {cells[place].get("t") for place in ("A1", "A2", "A3", "A5")} == {"inlineStr"}
        assert not list(page.iter(f"{MAIN}f"))
    tabs = [sheet.get("name", "") for sheet in names.iter(f"{MAIN}sheet")]
    assert not any(set("\t\n'[]") & set(tab) for tab in tabs)


def test_a_title_header_and_note_that_look_like_formulas_are_marked_as_text_for_whoever_edits_them() -> None:
    page = read_back(workbook([lay_out("=1", ["＝1"], [["\t=1"]], ["-1"])])).active
    assert page is not None
    cells = [page[place] for place in ("A1", "A2", "A3", "A5")]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [(text, "s", True) for text in ("=1", "＝1", "\t=1", "-1")]


def test_the_page_is_ready_to_be_used_and_printed() -> None:
    book = read_back(
        workbook([lay_out("2031年任务分解表", HEADER, [["1", "一" * 50, 6]] * 3, ["说明"], "任务分解表"), lay_out("问题", ["类型"], [])])
    )
    page = book["任务分解表"]
    assert page["A1"].value == "2031年任务分解表"
    assert [cell.value for cell in page[2]] == list(HEADER)
    assert page["A7"].value == "说明"
    assert page.freeze_panes == "B3"
    assert page.print_title_rows == "$2:$2"
    assert page.auto_filter.ref == "A2:C5"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToWidth) == ("landscape", 9, 1)
    assert not page.merged_cells.ranges
    assert page["B3"].alignment.wrap_text
    assert (page.row_dimensions[3].height or 0) > 2 * 10.5
    assert book.sheetnames == ["任务分解表", "问题"]


def test_a_wide_table_goes_over_pages_instead_of_into_small_print() -> None:
    page = read_back(workbook([lay_out("表", [f"第{number}个栏目" for number in range(30)], [])])).active
    assert page is not None
    assert page.page_setup.fitToWidth == 3
    assert page.page_setup.pageOrder == "overThenDown"
    assert page.print_title_cols == "$A:$A"


def test_on_paper_the_title_stands_over_each_page_whatever_is_in_it() -> None:
    for title, shown in (("甲&乙\n丙", "甲&&乙 丙"), ("题" * 300, f"{'题' * 199}…")):
        page = read_back(workbook([lay_out(title, [f"第{number}个栏目" for number in range(30)], [], ["说明"], "表")])).active
        assert page is not None
        assert page.oddHeader is not None
        assert page.oddHeader.center.text == shown
        assert page.print_area == "'表'!$A$2:$AD$4", "without the first cell, which is cut where the next column is not on the page"


def test_numbers_stay_numbers_and_show_their_thousands_and_decimals() -> None:
    rows: list[list[Cell]] = [[Decimal("8000"), Decimal("1234.50"), 2031]]
    page = read_back(workbook([lay_out("表", HEADER, rows)])).active
    assert page is not None
    assert [(cell.value, cell.number_format) for cell in page[3]] == [(8000, "#,##0"), (1234.5, "#,##0.00"), (2031, "General")]


def test_the_same_sheets_give_the_same_bytes_and_no_name() -> None:
    sheet = lay_out("表", HEADER, [["1", "字", Decimal("6.5")]])
    first = workbook([sheet])
    time.sleep(1.1)  # the properties count whole seconds
    assert workbook([sheet]) == first
    properties = read_back(first).properties
    assert not properties.creator
    assert properties.modified is not None
    assert properties.modified.year == 1980
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_a_tab_has_no_forbidden_signs_and_a_cell_no_endless_text() -> None:
    book = read_back(workbook([lay_out("a/b:c*[d]?" + "长" * 40, ["甲"], [["字" * 40_000]])]))
    assert book.sheetnames[0].startswith("abcd长")
    assert len(book.sheetnames[0]) == 31
    text = book.worksheets[0]["A3"].value
    assert isinstance(text, str)
    assert len(text) == CELL_CHARACTERS_MAX


def test_no_sheet_no_workbook() -> None:
    with pytest.raises(ValueError, match="at least one"):
        workbook([])
