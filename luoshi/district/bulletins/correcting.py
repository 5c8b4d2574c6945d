"""更正: figures as they were printed beside the same figures as they are known later; each difference becomes a sentence. All is pure.

A bulletin never changes. What is found wrong later is said in a notice of its own, which names the place, the old and the new figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.composing import OWED, Composed
from luoshi.district.bulletins.figures import FORMER, Figure, Origin, used
from luoshi.engines.documents.sheet import lay_out

if TYPE_CHECKING:
    from luoshi.district.bulletins.figures import Numbered
    from luoshi.engines.documents.official.parts import Paper
    from luoshi.engines.documents.sheet import Cell, Sheet

_CODES: Final = re.compile(r"\[([\d、—]+)\]")
_HEADINGS: Final = (1, 2)
_CORRECTED: Final = ("序号", "位置", "数据", "原编号", "原为", "更正为", "单位", "新编号")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure that stands in print: under which code, where in the bulletin, and what it says after the corrections so far."""

    code: str
    place: str
    figure: Figure


def places(paper: Paper) -> dict[int, str]:
    """Where the text of a document has each figure first, by the figures' numbers; what stands in its attachments alone is left out."""
    found: dict[int, str] = {}
    headings: dict[int, str] = {}
    for label, point in paper.numbered:
        if point.level in _HEADINGS:
            headings = {level: text for level, text in headings.items() if level < point.level} | {point.level: f"{label}{point.text}"}
        item = f"第{label.rstrip('.')}项" if point.level > max(_HEADINGS) else ""
        for number in _numbers(point.text):
            found.setdefault(number, f"正文“{''.join(headings.values())}”{item}")
    return found


def _numbers(text: str) -> Iterator[int]:
    """The short codes in a sentence: of 「……[3、8—10]。」 3, 8, 9 and 10."""
    for codes in _CODES.findall(text):
        for span in codes.split("、"):
            first, _, last = span.partition("—")
            yield from range(int(first), int(last or first) + 1)


def compose_correction(printed: Mapping[str, Printed], known: Mapping[str, Figure]) -> Composed:
    """A sentence for each figure that is known to be another one, by its key. What units owed on the day stays as it was printed.

    Args:
        printed: what stands in print.
        known: the same reckoned again from what is known now, for the same periods.
    """
    printed = {key: each for key, each in printed.items() if not key.startswith(OWED)}
    said, now = Composed(), {**{key: gone for key, each in printed.items() if (gone := _gone(each.figure))}, **known}
    said.say("更正", "更正的数据", 1)
    for key, each in printed.items():
        new = now.get(key)
        if new is not None and new.text != each.figure.text:
            _correct(said, each, new, now)
    for key, new in known.items():
        if key not in printed and not key.startswith(OWED) and new.origin in {Origin.COUNT, Origin.RECKONED}:
            _know(said, new, now)
            said.say(key, f"原通报没有列出的“{new.name}”，现补充为{{{key}}}{new.unit}。", 3)
    return said


def _correct(said: Composed, printed: Printed, new: Figure, now: Mapping[str, Figure]) -> None:
    old = printed.figure
    how = f"印在{printed.place}，编号 {printed.code}"
    was = said.add(replace(old, key=f"{FORMER}{old.key}", name=f"{old.name}（更正前）", origin=Origin.PRINTED, how=how))
    _know(said, new, now)
    name = f"{printed.place}的“{new.name}”（编号 {printed.code}）"
    said.say(new.key, f"{name}，原为{was}{old.unit}，更正为{{{new.key}}}{new.unit}。", 3)


def _know(said: Composed, figure: Figure, now: Mapping[str, Figure]) -> None:
    """A figure, and all from which it is reckoned."""
    if figure.key not in said.figures:
        said.add(figure)
        for key in used([figure.how]):
            _know(said, now[key], now)


def _gone(figure: Figure) -> Figure | None:
    """What is counted or reckoned and does not come up any more is none; a value that is not known any more says nothing."""
    if figure.origin not in {Origin.COUNT, Origin.RECKONED}:
        return None
    return replace(figure, text="0.0" if "." in figure.text else "0", how="按同一算法重新计算，已经没有", commitments=())


def table_of_corrections(printed: Mapping[str, Printed], numbered: Numbered, keys: Iterable[str]) -> Sheet:
    """Old and new side by side; of what is added there is no old one."""
    rows: list[list[Cell]] = []
    for place, key in enumerate(keys, start=1):
        new, old = numbered.figures[key], printed.get(key)
        before = (old.place, new.name, old.code, old.figure.text) if old else ("原通报没有列出", new.name, "—", "—")
        rows.append([place, *before, new.text, new.unit, numbered.code(key)])
    return lay_out("更正前后对照表", _CORRECTED, rows)
