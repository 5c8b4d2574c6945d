"""A page as it is printed: every run of type and every line in its place, in millimetres from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import BLACK, Face


@dataclass(frozen=True, slots=True)
class Text:
    """A run of type: ``x`` and ``y`` are the beginning of its baseline, ``width`` its length; ``size`` is in points.

    ``turned`` type is turned clockwise about its beginning, as the number of a landscape page is.
    """

    text: str
    x: float
    y: float
    width: float
    face: Face
    size: float
    latin: bool
    colour: str = BLACK
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, ``width`` millimetres thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: str = BLACK


@dataclass(slots=True)
class Page:
    """A page; it is filled while it is set, and then stays as it is."""

    number: int
    landscape: bool = False
    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        return (layout.LONG, layout.SHORT) if self.landscape else (layout.SHORT, layout.LONG)

    @property
    def area(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the type area.

        A landscape page is the same sheet turned by a quarter, so that the head of its table lies at the binding edge of odd pages and at
        the cut edge of even ones, which both are the left one (7.6).
        """
        if self.landscape:
            return layout.BOTTOM, layout.LEFT, layout.HEIGHT, layout.WIDTH
        return layout.LEFT, layout.TOP, layout.WIDTH, layout.HEIGHT


_NUMBER: Final = "— {} —"


def add_number(page: Page) -> None:
    """页码: — 1 —, to the right on odd pages and to the left on even ones; at the same place of the sheet where it is turned."""
    size, text = layout.SMALL_SIZE, _NUMBER.format(page.number)
    width = layout.millimetres(size * (len(str(page.number)) * 0.5 + 2.5))
    clear = layout.millimetres(size * layout.NUMBER_CLEAR)
    x = layout.LEFT + layout.WIDTH - clear - width if page.number % 2 else layout.LEFT + clear
    y = layout.TOP + layout.HEIGHT + layout.NUMBER_BELOW + layout.millimetres(size * layout.DASH)
    place = (layout.LONG - y, x) if page.landscape else (x, y)
    page.texts.append(Text(text, *place, width, Face.NUMBER, size, latin=True, turned=page.landscape))
