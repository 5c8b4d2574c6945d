"""Something about a pack that must be mended, as the check tells it."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.engines.decisions.problems import Place
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that must be mended; the words have its place."""

    file: str
    line: int
    words: Words


def fault(file: str, chinese: str, english: str, line: int = 0) -> Fault:
    """A fault with its place in front of the words."""
    place = Place(file, line).words()
    return Fault(file, line, Words(f"{place.chinese}：{chinese}", f"{place.english}: {english}"))
