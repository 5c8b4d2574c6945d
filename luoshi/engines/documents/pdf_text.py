"""The text of a PDF, with the paragraphs that the printed page has broken put together again."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from luoshi.engines.documents.hard_wraps import PrintedLine, paragraphs
from luoshi.engines.documents.pdf_lines import Piece, printed_lines
from luoshi.engines.documents.refusals import (
    CHARACTERS_MAX,
    UnreadableDocument,
    damaged,
    encrypted,
    scanned,
    too_intricate,
    too_many_characters,
)
from luoshi.words import Words

PAGES_MAX = 1_000
OPERATIONS_MAX = 1_000_000
"""Drawing operations of the whole file; a page of text has about 1,000."""

_CHARACTERS_A_PAGE_MIN = 20
"""Fewer on the average of all pages: stamps and page numbers over pictures of pages."""

_PYPDF_FAULTS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    RuntimeError,
    OSError,
    ArithmeticError,
    struct.error,
    zlib.error,
)
"""What a broken file makes pypdf raise; its own documentation promises PyPdfError only, its issue list the others."""


def decode(content: bytes) -> str:
    """One line for each paragraph.

    Raises:
        UnreadableDocument: encrypted, a scan without text, damaged, or more pages and drawing than any report has.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings are about the file's producer, not for the office
    try:
        pages = list(_pages(_open(content)))
    except DependencyError as error:  # AES, for which pypdf needs a further library
        raise encrypted("PDF") from error
    except LimitReachedError as error:
        raise _endless() from error
    except _PYPDF_FAULTS as error:
        raise damaged("PDF") from error
    characters = sum(len(line.text.strip()) for page in pages for line in page)
    if characters < _CHARACTERS_A_PAGE_MIN * len(pages):
        raise scanned(len(pages))
    return "\n".join(paragraphs(pages))


def _open(content: bytes) -> PdfReader:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):  # many are only locked against printing, with an empty password
        raise encrypted("PDF")
    if len(reader.pages) > PAGES_MAX:
        raise too_intricate(
            Words(f"这份 PDF 有 {len(reader.pages):,} 页，超过上限 {PAGES_MAX:,} 页。", f"This PDF has more than {PAGES_MAX:,} pages.")
        )
    return reader


def _pages(reader: PdfReader) -> Iterator[list[PrintedLine]]:
    budget = _Budget()
    for page in reader.pages:
        lines = _lines(page, budget)
        budget.spend_characters(sum(len(line.text) for line in lines))
        yield lines


class _Budget:
    """Ends a file that draws without end, however few bytes it has."""

    def __init__(self) -> None:
        self.operations = 0
        self.characters = 0

    def spend_operation(self, *_operation: Any) -> None:
        """Called by pypdf before each drawing operation."""
        self.operations += 1
        self.refuse_if_spent()

    def spend_characters(self, count: int) -> None:
        self.characters += count
        if self.characters > 2 * CHARACTERS_MAX:
            raise too_many_characters(self.characters)

    def refuse_if_spent(self) -> None:
        if self.operations > OPERATIONS_MAX:
            raise _endless()


def _endless() -> UnreadableDocument:
    return too_intricate(
        Words("这份 PDF 的内部指令多得异常，不像文字报告。", "This PDF holds abnormally many instructions: it is no text report.")
    )


def _lines(page: PageObject, budget: _Budget) -> list[PrintedLine]:
    """The lines of a page, from the places where pypdf says its pieces of text stand."""
    pieces: list[Piece] = []

    def visit(text: str, page_matrix: list[float], text_matrix: list[float], _font: Any, size: float) -> None:
        left = text_matrix[4] * page_matrix[0] + text_matrix[5] * page_matrix[2] + page_matrix[4]
        pieces.append(Piece(text, left, abs(size * text_matrix[0] * page_matrix[0])))

    page.extract_text(visitor_operand_before=budget.spend_operation, visitor_text=visit)
    budget.refuse_if_spent()  # inside a form pypdf swallows the refusal
    return printed_lines(pieces)
