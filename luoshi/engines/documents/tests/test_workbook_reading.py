from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.documents.sheet import Cell, lay_out
from luoshi.engines.documents.tests.samples import zipped
from luoshi.engines.documents.tests.workbooks import book
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.documents.workbook_cells import FORMULA, MERGED, UNREADABLE, error_value
from luoshi.engines.documents.workbook_reading import ReadCell, ReadSheet, read_workbook
from luoshi.engines.documents.workbook_values import text_of

HEADER = ("编号", "原文", "目标值")
MORNING = datetime(2031, 6, 30, 8, 30)  # noqa: DTZ001 - a workbook's times have no zone
cells = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**6), 10**6, places=3),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.text(max_size=40),
    st.text("=+-@＝'_x0D\n\r\t　 \u00a0\u200b😀乡", max_size=12),
    st.sampled_from(
        ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", "007", "1e5", "TRUE", "'007", "6.5%", "_x000D_", "_x005F_x0041_", "🏞️", "a\nb"]
    ),
)


def read_one(content: bytes) -> ReadSheet:
    (sheet,) = read_workbook(content, "表.xlsx")
    return sheet


def row_of(cells_of_row: str, **parts: object) -> tuple[ReadCell, ...]:
    (row,) = read_one(book(f"<row>{cells_of_row}</row>", **parts)).rows  # type: ignore[arg-type]
    return row


def value_of(written: str, code: str = "General", properties: str = "") -> Cell:
    (cell,) = row_of(f'<c s="1"><v>{written}</v></c>', formats=[code], properties=properties)
    assert cell.problem is (UNREADABLE if cell.value is None else None)
    return cell.value


def expected(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return text_of(cell.replace("\r", "").replace("_x", "_x005F_x"))
    if isinstance(cell, Decimal):
        return int(cell) if cell == int(cell) else cell
    return cell


@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
def test_what_was_written_comes_back(rows: list[tuple[Cell, ...]]) -> None:
    sheet = read_one(workbook([lay_out("表", HEADER, rows, tab="任务")]))
    assert (sheet.name, sheet.hidden) == ("任务", False)
    assert [cell.value for cell in sheet.rows[1]] == list(HEADER)
    back = [tuple(cell.value for cell in row) for row in sheet.rows[2:]]
    wanted = [tuple(map(expected, row)) for row in rows]
    while wanted and not any(cell is not None for cell in wanted[-1]):
        wanted.pop()
    assert back == wanted
    assert all(cell.problem is None for row in sheet.rows for cell in row)


def test_texts_of_every_kind_stay_as_they_are() -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "007", "1e5", "#REF!", "'007", "a\nb", "😀", "_x000D_", "2031-06-30", "是"]
    sheet = read_one(workbook([lay_out("表", ["甲"], [[text] for text in texts])]))
    assert [row[0] for row in sheet.rows[2:]] == [ReadCell(text) for text in texts]


def test_a_hidden_sheet_carries_its_header_and_rows_alone() -> None:
    shown, hidden = (
        lay_out("表", HEADER, [["1", "字", 6]]),
        lay_out("指纹", ["键", "值"], [["版本", "=3"], ["空", None]], ["注"], hidden=True),
    )
    read = read_workbook(workbook([hidden, shown]), "表.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in read] == [("指纹", True), ("表", False)]
    assert [[cell.value for cell in row] for row in read[0].rows] == [["键", "值"], ["版本", "=3"], ["空", None]]


def test_addresses_are_those_that_people_see() -> None:
    sheet = read_one(book('<row r="7"><c r="C7"><v>1</v></c></row>'))
    assert sheet.rows[6][2].value == 1
    assert (len(sheet.rows), len(sheet.rows[0])) == (7, 3)
    assert sheet.address(6, 2) == "C7"
    assert ReadSheet("表", hidden=False, rows=(), first_row=3).address(0, 27) == "AB3"


def test_rows_and_cells_may_come_without_numbers_and_out_of_order() -> None:
    sheet = read_one(book('<row r="2"><c/><c><v>2</v></c></row><row><c><v>3</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>'))
    assert [[cell.value for cell in row] for row in sheet.rows] == [[None, 1], [None, 2], [3, None]]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.1", Decimal("0.1")),
        ("3.0", 3),
        ("0.30000000000000004", Decimal("0.3")),
        ("120.59999999999999", Decimal("120.6")),
        ("1E+2", 100),
        ("-1.50", Decimal("-1.5")),
        ("1.2E-7", Decimal("0.00000012")),
        ("-0", 0),
        ("123456789012345", 123456789012345),
        ("NaN", None),
        ("Infinity", None),
        ("1E999", None),
        ("9" * 1000, None),
        ("１", None),
    ],
)
def test_numbers_are_what_a_person_sees(written: str, value: Cell) -> None:
    read = value_of(written)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        ("0.065", "0.0%", "6.5%"),
        ("0.065", "9", "6.5%"),
        ("6.5000000000000002E-2", "10", "6.5%"),
        ("1", "0%;[Red]-0%", "100%"),
        ("-0.03", "0.00%", "-3%"),
        ("5", '0"%"', 5),
        ("6", "[Red]0.00", 6),
        ("6", '0"days"', 6),
        ("6", "#,##0_);\\(#,##0\\)", 6),
        ("6", "G/通用格式", 6),
        ("6", "0.00E+00", 6),
        ("6", "@", 6),
    ],
)
def test_a_share_is_text_with_its_sign(written: str, code: str, value: Cell) -> None:
    assert value_of(written, code) == value


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        ("48029", "14", date(2031, 6, 30)),
        ("48029", "yyyy-mm-dd", date(2031, 6, 30)),
        ("48029", 'yyyy"年"m"月"d"日";@', date(2031, 6, 30)),
        ("48029", "31", date(2031, 6, 30)),
        ("48029", "58", date(2031, 6, 30)),
        ("48029", "[$-804]aaaa", date(2031, 6, 30)),
        ("48029.75", "yyyy/m/d", date(2031, 6, 30)),
        ("48029", "22", date(2031, 6, 30)),
        ("48029.354166666664", "yyyy/m/d h:mm", "2031-06-30 08:30"),
        ("48029.999999999", "yyyy/m/d h:mm", date(2031, 7, 1)),
        ("48000", "57", "2031年6月"),
        ("48000", 'yyyy"年"m"月"', "2031年6月"),
        ("48000", "mmm-yy", "2031年6月"),
        ("48000", "yyyy", "2031年"),
        ("48000", 'm"月"', "6月"),
        ("0.354166666666667", "h:mm", "08:30"),
        ("0.354178240740741", "h:mm:ss", "08:30:01"),
        ("1.5", "[h]:mm", "36:00"),
        ("1.5", "[mm]:ss", "36:00"),
        ("1", "14", date(1900, 1, 1)),
        ("59", "14", date(1900, 2, 28)),
        ("61", "14", date(1900, 3, 1)),
        ("2958465", "14", date(9999, 12, 31)),
        ("2958466", "14", None),
        ("-1", "14", None),
        ("0", "14", None),
        ("1E300", "14", None),
    ],
)
def test_days_are_days_and_a_month_is_not_its_first_day(written: str, code: str, value: Cell) -> None:
    assert value_of(written, code) == value


def test_days_may_be_counted_from_1904() -> None:
    assert value_of("46567", "14", '<workbookPr date1904="1"/>') == date(2031, 6, 30)
    assert value_of("2958465", "14", '<workbookPr date1904="1"/>') is None


def test_a_file_may_spell_out_days() -> None:
    row = row_of('<c t="d"><v>2031-06-30</v></c><c t="d"><v>2031-06-30T08:30:00Z</v></c><c t="d"><v>六月</v></c>')
    assert row == (ReadCell(date(2031, 6, 30)), ReadCell("2031-06-30 08:30"), ReadCell(None, UNREADABLE))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("<t> 　\u00a0字 段\u3000\u200b </t>", "字 段"),
        ("<t>甲_x000D_\n乙</t>", "甲\n乙"),
        ("<t>甲&#13;\n乙&#13;丙</t>", "甲\n乙\n丙"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t>甲_x0000_乙_xD800_</t>", "甲乙"),
        ("<t>　\u00a0\n</t>", None),
        ("<t/>", None),
        ("<r><rPr><b/></rPr><t>桃</t></r><r><t>源</t></r><rPh sb='0' eb='1'><t>tao</t></rPh>", "桃源"),
        ("<t>'007</t>", "'007"),
    ],
)
def test_texts_lose_only_what_nobody_sees(written: str, text: str | None) -> None:
    sheet = read_one(book('<row><c t="s"><v>0</v></c><c><v>1</v></c></row>', texts=[written]))
    assert sheet.rows[0][0] == ReadCell(text)
    inline = read_one(book(f'<row><c t="inlineStr"><is>{written}</is></c><c><v>1</v></c></row>'))
    assert inline.rows == sheet.rows


def test_truth_is_said_in_words_and_errors_are_problems() -> None:
    row = row_of('<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#REF!</v></c><c t="e"><v>x&lt;y</v></c>')
    assert row == (ReadCell("是"), ReadCell("否"), ReadCell(None, error_value("#REF!")), ReadCell(None, error_value("#?")))
    assert "#REF!" in error_value("#REF!").chinese


def test_a_formula_has_its_last_result_and_a_problem() -> None:
    row = row_of(
        '<c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v> 字 </v></c><c><f>A1</f></c><c t="e"><f>A1</f><v>#DIV/0!</v></c>'
        '<c s="1"><f>A1</f><v>0.5</v></c>',
        formats=["0%"],
    )
    assert row[:3] == (ReadCell(2, FORMULA), ReadCell("字", FORMULA), ReadCell(None, FORMULA))
    assert row[3:] == (ReadCell(None, error_value("#DIV/0!")), ReadCell("50%", FORMULA))


def test_a_merged_range_counts_for_its_first_cell() -> None:
    written = openpyxl.Workbook()
    page = written.worksheets[0]
    for row in (["题", None, None, None], ["甲", "乙", "丙", "丁"], ["一", "二", "三", 4], [None, "五", "六", 7]):
        page.append(row)
    page.merge_cells("A1:Z1")
    page.merge_cells("A3:A999")
    saved = BytesIO()
    written.save(saved)
    sheet = read_one(saved.getvalue())
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["题", None, None, None], ["甲", "乙", "丙", "丁"], ["一", "二", "三", 4], [None, "五", "六", 7],
    ]  # fmt: skip
    merged = {sheet.address(row, column) for row in range(4) for column in range(4) if sheet.rows[row][column].problem == MERGED}
    assert merged == {"B1", "C1", "D1", "A4"}


def test_what_a_program_left_in_a_merged_cell_does_not_count() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    assert read_one(book(rows, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')).rows == ((ReadCell(1), ReadCell(None, MERGED)),)


def test_empty_ends_are_cut_and_hidden_rows_are_read() -> None:
    rows = '<row hidden="1"><c s="1"><v>1</v></c><c s="1"/></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert read_one(book(rows)).rows == ((ReadCell(1),),)
    assert read_one(book("")).rows == ()


def test_a_workbook_of_openpyxl_is_read() -> None:
    written = openpyxl.Workbook()
    page = written.worksheets[0]
    page.append([1, 0.1 + 0.2, "字", True, date(2031, 6, 30), MORNING, "=A1", None])
    page.cell(1, 8, 0.065).number_format = "0.0%"
    written.create_sheet("藏").sheet_state = "veryHidden"
    saved = BytesIO()
    written.save(saved)
    first, second = read_workbook(saved.getvalue(), "表.xlsx")
    assert [cell.value for cell in first.rows[0]] == [1, Decimal("0.3"), "字", "是", date(2031, 6, 30), "2031-06-30 08:30", None, "6.5%"]
    assert first.rows[0][6].problem == FORMULA
    assert (second.name, second.hidden, second.rows) == ("藏", True, ())


def test_the_strict_standard_and_odd_names_of_parts_are_read() -> None:
    with zipfile.ZipFile(BytesIO(book("<row><c><v>1</v></c></row>"))) as packed:
        members = {name: packed.read(name).decode() for name in packed.namelist()}
    odd = {
        name.replace("/", "\\") if "sheet1" in name else name.upper() if "styles" in name else name: content.replace(
            "schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"
        )
        for name, content in members.items()
    }
    assert read_one(zipped(odd)).rows == ((ReadCell(1),),)
