"""A long table, as registers are handed over, becomes rows of text: Excel by its values, CSV in whichever encoding an office saved it.

:mod:`luoshi.engines.documents.workbook_reading` asks each cell whether it may be taken at its word; that suits a table of tasks and takes a
minute for a register of 100,000 rows. Here a compiled reader gives the values, and whoever checks the fields says what cannot be meant.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from luoshi.engines.documents.archive import refuse_larger
from luoshi.engines.documents.headings import HEADER_ROWS_MAX
from luoshi.engines.documents.refusals import EXCEL, UnreadableDocument, damaged, empty, too_many_bytes, too_many_cells
from luoshi.engines.documents.text_file import decode
from luoshi.engines.documents.workbook_format import refuse_unless_workbook
from luoshi.engines.documents.workbook_values import text_of
from luoshi.words import Words

BYTES_MAX: Final = 64 * 1024 * 1024
"""A register of 100,000 rows has 5 to 20 MB."""

UNPACKED_BYTES_MAX: Final = 512 * 1024 * 1024
ROWS_MAX: Final = 300_000
COLUMNS_MAX: Final = 200
_ZIP_OR_OLD_OFFICE = (b"PK", b"\xd0\xcf\x11\xe0")
_DELIMITERS = ",\t;，"
_DIGITS = Context(prec=15)
"""What a spreadsheet keeps of a number; the digits of a longer one are lost in the file."""


@dataclass(frozen=True, slots=True)
class LongTable:
    """The rows of a table as text, without empty ones; each with its number in the file, counted from 1."""

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_long_table(content: bytes, name: str) -> LongTable:
    """The first visible sheet with anything in it, or the rows of a CSV file; ``name`` only helps to say what a wrong file is.

    Raises:
        UnreadableDocument: neither of both, empty, encrypted, damaged, or larger than any register.
    """
    if not content.strip():
        raise empty()
    if len(content) > BYTES_MAX:
        raise too_many_bytes(len(content), BYTES_MAX, EXCEL)
    table = _of_workbook(content, name) if content.startswith(_ZIP_OR_OLD_OFFICE) else _of_text(content)
    if not table.rows:
        raise empty()
    return table


def _of_workbook(content: bytes, name: str) -> LongTable:
    refuse_unless_workbook(content, name, bytes_max=BYTES_MAX)
    refuse_larger(content, UNPACKED_BYTES_MAX, EXCEL)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        visible = [each.name for each in book.sheets_metadata if each.visible is SheetVisibleEnum.Visible and each.typ is _TABLE]
        for sheet in visible:
            found = book.get_sheet_by_name(sheet)
            _refuse_too_large(found.total_height, found.total_width)
            if rows := tuple(_without_empty(_filled_down(found))):
                return LongTable(sheet, rows)
    except CalamineError as problem:
        raise damaged(EXCEL) from problem
    raise empty()


_TABLE = SheetTypeEnum.WorkSheet


def _delimiter(lines: Sequence[str]) -> str:
    """What stands equally often in most lines: a title above the heading, or an address in a cell, has other commas."""

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [times for line in lines if (times := line.count(delimiter))]
        return max(Counter(counts).values(), default=0), sum(counts)

    return max(_DELIMITERS, key=evenness)


def _filled_down(sheet: CalamineSheet) -> Sequence[Sequence[object]]:
    """The rows of a sheet where what is merged over several of them stands in each: whoever merges cells says it of all."""
    rows = [list[object](row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            row[left] = rows[top][left]
    return rows


def _of_text(content: bytes) -> LongTable:
    try:
        text = decode(content).text
    except UnreadableDocument as refused:
        raise UnreadableDocument(refused.reason, refused.what, _TABLE_WANTED) from refused
    delimiter = _delimiter(text.split("\n", HEADER_ROWS_MAX)[:HEADER_ROWS_MAX])
    csv.field_size_limit(1_000_000)
    try:
        rows = tuple(_without_empty(csv.reader(StringIO(text, newline=""), delimiter=delimiter)))
    except csv.Error as problem:
        raise _not_csv() from problem
    _refuse_too_large(len(rows), max((len(cells) for _, cells in rows), default=0))
    return LongTable("", rows)


def _without_empty(rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(rows, start=1):
        words = tuple(map(_words, cells))
        if any(words):
            yield number, words


def _words(value: object) -> str:
    """A value as a person would have typed it. A number with more digits than a spreadsheet keeps stands with its exponent: 1.1E+17."""
    match value:
        case str():
            return (value.strip() if value.isascii() and value.isprintable() else text_of(value)) or ""
        case bool():
            return "是" if value else "否"
        case int() | float():
            return _number(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return ""


def _number(value: float) -> str:
    exact = _DIGITS.create_decimal(repr(value))
    if abs(exact) >= Decimal(10) ** 15:
        return f"{exact:E}"
    return f"{exact:f}".rstrip("0").rstrip(".") if exact != exact.to_integral_value() else f"{int(exact)}"


def _refuse_too_large(height: int, width: int) -> None:
    if height > ROWS_MAX:
        raise _too_many(f"{height:,} 行", f"{height:,} rows", f"{ROWS_MAX:,}")
    if width > COLUMNS_MAX:
        raise _too_many(f"{width:,} 列", f"{width:,} columns", f"{COLUMNS_MAX:,}")


def _too_many(chinese: str, english: str, limit: str) -> UnreadableDocument:
    return too_many_cells(Words(f"表里有 {chinese}，超过上限（{limit}）。", f"The table has {english}, more than the limit ({limit})."))


_TABLE_WANTED: Final = Words(
    "请提交 .xlsx 或 .csv 文件；可以先下载模板，把内容粘贴进去。",
    "Submit an .xlsx or .csv file; or download the template and paste into it.",
)


def _not_csv() -> UnreadableDocument:
    return damaged("CSV")
