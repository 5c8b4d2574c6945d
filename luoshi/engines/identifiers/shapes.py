"""Which characters may stand at which place of an identifier, and the refusal that names the first wrong one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from luoshi.engines.identifiers import refusals
from luoshi.engines.identifiers.words import Words

DIGITS: Final = "0123456789"
_QUANTITY = re.compile(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+|[0-9]{15,}\.0+")
_LOOKS_LIKE = {"I": "1", "L": "1", "O": "0", "Q": "0", "D": "0", "S": "5", "Z": "2", "B": "8", "*": "X", "×": "X", "Х": "X", "Χ": "X"}
"""What a person may have seen; the last two are a Cyrillic and a Greek letter."""


@dataclass(frozen=True)
class Shape:
    """The name of an identifier and, place by place, the characters that may stand there."""

    name: Words
    places: tuple[str, ...]

    def refuse_unless_it_fits(self, text: str) -> None:
        """Refuse a mended text that has not this shape.

        :raises RefusedIdentifier: it is empty, a spreadsheet's quantity, of another length, or has a wrong character.
        """
        if self._pattern.fullmatch(text):
            return
        if not text:
            raise refusals.empty(self.name)
        if _QUANTITY.fullmatch(text):
            raise refusals.spreadsheet_number(self.name)
        if len(text) != len(self.places):
            raise refusals.wrong_length(self.name, len(text), len(self.places))
        index = next(index for index, allowed in enumerate(self.places) if text[index] not in allowed)
        allowed, look_alike = self.places[index], _LOOKS_LIKE.get(text[index], "")
        expected = look_alike if look_alike in allowed else ""
        raise refusals.wrong_character(self.name, index + 1, text[index], _said(allowed), expected)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("".join(f"[{allowed}]" for allowed in self.places))


def _said(allowed: str) -> Words:
    letters = [letter for letter in allowed if letter not in DIGITS]
    if not letters:
        return Words("数字", "a digit")
    if len(letters) == 1:
        return Words(f"数字或 {letters[0]}", f"a digit or {letters[0]}")
    missing = [chr(code) for code in range(ord("A"), ord("Z") + 1) if chr(code) not in allowed]
    if not missing:
        return Words("数字或大写字母", "a digit or a capital letter")
    said = "、".join(missing)
    return Words(f"数字或大写字母（不用 {said}）", f"a digit or a capital letter other than {', '.join(missing)}")
