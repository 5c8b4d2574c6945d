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
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from luoshi.engines.documents.archive import reproducible
from luoshi.engines.documents.sheet import Sheet, plain
from luoshi.engines.documents.word_table import BODY_FONT, DIGITS_FONT, TABLE_SIZE, add_table, add_text, style

_EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - a Word file's times have no zone
_LONG, _SHORT = Mm(297), Mm(210)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(28), Mm(26), Mm(35), Mm(37)
_TITLE_FONT, _NUMBER_FONT = "方正小标宋简体", "宋体"
_TITLE_SIZE, _PAGE_NUMBER_SIZE = Pt(22), Pt(14)


def word_file(sheets: Sequence[Sheet]) -> bytes:
    """A .docx file with one table after the other, each under its title.

    Raises:
        ValueError: there is no sheet.
    """
    if not sheets:
        raise ValueError("a Word file needs at least one sheet")
    document = Document()
    _set_up(document)
    for number, sheet in enumerate(sheets):
        _add_title(document, sheet.title, new_page=number > 0)
        add_table(document, sheet)
        for note in sheet.notes:
            add_text(document.add_paragraph(), note, BODY_FONT, TABLE_SIZE)
    neutralise(document, sheets[0].title)
    written = BytesIO()
    document.save(written)
    return reproducible(written.getvalue(), {})


def _set_up(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = DIGITS_FONT, TABLE_SIZE
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FONT)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = _LONG, _SHORT
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = _TOP, _BOTTOM, _LEFT, _RIGHT
    section.footer_distance = Mm(15)
    _add_page_number(section)


def _add_page_number(section: Section) -> None:
    """— 1 —, in Song type of size 4."""
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_text(paragraph, "— ", _NUMBER_FONT, _PAGE_NUMBER_SIZE)
    field = style(paragraph.add_run(), _NUMBER_FONT, _PAGE_NUMBER_SIZE)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        field._r.append(element)  # noqa: SLF001 - python-docx has no fields of its own
    add_text(paragraph, " —", _NUMBER_FONT, _PAGE_NUMBER_SIZE)


def _add_title(document: WordDocument, title: str, *, new_page: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.page_break_before = new_page
    paragraph.paragraph_format.space_after = Pt(12)
    paragraph.paragraph_format.keep_with_next = True
    add_text(paragraph, title, _TITLE_FONT, _TITLE_SIZE)


def neutralise(document: WordDocument, title: str) -> None:
    """The template's author and date are not ours, and today's would make every copy differ."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = plain(title)
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
