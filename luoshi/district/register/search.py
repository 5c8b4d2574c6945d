"""How entries are found by a part of their name, and places by a part of their address.

By the pairs of neighbouring characters, of which an index knows who has them. Of Chinese names a pair is nearly a word, so few entries
have all pairs of what was asked; those are looked at one by one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.register.models import MARK_MAX, NAME_MAX

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from luoshi.district.register.fields import Field, Kind

BEGIN = "^"
"""Stands before each name, so that a single character finds the names that begin with it."""


def plain(text: str) -> str:
    """A name as it is compared: without blanks and brackets, full-width and capital letters made even.

    >>> plain("桃源（示例） Ａ公司")
    '桃源示例a公司'
    """
    even = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in even if each.isalnum())


def pairs(names: Iterable[str]) -> list[str]:
    """The pairs of neighbouring characters of some plain names, each once, in order.

    >>> pairs(["桃源桃源"])
    ['^桃', '桃源', '源桃']
    """
    return sorted({pair for name in names for pair in map(str.__add__, BEGIN + name, name)})


def asked_pairs(words: str) -> list[str]:
    """The pairs that a name must have to hold the words.

    >>> asked_pairs("桃"), asked_pairs("桃源")
    (['^桃'], ['桃源'])
    """
    text = plain(words)
    return pairs([text]) if len(text) == 1 else sorted(set(map(str.__add__, text, text[1:])))


@dataclass(frozen=True, slots=True)
class Findable:
    """By what an entry is found: its newest name, all that it is called as it is compared, the pairs of characters of it, and its marks."""

    name: str
    called: str
    words: list[str]
    marks: list[str]


def mark(field: Field, value: str) -> str:
    """A value as it is looked for: ``state=存续``. A name is compared without blanks and brackets."""
    return f"{field.code}={value if field.choices or field.link else plain(value) or value}"[:MARK_MAX]


def findable(kind: Kind, values: Mapping[str, str], before: Findable | None = None) -> Findable:
    """By what an entry with these values is found, and by what it was before. A person is found by the whole name alone."""
    name = kind.name_of(values)
    marks = {mark(field, values[field.code]) for field in kind.marking if values.get(field.code)}
    called = [] if kind.is_personal else [plain(each) for each in (name, *(values.get(code) for code in kind.also_called)) if each]
    if before is not None:
        marks |= set(before.marks)
        called = list(dict.fromkeys([*called, *filter(None, before.called.split("\n"))]))
    return Findable(name[:NAME_MAX], "\n".join(called), pairs(called), sorted(marks))
