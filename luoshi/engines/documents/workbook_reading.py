"""A workbook that comes back from an office becomes values: what stands in each cell, and why a cell cannot be taken at its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from openpyxl.utils import get_column_letter

from luoshi.engines.documents.refusals import EXCEL, UnreadableDocument, damaged, too_many_cells
from luoshi.engines.documents.workbook_cells import EMPTY, MERGED, ReadCell, read_cell
from luoshi.engines.documents.workbook_format import refuse_unless_workbook
from luoshi.engines.documents.workbook_parts import Book, Part, elements, index, open_book
from luoshi.engines.documents.xml_parts import attribute, local
from luoshi.words import Words

__all__ = ["ReadCell", "ReadSheet", "read_workbook"]

SHEETS_MAX = 20
ROWS_MAX = 20_000
COLUMNS_MAX = 200
GRID_MAX = 500_000
"""Cells of all sheets together, empty ones included: as many as a table of tasks has with 20,000 rows. They take some ten seconds."""

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A page without the empty rows and columns at its ends; all rows are equally long, and the first is row ``first_row`` of the page."""

    name: str
    hidden: bool
    rows: tuple[tuple[ReadCell, ...], ...]
    first_row: int = 1

    def address(self, row_index: int, column_index: int) -> str:
        """What people call a cell: C7."""
        return f"{get_column_letter(column_index + 1)}{self.first_row + row_index}"


_Cells = dict[int, dict[int, ReadCell]]
"""What is not empty, by row and column from 1."""


def read_workbook(content: bytes, name: str) -> tuple[ReadSheet, ...]:
    """The sheets of an .xlsx file in their order, hidden ones and hidden rows included; ``name`` only helps to say what a wrong file is.

    Raises:
        UnreadableDocument: no workbook, encrypted, damaged, or larger than any table of tasks.
    """
    refuse_unless_workbook(content, name)
    book = open_book(content)
    if not book.pages:
        raise damaged(EXCEL)
    if len(book.pages) > SHEETS_MAX:
        raise _too_many(f"{len(book.pages)} 个工作表", f"{len(book.pages)} sheets", f"{SHEETS_MAX} 个", str(SHEETS_MAX))
    sheets: list[ReadSheet] = []
    left = GRID_MAX
    for page in book.pages:
        sheet, cost = _sheet(page, book, left)
        left -= cost
        sheets.append(sheet)
    return tuple(sheets)


def _sheet(page: Part, book: Book, cells_max: int) -> tuple[ReadSheet, int]:
    """The sheet, and how many cells had to be looked at or made for it."""
    cells, seen = _cells(page, book, cells_max)
    height, width = max(cells, default=0), max((max(row) for row in cells.values()), default=0)
    if height * width > cells_max:
        raise _too_many_cells()
    _mark_merged(cells, page.content, height, width)
    empty_row: Mapping[int, ReadCell] = {}
    columns = range(1, width + 1)
    rows = tuple(tuple(cells.get(row, empty_row).get(column, EMPTY) for column in columns) for row in range(1, height + 1))
    return ReadSheet(page.name, page.hidden, rows), max(seen, height * width)


def _cells(page: Part, book: Book, seen_max: int) -> tuple[_Cells, int]:
    """Only what holds something counts for rows and columns: offices give a format to a million rows by a click on a column."""
    cells: _Cells = {}
    row_number = seen = 0
    for row in elements(page.content, "sheetData"):
        row_number = _row_number(row, row_number)
        seen += 1 + len(row)
        if seen > seen_max:
            raise _too_many_cells()
        found = dict(_row(row, book))
        if not found:
            continue
        if row_number > ROWS_MAX:
            raise _too_many(f"第 {row_number:,} 行", f"row {row_number:,}", f"{ROWS_MAX:,} 行", f"{ROWS_MAX:,} rows")
        if (last := max(found)) > COLUMNS_MAX:
            letter = get_column_letter(last) if last <= 18_278 else str(last)
            raise _too_many(f" {letter} 列", f"column {letter}", f"{COLUMNS_MAX} 列", f"{COLUMNS_MAX} columns")
        cells.setdefault(row_number, {}).update(found)
    return cells, seen


def _too_many_cells() -> UnreadableDocument:
    return _too_many("过多单元格", "too many cells", f"全部工作表合计 {GRID_MAX:,} 个", f"{GRID_MAX:,} in all sheets together")


def _too_many(chinese: str, english: str, limit: str, limit_in_english: str) -> UnreadableDocument:
    what = Words(f"工作簿有{chinese}，超过上限（{limit}）。", f"The workbook has {english}, more than the limit ({limit_in_english}).")
    return too_many_cells(what)


def _row_number(row: Element, before: int) -> int:
    """Numbers may be left out where nothing is skipped."""
    written = attribute(row, "r")
    if written is None:
        return before + 1
    found = index(written)
    if not found:
        raise damaged(EXCEL)
    return found


def _row(row: Element, book: Book) -> Iterator[tuple[int, ReadCell]]:
    column = 0
    for cell in row:
        if local(cell) != "c":
            continue
        written = attribute(cell, "r")
        column = column + 1 if written is None else _place(written)[1]
        if len(cell) and (read := read_cell(cell, book)) != EMPTY:
            yield column, read


def _place(address: str) -> tuple[int, int]:
    """Row and column."""
    found = _ADDRESS.fullmatch(address.replace("$", "").upper())
    if not found:
        raise damaged(EXCEL)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _mark_merged(cells: _Cells, content: bytes, height: int, width: int) -> None:
    """All cells of a merged range but the first hold nothing, whatever a program left in them."""
    if b"mergeCell" not in content.replace(b"\0", b""):  # in whichever encoding; most sheets merge nothing and need no second reading
        return
    left = height * width
    for merged in elements(content, "mergeCells"):
        first, _, last = (attribute(merged, "ref") or "").partition(":")
        (top, start), (bottom, end) = _place(first), _place(last or first)
        bottom, end = min(bottom, height), min(end, width)
        left -= max(0, bottom - top + 1) * max(0, end - start + 1)
        if left < 0:
            raise damaged(EXCEL)  # ranges never overlap: such a file is made to keep the reader busy
        for row in range(top, bottom + 1):
            for column in range(start, end + 1):
                if (row, column) != (top, start):
                    cells.setdefault(row, {})[column] = ReadCell(problem=MERGED)
