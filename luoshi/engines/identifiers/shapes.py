"""Which characters may stand at which place of an identifier and which must end it, and the refusal that names the first wrong one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from luoshi.engines.identifiers import refusals
from luoshi.words import Words

DIGITS: Final = "0123456789"
_QUANTITY = re.compile(r"[0-9]+(\.[0-9]+)?E\+?[0-9]+|[0-9]{15,}\.0+")
_LOOKS_LIKE = {"I": "1", "L": "1", "O": "0", "Q": "0", "D": "0", "S": "5", "Z": "2", "B": "8", "*": "X", "×": "X", "Х": "X", "Χ": "X"}
"""What a person may have seen; the last two are a Cyrillic and a Greek letter."""


def _no_hint(text: str) -> Words | None:
    return None


@dataclass(frozen=True)
class Shape:
    """The name of an identifier, the characters that may stand at each place, and the check character that follows from those before it.

    ``where_to_look`` may say of a text with a wrong check character where the slip probably is.
    """

    name: Words
    places: tuple[str, ...]
    check: Callable[[str], str]
    where_to_look: Callable[[str], Words | None] = _no_hint

    def refuse_unless_it_fits(self, text: str) -> None:
        """Refuse a mended text that has not this shape.

        :raises RefusedIdentifier: it is empty, a spreadsheet's quantity, of another length, or has a wrong character or check character.
        """
        if not self._pattern.fullmatch(text):
            raise self._misshapen(text)
        expected = self.check(text[:-1])
        if text[-1] != expected:
            raise refusals.wrong_check_character(self.name, len(text), text[-1], expected, self.where_to_look(text))

    def _misshapen(self, text: str) -> refusals.RefusedIdentifier:
        if not text:
            return refusals.empty(self.name)
        if _QUANTITY.fullmatch(text):
            return refusals.spreadsheet_number(self.name)
        if len(text) != len(self.places):
            return refusals.wrong_length(self.name, len(text), len(self.places))
        index = next(index for index, allowed in enumerate(self.places) if text[index] not in allowed)
        allowed, look_alike = self.places[index], _LOOKS_LIKE.get(text[index], "")
        expected = look_alike if look_alike in allowed else ""
        return refusals.wrong_character(self.name, index + 1, text[index], _said(allowed), expected)

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
