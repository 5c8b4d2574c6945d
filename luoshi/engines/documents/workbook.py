"""Sheets become a workbook (.xlsx) that an office can sort, filter, print and hand on: the same sheets always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as PageCell
from openpyxl.cell import MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from luoshi.engines.documents.archive import reproducible
from luoshi.engines.documents.sheet import Cell, Column, Computed, Sheet, line_count, plain
from luoshi.engines.documents.workbook_choices import long_lists, page_of, rule

CELL_CHARACTERS_MAX = 32_767
"""What one cell of a workbook holds."""

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_HEADER_ROW = 2
_PAGE_WIDTH = 140.0
"""Column widths that fit on a landscape A4 page without making the type smaller."""

_HEADER_CHARACTERS_MAX = 200
"""Of 255 that what stands over a page may have, marks of type among them."""

_LINE_HEIGHT = 14.0  # points, for type of 10.5
_ROW_HEIGHT_MAX = 409.0  # what a workbook allows
_MILLIMETRES = 25.4
_TITLE = Font(name="方正小标宋简体", size=16)
_HEADER = Font(name="黑体", size=10.5)
_BODY = Font(name="仿宋_GB2312", size=10.5)
_NOTE = Font(name="仿宋_GB2312", size=9)
_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SHADE = PatternFill("solid", fgColor="EDEDED")
_SHADE_OF_LOCKED = PatternFill("solid", fgColor="F5F5F5")
_DAY = "yyyy-mm-dd"
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\'\n\t]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where Office would take a text for one of its escapes, ``_x000D_``; the underscore itself can be escaped."""

_FORMULA_STARTS = tuple("=+-@＝＋－＠\t")
"""What makes a program take a text for a formula when somebody edits the cell; Chinese editions take the full-width signs as well."""


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file with one page for each sheet; long lists of choices stand on a hidden page of their own at the end.

    Raises:
        ValueError: there is no sheet, or none that can be seen.
    """
    if all(sheet.hidden for sheet in sheets):
        raise ValueError("a workbook needs at least one sheet that can be seen")
    book = Workbook()
    del book[book.sheetnames[0]]
    lists = long_lists(sheets)
    written_sheets = [*sheets, page_of(lists)] if lists else list(sheets)
    pages = [book.create_sheet(_tab(sheet)) for sheet in written_sheets]
    for page, sheet in zip(pages, written_sheets, strict=True):
        if sheet.hidden:
            _write_hidden(page, sheet)
        else:
            _write(page, sheet)
            _offer_choices(page, sheet, lists, pages[-1].title)
    book.properties = DocumentProperties(creator="", title=plain(sheets[0].title), created=_EPOCH, modified=_EPOCH)
    written = BytesIO()
    book.save(written)
    book.properties.modified = _EPOCH  # saving has set it to now
    return reproducible(written.getvalue(), {"docProps/core.xml": tostring(book.properties.to_tree())})


def _tab(sheet: Sheet) -> str:
    return _NOT_IN_A_TAB.sub("", plain(sheet.tab or sheet.title))[:31] or "表"


def _write(page: Worksheet, sheet: Sheet) -> None:
    _write_title(page, sheet)
    _write_header(page, sheet.columns)
    for number, row in enumerate(sheet.rows, start=_HEADER_ROW + 1):
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            _write_cell(page, number, place, cell, column)
        page.row_dimensions[number].height = _height(row, sheet.columns)
    last = _HEADER_ROW + len(sheet.rows)
    for number, note in enumerate(sheet.notes, start=last + 2):
        _write_text(page.cell(number, 1), note).font = _NOTE
    page.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(len(sheet.columns))}{last}"
    page.freeze_panes = f"B{_HEADER_ROW + 1}"
    _set_up_printing(page, sheet)


def _write_hidden(page: Worksheet, sheet: Sheet) -> None:
    """For programs: the header, then the rows. ``hidden`` and not ``veryHidden``, so that anyone may look what the file carries."""
    page.sheet_state = "hidden"
    for number, row in enumerate(([column.name for column in sheet.columns], *sheet.rows), start=1):
        for place, cell in enumerate(row, start=1):
            _write_value(page.cell(number, place), cell)


def _offer_choices(page: Worksheet, sheet: Sheet, lists: Sequence[tuple[str, ...]], page_of_lists: str) -> None:
    first, last = _HEADER_ROW + 1, _HEADER_ROW + max(1, len(sheet.rows))
    for place, column in enumerate(sheet.columns, start=1):
        if column.choices:
            letter = get_column_letter(place)
            page.add_data_validation(rule(column, f"{letter}{first}:{letter}{last}", lists, page_of_lists))


def _write_title(page: Worksheet, sheet: Sheet) -> None:
    """The title stands in the first cell and runs over its neighbours: merged cells would break sorting and filtering."""
    title = _write_text(page.cell(1, 1), sheet.title)
    title.font, title.alignment = _TITLE, Alignment(vertical="center")
    page.row_dimensions[1].height = 32


def _write_header(page: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        heading = _write_text(page.cell(_HEADER_ROW, place), column.name)
        heading.font, heading.border, heading.fill = _HEADER, _GRID, _SHADE
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(place)].width = column.width
    page.row_dimensions[_HEADER_ROW].height = 32


def _write_cell(page: Worksheet, number: int, place: int, value: Cell, column: Column) -> None:
    cell = page.cell(number, place)
    cell.font, cell.border = _BODY, _GRID
    cell.alignment = Alignment(horizontal=column.alignment.value, vertical="center", wrap_text=True)
    if column.locked:
        cell.fill = _SHADE_OF_LOCKED
    _write_value(cell, value)


def _write_value(cell: PageCell | MergedCell, value: Cell) -> None:
    if isinstance(value, str):
        _write_text(cell, value)
        return
    cell.value = f"={value.formula}" if isinstance(value, Computed) else value
    if isinstance(value, date):
        cell.number_format = _DAY
    elif isinstance(value, Decimal):
        cell.number_format = _number_format(value)


def _number_format(value: Decimal) -> str:
    """As it stands on paper: thousands apart, and with the decimals that it was said with."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"


def _write_text(cell: PageCell | MergedCell, value: str) -> PageCell | MergedCell:
    """The one way of text into a page: it stays text whatever it begins with, for a report must not be able to bring a formula along."""
    text = plain(value)
    cell.value = _ESCAPE.sub("_x005F_", text if len(text) <= CELL_CHARACTERS_MAX else text[: CELL_CHARACTERS_MAX - 1] + "…")
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)
    return cell


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """In points. Excel measures rows when it opens a file, other programs trust the file; both must show the whole text."""
    lines = max(
        (line_count(str(cell), column.width - 0.5) for cell, column in zip(row, columns, strict=True) if cell is not None), default=1
    )
    return min(_ROW_HEIGHT_MAX, lines * _LINE_HEIGHT + 4)


def _set_up_printing(page: Worksheet, sheet: Sheet) -> None:
    """Landscape A4; a wide table goes over several pages rather than into small print."""
    page.page_setup.orientation = "landscape"
    page.page_setup.pageOrder = "overThenDown"  # the strips of a wide table follow each other
    page.page_setup.paperSize = 9  # A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth = max(1, round(sum(column.width for column in sheet.columns) / _PAGE_WIDTH))
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    page.print_title_cols = "A:A"
    page.page_margins.left = page.page_margins.right = 15 / _MILLIMETRES
    page.page_margins.top = page.page_margins.bottom = 20 / _MILLIMETRES
    page.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="— &P —"))
    _print_title(page, sheet)
    page.print_options.horizontalCentered = True


def _print_title(page: Worksheet, sheet: Sheet) -> None:
    """On paper the title stands over each page and not in the first cell, whose neighbours are not on every page of a wide table."""
    title = plain(sheet.title).replace("\n", " ").replace("&", "&&")
    shown = title if len(title) <= _HEADER_CHARACTERS_MAX else f"{title[: _HEADER_CHARACTERS_MAX - 1]}…"
    page.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=shown, font=_TITLE.name, size=16))
    page.print_area = f"A{_HEADER_ROW}:{get_column_letter(len(sheet.columns))}{page.max_row}"
