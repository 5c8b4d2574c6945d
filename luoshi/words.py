"""What Luoshi says to people: always in Chinese and in English. The one thing that all its parts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the two languages of Luoshi. As text it is the Chinese one."""

    chinese: str
    english: str

    def __str__(self) -> str:
        return self.chinese


def named_day(day: date) -> Words:
    """A day as a sentence says it: 2023年9月30日, 2023-09-30."""
    return Words(f"{day.year}年{day.month}月{day.day}日", day.isoformat())
