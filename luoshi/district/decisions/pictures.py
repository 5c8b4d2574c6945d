"""The requirement graph as SVG, drawn by the server: it needs no script, prints, and takes the colours of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.engines.decisions.drawing import Shape, draw

if TYPE_CHECKING:
    from luoshi.engines.decisions import Model
    from luoshi.engines.decisions.drawing import Line

LETTER: Final = 14.0
"""The height of a letter; a Chinese one is as wide, a Latin one half of it."""
LINE: Final = 18.0
MARGIN: Final = 8.0
LINES_MAX: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A line of a shape's name, centred at ``x``, on the baseline ``y``."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A shape with the lines of its name; ``outline`` is the path of the kinds that are no plain rectangle."""

    shape: Shape
    words: tuple[Word, ...]
    radius: float
    outline: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to be drawn."""

    figures: tuple[Figure, ...]
    lines: tuple[Line, ...]
    box: str
    width: int
    height: int


def picture(model: Model, label: Callable[[str], str]) -> Picture | None:
    """The picture of a model; none where there is nothing to join."""
    drawing = draw(model)
    if len(drawing.shapes) < 2:
        return None
    left, top = drawing.left - MARGIN, drawing.top - MARGIN
    width, height = drawing.width + 2 * MARGIN, drawing.height + 2 * MARGIN
    figures = tuple(_figure(each, label(each.name)) for each in drawing.shapes)
    return Picture(figures, drawing.lines, f"{left:g} {top:g} {width:g} {height:g}", round(width), round(height))


def _figure(shape: Shape, name: str) -> Figure:
    lines = list(_wrapped(name, shape.width - 2 * MARGIN))[:LINES_MAX]
    x, y = shape.middle
    first = shape.y + LINE + MARGIN if shape.kind == "service" else y - (len(lines) - 1) * LINE / 2 + LETTER * 0.36
    words = tuple(Word(text, x, first + number * LINE) for number, text in enumerate(lines))
    radius = {"input": shape.height / 2, "service": 16.0}.get(shape.kind, 0.0)
    outline = _OUTLINES.get(shape.kind)
    return Figure(shape, words, radius, outline(shape) if outline else "")


def _wrapped(text: str, width: float) -> Iterator[str]:
    """Lines that fit; a line breaks between any two Chinese characters."""
    line, used = "", 0.0
    for letter in text:
        wide = LETTER if ord(letter) > 0x2E80 else LETTER * 0.56
        if used + wide > width and line:
            yield line.strip()
            line, used = "", 0.0
        line, used = line + letter, used + wide
    yield line.strip()


def _cut_corners(shape: Shape) -> str:
    """A business knowledge model: two corners cut."""
    x, y, right, bottom, cut = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height, 12.0
    return f"M{x + cut:g} {y:g}H{right:g}V{bottom - cut:g}L{right - cut:g} {bottom:g}H{x:g}V{y + cut:g}Z"


def _waved(shape: Shape) -> str:
    """A knowledge source: a sheet with a waved lower edge."""
    x, y, right, low = shape.x, shape.y, shape.x + shape.width, shape.y + shape.height - 10
    third = shape.width / 3
    return f"M{x:g} {y:g}H{right:g}V{low:g}C{right - third:g} {low - 14:g} {x + third:g} {low + 20:g} {x:g} {low:g}Z"


_OUTLINES: Final[dict[str, Callable[[Shape], str]]] = {"knowledge_model": _cut_corners, "knowledge_source": _waved}
