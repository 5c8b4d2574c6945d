"""Sheets become a Word file (.docx) in the layout of official documents (GB/T 9704-2012): the same sheets always give the same bytes.

Tables stand on landscape A4 pages. The type area of the standard (156 × 225 mm) is turned with the page: its upper margin of 37 mm lies on
the right, its binding margin of 28 mm on top, where the head of the table then is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luoshi.engines.documents.archive import reproducible
from luoshi.engines.documents.sheet import Alignment, Cell, Column, Sheet, plain

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a Word file's times have no zone
_LONG, _SHORT = Mm(297), Mm(210)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(28), Mm(26), Mm(35), Mm(37)
_TYPE_AREA = Mm(225)
_TITLE_FONT, _HEADER_FONT, _BODY_FONT, _NUMBER_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"
_DIGITS_FONT = "Times New Roman"
_TITLE_SIZE, _PAGE_NUMBER_SIZE, _TABLE_SIZE = Pt(22), Pt(14), Pt(10.5)
_NARROW_MAX = 12.0
_ALIGNMENTS = {
    Alignment.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Alignment.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Alignment.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def word_file(sheets: Sequence[Sheet]) -> bytes:
    """A .docx file with one table after the other, each under its title.

    Raises:
        ValueError: there is no sheet.
    """
    if not sheets:
        raise ValueError("a Word file needs at least one sheet")
    document = Document()
    _set_up(document)
    for number, sheet in enumerate(sheets):
        _add_title(document, sheet.title, new_page=number > 0)
        _add_table(document, sheet)
        for note in sheet.notes:
            _add_text(document.add_paragraph(), note, _BODY_FONT, _TABLE_SIZE)
    _neutralise(document, sheets[0].title)
    written = BytesIO()
    document.save(written)
    return reproducible(written.getvalue(), {})


def _set_up(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _DIGITS_FONT, _TABLE_SIZE
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY_FONT)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = _TOP, _BOTTOM, _LEFT, _RIGHT
    section.footer_distance = Mm(15)
    _add_page_number(section)


def _add_page_number(section: Section) -> None:
    """— 1 —, in Song type of size 4."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_text(paragraph, "— ", _NUMBER_FONT, _PAGE_NUMBER_SIZE)
    field = _style(paragraph.add_run(), _NUMBER_FONT, _PAGE_NUMBER_SIZE)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        field._r.append(element)  # noqa: SLF001 - python-docx has no fields of its own
    _add_text(paragraph, " —", _NUMBER_FONT, _PAGE_NUMBER_SIZE)


def _add_title(document: WordDocument, title: str, *, new_page: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.paragraph_format.space_after = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    _add_text(paragraph, title, _TITLE_FONT, _TITLE_SIZE)


def _add_table(document: WordDocument, sheet: Sheet) -> None:
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_cell_margins(table)
    widths = _widths(sheet.columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    header = tuple(column.name for column in sheet.columns)
    for number, (row, values) in enumerate(zip(table.rows, (header, *sheet.rows), strict=True)):
        _set_breaks(row, is_header=number == 0)
        for cell, value, column, width in zip(row.cells, values, sheet.columns, widths, strict=True):
            _fill(cell, value, column, width, is_header=number == 0)


def _narrow_cell_margins(table: Table) -> None:
    """1 mm instead of Word's 1.9 mm, so that narrow columns hold their words on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(1).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tblPr.append(margins)  # noqa: SLF001 - python-docx has no such property


def _widths(columns: Sequence[Column]) -> list[Length]:
    """Narrow columns get what their words need, the others share the rest of the type area in proportion."""
    rest = _TYPE_AREA - sum(_needed(column) for column in columns if column.width <= _NARROW_MAX)
    wide = sum(column.width for column in columns if column.width > _NARROW_MAX)
    if wide == 0 or rest < _TYPE_AREA / 4:  # nothing to share, or not enough: all shrink alike
        rest, wide = _TYPE_AREA, sum(column.width for column in columns)
        return [Length(int(rest * column.width / wide)) for column in columns]
    return [_needed(column) if column.width <= _NARROW_MAX else Length(int(rest * column.width / wide)) for column in columns]


def _needed(column: Column) -> Length:
    """A digit is half as wide as the type is high; the laid-out width already has room for the margins of the cell."""
    return Length(int((column.width - 0.9) * _TABLE_SIZE / 2))


def _fill(cell: _Cell, value: Cell, column: Column, width: Length, *, is_header: bool) -> None:
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_header else _ALIGNMENTS[column.alignment]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4 if is_header else 1.5)
    if value is not None:
        _add_text(paragraph, str(value), _HEADER_FONT if is_header else _BODY_FONT, _TABLE_SIZE)


def _add_text(paragraph: Paragraph, text: str, font: str, size: Pt) -> None:
    _style(paragraph.add_run(plain(text)), font, size)


def _style(run: Run, font: str, size: Pt) -> Run:
    """Chinese type is chosen by ``w:eastAsia`` alone; without it Word takes its own."""
    run.font.name, run.font.size = _DIGITS_FONT, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no property for it
    return run


def _set_breaks(row: _Row, *, is_header: bool) -> None:
    """A row stays on one page; the header comes again on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such properties
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def _neutralise(document: WordDocument, title: str) -> None:
    """The template's author and date are not ours, and today's would make every copy differ."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = plain(title)
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
