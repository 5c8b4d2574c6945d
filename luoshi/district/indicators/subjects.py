"""Where each subject counts once in a year: which fact it counts by, however facts are corrected. A pure rule.

The fact of the subject that was recorded first counts, also when it is sealed late. If it is corrected or withdrawn, the next one that
stands takes its place.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class SubjectFact:
    """A fact about a subject, at its place in the record. ``counts``: it is of the kind that is counted, and was not withdrawn at once."""

    position: int
    number: int
    month: date
    corrects: int | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """By the fact at ``position`` the fact ``number`` begins to count in a month (+1), or counts no longer (−1)."""

    position: int
    number: int
    month: date
    quantity: int


class SubjectCount:
    """One subject of one indicator, fact after fact; ``holders`` are the facts by which it counts, by year."""

    def __init__(self) -> None:
        self.holders: dict[int, SubjectFact] = {}
        self._standing: dict[int, list[SubjectFact]] = defaultdict(list)
        self._known: dict[int, SubjectFact] = {}

    def entries(self, facts: Iterable[SubjectFact]) -> Iterator[Entry]:
        """What the facts of the subject change, in the order of the record."""
        for fact in sorted(facts, key=lambda one: one.position):
            if fact.corrects is not None and (old := self._known.get(fact.corrects)) is not None:
                yield from self._take_back(old, fact.position)
            if fact.counts:
                yield from self._add(fact)

    def _take_back(self, old: SubjectFact, position: int) -> Iterator[Entry]:
        year = old.month.year
        self._standing[year].remove(old)
        if self.holders.get(year) == old:
            del self.holders[year]
            yield Entry(position, old.number, old.month, -1)
            if self._standing[year]:
                yield self._hold(min(self._standing[year], key=lambda one: one.number), position)

    def _add(self, fact: SubjectFact) -> Iterator[Entry]:
        self._known[fact.number] = fact
        self._standing[fact.month.year].append(fact)
        holder = self.holders.get(fact.month.year)
        if holder is None or fact.number < holder.number:
            if holder is not None:
                yield Entry(fact.position, holder.number, holder.month, -1)
            yield self._hold(fact, fact.position)

    def _hold(self, fact: SubjectFact, position: int) -> Entry:
        self.holders[fact.month.year] = fact
        return Entry(position, fact.number, fact.month, 1)
