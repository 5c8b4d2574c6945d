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
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from luoshi.engines.documents.archive import reproducible
from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.word_parts import Sections, settle
from luoshi.engines.documents.sheet import Sheet, plain
from luoshi.engines.documents.word_table import BODY_FONT, TABLE_SIZE, add_table, add_text

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a Word file's times have no zone
_TITLE_FONT, _TITLE_SIZE = "方正小标宋简体", Pt(layout.TITLE_SIZE)


def word_file(sheets: Sequence[Sheet], running: str = "") -> bytes:
    """A .docx file with one table after the other, each under its title; ``running`` stands over each page.

    Raises:
        ValueError: there is no sheet.
    """
    if not sheets:
        raise ValueError("a Word file needs at least one sheet")
    document = Document()
    _set_up(document, running)
    for number, sheet in enumerate(sheets):
        _add_title(document, sheet.title, new_page=number > 0)
        add_table(document, sheet)
        for note in sheet.notes:
            _add_note(document, note)
    neutralise(document, sheets[0].title)
    written = BytesIO()
    document.save(written)
    return reproducible(written.getvalue(), {})


def _set_up(document: WordDocument, running: str) -> None:
    settle(document)
    document.styles["Normal"].font.size = TABLE_SIZE
    body = document.element.body
    body.replace(body.sectPr, Sections(document, running).end(landscape=True))


def _add_title(document: WordDocument, title: str, *, new_page: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.paragraph_format.space_after = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    add_text(paragraph, title, _TITLE_FONT, _TITLE_SIZE)


def _add_note(document: WordDocument, note: str) -> None:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(3), Pt(0), Pt(layout.TABLE_PITCH)
    add_text(paragraph, note, BODY_FONT, TABLE_SIZE)


def neutralise(document: WordDocument, title: str) -> None:
    """The template's author and date are not ours, and today's would make every copy differ."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = plain(title)
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
