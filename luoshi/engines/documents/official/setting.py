"""Lines are set one under the other, and go on on the next page where a page is full."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import BLACK, Face, millimetres, points
from luoshi.engines.documents.official.lines import Measure, Run, centred, paragraph, set_line
from luoshi.engines.documents.official.pages import Page, Rule, Text, add_number

GRID: Final = Measure(layout.SIZE, layout.CHARACTER_PITCH, points(layout.WIDTH))
"""The text of a document: 28 characters a line."""

RUNNING: Final = Measure(layout.TABLE_SIZE, layout.TABLE_SIZE, points(layout.WIDTH))

_NEARLY: Final = 0.05
"""So many points too much still fit: what rounding makes."""


class Setting:
    """Pages while they are set; ``y`` is how far down the type area of the last one is filled, in points.

    ``running`` stands over each page, above its type area: that everything on it is invented.
    """

    def __init__(self, running: str = "") -> None:
        self.running = running
        self.pages: list[Page] = []
        self.y = 0.0

    @property
    def page(self) -> Page:
        """The one that is set."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """How much of the type area is left, in points."""
        return points(self.page.area[3]) - self.y

    def turn(self, *, landscape: bool = False) -> None:
        """Begin a page."""
        self.pages.append(Page(len(self.pages) + 1, landscape))
        self.y = 0.0
        add_number(self.page)
        if self.running:
            self.put(set_line(self.running, RUNNING), Face.BODY, -points(layout.RUNNING_ABOVE), size=layout.TABLE_SIZE)

    def need(self, height: float) -> bool:
        """Begin a page of the same kind unless so much room is left; whether it did."""
        if height <= self.room + _NEARLY:
            return False
        self.turn(landscape=self.page.landscape)
        return True

    def skip(self, lines: int) -> None:
        """Leave lines of the grid empty."""
        self.y += lines * layout.LINE_PITCH

    def paragraph(self, text: str, face: Face = Face.BODY, indent: int = 0) -> None:
        """A paragraph on the grid; the first line begins so many characters to the right."""
        for runs in paragraph(text, GRID, indent * GRID.pitch):
            self.line(runs, face)

    def line(
        self, runs: Sequence[Run], face: Face, *, size: float = layout.SIZE, pitch: float = layout.LINE_PITCH, colour: str = BLACK
    ) -> None:
        """One line of type."""
        self.need(pitch)
        self.put(runs, face, self.y + layout.BASELINE * pitch, size=size, colour=colour)
        self.y += pitch

    def put(self, runs: Sequence[Run], face: Face, baseline: float, *, size: float, colour: str = BLACK, x: float = 0) -> None:
        """Type with its baseline so far below the upper edge of the type area, from ``x`` on; both in points."""
        left, top, _, _ = self.page.area
        self.page.texts += [
            Text(
                run.text, left + millimetres(x + run.x), top + millimetres(baseline), millimetres(run.width), face, size, run.latin, colour
            )
            for run in runs
        ]

    def aligned(self, text: str, face: Face, *, size: float, baseline: float, colour: str = BLACK) -> None:
        """One line of type in the middle, its baseline so many points below the upper edge of the type area."""
        measure = Measure(size, GRID.pitch if size == GRID.size else size, points(self.page.area[2]))
        self.put(set_line(text, measure, centred(text, measure)), face, baseline, size=size, colour=colour)

    def across(self, y: float, width: float, colour: str = BLACK) -> None:
        """A line through the whole type area; ``y`` in points, ``width`` in millimetres."""
        left, top, length, _ = self.page.area
        at = top + millimetres(y)
        self.page.rules.append(Rule(left, at, left + length, at, width, colour))
