from __future__ import annotations

import time
from decimal import Decimal
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from luoshi.engines.documents.incoming import decode
from luoshi.engines.documents.official import layout
from luoshi.engines.documents.sheet import Sheet, lay_out
from luoshi.engines.documents.wordfile import word_file

HEADER = ("编号", "原文句", "目标值", "牵头单位")
SHEET = lay_out(
    "2031年任务分解表",
    HEADER,
    [["1-1", "地区生产总值增长6%左右" * 4, "约6", None], ["1-2", "修\x07路", Decimal("12"), None]],
    ["说明：空白待填。"],
)


def read_back(*sheets: Sheet) -> Document:
    return docx.Document(BytesIO(word_file(sheets)))


def test_the_table_comes_back() -> None:
    document = read_back(SHEET)
    assert document.paragraphs[0].text == "2031年任务分解表"
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [list(HEADER), ["1-1", "地区生产总值增长6%左右" * 4, "约6", ""], ["1-2", "修路", "12", ""]]
    assert document.paragraphs[-1].text == "说明：空白待填。"


def test_the_page_is_landscape_a4_with_the_type_area_of_the_standard() -> None:
    section = read_back(SHEET).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes if size is not None] == [297, 210, 28, 26, 35, 37]


def test_the_table_fills_the_type_area_and_repeats_its_header() -> None:
    table = read_back(SHEET).tables[0]
    widths = [cell.width or 0 for cell in table.rows[0].cells]
    assert abs(sum(widths) - Mm(225)) < Mm(1)
    assert widths[1] > widths[0]
    assert [bool(row._tr.findall(".//" + qn("w:tblHeader"))) for row in table.rows] == [True, False, False]
    assert all(row._tr.findall(".//" + qn("w:cantSplit")) for row in table.rows)


def test_many_columns_shrink_alike() -> None:
    table = read_back(lay_out("表", [f"栏目{number}" for number in range(25)], [["字"] * 25])).tables[0]
    assert abs(sum(cell.width or 0 for cell in table.rows[0].cells) - Mm(225)) < Mm(1)


def test_chinese_type_is_named_for_chinese_text() -> None:
    document = read_back(SHEET)
    fonts = {font.get(qn("w:eastAsia")) for font in document.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"方正小标宋简体", "黑体", "仿宋_GB2312"}
    assert document.styles.element.find(".//" + qn("w:style") + "//" + qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_every_page_has_its_number_at_the_outer_edge() -> None:
    section = read_back(SHEET).sections[0]
    for footer in (section.footer, section.even_page_footer):
        number = footer.tables[0].cell(0, 0).paragraphs[0]
        assert number.text == "—  —"
        assert [element.text for element in number._p.iter(qn("w:instrText"))] == ["PAGE"]


@pytest.mark.parametrize("attack", ['DDEAUTO c:\\\\x.exe "/k calc"', "{ DDE x y }", "=1+1\t@A1", "<w:fldSimple w:instr='DDE'/>"])
def test_no_text_of_a_report_becomes_a_field(attack: str) -> None:
    document = read_back(lay_out(attack, [attack], [[attack]], [attack], attack))
    fields = [qn(name) for name in ("w:instrText", "w:fldSimple", "w:fldChar", "w:hyperlink")]
    assert not list(document.element.body.iter(*fields))
    shown = [document.paragraphs[0], document.paragraphs[-1], *(row.cells[0].paragraphs[0] for row in document.tables[0].rows)]
    assert {paragraph.text for paragraph in shown} == {attack}


def test_each_further_sheet_begins_a_page() -> None:
    document = read_back(SHEET, lay_out("问题", ["类型"], []))
    titles = [paragraph for paragraph in document.paragraphs if paragraph.text in {"2031年任务分解表", "问题"}]
    assert [title.paragraph_format.page_break_before for title in titles] == [False, True]


def test_the_same_sheets_give_the_same_bytes_and_no_name() -> None:
    first = word_file([SHEET])
    time.sleep(1.1)  # the properties count whole seconds
    assert word_file([SHEET]) == first
    properties = docx.Document(BytesIO(first)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.modified is not None
    assert properties.modified.year == 1980


def test_what_is_written_can_be_read_in_again() -> None:
    assert "1-1\t地区生产总值" in decode(word_file([SHEET]), "a.docx").text


def test_no_sheet_no_file() -> None:
    with pytest.raises(ValueError, match="at least one"):
        word_file([])


def test_what_is_invented_says_so_over_each_page() -> None:
    section = docx.Document(BytesIO(word_file([SHEET], "演示样本"))).sections[0]
    assert [header.paragraphs[0].text for header in (section.header, section.even_page_header)] == ["演示样本"] * 2
    assert not read_back(SHEET).sections[0].header.paragraphs[0].text


def test_lines_of_a_table_and_of_its_notes_are_as_high_as_in_the_pdf() -> None:
    document = read_back(SHEET)
    cell = document.tables[0].rows[1].cells[1].paragraphs[0].paragraph_format
    assert cell.line_spacing == document.paragraphs[-1].paragraph_format.line_spacing == Pt(layout.TABLE_PITCH)
