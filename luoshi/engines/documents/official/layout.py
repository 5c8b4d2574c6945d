"""Every figure of the layout of official documents, with its source; nothing else in this folder knows one.

Source: GB/T 9704-2012 党政机关公文格式, by its clauses. What the standard leaves open is marked *open* and is ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

POINTS: Final = 72 / 25.4
"""In a millimetre."""

TWIPS: Final = 20
"""In a point; Word measures in them."""

# --- 5.1, 5.2.1: paper and margins, in millimetres
SHORT, LONG = 210.0, 297.0
TOP, LEFT = 37.0, 28.0
WIDTH, HEIGHT = 156.0, 225.0
RIGHT, BOTTOM = SHORT - LEFT - WIDTH, LONG - TOP - HEIGHT

# --- 5.2.2, 5.2.3: the type area is filled by 22 lines of 28 characters
LINES: Final = 22
CHARACTERS: Final = 28
SIZE: Final = 16.0
"""3号. 28 of them would be 158.0 mm wide, so they stand closer than they are wide."""
CHARACTER_PITCH: Final = WIDTH * POINTS / CHARACTERS
"""15.793 points."""
LINE_PITCH: Final = HEIGHT * POINTS / LINES
"""28.99 points. The usual 30 would make 232.8 mm."""

# --- 7.2: head
MARK_BELOW: Final = 35.0
"""7.2.4: from the upper edge of the type area to that of the mark, in millimetres."""
MARK_SIZE_MAX: Final = 62.0
"""*Open* (醒目、美观、庄重): so large at most, smaller where the name is long. In points."""
MARK_PITCH: Final = 1.25
"""*Open*: the height of its line, in parts of its size."""
LINES_UNDER_MARK: Final = 2
"""7.2.5: 下空二行."""
SEPARATOR_BELOW: Final = 4.0
"""7.2.7: from the document number to the red line, in millimetres."""
BRIEF_MARK_BELOW: Final = 14.0
"""*Open*: a brief is no official document of the standard; its masthead stands higher."""

# --- 7.3: main part
TITLE_SIZE: Final = 22.0
"""7.3.1: 2号."""
TITLE_PITCH: Final = 33.0
"""*Open*: one and a half times the type."""
LINES_OVER_TITLE: Final = 2
LINES_UNDER_TITLE: Final = 1
INDENT: Final = 2
"""7.3.3: characters clear at the beginning of a paragraph; also 7.3.4, of the list of attachments."""
DATE_CLEAR: Final = 4
"""7.3.5.1: characters clear to the right of the date."""

# --- 7.4: record at the end
THICK, THIN = 0.35, 0.25
"""7.4.1: its first and last line, and those between, in millimetres; the red line is as thick as the first (*open*)."""
SMALL_SIZE: Final = 14.0
"""4号: record and page numbers."""
RECORD_CLEAR: Final = 1
"""7.4.2, 7.4.3: characters clear at each side."""
RECORD_PITCH: Final = 24.0
"""*Open*."""

# --- 7.5: page number
NUMBER_BELOW: Final = 7.0
"""From the lower edge of the type area to the upper edge of the dashes, in millimetres."""
NUMBER_PITCH: Final = 18.0
"""*Open*: the height of its line."""
NUMBER_CLEAR: Final = 1
"""Characters clear to the outer edge: right on odd pages, left on even ones."""

# --- tables (7.6; sizes *open*)
TABLE_SIZE: Final = 10.5
TABLE_PITCH: Final = 15.0
TABLE_AIR: Final = 2.0
"""Above and below what stands in a cell."""
TABLE_TITLE_SIZE: Final = 18.0
RUNNING_ABOVE: Final = 8.0
"""*Open*: how far above the type area it is said on each page that everything is invented, in millimetres."""

# --- how type sits on its line
BASELINE: Final = 0.8
"""Of a line of exact height so much lies above the baseline, in Word and in LibreOffice."""
INK_TOP, INK_BOTTOM = 0.84, 0.08
"""How far ideographs reach above and below the baseline, in parts of their size."""
DASH: Final = 0.31
"""How far the dash of a page number lies above the baseline, likewise."""

RED, BLACK = "C00000", "000000"
"""7.2.4, 7.2.7 say red and no more; 5.2.4: everything else is black."""


class Face(StrEnum):
    """The kinds of type that are told apart."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    SUBHEADING = "subheading"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Font:
    """The name that a Word file asks for, and which to take where it is not installed, the best first."""

    name: str
    instead: tuple[str, ...]


FONTS: Final = {
    Face.TITLE: Font("方正小标宋简体", ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体")),
    Face.BODY: Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong")),
    Face.HEADING: Font("黑体", ("SimHei", "思源黑体", "Noto Sans CJK SC")),
    Face.SUBHEADING: Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti")),
    Face.NUMBER: Font("宋体", ("SimSun", "华文宋体", "STSong")),
}
LATIN: Final = "Times New Roman"
"""*Open*: for digits and letters, as most offices have it."""


def points(millimetres: float) -> float:
    """A length in points."""
    return millimetres * POINTS


def millimetres(points_: float) -> float:
    """A length in millimetres."""
    return points_ / POINTS


def twips(points_: float) -> int:
    """A length as Word writes it, rounded."""
    return round(points_ * TWIPS)


def mark_size(mark: str) -> float:
    """How large a mark is set so that it stands on one line of the type area, in points."""
    return min(MARK_SIZE_MAX, float(int(points(WIDTH) / max(1, len(mark)))))


def mark_height(size: float) -> float:
    """From the upper edge of a mark to the end of its line, in points."""
    return (MARK_PITCH * (1 - BASELINE) + INK_TOP) * size
