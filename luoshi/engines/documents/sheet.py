"""A table as a value: what is to be shown, before it is a workbook or a Word file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import cbrt, ceil
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that a workbook computes by itself: the formula, without its equals sign, and what comes out."""

    formula: str
    number: Decimal

    def __str__(self) -> str:
        return str(self.number)


Cell = str | int | Decimal | date | Computed | None
"""Text, a number to calculate with, a day, a number that is computed, or nothing."""

_WIDTH_MIN = 6.0
_WIDTH_MAX = 24.0
_WIDTH_EMPTY = 12.0
"""What somebody still has to fill in needs room."""
_WIDTH_MAX_WIDEST = 44.0
_WORD = 4
"""Half-widths of a heading that stays on one line; a longer one may break into two."""
_PROSE_MIN = 6
"""No column of words is narrower."""
_SLACK = 1.06
"""Digits of some faces are a little wider than half an ideograph."""
_HALVINGS = 30
"""How often an interval is halved to share room; more would tell nothing that can be seen."""
_NUMBERS = re.compile(r"[+-]?\d[\d.,]*%?")
"""What must not be broken however rare it is: 8,000 on two lines would be read as two numbers."""
_UNBROKEN = re.compile(rf"\w{{1,4}}(?:-\w{{1,4}})+(?:/\d+)?|{_NUMBERS.pattern}")
"""On paper also a code or a day stays on one line: 示例-2031-0007/2, 2031-12-31."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Alignment(StrEnum):
    """Where text stands in its column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is counted in digits of the table's type, as spreadsheets do; an ideograph takes two.

    A workbook offers ``choices`` in a drop-down list and takes nothing else, except where a cell may hold ``several``, joined by 、.
    A ``locked`` column is shaded, so that people see what not to edit; nothing prevents them, since protected sheets cannot be sorted.
    """

    name: str
    width: float
    alignment: Alignment = Alignment.LEFT
    choices: tuple[str, ...] = ()
    several: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with its title and the notes that stand under it. Every row has one cell for each column.

    ``tab`` is the short name a workbook shows; without it the title serves. A ``hidden`` sheet is for programs: a workbook
    holds its header in the first row and the rows below, without title, notes or looks.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    tab: str = ""
    hidden: bool = False

    def __post_init__(self) -> None:
        wrong = next((number for number, row in enumerate(self.rows) if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"{self.title}: row {wrong} has {len(self.rows[wrong])} cells for {len(self.columns)} columns")

    def select(self, names: Sequence[str]) -> Sheet:
        """The same table with these columns only, in this order.

        Raises:
            KeyError: there is no such column.
        """
        places = {column.name: place for place, column in enumerate(self.columns)}
        chosen = [places[name] for name in names]
        rows = tuple(tuple(row[place] for place in chosen) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in chosen), rows=rows)


def lay_out(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[str] = (),
    tab: str = "",
    *,
    choices: Mapping[str, Sequence[str]] = {},
    several: Collection[str] = (),
    locked: Collection[str] = (),
    hidden: bool = False,
) -> Sheet:
    """A sheet whose column widths and alignments follow from what stands in the columns.

    ``choices``, ``several`` and ``locked`` name columns, as :class:`Column` has them.

    Raises:
        KeyError: they name a column that is not in the header.
    """
    if unknown := {*choices, *several, *locked} - set(header):
        raise KeyError(f"{title}: no such columns: {sorted(unknown)}")
    plain_columns = [_column(name, [row[place] for row in rows]) for place, name in enumerate(header)]
    columns = [
        replace(column, choices=tuple(choices.get(column.name, ())), several=column.name in several, locked=column.name in locked)
        for column in plain_columns
    ]
    widest = max(range(len(columns)), key=lambda place: _content([row[place] for row in rows]), default=0)
    bounded = [
        replace(column, width=min(column.width, _WIDTH_MAX_WIDEST if place == widest else _WIDTH_MAX))
        for place, column in enumerate(columns)
    ]
    return Sheet(title, tuple(bounded), tuple(tuple(row) for row in rows), tuple(notes), tab, hidden)


def _column(name: str, cells: Sequence[Cell]) -> Column:
    widths = sorted(display_width(str(cell)) for cell in cells if cell not in {None, ""})
    usual = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    head = display_width(name)
    head = head if head <= 8 else (head + 1) // 2  # a long heading breaks into two lines
    unbroken = max((len(piece) for cell in cells if cell is not None for piece in _NUMBERS.findall(str(cell))), default=0)
    width = max(_WIDTH_MIN, head + 2.0, usual + 2.0, unbroken + 2.0)
    said = [cell for cell in cells if cell not in {None, ""}]
    if not said:
        return Column(name, max(width, _WIDTH_EMPTY))
    if 2 * sum(isinstance(cell, int | Decimal | Computed) for cell in said) > len(said):
        return Column(name, min(width, 16.0), Alignment.RIGHT)
    return Column(name, width, Alignment.CENTER if usual <= 12 else Alignment.LEFT)


def _content(cells: Sequence[Cell]) -> int:
    """How much a column tells: what it repeats in every row can be read in a narrow column as well."""
    return sum(display_width(text) for text in {str(cell) for cell in cells if cell is not None})


def column_widths(sheet: Sheet, whole: float, size: float, margins: float) -> list[float]:
    """How wide the columns of a table are on paper that is ``whole`` wide where type has ``size`` and cells ``margins``; all in one unit.

    What must not be broken has its room; the rest is shared so that the squares of how many lines each cell takes are fewest together,
    for a row is as high as its longest cell. So widths are in proportion to the cube root of the squares of the lengths in a column.
    """
    needs = [_need(column.name, [row[place] for row in sheet.rows]) for place, column in enumerate(sheet.columns)]
    room = 2 * (whole - len(needs) * margins) / size
    shares = _shared(needs, room)
    return [(whole - len(needs) * margins) * share / sum(shares) + margins for share in shares]


class _Need(NamedTuple):
    """What a column of a printed table needs, in half-widths: at least, so that nothing is torn; at most, with each cell on one line.

    ``weight`` is its part of what is shared.
    """

    least: float
    weight: float
    most: float


def _need(name: str, cells: Sequence[Cell]) -> _Need:
    texts = [printed(cell) for cell in cells if cell is not None]
    widths = [display_width(text) * _SLACK for text in texts]
    head = display_width(name) * _SLACK
    torn = max((display_width(piece) * _SLACK for text in texts for piece in _UNBROKEN.findall(text)), default=0)
    most = max([head, *widths])
    least = max(torn, head if display_width(name) <= _WORD else _SLACK * 2 * ceil(display_width(name) / 4), _PROSE_MIN)
    return _Need(min(most, least), cbrt(sum(width * width for width in widths) / max(1, len(cells))), most)


def _shared(needs: Sequence[_Need], room: float) -> list[float]:
    """The widths of columns that have so much room together, in proportion."""
    least = [need.least for need in needs]
    if sum(least) >= room:
        return least
    low, high = 0.0, max(need.most / need.weight for need in needs if need.weight) if any(need.weight for need in needs) else 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(_widths(needs, middle)) <= room else (low, middle)
    return _widths(needs, low)


def _widths(needs: Sequence[_Need], share: float) -> list[float]:
    return [min(need.most, max(need.least, share * need.weight)) for need in needs]


def printed(cell: Cell) -> str:
    """A cell as it stands on paper: thousands apart, as in the text of a document; what counts rows or names a year stays as it is."""
    return "" if cell is None else plain(f"{cell:,}" if isinstance(cell, Decimal) else str(cell))


def display_width(text: str) -> int:
    """The longest line of ``text`` in half-widths: a Latin letter counts 1, an ideograph 2."""
    return max((sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in line) for line in text.split("\n")), default=0)


def line_count(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column of this width."""
    return sum(max(1, ceil(display_width(line) / max(1.0, width))) for line in text.split("\n"))


def plain(text: str) -> str:
    """Text without the characters that Office files cannot hold."""
    return _NOT_IN_XML.sub("", text)
