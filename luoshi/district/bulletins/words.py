"""A person's words in a bulletin: sentences may be changed, their numbers not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from luoshi.district.bulletins.composing import Statement
from luoshi.district.bulletins.figures import PLACE

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*|[〇一二两三四五六七八九十百千万亿]+(?=[项个家人件户次倍成名套座]|个?百分点|分之)")
"""A number in digits of any script, or in Chinese numerals before what it counts."""


def own_numbers(changed: str, composed: str) -> list[str]:
    """The numbers that a changed sentence has of its own: those that are no places for figures, and did not stand in the composed one."""
    return list((Counter(_numbers(changed)) - Counter(_numbers(composed))).elements())


def _numbers(text: str) -> Iterable[str]:
    return _NUMBER.findall(PLACE.sub("　", text))


def unknown_places(changed: str, known: Iterable[str]) -> list[str]:
    """The places for figures that a bulletin does not have."""
    return [key for key in PLACE.findall(changed) if key not in set(known)]


def with_changes(statements: Iterable[Statement], changes: Mapping[str, Mapping[str, str]]) -> list[Statement]:
    """The statements as a person changed them. A change counts as long as the composed sentence is the one that was changed; an emptied
    sentence is left out.
    """
    found = []
    for each in statements:
        change = changes.get(each.key)
        text = change["text"] if change and change["composed"] == each.text else each.text
        if text.strip():
            found.append(Statement(each.key, text, each.level))
    return found


def outdated(statements: Iterable[Statement], changes: Mapping[str, Mapping[str, str]]) -> list[Statement]:
    """The statements whose change no longer counts, since what was composed is another sentence now."""
    return [each for each in statements if each.key in changes and changes[each.key]["composed"] != each.text]
