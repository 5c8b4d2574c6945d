"""A paragraph becomes lines: no line begins with a closing mark or ends with an opening one, no number is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from luoshi.engines.documents.official.widths import is_latin, width

OPENING: Final = "（《〈「『【〔“‘([{"
CLOSING: Final = "）》〉」』】〕”’，。、；：？！…—％%)]},.;:?!"
_PIECES: Final = re.compile(rf"(?:\[[\d、—]+\]|[{re.escape(OPENING)}]*(?:[!-~]+|.))[{re.escape(CLOSING)}]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Measure:
    """Type on its line: size, the room that an ideograph takes, and the length of a line, all in points."""

    size: float
    pitch: float
    length: float

    def width(self, text: str) -> float:
        """How long a text is."""
        return width(text, self.size, self.pitch)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind side by side, from ``x`` on, in points; ``width`` ends with the last character, not with its cell."""

    text: str
    x: float
    width: float
    latin: bool


def break_lines(text: str, measure: Measure, indent: float = 0) -> list[str]:
    """The lines of a paragraph, the first of which begins ``indent`` points to the right. What is longer than a line is cut."""
    lines, line, room = [], "", measure.length - indent
    for piece in _pieces(text, measure):
        if line and measure.width(line + piece) > room:
            lines.append(line)
            line, room = "", measure.length
        line += piece
    return [*lines, line]


def _pieces(text: str, measure: Measure) -> Iterator[str]:
    """What is not broken: a number with its marks, the numbers of references between brackets, an ideograph with the marks around it."""
    for piece in _PIECES.findall(text):
        if measure.width(piece) <= measure.length:
            yield piece
        else:
            yield from piece


def set_line(line: str, measure: Measure, indent: float = 0, *, fill: bool = False) -> list[Run]:
    """Where the characters of a line stand. ``fill``: the ideographs move apart until the line is as long as it may be."""
    gaps = sum(not is_latin(each) for each in line[:-1])
    spare = measure.length - indent - measure.width(line) if fill else 0.0
    extra = spare / gaps if gaps else 0.0
    runs, x = [], indent
    for latin, characters in groupby(line, is_latin):
        text = "".join(characters)
        taken = measure.width(text) + (0 if latin else extra * len(text))
        trailing = 0 if latin else measure.pitch + extra - measure.size
        runs.append(Run(text, x, taken - trailing, latin))
        x += taken
    return [run for run in runs if run.text.strip()]


def centred(text: str, measure: Measure) -> float:
    """How far to the right a text begins so that it stands in the middle."""
    return max(0.0, (measure.length - measure.width(text)) / 2)


def paragraph(text: str, measure: Measure, indent: float = 0) -> list[list[Run]]:
    """The runs of a paragraph line by line; every line but the last is filled."""
    lines = break_lines(text, measure, indent)
    last = len(lines) - 1
    return [
        set_line(line, measure, indent if place == 0 else 0, fill=place < last and _is_full(lines, place, measure))
        for place, line in enumerate(lines)
    ]


def _is_full(lines: Sequence[str], place: int, measure: Measure) -> bool:
    """Whether a line is nearly as long as it may be; one that a long number left short is not torn apart."""
    return measure.width(lines[place]) > measure.length - 5 * measure.pitch
