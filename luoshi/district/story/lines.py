"""An entry of a story as it is shown, in the words of its reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.languages import said

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.story.timeline import Told


@dataclass(frozen=True, slots=True)
class Line:
    """What happened on a day: of which chapter, in which words, and where it comes from."""

    on: date
    chapter: str
    name: str
    words: str
    address: str


def line_of(told: Told) -> Line:
    """An entry as it is shown."""
    return Line(told.entry.on, told.chapter.code, said(told.chapter.name), told.entry.words, told.entry.address)
