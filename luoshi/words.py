"""What Luoshi says to people: always in Chinese and in English. The one thing that all its parts share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in the two languages of Luoshi. As text it is the Chinese one."""

    chinese: str
    english: str

    def __str__(self) -> str:
        return self.chinese
