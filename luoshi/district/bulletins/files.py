"""The files of a bulletin: Word, PDF, and its tables as a workbook. The same document gives the same bytes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from luoshi.district.fonts import font_files, printable
from luoshi.engines.documents.official.compose import compose
from luoshi.engines.documents.official.pdf import Fonts, pdf_document, text_of
from luoshi.engines.documents.official.word import word_document
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from luoshi.engines.documents.official.parts import Paper

MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def made(paper: Paper, ending: str, *, on: date) -> bytes:
    """A file of the document, as of the day on which it is issued.

    Raises:
        FontMissing: a PDF is asked for, and the Chinese font is not installed.
        KeyError: there is no such kind of file.
    """
    return {"docx": _word, "pdf": _pdf, "xlsx": _tables}[ending](paper, on)


def _word(paper: Paper, _on: date) -> bytes:
    return word_document(paper)


def _pdf(paper: Paper, on: date) -> bytes:
    pages = compose(paper)
    text = printable(text_of(pages))
    return pdf_document(pages, Fonts(font_files(text), printable), title="".join(paper.title), author=paper.signed_by, on=on)


def _tables(paper: Paper, _on: date) -> bytes:
    return workbook(paper.attachments)
