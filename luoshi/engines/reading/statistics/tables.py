"""Tables inside a text: rows whose cells are parted by tabs or strokes, under a head that names what the columns hold."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from luoshi.engines.reading.model import Span
from luoshi.engines.reading.normalise import NormalisedText
from luoshi.engines.reading.numerals import ARABIC, arabic
from luoshi.engines.reading.statistics.model import Observation, Spell, Variation
from luoshi.engines.reading.statistics.names import tidy

_PARTING = re.compile(r"[ \t\u3000]*[|\t│｜][ \t\u3000]*")
_NUMBER = re.compile(rf"^(?P<sign>[-－−]?)(?P<number>{ARABIC})(?P<percent>[%％])?$")
_UNIT = re.compile(r"[（(](?P<unit>[^（）()\d]{1,10})[）)]")
_GROWTH = re.compile(r"增长|增速|增幅|涨幅|升降|±|同比|比上年")
_VALUE = re.compile(r"绝对|总量|数值|完成|实绩|累计|本年|全年|产量|金额|总额|指标值|^[（(]")
_NAME = re.compile(r"指标|名称|项目|产品|行业|类别")
_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_ROWS_MIN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One line: where it stands in the normalised text, its words and its cells."""

    span: Span
    words: str
    cells: tuple[str, ...]

    @property
    def is_head(self) -> bool:
        """Whether no cell is a number."""
        return not any(_NUMBER.match(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what; counted from 0."""

    value: int | None
    growth: int | None
    unit: int | None
    value_unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """Lines that belong together, the head first."""

    span: Span
    columns: Columns
    rows: tuple[Row, ...]

    def observations(self, spell: Spell) -> Iterator[Observation]:
        """One observation for each row that has a number; ``spell`` is the document's."""
        for row in self.rows:
            value, growth = _number(row, self.columns.value), _number(row, self.columns.growth)
            own = _UNIT.search(row.cells[0])
            unit = own["unit"] if own else _cell(row, self.columns.unit) or self.columns.value_unit
            name = tidy(_UNIT.sub("", row.cells[0]))
            if name and (growth is not None or (value is not None and unit)):
                changes = () if growth is None else (Variation(row.span, growth, "%"),)
                yield Observation(
                    row.span, row.words, name, spell, value if unit else None, None, unit if value is not None else None, changes=changes
                )


def tables(source: str, normalised: NormalisedText) -> list[Table]:
    """The tables of a text as it was put in; their places are those of the normalised text."""
    found = []
    for is_row, lines in groupby(_rows(source, normalised), key=lambda row: len(row.cells) > 1):
        rows = list(lines)
        if is_row and (table := _table(rows)):
            found.append(table)
    return found


def _rows(source: str, normalised: NormalisedText) -> Iterator[Row]:
    start = 0
    for line in source.split("\n"):
        cells = tuple(cell.strip() for cell in _PARTING.split(line.strip().strip("|│｜").strip(" ")))
        span = Span(bisect_left(normalised.origins, start), bisect_left(normalised.origins, start + len(line)))
        if span.end > span.start:
            yield Row(span, normalised.text[span.start : span.end], cells)
        start += len(line) + 1


def _table(rows: Sequence[Row]) -> Table | None:
    heads = [row for row in rows if row.is_head]
    body = [row for row in rows if not row.is_head]
    if len(body) < _ROWS_MIN or not heads:
        return None
    columns = _columns(heads[0], len(body[0].cells))
    if columns is None:
        return None
    return Table(Span(rows[0].span.start, rows[-1].span.end), columns, tuple(body))


def _columns(head: Row, width: int) -> Columns | None:
    """What the head says of the columns; a head without the first cell is moved to the right."""
    cells = ("",) * (width - len(head.cells)) + head.cells
    growth = next((at for at, cell in enumerate(cells) if at and _GROWTH.search(cell)), None)
    unit = next((at for at, cell in enumerate(cells) if _UNIT_HEAD.match(cell)), None)
    rest = [at for at, cell in enumerate(cells) if at not in {0, growth, unit}]
    value = next((at for at in rest if _VALUE.search(cells[at])), rest[0] if len(rest) == 1 else None)
    if growth is None and value is None:
        return None
    named = _UNIT.search(cells[value]) if value is not None else None
    return Columns(value, growth, unit, named["unit"] if named else "")


def _number(row: Row, column: int | None) -> Decimal | None:
    match = _NUMBER.match(_cell(row, column).replace(" ", ""))
    if match is None:
        return None
    return -arabic(match["number"]) if match["sign"] else arabic(match["number"])


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""
