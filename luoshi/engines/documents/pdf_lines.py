"""Pieces of text as a PDF draws them become lines with their indents."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from luoshi.engines.documents.hard_wraps import PrintedLine

_RADICALS = dict(
    zip("⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳", "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟", strict=True)
)
_RADICALS |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_AS_IDEOGRAPHS = str.maketrans(_RADICALS)
"""Many PDF fonts map 民 or 长 to look-alike radicals."""

_QUOTES_ONLY = re.compile(r"[“”‘’ ]*[“”‘’][“”‘’ ]*")
_GAP = re.compile(" +")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters drawn at one go: the left edge and the size of type in points. A line feed in ``text`` ends a line."""

    text: str
    left: float
    size: float


@dataclass(slots=True)
class _Line:
    pieces: list[Piece] = field(default_factory=list)

    @property
    def visible(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.text.strip()]


def printed_lines(pieces: Iterable[Piece]) -> list[PrintedLine]:
    """The lines of one page; the left margin is the leftmost edge of any line."""
    lines = [line for line in _lines(pieces) if line.visible]
    edges = [min(piece.left for piece in line.visible) for line in lines]
    margin = min(edges, default=0.0)
    return [_printed(line, edge - margin) for line, edge in zip(lines, edges, strict=True)]


def _printed(line: _Line, distance: float) -> PrintedLine:
    size = max(piece.size for piece in line.visible)
    return PrintedLine(_with_quotes_in_place(line.pieces), distance / size if size else None)


def _lines(pieces: Iterable[Piece]) -> Iterator[_Line]:
    line = _Line()
    for piece in pieces:
        first, *rest = piece.text.translate(_AS_IDEOGRAPHS).split("\n")
        line.pieces.append(Piece(first, piece.left, piece.size))
        for text in rest:
            yield line
            line = _Line([Piece(text, piece.left, piece.size)])
    yield line


def _with_quotes_in_place(pieces: list[Piece]) -> str:
    """The text of a line, also where its quotation marks were drawn before it.

    A producer whose Chinese font has no “ ” draws all marks of a stretch first, in another font, with gaps between them, and then the
    stretch with gaps for the marks. The marks go into the gaps one after the other.
    """
    text: list[str] = []
    waiting: deque[str] = deque()
    for piece, following_edge in zip(pieces, _following_edges(pieces), strict=True):
        if following_edge < piece.left and _QUOTES_ONLY.fullmatch(piece.text):
            waiting.extend(piece.text.split())
        else:
            text.append(_GAP.sub(lambda gap: waiting.popleft() if waiting else gap[0], piece.text))
    return "".join((*text, *waiting))


def _following_edges(pieces: list[Piece]) -> list[float]:
    """For each piece the left edge of the next visible one."""
    edges: list[float] = []
    edge = float("inf")
    for piece in reversed(pieces):
        edges.append(edge)
        if piece.text.strip():
            edge = piece.left
    return edges[::-1]
