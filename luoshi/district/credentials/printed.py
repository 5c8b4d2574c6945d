"""A licence on paper: one sheet of A4 with its number, its holder, a QR code that leads to its page, and the signed document attached.

The same licence in the same state is the same file, byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import segno
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, TextMode, WrapMode, XPos, YPos

from luoshi.district.fonts import LATIN, font_files, printable
from luoshi.words import Words

WIDTH, HEIGHT = 297.0, 210.0
INK: Final = (29, 28, 25)
SOFT: Final = (96, 92, 86)
LINE: Final = (205, 200, 189)
SEAL: Final = (179, 38, 30)
PALE: Final = (243, 240, 234)
LABELS_AT, VALUES_AT, RIGHT = 30.0, 84.0, 267.0
ROWS_FROM, ROWS_TO = 73.0, 151.0
SIZES: Final = (14.0, 12.0, 10.5, 9.0, 7.5, 6.0)
"""Those tried for the rows until all of them fit, in points."""
MILLIMETRES: Final = 25.4 / 72
_LABEL_HEIGHT, _GAP = 7.7, 2.3


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the licence: what it is, and what it says."""

    label: Words
    value: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is printed.

    Attributes:
        government: at the head.
        title: what kind of licence.
        number: with its word.
        rows: what it says, in order.
        notes: at the foot, what makes it valid and how it is checked.
        address: where the QR code leads.
        code: as it is typed.
        across: across the sheet in pale letters, where it is a sample.
        stamp: where it is no longer valid.
        at: when it was signed.
        attachment: the signed document.
    """

    government: Words
    title: Words
    number: str
    rows: tuple[Row, ...]
    notes: tuple[Words, ...]
    address: str
    code: str
    across: str
    stamp: Words | None
    at: datetime
    attachment: bytes


def printed(sheet: Sheet) -> bytes:
    """The sheet as PDF.

    Raises:
        FontMissing: the Chinese font is not installed.
    """
    paper = _Paper(sheet)
    paper.frame()
    paper.head()
    paper.rows()
    paper.foot()
    paper.stamp()
    return bytes(paper.pdf.output())


class _Paper:
    """A sheet while it is drawn."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.pdf = FPDF(orientation="landscape", format="A4")
        self.pdf.set_creation_date(sheet.at.astimezone(UTC))
        self.pdf.set_title(f"{sheet.title.chinese} {sheet.number}")
        self.pdf.set_author(sheet.government.chinese)
        self.pdf.set_lang("zh-CN")
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        self.pdf.add_page()
        self._take_fonts()
        self.pdf.embed_file(
            bytes=sheet.attachment,
            basename="licence.json",
            desc="签名的电子证照 / the signed licence",
            mime_type="application/json",
            creation_date=sheet.at.astimezone(UTC),
            modification_date=sheet.at.astimezone(UTC),
        )

    def _take_fonts(self) -> None:
        files = font_files(_all_text(self.sheet))
        for place, file in enumerate(files):
            self.pdf.add_font(f"{LATIN}{place}", fname=file)
        self.pdf.set_fallback_fonts([f"{LATIN}{place}" for place in range(1, len(files))])

    # --- the parts of a sheet

    def frame(self) -> None:
        """Two lines around it; across it the word that says that it is a sample."""
        pdf = self.pdf
        if self.sheet.across:
            with pdf.rotation(28, WIDTH / 2, HEIGHT / 2):
                self.line(self.sheet.across, 190, y=68, colour=PALE, align=Align.C)
        pdf.set_draw_color(*INK)
        pdf.set_line_width(0.25)
        pdf.rect(9, 9, WIDTH - 18, HEIGHT - 18)
        pdf.set_draw_color(*SEAL)
        pdf.set_line_width(0.9)
        pdf.rect(11, 11, WIDTH - 22, HEIGHT - 22)

    def head(self) -> None:
        """Whose licence, what kind, which number."""
        sheet = self.sheet
        self.line(sheet.government.chinese, 13, y=19, colour=SOFT, align=Align.C, spacing=1.2)
        self.line(sheet.title.chinese, 36, y=27, colour=INK, align=Align.C, spacing=4, is_bold=True)
        self.line(sheet.title.english, 12, y=47, colour=SOFT, align=Align.C)
        self.pdf.set_draw_color(*SEAL)
        self.pdf.set_line_width(0.5)
        self.pdf.line(WIDTH / 2 - 24, 57, WIDTH / 2 + 24, 57)
        self.line(f"证照编号 No.　{sheet.number}", 13, y=61, colour=INK, align=Align.C)

    def rows(self) -> None:
        """What the licence says, as large as all of it fits."""
        size = next((size for size in SIZES if self._heights(size) <= ROWS_TO - ROWS_FROM), SIZES[-1])
        y = ROWS_FROM
        for row in self.sheet.rows:
            height = self._height(row, size)
            self.line(row.label.chinese, 10.5, x=LABELS_AT, y=y, colour=SOFT)
            self.line(row.label.english, 7, x=LABELS_AT, y=y + 4.7, colour=SOFT)
            self._block(row.value, size, y)
            self.pdf.set_draw_color(*LINE)
            self.pdf.set_line_width(0.2)
            self.pdf.line(LABELS_AT, y + height - _GAP / 2, RIGHT, y + height - _GAP / 2)
            y += height

    def foot(self) -> None:
        """What makes it valid, and the way to its page."""
        side = 30.0
        y = ROWS_TO + 4.5
        for note in self.sheet.notes:
            self.line(note.chinese, 9.5, x=LABELS_AT, y=y, colour=INK)
            self.line(note.english, 7, x=LABELS_AT, y=y + 4.6, colour=SOFT)
            y += 10
        self._qr(RIGHT - side, ROWS_TO + 4, side)
        self.line(f"核验码 Code　{self.sheet.code}", 9, x=RIGHT - 90, y=ROWS_TO + 36, colour=INK, width=90, align=Align.R)

    def stamp(self) -> None:
        """That it is no longer valid."""
        if self.sheet.stamp is None:
            return
        pdf = self.pdf
        x, y, width, height = 178.0, 108.0, 82.0, 30.0
        with pdf.rotation(12, x + width / 2, y + height / 2):
            pdf.set_draw_color(*SEAL)
            pdf.set_line_width(1.4)
            pdf.rect(x, y, width, height)
            self.line(self.sheet.stamp.chinese, 46, x=x, y=y + 1, width=width, colour=SEAL, align=Align.C, spacing=4, is_bold=True)
            self.line(self.sheet.stamp.english.upper(), 12, x=x, y=y + 21.5, width=width, colour=SEAL, align=Align.C, spacing=2)

    # --- how something is drawn

    def line(
        self,
        text: str,
        size: float,
        *,
        y: float,
        colour: tuple[int, int, int],
        x: float = 0,
        width: float = WIDTH,
        align: Align = Align.L,
        spacing: float = 0,
        is_bold: bool = False,
    ) -> None:
        """One line of text at a place."""
        self._style(size, colour, spacing=spacing, is_bold=is_bold)
        self.pdf.set_xy(x, y)
        self.pdf.cell(width, size * MILLIMETRES * 1.2, printable(text), align=align, new_x=XPos.LEFT, new_y=YPos.TOP)
        self._style(size, colour)

    def _style(self, size: float, colour: tuple[int, int, int], *, spacing: float = 0, is_bold: bool = False) -> None:
        pdf = self.pdf
        pdf.set_font(f"{LATIN}0", size=size)
        pdf.set_char_spacing(spacing)
        pdf.set_text_color(*colour)
        pdf.set_draw_color(*colour)
        pdf.set_line_width(size / 110 if is_bold else 0.2)
        pdf.text_mode = TextMode.FILL_STROKE if is_bold else TextMode.FILL

    def _block(self, text: str, size: float, y: float) -> None:
        self._style(size, INK)
        self.pdf.set_xy(VALUES_AT, y)
        self.pdf.multi_cell(RIGHT - VALUES_AT, _leading(size), printable(text), align=Align.L, wrapmode=WrapMode.CHAR)

    def _heights(self, size: float) -> float:
        return sum(self._height(row, size) for row in self.sheet.rows)

    def _height(self, row: Row, size: float) -> float:
        self._style(size, INK)
        self.pdf.set_xy(VALUES_AT, ROWS_FROM)
        text, height = printable(row.value), MethodReturnValue.HEIGHT
        found = self.pdf.multi_cell(RIGHT - VALUES_AT, _leading(size), text, wrapmode=WrapMode.CHAR, dry_run=True, output=height)
        assert isinstance(found, float | int), "the height was asked for"
        return max(float(found), _LABEL_HEIGHT) + _GAP

    def _qr(self, x: float, y: float, side: float) -> None:
        """The code as rectangles: sharp at any size."""
        matrix = segno.make(self.sheet.address, error="m", micro=False).matrix
        module = side / len(matrix)
        self.pdf.set_fill_color(*INK)
        for row, modules in enumerate(matrix):
            column = 0
            while column < len(modules):
                run = column
                while run < len(modules) and modules[run]:
                    run += 1
                if run > column:
                    self.pdf.rect(x + column * module, y + row * module, (run - column) * module, module, style="F")
                column = max(run, column + 1)


def _leading(size: float) -> float:
    """From line to line, in millimetres."""
    return size * MILLIMETRES * 1.35


def _all_text(sheet: Sheet) -> str:
    words = [sheet.government, sheet.title, *(row.label for row in sheet.rows), *sheet.notes, *([sheet.stamp] if sheet.stamp else [])]
    said = [text for one in words for text in (one.chinese, one.english)]
    return printable("".join([*said, *(row.value for row in sheet.rows), sheet.number, sheet.code, sheet.across, "证照编号核验码　〓"]))
