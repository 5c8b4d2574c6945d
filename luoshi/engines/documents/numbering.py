"""Word's automatic numbers, which stand in no text: 一、（一）1. are counted again from the numbering definitions.

The reading engine tells areas and measures by these numbers, so a report whose headings Word numbers would lose its structure without them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from luoshi.engines.documents.xml_parts import attribute, child, children_of, local

_DIGITS = "〇一二三四五六七八九"
_CIRCLED_ONE = 0x2460
_CHINESE_FORMATS = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographTraditional", "ideographDigital",
    "japaneseCounting", "japaneseDigitalTenThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
}  # fmt: skip
_CIRCLED_FORMATS = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: ``text`` is a pattern such as ``第%1章``."""

    format: str
    text: str
    start: int = 1

    def number(self, count: int) -> str:
        """The number as this level writes it; a bullet has none."""
        if self.format in _CHINESE_FORMATS:
            return chinese_number(count)
        if self.format in _CIRCLED_FORMATS and 1 <= count <= 20:
            return chr(_CIRCLED_ONE + count - 1)
        return str(count)


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """One list of the document: its levels, and the counter it shares with the lists that continue it."""

    counter: str
    levels: dict[int, Level]


@dataclass(slots=True)
class Numbering:
    """The lists of one document and how far each counter has come."""

    lists: dict[str, ListDefinition]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def next_label(self, list_id: str, depth: int) -> str:
        """Count one further item and return its label, empty for bullets and unknown lists."""
        definition = self.lists.get(list_id, ListDefinition("", {}))
        level = definition.levels.get(depth)
        if level is None or level.format in {"bullet", "none"}:
            return ""
        counts = self.counts[definition.counter]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        label = _PLACEHOLDER.sub(
            lambda match: _number_at(definition.levels.get(int(match[1]) - 1), counts.get(int(match[1]) - 1)), level.text
        )
        return f"{label} " if label[-1:].isalnum() else label


def _number_at(level: Level | None, count: int | None) -> str:
    return level.number(level.start if count is None else count) if level else ""


def read_numbering(part: bytes | None) -> Numbering:
    """The definitions of ``word/numbering.xml``; a document without lists has none."""
    patterns: dict[str, dict[int, Level]] = {}
    lists: dict[str, ListDefinition] = {}
    for element in children_of(part, "numbering") if part else ():
        if local(element) == "abstractNum":
            patterns[attribute(element, "abstractNumId") or ""] = _levels(element)
        elif local(element) == "num":
            lists[attribute(element, "numId") or ""] = _list(element, patterns)
    return Numbering(lists)


def _levels(parent: Element) -> dict[int, Level]:
    return dict(_level(each) for each in parent if local(each) == "lvl")


def _list(element: Element, patterns: dict[str, dict[int, Level]]) -> ListDefinition:
    """Lists of one pattern count on together, unless a list starts anew."""
    pattern = attribute(child(element, "abstractNumId"), "val") or ""
    levels = dict(patterns.get(pattern, {}))
    overrides = [each for each in element if local(each) == "lvlOverride"]
    for override in overrides:
        depth = _number(attribute(override, "ilvl"))
        start = child(override, "startOverride")
        levels |= _levels(override)
        if start is not None and depth in levels:
            levels[depth] = replace(levels[depth], start=_number(attribute(start, "val")))
    return ListDefinition(f"list {attribute(element, 'numId')}" if overrides else f"pattern {pattern}", levels)


def _level(element: Element) -> tuple[int, Level]:
    start = attribute(child(element, "start"), "val") or "1"
    return _number(attribute(element, "ilvl")), Level(
        format=attribute(child(element, "numFmt"), "val") or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        start=_number(start),
    )


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits.isascii() and digits.isdigit() and len(digits) < 6 else 0


def chinese_number(count: int) -> str:
    """1 to 99 as headings write them (十二, 二十); beyond, digit by digit."""
    if not 1 <= count <= 99:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
