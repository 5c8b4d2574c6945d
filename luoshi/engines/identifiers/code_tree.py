"""A standard's table of codes in levels, each entry under its parent: industries, divisions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

from luoshi.engines.identifiers import refusals
from luoshi.engines.identifiers.mending import mend
from luoshi.words import Words

_BETWEEN_WORDS = re.compile(r"[\s,，、;；]+")
_NEAR_ENOUGH = 1 / 3
"""The share of the asked pairs of characters that a name must have where none has the words themselves."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code with its name. ``level`` is 1 at the top, where ``parent`` is empty."""

    code: str
    name: str
    level: int
    parent: str


class CodeTree:
    """All entries of one table, in its own order."""

    def __init__(self, name: Words, source: Words, levels: tuple[Words, ...], entries: Iterable[Entry]) -> None:
        self.name, self.source, self.levels = name, source, levels
        self._entries = {entry.code: entry for entry in entries}
        self._children: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._entries.values():
            self._children[entry.parent].append(entry)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __contains__(self, code: str) -> bool:
        return code in self._entries

    def get(self, code: str) -> Entry | None:
        """The entry of a code as the table writes it."""
        return self._entries.get(code)

    def read(self, text: str) -> Entry:
        """The entry of a code that a person wrote.

        :raises RefusedIdentifier: nothing is written, or the table has no such code.
        """
        code = mend(text).text
        if not code:
            raise refusals.empty(self.name)
        if code not in self._entries:
            raise refusals.unknown_code(self.name, self.source)
        return self._entries[code]

    def children(self, code: str = "") -> tuple[Entry, ...]:
        """What stands directly under a code; without one, the top level."""
        return tuple(self._children.get(code, ()))

    def path(self, code: str) -> tuple[Entry, ...]:
        """The entry with all that it stands under, the highest first; empty for an unknown code."""
        entry = self._entries.get(code)
        return (*self.path(entry.parent), entry) if entry else ()

    def search(self, words: str, *, limit: int = 20) -> tuple[Entry, ...]:
        """Entries whose name has all words, or whose code begins with them; where there is none, those whose names come near.

        The nearest stand first: the whole name, a beginning, then short names before long ones.
        """
        asked = _BETWEEN_WORDS.sub(" ", words).strip()
        if not asked:
            return ()
        code, each = mend(asked).text, asked.split()
        found = [entry for entry in self if (code and entry.code.startswith(code)) or all(word in entry.name for word in each)]
        if found:
            return tuple(sorted(found, key=lambda entry: _distance(entry, asked, code))[:limit])
        return self._near(asked, limit)

    def _near(self, asked: str, limit: int) -> tuple[Entry, ...]:
        wanted = _pairs(asked)
        shares = ((len(wanted & _pairs(entry.name)), entry) for entry in self if wanted)
        near = [(share, entry) for share, entry in shares if share >= _NEAR_ENOUGH * len(wanted)]
        near.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].code))
        return tuple(entry for _, entry in near[:limit])


def rows_of(file: str) -> Iterator[tuple[str, str]]:
    """The codes and names of a data file of this engine; lines that begin with ``#`` tell its source."""
    for line in files("luoshi.engines.identifiers").joinpath(file).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name = line.split("\t")
            yield code, name


def _distance(entry: Entry, asked: str, code: str) -> tuple[bool, bool, int, str]:
    return entry.name != asked and entry.code != code, not entry.name.startswith(asked), len(entry.name), entry.code


def _pairs(text: str) -> set[str]:
    return {first + second for first, second in pairwise(text) if not (first + second).isspace()}
