"""Which words of a task say whose duty it is.

``duties.toml`` lists for each family the words of its duties: general knowledge, not learnt from data. ``find_words`` finds them in a text,
the longest at each place, so that 农村公路 hides 农村 and 高质量发展 hides 质量. ``pieces`` cuts a text into the short character
sequences from which naive Bayes learns.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

DECISIVE = 1.0
USUAL = 0.35
"""Strength of a word that is nearly always this family's, and of one that others use too."""

HALF_FORCE_AT = 80
"""Characters after which a word counts half: a task names its matter first and its circumstances later."""

PIECE_LENGTHS = range(2, 4)

# One character for one character, so that offsets stay: small and full-width letters and digits become plain capitals.
_PLAIN = str.maketrans(
    {chr(code): chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
    | {chr(code): chr(code - 0xFEE0).upper() for code in range(0xFF01, 0xFF5F)}
)
_RUN = re.compile(r"[\u4e00-\u9fffA-Z]{2,}")


@dataclass(frozen=True, slots=True)
class DutyWord:
    """A word of the table: how strongly it speaks, and for whom.

    ``shares`` sum to 1; a neutral word has none and only hides the shorter words in it.
    """

    strength: float
    shares: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class FoundWord:
    """A duty word in a text, with its place. ``force`` grows with length and falls with distance from the beginning and with repetition."""

    word: str
    start: int
    end: int
    force: float


@cache
def duty_words() -> Mapping[str, DutyWord]:
    """All words of the table, written in plain capitals."""
    strengths: dict[str, dict[str, float]] = {}
    for family, entry in _table().items():
        for kind, strength in (("usual", USUAL), ("decisive", DECISIVE)):
            for word in entry.get(kind, "").split():
                strengths.setdefault(plain(word), {})[family] = strength
    for word in _table()["neutral"]["words"].split():
        strengths.setdefault(plain(word), {})
    return MappingProxyType({word: _duty_word(by_family) for word, by_family in strengths.items()})


def plain(text: str) -> str:
    """The text in which words are looked up: same length, letters and digits in plain capitals."""
    return text.translate(_PLAIN)


def find_words(task: str) -> tuple[FoundWord, ...]:
    """The duty words of a task in reading order. Words inside longer words are left out; the time is linear in the length of the task."""
    words = duty_words()
    seen: Counter[str] = Counter()
    found = []
    for start, end in _longest_matches(plain(task)):
        word = plain(task[start:end])
        if words[word].shares:
            seen[word] += 1
            found.append(FoundWord(word, start, end, _force(word, start, seen[word])))
    return tuple(found)


def pieces(task: str) -> dict[str, int]:
    """All sequences of two or three characters without digits and punctuation, each with its first place."""
    found: dict[str, int] = {}
    for run in _RUN.finditer(plain(task)):
        for start in range(run.start(), run.end() - 1):
            for length in PIECE_LENGTHS:
                if start + length <= run.end():
                    found.setdefault(run.string[start : start + length], start)
    return found


def _longest_matches(text: str) -> Iterator[tuple[int, int]]:
    covered = 0
    for start in range(len(text)):
        for length in _lengths_by_first_character().get(text[start], ()):
            end = start + length
            if text[start:end] in duty_words() and not _torn(text, start, end):
                if end > covered:
                    covered = end
                    yield start, end
                break


def _torn(text: str, start: int, end: int) -> bool:
    """Whether a cut goes through a number or a Latin word: 12345 is a hotline, 1234567 is not."""
    cuts = [text[cut - 1 : cut + 1] for cut in (start, end) if 0 < cut < len(text)]
    return any(around.isascii() and (around.isdigit() or around.isalpha()) for around in cuts)


def _force(word: str, start: int, occurrence: int) -> float:
    return float((len(word) / 2 / occurrence) ** 0.5 / (1 + start / HALF_FORCE_AT))


def _duty_word(by_family: Mapping[str, float]) -> DutyWord:
    total = sum(by_family.values())
    shares = {family: strength / total for family, strength in by_family.items()}
    return DutyWord(total / max(len(by_family), 1), MappingProxyType(shares))


@cache
def _lengths_by_first_character() -> Mapping[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in duty_words():
        lengths.setdefault(word[0], set()).add(len(word))
    return MappingProxyType({first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()})


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("duties.toml").read_text(encoding="utf-8"))
