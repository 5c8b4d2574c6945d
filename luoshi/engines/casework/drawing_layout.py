"""Where the statuses of a case type are drawn: one below the other as cards, and beside them the lines that lead from verb to status.

Every verb is a row of the card in which it begins, so that no text stands on a line. All verbs that lead to the same status share one line:
to the right of the cards where it comes later, to the left where it came before. Lines are numbered from the cards outwards.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from luoshi.engines.casework.case_types import CaseType, Status, Transition
from luoshi.words import Words

SEPARATOR: Final = Words("；", "; ")
Say = Callable[[Words], str]
"""Which of the two languages is drawn."""

MARGIN, PADDING, GAP, LANE = 8.0, 12.0, 26.0, 14.0
HEADER, ROW = 36.0, 25.0
TEXT, NAME = 14.0, 16.0
"""Sizes of letters."""
WIDTH_MIN: Final = 280.0
_NARROW: Final = 0.58
"""How wide a Latin letter is at most beside a Chinese one, on average."""


@dataclass(frozen=True, slots=True)
class Row:
    """A verb that leads on, or several that leave the case where it stands. ``y`` is its middle."""

    text: str
    goal: str
    target: str | None
    y: float


@dataclass(frozen=True, slots=True)
class Card:
    """A status with what can be done in it."""

    status: Status
    name: str
    rows: tuple[Row, ...]
    top: float
    height: float

    @property
    def entry(self) -> float:
        """Where lines come in: the middle of its name."""
        return self.top + HEADER / 2


@dataclass(frozen=True, slots=True)
class Line:
    """What leads to a status from one side: from rows at these heights, along one lane, to the entry of its card."""

    target: Status
    entry: float
    sources: tuple[float, ...]
    is_forward: bool
    lane: int

    @property
    def top(self) -> float:
        """Its upper end."""
        return min(self.entry, *self.sources)

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return max(self.entry, *self.sources)


@dataclass(frozen=True, slots=True)
class Layout:
    """Cards, lines, and the sizes of the whole. ``left`` is where the cards begin."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    opening: str
    left: float
    card_width: float
    width: float
    height: float


def laid_out(case_type: CaseType, say: Say) -> Layout:
    """Everything in its place. The statuses come in the order in which the case type names them."""
    leading = {each.code: tuple(_leading(case_type, each, say)) for each in case_type.statuses}
    texts = (text_width(text) + text_width(goal) + 36 for each in leading.values() for text, goal, _ in each)
    names = (text_width(say(each.name), NAME) + 120 for each in case_type.statuses)
    inner = max(WIDTH_MIN, *texts, *names)
    cards = tuple(_cards(case_type, leading, inner, say))
    lines = tuple(_lines(case_type, cards))
    left = MARGIN + _lanes(lines, is_forward=False) * LANE + LANE
    right = _lanes(lines, is_forward=True) * LANE + LANE + MARGIN
    width, height = inner + 2 * PADDING, cards[-1].top + cards[-1].height + MARGIN
    return Layout(cards, lines, verb(case_type, case_type.opening, say), left, width, left + width + right, height)


def text_width(text: str, size: float = TEXT) -> float:
    """About how wide a text is, by the width of its letters."""
    return sum(size if unicodedata.east_asian_width(each) in "WFA" else size * _NARROW for each in text)


Leading = tuple[str, str, str]
"""A verb that leads on: what it is called, its goal in words, its target."""


def _leading(case_type: CaseType, status: Status, say: Say) -> Iterator[Leading]:
    """What leads away from a status: the nearest goal first, what goes back last."""
    order = {each.code: number for number, each in enumerate(case_type.statuses)}
    here = order[status.code]
    away = [(order[each.target], each) for each in case_type.leading_from(status.code) if each.target not in (None, status.code)]
    for there, each in sorted(away, key=lambda pair: (pair[0] < here, pair[0])):
        target = case_type.statuses[there]
        yield verb(case_type, each, say), f"{'→' if there > here else '←'} {say(target.name)}", target.code


def verb(case_type: CaseType, each: Transition, say: Say) -> str:
    """A transition as it is called, who does it, and whether that has to be another person."""
    other = f" · {say(Words('另一人', 'another person'))}" if each.not_by else ""
    return f"{say(each.name)} · {say(case_type.actor(each.actor).name)}{other}"


def _staying(case_type: CaseType, status: Status, width: float, say: Say) -> Iterator[str]:
    """What leaves the case where it stands, as many in a line as there is room for."""
    texts = [verb(case_type, each, say) for each in case_type.leading_from(status.code) if each.target in (None, status.code)]
    line = "↺"
    for text in texts:
        if line != "↺" and text_width(f"{line}  {text}") > width:
            yield line
            line = "↺"
        line = f"{line} {text}" if line == "↺" else f"{line}{say(SEPARATOR)}{text}"
    if texts:
        yield line


def _cards(case_type: CaseType, leading: Mapping[str, tuple[Leading, ...]], width: float, say: Say) -> Iterator[Card]:
    top = MARGIN + HEADER + GAP
    for status in case_type.statuses:
        staying = [(text, "", None) for text in _staying(case_type, status, width, say)]
        rows = tuple(Row(*each, top + HEADER + ROW * (number + 0.5)) for number, each in enumerate((*leading[status.code], *staying)))
        height = HEADER + ROW * len(rows) + (PADDING / 2 if rows else 0.0)
        yield Card(status, say(status.name), rows, top, height)
        top += height + GAP


def _lines(case_type: CaseType, cards: tuple[Card, ...]) -> Iterator[Line]:
    by_code = {each.status.code: each for each in cards}
    found: list[Line] = []
    for status in case_type.statuses:
        entry = by_code[status.code].entry
        heights = [row.y for card in cards for row in card.rows if row.target == status.code]
        for is_forward in (True, False):
            sources = tuple(y for y in heights if (y < entry) is is_forward)
            if sources:
                found.append(Line(status, entry, sources, is_forward, 0))
    for is_forward in (True, False):
        yield from _in_lanes([each for each in found if each.is_forward is is_forward])


def _in_lanes(lines: list[Line]) -> Iterator[Line]:
    """Short lines near the cards, and no two in one lane that meet."""
    lanes: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.bottom - each.top):
        free = (number for number, lane in enumerate(lanes) if not any(_meet(line, each) for each in lane))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append(line)
        yield replace(line, lane=number)


def _meet(one: Line, other: Line) -> bool:
    return one.top - ROW <= other.bottom and other.top <= one.bottom + ROW


def _lanes(lines: Iterable[Line], *, is_forward: bool) -> int:
    return max((each.lane + 1 for each in lines if each.is_forward is is_forward), default=0)
