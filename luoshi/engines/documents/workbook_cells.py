"""One cell of a workbook that came back: its value, and why it may not be what a person meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from luoshi.engines.documents.refusals import EXCEL, damaged
from luoshi.engines.documents.sheet import Cell
from luoshi.engines.documents.workbook_parts import Book, index, inner_text
from luoshi.engines.documents.workbook_values import NumberFormat, number, shown_day, shown_number, text_of
from luoshi.engines.documents.xml_parts import attribute, child, local
from luoshi.words import Words

FORMULA = Words(
    "单元格是公式，只读到上次计算的结果，无法确认是否正确；请改为数值或文字。",
    "The cell holds a formula; its last result cannot be verified. Replace it by the value.",
)
MERGED = Words(
    "单元格已被合并，内容只算在左上角；请取消合并后逐格填写。",
    "The cell is merged into another. Unmerge the cells and fill in each of them.",
)
UNREADABLE = Words(
    "单元格内容无法识别（如超出范围的日期）；请重新填写。", "The cell cannot be read (a date out of range, for example). Fill it in again."
)
_ERROR = re.compile(r"#[A-Z0-9/_ ]{1,24}[!?]?")


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What stands in a cell, and a problem if that may not be what a person meant: a formula, an error, a merged-away cell."""

    value: Cell = None
    problem: Words | None = None


EMPTY = ReadCell()


def read_cell(cell: Element, book: Book) -> ReadCell:
    """What the XML of a cell says.

    Raises:
        UnreadableDocument: it refers to a shared text that is not there.
    """
    read = _stored(cell, book)
    if child(cell, "f") is None:
        return read
    return ReadCell(read.value, read.problem or FORMULA)


def error_value(code: str) -> Words:
    """The problem of a cell that shows an error such as #REF!."""
    shown = code if _ERROR.fullmatch(code) else "#?"
    return Words(f"单元格显示错误值 {shown}；请重新填写。", f"The cell shows the error {shown}. Fill it in again.")


def _stored(cell: Element, book: Book) -> ReadCell:
    kind = attribute(cell, "t") or "n"
    stored = child(cell, "v")
    written = "" if stored is None else stored.text or ""
    if kind == "e":
        return ReadCell(problem=error_value(written))
    if kind == "inlineStr":
        return ReadCell(text_of("".join(inner_text(each) for each in cell if local(each) == "is")))
    if kind == "str":
        return ReadCell(text_of(written))
    if not written.strip():
        return EMPTY
    value = _value(kind, written.strip(), cell, book)
    return ReadCell(value, UNREADABLE if value is None and kind != "s" else None)


def _value(kind: str, written: str, cell: Element, book: Book) -> Cell:
    match kind:
        case "s":
            return _shared(written, book)
        case "b":
            return "是" if written in {"1", "true"} else "否"
        case "d":
            return shown_day(written, _format(cell, book))
    value = number(written)
    return None if value is None else shown_number(value, _format(cell, book), from_1904=book.from_1904)


def _shared(written: str, book: Book) -> str | None:
    place = index(written)
    if place is None or place >= len(book.texts):
        raise damaged(EXCEL)
    return book.texts[place]


def _format(cell: Element, book: Book) -> NumberFormat:
    place = index(attribute(cell, "s"))
    return book.formats[place] if place is not None and place < len(book.formats) else NumberFormat()
