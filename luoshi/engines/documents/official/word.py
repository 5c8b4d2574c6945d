"""A document as a Word file. Word breaks lines and pages itself; the file tells it the grid, the faces, and where the parts stand.

Every line has an exact height, which Word, WPS and LibreOffice all set alike; the grid of characters makes 28 fill a line.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from luoshi.engines.documents.archive import reproducible
from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.compose import HEADINGS, LEVEL_FACES, TITLE_CHARACTERS, date_indent, signature_indent
from luoshi.engines.documents.official.layout import RED, Face, points
from luoshi.engines.documents.official.numbering import day
from luoshi.engines.documents.official.parts import BriefHead, LetterHead, Paper
from luoshi.engines.documents.official.setting import GRID
from luoshi.engines.documents.official.titles import title_lines
from luoshi.engines.documents.official.word_parts import Line, Sections, fonts_part, paragraph, record_box, settle
from luoshi.engines.documents.word_table import add_table
from luoshi.engines.documents.wordfile import neutralise

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from luoshi.engines.documents.sheet import Sheet

_BLANK = Line("")


def word_document(paper: Paper) -> bytes:
    """A .docx file; the same parts give the same bytes.

    Raises:
        ValueError: a word of the title is longer than a line.
    """
    document = Document()
    settle(document)
    sections = Sections(document, paper.running)
    for line in (*_head(paper), *_title(paper), *_body(paper), *_end(paper)):
        _add(document, line)
    for number, sheet in enumerate(paper.attachments, start=1):
        _turn(document, sections, landscape=number > 1)
        _add_sheet(document, sheet, paper.attachment_label(number))
    if paper.record is not None:
        if paper.attachments:
            _turn(document, sections, landscape=True)
        document.element.body.insert(len(document.element.body) - 1, record_box(paper.record))
    is_turned = bool(paper.attachments) and paper.record is None
    document.element.body.replace(document.element.body.sectPr, sections.end(landscape=is_turned))
    neutralise(document, "".join(paper.title))
    written = BytesIO()
    document.save(written)
    return reproducible(written.getvalue(), {"word/fontTable.xml": fonts_part()})


def _add(document: WordDocument, line: Line) -> None:
    body = document.element.body
    body.insert(len(body) - 1, paragraph(line))


def _turn(document: WordDocument, sections: Sections, *, landscape: bool) -> None:
    """End a section: what stands before it is on pages of this kind."""
    end = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>')
    end.find(qn("w:pPr")).append(sections.end(landscape=landscape))
    body = document.element.body
    body.insert(len(body) - 1, end)


def _head(paper: Paper) -> list[Line]:
    head = paper.head
    size = layout.mark_size(head.mark)
    below = layout.MARK_BELOW if isinstance(head, LetterHead) else layout.BRIEF_MARK_BELOW
    pitch = layout.MARK_PITCH * size
    notice = [Line(paper.notice, Face.HEADING)] if paper.notice else []
    before = points(below) + layout.INK_TOP * size - layout.BASELINE * pitch - layout.LINE_PITCH * len(notice)
    mark = Line(head.mark, Face.TITLE, size, pitch=pitch, before=before, align="center", colour=RED)
    if isinstance(head, LetterHead):
        return [*notice, mark, *[_BLANK] * layout.LINES_UNDER_MARK, Line(head.number, align="center", ruled=True)]
    return [*notice, mark, Line(head.issue, align="center"), _issued(head)]


def _issued(head: BriefHead) -> Line:
    """Who issues a brief to the left, when to the right, one character clear at each side; under both the red line."""
    stops = (("left", GRID.pitch), ("right", GRID.length - GRID.pitch))
    return Line(f"\t{head.office}\t{head.dated}", stops=stops, ruled=True)


def _title(paper: Paper) -> list[Line]:
    lines = title_lines(paper.title, TITLE_CHARACTERS)
    title = [Line(text, Face.TITLE, layout.TITLE_SIZE, pitch=layout.TITLE_PITCH, align="center") for text in lines]
    return [*[_BLANK] * layout.LINES_OVER_TITLE, *title, *[_BLANK] * layout.LINES_UNDER_TITLE]


def _body(paper: Paper) -> list[Line]:
    addressed = [Line(paper.addressed, align="both")] if paper.addressed else []
    first = layout.INDENT * GRID.pitch
    points_ = [
        Line(number + point.text, LEVEL_FACES[point.level], align="both", first=first, kept=point.level in HEADINGS)
        for number, point in paper.numbered
    ]
    return [*addressed, *points_]


def _end(paper: Paper) -> list[Line]:
    """附件说明, 署名 and 成文日期."""
    lines = []
    for place, title in enumerate(paper.list_of_attachments):
        hanging = (layout.INDENT + 3) * GRID.pitch
        lines += [_BLANK] if place == 0 else []
        lines.append(Line(f"附件：{title}", indent=hanging, first=-3 * GRID.pitch) if place == 0 else Line(title, indent=hanging))
    if paper.dated is not None:
        signature, dated = signature_indent(paper), date_indent(paper)
        lines += [_BLANK, _BLANK, Line(paper.signed_by, indent=signature, kept=True), Line(day(paper.dated), indent=dated)]
    return lines


def _add_sheet(document: WordDocument, sheet: Sheet, label: str) -> None:
    _add(document, Line(label, Face.HEADING))
    _add(document, Line(sheet.title, Face.TITLE, layout.TABLE_TITLE_SIZE, pitch=layout.TITLE_PITCH, align="center", kept=True))
    add_table(document, sheet)
    for note in sheet.notes:
        _add(document, Line(note, size=layout.TABLE_SIZE, pitch=layout.TABLE_PITCH))
