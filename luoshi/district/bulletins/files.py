"""The files of a bulletin: Word, PDF, and its tables as a workbook. The same document gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from luoshi.district.printed import MEDIA_TYPES, pdf_of
from luoshi.engines.documents.official.compose import compose
from luoshi.engines.documents.official.word import word_document
from luoshi.engines.documents.workbook import workbook

if TYPE_CHECKING:
    from luoshi.engines.documents.official.parts import Paper

__all__ = ["MEDIA_TYPES", "made"]


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
    return pdf_of(compose(paper), title="".join(paper.title), author=paper.signed_by, on=on)


def _tables(paper: Paper, _on: date) -> bytes:
    return workbook(
        [replace(each, notes=(*each.notes, paper.running)) for each in paper.attachments] if paper.running else paper.attachments
    )
