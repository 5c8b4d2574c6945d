"""A case type as a picture: SVG text that says in both shape and words what a status is, without script and without inline style.

Colours are presentation attributes, which a page may override by class; `title` and `desc` say the same in words to who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from luoshi.engines.casework.case_types import CaseType, StatusKind
from luoshi.engines.casework.drawing_layout import (
    GAP,
    HEADER,
    LANE,
    MARGIN,
    NAME,
    PADDING,
    TEXT,
    Card,
    Layout,
    Line,
    Row,
    Say,
    laid_out,
    verb,
)
from luoshi.words import Words

KINDS: Final = {
    StatusKind.OPEN: Words("在办", "open"),
    StatusKind.WAITING: Words("等待", "waiting"),
    StatusKind.DONE: Words("办成", "done"),
    StatusKind.NOT_OURS: Words("非本职", "not ours"),
    StatusKind.WITHDRAWN: Words("撤销", "withdrawn"),
}
_HERE: Final = Words("现在在这里", "it stands here")
_INK, _QUIET, _PAPER = "#26221d", "#6a6259", "#ffffff"
_COLOURS: Final = {
    StatusKind.OPEN: ("#f6f2ea", "#8a7a5c"),
    StatusKind.WAITING: ("#eef3f8", "#4c6f8f"),
    StatusKind.DONE: ("#e6f1e8", "#2f6b45"),
    StatusKind.NOT_OURS: ("#f3eef6", "#6d5585"),
    StatusKind.WITHDRAWN: ("#efefef", "#6b6b6b"),
}
"""The ground of a status's name, and the colour of its frame and of the lines that lead to it."""
_ROUND: Final = {StatusKind.OPEN: 6, StatusKind.WAITING: 6, StatusKind.DONE: 18, StatusKind.NOT_OURS: 18, StatusKind.WITHDRAWN: 18}
"""What is closed has round ends."""


def draw(case_type: CaseType, *, current: str = "", english: bool = False) -> str:
    """The picture in one of the two languages. ``current`` is the code of the status in which a case stands, which is marked."""

    def say(words: Words) -> str:
        return words.english if english else words.chinese

    layout = laid_out(case_type, say)
    parts = [
        *_described(case_type, current, say),
        *_opening(layout),
        *(part for line in layout.lines for part in _line(line, layout)),
        *(part for card in layout.cards for part in _card(card, layout, say, is_current=card.status.code == current)),
    ]
    width, height = f"{layout.width:g}", f"{layout.height:g}"
    head = _open(
        "svg", xmlns="http://www.w3.org/2000/svg", role="img", class_="case-drawing", viewBox=f"0 0 {width} {height}", width=width,
        height=height, aria_labelledby=f"drawing-{case_type.code}-title drawing-{case_type.code}-words", font_size=f"{TEXT:g}", fill=_INK,
    )  # fmt: skip
    return "\n".join((head, *parts, "</svg>")) + "\n"


def _described(case_type: CaseType, current: str, say: Say) -> Iterator[str]:
    yield _tag("title", say(case_type.name), id=f"drawing-{case_type.code}-title")
    here = [f"{say(_HERE)}: {say(case_type.status(current).name)}."] if current else []
    yield _tag("desc", " ".join((*here, *_sentences(case_type, say))), id=f"drawing-{case_type.code}-words")


def _sentences(case_type: CaseType, say: Say) -> Iterator[str]:
    """The same in words, status by status."""
    assert case_type.opening.target is not None
    yield f"{verb(case_type, case_type.opening, say)} → {say(case_type.status(case_type.opening.target).name)}."
    for status in case_type.statuses:
        verbs = [
            verb(case_type, each, say) + (f" → {say(case_type.status(each.target).name)}" if each.target is not None else " ↺")
            for each in case_type.leading_from(status.code)
        ]
        yield f"{say(status.name)} ({say(KINDS[status.kind])}): {'; '.join(verbs) or '—'}."


def _opening(layout: Layout) -> Iterator[str]:
    """A dot, the verb that opens a case, and the way to the first card."""
    x, y = layout.left + PADDING, MARGIN + HEADER / 2
    yield _tag("circle", cx=x, cy=y, r=7, fill=_INK, class_="opening")
    yield _tag("text", layout.opening, x=x + 16, y=y + 5)
    yield _tag("path", d=f"M {x:g} {y + 7:g} V {MARGIN + HEADER + GAP - 7:g}", stroke=_INK, fill="none", stroke_width=1.5)
    yield _head(x, MARGIN + HEADER + GAP, across=0, down=1, colour=_INK)


def _card(card: Card, layout: Layout, say: Say, *, is_current: bool) -> Iterator[str]:
    ground, frame = _COLOURS[card.status.kind]
    left, width, radius = layout.left, layout.card_width, _ROUND[card.status.kind]
    yield _open("g", class_=f"status {card.status.kind.value}{' current' if is_current else ''}")
    yield _tag("rect", x=left, y=card.top, width=width, height=card.height, rx=radius, fill=_PAPER)
    yield _tag("path", d=_header(left, card, width, radius), fill=ground)
    dash = "6 4" if card.status.kind is StatusKind.WAITING else "none"
    yield _tag(
        "rect",
        x=left,
        y=card.top,
        width=width,
        height=card.height,
        rx=radius,
        fill="none",
        stroke=frame,
        stroke_width=5 if is_current else 2,
        stroke_dasharray=dash,
    )
    yield _tag("text", card.name, x=left + PADDING + 4, y=card.entry + 6, font_size=f"{NAME:g}", font_weight="bold")
    kind = say(KINDS[card.status.kind]) if not is_current else f"▶ {say(_HERE)}"
    yield _tag("text", kind, x=left + width - PADDING - 4, y=card.entry + 5, text_anchor="end", fill=frame)
    yield from (part for row in card.rows for part in _row(row, layout))
    yield "</g>"


def _header(left: float, card: Card, width: float, radius: float) -> str:
    """The ground of the name: round above, and below too where nothing follows."""
    top, bottom = card.top, card.top + min(HEADER, card.height)
    below = radius if not card.rows else 0
    return (
        f"M {left + radius:g} {top:g} h {width - 2 * radius:g} a {radius} {radius} 0 0 1 {radius} {radius} V {bottom - below:g} "
        f"a {below} {below} 0 0 1 {-below} {below} h {-(width - 2 * below):g} a {below} {below} 0 0 1 {-below} {-below} "
        f"V {top + radius:g} a {radius} {radius} 0 0 1 {radius} {-radius} z"
    )


def _row(row: Row, layout: Layout) -> Iterator[str]:
    yield _tag("text", row.text, x=layout.left + PADDING + 4, y=row.y + 5, fill=_INK if row.target else _QUIET)
    if row.goal:
        yield _tag("text", row.goal, x=layout.left + layout.card_width - PADDING - 4, y=row.y + 5, text_anchor="end")


def _line(line: Line, layout: Layout) -> Iterator[str]:
    """From each row outwards to the lane, along it, and back to the card."""
    _, colour = _COLOURS[line.target.kind]
    side = 1 if line.is_forward else -1
    edge = layout.left + (layout.card_width if line.is_forward else 0.0)
    lane = edge + side * LANE * (line.lane + 1)
    yield _open("g", class_=f"line {line.target.kind.value}")
    stubs = " ".join(f"M {edge:g} {y:g} H {lane:g}" for y in line.sources)
    way = f"{stubs} M {lane:g} {line.top:g} V {line.bottom:g} M {lane:g} {line.entry:g} H {edge + side * 7:g}"
    yield _tag("path", d=way, fill="none", stroke=colour, stroke_width=1.5, stroke_linecap="square")
    ends = {line.top, line.bottom}
    yield from (_tag("circle", cx=lane, cy=y, r=3, fill=colour) for y in line.sources if y not in ends)
    yield _head(edge, line.entry, across=-side, down=0, colour=colour)
    yield "</g>"


def _head(x: float, y: float, *, across: int, down: int, colour: str) -> str:
    """The head of an arrow whose point is at a place and that goes one step across or down."""
    back_x, back_y = x - 9 * across, y - 9 * down
    points = f"{x:g},{y:g} {back_x + 4 * down:g},{back_y + 4 * across:g} {back_x - 4 * down:g},{back_y - 4 * across:g}"
    return _tag("polygon", points=points, fill=colour)


# --- SVG as text


def _open(name: str, **attributes: str | float) -> str:
    return f"<{name}{_attributes(attributes)}>"


def _tag(name: str, text: str = "", **attributes: str | float) -> str:
    return f"<{name}{_attributes(attributes)}>{escape(text)}</{name}>" if text else f"<{name}{_attributes(attributes)}/>"


_WITH_CAPITALS: Final = ("viewBox",)


def _attributes(attributes: dict[str, str | float]) -> str:
    named = ((name if name in _WITH_CAPITALS else name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    return "".join(f" {name}={quoteattr(value if isinstance(value, str) else f'{value:g}')}" for name, value in named)
