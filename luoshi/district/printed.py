"""Documents and tables as files: a workbook, a Word file, a PDF. The same parts give the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.fonts import font_files, printable
from luoshi.engines.documents.official.pdf import Fonts, pdf_document, text_of
from luoshi.engines.documents.official.tables import table_pages
from luoshi.engines.documents.wordfile import word_file
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.engines.documents.official.pages import Page
    from luoshi.engines.documents.sheet import Sheet

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
INVENTED: Final = "演示样本，不是公文"


def pdf_of(pages: Sequence[Page], *, title: str, author: str, on: date) -> bytes:
    """Pages as a PDF, as of a day.

    Raises:
        FontMissing: the Chinese font is not installed.
    """
    text = printable(text_of(pages))
    return pdf_document(pages, Fonts(font_files(text), printable), title=title, author=author, on=on)


def tables(sheets: Sequence[Sheet], ending: str, *, invented: bool, on: date) -> bytes:
    """Tables as a file, as of a day. On paper each page says that they are invented where they are; a workbook says it in its notes.

    Raises:
        FontMissing: a PDF is asked for, and the Chinese font is not installed.
        KeyError: there is no such kind of file.
    """
    running = INVENTED if invented else ""
    makers = {
        "docx": lambda: word_file(sheets, running),
        "pdf": lambda: pdf_of(table_pages(sheets, running), title=sheets[0].title, author="", on=on),
        "xlsx": lambda: workbook(sheets),
    }
    return makers[ending]()
