"""Pages as a PDF. One Chinese font, which is embedded, stands for all faces of the standard; it is drawn bolder where they are bold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont

from luoshi.engines.documents.official.layout import Face, millimetres, points
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
    printer = _Printer(pdf, fonts)
    for page in pages:
        pdf.add_page(orientation="landscape" if page.landscape else "portrait")
        for rule in page.rules:
            _rule(pdf, rule)
        for text in page.texts:
            printer.print(text)
    return bytes(pdf.output())


def text_of(pages: Sequence[Page]) -> str:
    """All characters of the pages."""
    return "".join(sorted({character for page in pages for text in page.texts for character in text.text}))


def _rule(pdf: FPDF, rule: Rule) -> None:
    pdf.set_draw_color(*_rgb(rule.colour))
    pdf.set_line_width(rule.width)
    pdf.line(rule.x1, rule.y1, rule.x2, rule.y2)


class _Printer:
    """Puts type on the pages of a PDF, each character from the file that has it."""

    def __init__(self, pdf: FPDF, fonts: Fonts) -> None:
        self.pdf, self.printable = pdf, fonts.printable
        self.places: dict[int, int] = {}
        for place, file in enumerate(fonts.files):
            pdf.add_font(f"{_FAMILY}{place}", fname=file)
            font = pdf.fonts[f"{_FAMILY}{place}"]
            assert isinstance(font, TTFFont), "it was read from a file"
            self.places = {**dict.fromkeys(font.cmap, place), **self.places}

    def print(self, text: Text) -> None:
        """One run of type."""
        printed, height = self.printable(text.text), millimetres(text.size)
        pieces = [(place, "".join(characters)) for place, characters in groupby(printed, lambda each: self.places.get(ord(each), 0))]
        naturals = [self._natural(place, piece, text.size) if text.latin else len(piece) * height for place, piece in pieces]
        stretch = text.width / sum(naturals) if text.latin else 1.0
        apart = 0.0 if text.latin or len(printed) == 1 else (text.width - sum(naturals)) / (len(printed) - 1)
        along = 0.0
        for (place, piece), natural in zip(pieces, naturals, strict=True):
            self.pdf.set_font(f"{_FAMILY}{place}", size=text.size)
            with self._as_it_stands(text):
                self.pdf.set_stretching(100 * stretch)
                self.pdf.set_char_spacing(points(apart))
                self.pdf.text(text.x + along, text.y, piece)
            along += natural * stretch + apart * len(piece)

    def _natural(self, place: int, piece: str, size: float) -> float:
        self.pdf.set_font(f"{_FAMILY}{place}", size=size)
        return self.pdf.get_string_width(piece)

    @contextmanager
    def _as_it_stands(self, text: Text) -> Iterator[None]:
        """Colour, weight and direction of a run; what is set within counts for nothing else."""
        pdf, stroke = self.pdf, _STROKES.get(text.face)
        bold = {"text_mode": TextMode.FILL_STROKE, "line_width": millimetres(text.size) * stroke} if stroke else {}
        with pdf.local_context(**bold):
            pdf.set_text_color(*_rgb(text.colour))
            pdf.set_draw_color(*_rgb(text.colour))
            if text.turned:
                with pdf.rotation(-90, text.x, text.y):
                    yield
            else:
                yield


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue
