"""附件: a table on landscape pages, its head again on each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from luoshi.engines.documents.official import layout
from luoshi.engines.documents.official.layout import Face, millimetres, points
from luoshi.engines.documents.official.lines import Measure, break_lines, set_line
from luoshi.engines.documents.official.pages import Page, Rule
from luoshi.engines.documents.official.setting import GRID, Setting
from luoshi.engines.documents.sheet import Alignment, Cell, Sheet, column_widths, plain, printed

MARGIN: Final = points(1)
"""Clear at each side of a cell."""

_AIR: Final = 2 * layout.TABLE_AIR
_UNDER_TITLE: Final = 6.0
_LINE: Final = 0.18
_SHIFTS: Final = {Alignment.LEFT: 0.0, Alignment.CENTER: 0.5, Alignment.RIGHT: 1.0}


def table_pages(sheets: Sequence[Sheet], running: str = "") -> tuple[Page, ...]:
    """Tables that are no attachments, each under its title; ``running`` stands over each page."""
    setting = Setting(running)
    for sheet in sheets:
        set_table(setting, sheet)
    return tuple(setting.pages)


def set_table(setting: Setting, sheet: Sheet, label: str = "") -> None:
    """The table on pages of its own: 附件1 where it is one, its title, its rows, its notes."""
    setting.turn(landscape=True)
    if label:
        setting.line(set_line(label, GRID), Face.HEADING)
    _title(setting, sheet.title, layout.TABLE_TITLE_SIZE if label else layout.TITLE_SIZE)
    table = _Table(setting, sheet)
    table.head()
    for row in sheet.rows:
        table.row(row)
    _notes(setting, sheet)


def _title(setting: Setting, title: str, size: float) -> None:
    for line in break_lines(plain(title), Measure(size, size, points(layout.HEIGHT))):
        setting.aligned(line, Face.TITLE, size=size, baseline=setting.y + layout.BASELINE * layout.TITLE_PITCH)
        setting.y += layout.TITLE_PITCH
    setting.y += _UNDER_TITLE


def _notes(setting: Setting, sheet: Sheet) -> None:
    setting.y += 3
    measure = Measure(layout.TABLE_SIZE, layout.TABLE_SIZE, points(layout.HEIGHT))
    for note in sheet.notes:
        for line in break_lines(plain(note), measure):
            setting.line(set_line(line, measure), Face.BODY, size=layout.TABLE_SIZE, pitch=layout.TABLE_PITCH)


class _Table:
    """A table while it is set."""

    def __init__(self, setting: Setting, sheet: Sheet) -> None:
        self.setting, self.columns = setting, sheet.columns
        self.widths = column_widths(sheet, points(layout.HEIGHT), layout.TABLE_SIZE, 2 * MARGIN)

    def head(self) -> None:
        """The names of the columns."""
        self._put([each.name for each in self.columns], Face.HEADING, [Alignment.CENTER] * len(self.columns))

    def row(self, cells: Sequence[Cell]) -> None:
        """A row; one that is higher than a page goes on on the next."""
        self._put([printed(each) for each in cells], Face.BODY, [each.alignment for each in self.columns])

    def _put(self, texts: Sequence[str], face: Face, alignments: Sequence[Alignment]) -> None:
        measures = [Measure(layout.TABLE_SIZE, layout.TABLE_SIZE, width - 2 * MARGIN) for width in self.widths]
        broken = [
            [line for part in text.split("\n") for line in break_lines(part, measure)]
            for text, measure in zip(texts, measures, strict=True)
        ]
        most = max(map(len, broken))
        while most:
            held = self._room_for(most, is_head=face is Face.HEADING)
            self._lines([each[:held] for each in broken], held, face, measures, alignments)
            broken, most = [each[held:] for each in broken], most - held

    def _room_for(self, lines: int, *, is_head: bool) -> int:
        """How many of the lines stand on this page; a new one is begun where not all do."""
        height = lines * layout.TABLE_PITCH + _AIR
        if self.setting.need(height) and not is_head:
            self.head()
        return min(lines, max(1, int((self.setting.room - _AIR) / layout.TABLE_PITCH)))

    def _lines(self, cells: list[list[str]], most: int, face: Face, measures: Sequence[Measure], alignments: Sequence[Alignment]) -> None:
        setting, height, x = self.setting, most * layout.TABLE_PITCH + _AIR, 0.0
        for lines, width, measure, alignment in zip(cells, self.widths, measures, alignments, strict=True):
            top = setting.y + (height - len(lines) * layout.TABLE_PITCH) / 2
            for place, line in enumerate(lines):
                shift = _SHIFTS[alignment] * max(0.0, measure.length - measure.width(line))
                baseline = top + (place + layout.BASELINE) * layout.TABLE_PITCH
                setting.put(set_line(line, measure, shift), face, baseline, size=layout.TABLE_SIZE, x=x + MARGIN)
            self._frame(x, width, height)
            x += width
        setting.y += height

    def _frame(self, x: float, width: float, height: float) -> None:
        left, top, _, _ = self.setting.page.area
        x1, y1 = left + millimetres(x), top + millimetres(self.setting.y)
        x2, y2 = x1 + millimetres(width), y1 + millimetres(height)
        self.setting.page.rules += [
            Rule(x1, y1, x2, y1, _LINE), Rule(x1, y2, x2, y2, _LINE), Rule(x1, y1, x1, y2, _LINE), Rule(x2, y1, x2, y2, _LINE),
        ]  # fmt: skip
