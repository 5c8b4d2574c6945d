"""Pages as a PDF. One Chinese font, which is embedded, stands for all faces of the standard; it is drawn bolder where they are bold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fpdf import FPDF
from fpdf.enums import TextMode, XPos, YPos

from luoshi.engines.documents.official.layout import BASELINE, Face, millimetres
from luoshi.engines.documents.official.pages import Page, Rule, Text

if TYPE_CHECKING:
    from datetime import date

_FAMILY: Final = "chinese"
_STROKES: Final = {Face.TITLE: 1 / 45, Face.HEADING: 1 / 40}
"""How thick the outline of a bold face is drawn, in parts of its size."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """TrueType files that hold all characters between them, the Latin one first, and what replaces a character that none of them has."""

    files: Sequence[Path]
    printable: Callable[[str], str]


def pdf_document(pages: Sequence[Page], fonts: Fonts, *, title: str, author: str, on: date) -> bytes:
    """The pages as a PDF that says it was made on a day; the same pages give the same bytes."""
    pdf = FPDF(format="A4", unit="mm")
    pdf.set_creation_date(datetime.combine(on, time(), UTC))
    pdf.set_title(title)
    pdf.set_author(author)
    pdf.set_lang("zh-CN")
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    for place, file in enumerate(fonts.files):
        pdf.add_font(f"{_FAMILY}{place}", fname=file)
    pdf.set_fallback_fonts([f"{_FAMILY}{place}" for place in range(1, len(fonts.files))])
    for page in pages:
        pdf.add_page(orientation="landscape" if page.landscape else "portrait")
        for rule in page.rules:
            _rule(pdf, rule)
        for text in page.texts:
            _text(pdf, text, fonts.printable(text.text))
    return bytes(pdf.output())


def text_of(pages: Sequence[Page]) -> str:
    """All characters of the pages."""
    return "".join(sorted({character for page in pages for text in page.texts for character in text.text}))


def _rule(pdf: FPDF, rule: Rule) -> None:
    pdf.set_draw_color(*_rgb(rule.colour))
    pdf.set_line_width(rule.width)
    pdf.line(rule.x1, rule.y1, rule.x2, rule.y2)


def _text(pdf: FPDF, text: Text, printed: str) -> None:
    if text.turned:
        with pdf.rotation(-90, text.x, text.y):
            _straight(pdf, text, printed)
    else:
        _straight(pdf, text, printed)


def _straight(pdf: FPDF, text: Text, printed: str) -> None:
    height = millimetres(text.size)
    pdf.set_font(f"{_FAMILY}0", size=text.size)
    pdf.set_text_color(*_rgb(text.colour))
    stroke = _STROKES.get(text.face)
    pdf.text_mode = TextMode.FILL_STROKE if stroke else TextMode.FILL
    if stroke:
        pdf.set_draw_color(*_rgb(text.colour))
        pdf.set_line_width(height * stroke)
    natural = pdf.get_string_width(printed)
    if text.latin:
        pdf.set_stretching(100 * text.width / natural)
    else:
        pdf.set_char_spacing((text.width - len(printed) * height) / max(1, len(printed) - 1) / millimetres(1))
    pdf.set_xy(text.x, text.y - BASELINE * height)
    pdf.cell(text.width, height, printed, new_x=XPos.LEFT, new_y=YPos.TOP)
    pdf.set_stretching(100)
    pdf.set_char_spacing(0)


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
