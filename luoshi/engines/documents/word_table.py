"""A sheet as a table in a Word file: its header again on each page, no row broken."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.sheet import Alignment, Cell, Column, Sheet, column_widths, plain, printed

DIGITS_FONT, HEADER_FONT, BODY_FONT = "Times New Roman", "黑体", "仿宋_GB2312"
TABLE_SIZE = Pt(layout.TABLE_SIZE)
MARGIN = Mm(1)
"""Clear at each side of a cell instead of Word's 1.9 mm, so that narrow columns hold their words on one line."""
TYPE_AREA = Mm(225)
"""How wide the type area of GB/T 9704-2012 is on a page that is turned."""

_ALIGNMENTS = {
    Alignment.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Alignment.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Alignment.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def add_table(document: WordDocument, sheet: Sheet) -> None:
    """The rows of a sheet, as wide as the type area of a landscape page."""
    table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.columns), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_cell_margins(table)
    widths = [Length(int(width)) for width in column_widths(sheet, TYPE_AREA, TABLE_SIZE, 2 * MARGIN)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    header = tuple(column.name for column in sheet.columns)
    for number, (row, values) in enumerate(zip(table.rows, (header, *sheet.rows), strict=True)):
        _set_breaks(row, is_header=number == 0)
        for cell, value, column, width in zip(row.cells, values, sheet.columns, widths, strict=True):
            _fill(cell, value, column, width, is_header=number == 0)


def _narrow_cell_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(MARGIN.twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tblPr.append(margins)  # noqa: SLF001 - python-docx has no such property


def _fill(cell: _Cell, value: Cell, column: Column, width: Length, *, is_header: bool) -> None:
    cell.width = width
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_header else _ALIGNMENTS[column.alignment]
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(layout.TABLE_AIR)
    form.line_spacing = Pt(layout.TABLE_PITCH)
    if value is not None:
        add_text(paragraph, printed(value), HEADER_FONT if is_header else BODY_FONT, TABLE_SIZE)


def _set_breaks(row: _Row, *, is_header: bool) -> None:
    """A row stays on one page; the header comes again on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such properties
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def add_text(paragraph: Paragraph, text: str, font: str, size: Pt) -> None:
    """Type at the end of a paragraph."""
    style(paragraph.add_run(plain(text)), font, size)


def style(run: Run, font: str, size: Pt) -> Run:
    """Chinese type is chosen by ``w:eastAsia`` alone; without it Word takes its own."""
    run.font.name, run.font.size = DIGITS_FONT, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)  # noqa: SLF001 - no property for it
    return run
