"""What this engine says, in the two languages of Luoshi."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages. As text it is the Chinese one."""

    chinese: str
    english: str

    def __str__(self) -> str:
        return self.chinese
