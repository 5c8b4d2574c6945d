"""A document is set into pages, part by part in the order of the standard."""

from __future__ import annotations

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import RED, Face, points
from luoshi.engines.documents.official.lines import Measure, break_lines, set_line
from luoshi.engines.documents.official.numbering import day
from luoshi.engines.documents.official.pages import Page
from luoshi.engines.documents.official.parts import LetterHead, Paper
from luoshi.engines.documents.official.records import set_record
from luoshi.engines.documents.official.setting import GRID, Setting
from luoshi.engines.documents.official.tables import set_table
from luoshi.engines.documents.official.titles import title_lines

LEVEL_FACES = (Face.BODY, Face.HEADING, Face.SUBHEADING, Face.BODY, Face.BODY)
HEADINGS = (1, 2)
"""The levels that do not stand alone at the foot of a page."""

TITLE_CHARACTERS = int(points(layout.WIDTH) / layout.TITLE_SIZE)
"""As many a line of the title holds."""


def compose(paper: Paper) -> tuple[Page, ...]:
    """The pages of a document.

    Raises:
        ValueError: a word of the title is longer than a line.
    """
    setting = Setting(paper.running)
    setting.turn()
    _head(setting, paper)
    _title(setting, paper)
    if paper.addressed:
        setting.paragraph(paper.addressed)
    for number, point in paper.numbered:
        if point.level in HEADINGS:
            setting.need(2 * layout.LINE_PITCH)
        setting.paragraph(number + point.text, LEVEL_FACES[point.level], layout.INDENT)
    _list_of_attachments(setting, paper)
    _signature(setting, paper)
    for place, sheet in enumerate(paper.attachments, start=1):
        set_table(setting, sheet, paper.attachment_label(place))
    if paper.record is not None:
        set_record(setting, paper.record)
    return tuple(setting.pages)


def _head(setting: Setting, paper: Paper) -> None:
    if paper.notice:
        setting.put(set_line(paper.notice, GRID), Face.HEADING, layout.BASELINE * layout.LINE_PITCH, size=layout.SIZE)
    head = paper.head
    below = layout.MARK_BELOW if isinstance(head, LetterHead) else layout.BRIEF_MARK_BELOW
    size = layout.mark_size(head.mark)
    baseline = points(below) + layout.INK_TOP * size
    setting.aligned(head.mark, Face.TITLE, size=size, baseline=baseline, colour=RED)
    setting.y = points(below) + layout.mark_height(size)
    setting.skip(layout.LINES_UNDER_MARK if isinstance(head, LetterHead) else 0)
    on_line = setting.y + layout.BASELINE * layout.LINE_PITCH
    if isinstance(head, LetterHead):
        setting.aligned(head.number, Face.BODY, size=layout.SIZE, baseline=on_line)
    else:
        setting.aligned(head.issue, Face.BODY, size=layout.SIZE, baseline=on_line)
        setting.skip(1)
        on_line += layout.LINE_PITCH
        setting.put(set_line(head.office, GRID, GRID.pitch), Face.BODY, on_line, size=layout.SIZE)
        right = GRID.length - GRID.width(head.dated) - GRID.pitch
        setting.put(set_line(head.dated, GRID, right), Face.BODY, on_line, size=layout.SIZE)
    separator = on_line + layout.INK_BOTTOM * layout.SIZE + points(layout.SEPARATOR_BELOW)
    setting.across(separator, layout.THICK, RED)
    setting.y = separator


def _title(setting: Setting, paper: Paper) -> None:
    setting.skip(layout.LINES_OVER_TITLE)
    for text in title_lines(paper.title, TITLE_CHARACTERS):
        setting.aligned(text, Face.TITLE, size=layout.TITLE_SIZE, baseline=setting.y + layout.BASELINE * layout.TITLE_PITCH)
        setting.y += layout.TITLE_PITCH
    setting.skip(layout.LINES_UNDER_TITLE)


def _list_of_attachments(setting: Setting, paper: Paper) -> None:
    """附件说明, each title under the one before it."""
    if not paper.attachments:
        return
    setting.skip(1)
    begin = "附件："
    left = layout.INDENT + len(begin)
    rest = Measure(GRID.size, GRID.pitch, GRID.length - left * GRID.pitch)
    for place, title in enumerate(paper.list_of_attachments):
        for number, line in enumerate(break_lines(title, rest)):
            runs = set_line(line, GRID, left * GRID.pitch)
            is_first = place == number == 0
            setting.line([*set_line(begin, GRID, layout.INDENT * GRID.pitch), *runs] if is_first else runs, Face.BODY)


def _signature(setting: Setting, paper: Paper) -> None:
    """署名 in the middle over 成文日期, which has four characters clear to its right; neither begins a page alone."""
    if paper.dated is None:
        return
    setting.need(4 * layout.LINE_PITCH)
    setting.skip(2)
    for text, indent in ((paper.signed_by, signature_indent(paper)), (day(paper.dated), date_indent(paper))):
        setting.line(set_line(text, GRID, indent), Face.BODY)


def date_indent(paper: Paper) -> float:
    """How far to the right the date begins, in points."""
    assert paper.dated is not None, "asked where there is a date"
    return GRID.length - layout.DATE_CLEAR * GRID.pitch - GRID.width(day(paper.dated))


def signature_indent(paper: Paper) -> float:
    """How far to the right the issuer begins so that it stands in the middle over the date, within the type area; in points."""
    assert paper.dated is not None, "asked where there is a date"
    wide = GRID.width(paper.signed_by)
    return max(0.0, min(GRID.length - wide, date_indent(paper) + (GRID.width(day(paper.dated)) - wide) / 2))
