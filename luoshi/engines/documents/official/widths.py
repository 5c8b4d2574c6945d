"""How wide type is: an ideograph fills its cell, a digit or letter is as wide as in Times."""

from __future__ import annotations

import unicodedata
from typing import Final

TIMES: Final = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500,
    278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556,
    611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778,
    500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)  # fmt: skip
"""Of the characters from blank to tilde, in thousandths of the size. Source: Adobe's metrics of Times-Roman."""

_FIRST: Final = ord(" ")


def is_latin(character: str) -> bool:
    """Whether a character is set in Latin type: what ASCII has, and whatever is not of full width."""
    return character.isascii() or unicodedata.east_asian_width(character) not in "WFA"


def width(text: str, size: float, pitch: float) -> float:
    """How wide a text is in points: each ideograph takes ``pitch``, Latin type its own width at ``size``."""
    return sum(_width(each, size, pitch) for each in text)


def _width(character: str, size: float, pitch: float) -> float:
    if not is_latin(character):
        return pitch
    place = ord(character) - _FIRST
    return (TIMES[place] if 0 <= place < len(TIMES) else 500) * size / 1000
