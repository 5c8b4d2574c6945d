"""The search through all combinations of inputs: input by input, with the set of rules that may still match.

At each input the values are put together for which the same rules remain, so what is asked depends on nothing but the input reached
and those rules, and is asked once (a decision diagram, built while it is walked). What each question wants to know it says itself, in
a function that looks at the rules that remain.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.decisions.analysis_domains import bits

Box = tuple[int, ...]
"""A set of parts for each input; together all their combinations."""

BOXES_MAX: Final = 2_000
"""More boxes than anybody reads; further ones are counted as not told."""

NOTHING: Final = object()
"""The answer of a question where nothing is to be found."""


@dataclass(slots=True)
class Work:
    """How much may still be done; shared by all questions about one table."""

    left: int
    is_exhausted: bool = False

    def spend(self, steps: int) -> bool:
        """Whether so many steps more can be done."""
        self.left -= steps
        self.is_exhausted = self.is_exhausted or self.left < 0
        return not self.is_exhausted


Judge = Callable[[int, int], Hashable | None]
"""Says of an input reached and the rules that remain: ``NOTHING``, a label for all these combinations, or None to look closer."""


@dataclass(slots=True)
class Space:
    """The combinations of a table's inputs; ``rules`` are the boxes of its rules, in bits of the sets that are searched."""

    full: Box
    rules: Sequence[Box]
    order: tuple[int, ...] = field(init=False)
    accepted: list[dict[int, int]] = field(init=False)
    """For each input and part the rules that accept it."""
    classes: list[list[tuple[int, int]]] = field(init=False)
    """For each input in order: parts that the same rules accept, and those rules."""

    def __post_init__(self) -> None:
        sizes = [sum((box[at] & full).bit_count() for box in self.rules) / max(full.bit_count(), 1) for at, full in enumerate(self.full)]
        # The input that most rules ask about comes first: it leaves the fewest of them.
        self.order = tuple(sorted(range(len(self.full)), key=lambda at: sizes[at]))
        self.accepted = [self._accepted(at) for at in range(len(self.full))]
        self.classes = [_grouped((1 << part, rules) for part, rules in self.accepted[at].items()) for at in self.order]

    def _accepted(self, at: int) -> dict[int, int]:
        """Rules come and go where their bits change, which is seldom: no rule is looked at for each part."""
        turns: dict[int, int] = {}
        for rule, box in enumerate(self.rules):
            for part in bits(box[at] ^ (box[at] << 1)):
                turns[part] = turns.get(part, 0) ^ (1 << rule)
        found, rules = {}, 0
        for part in range(self.full[at].bit_length()):
            rules ^= turns.get(part, 0)
            if self.full[at] >> part & 1:
                found[part] = rules
        return found

    def meeting(self, within: Box) -> int:
        """The rules that reach into a box."""
        return sum(1 << rule for rule, box in enumerate(self.rules) if meets(box, within))

    def covering(self, within: Box) -> list[int]:
        """For each input reached the rules that ask nothing more within a box."""
        found = [(1 << len(self.rules)) - 1]
        for at in reversed(self.order):
            full = sum(1 << rule for rule in bits(found[-1]) if within[at] & ~self.rules[rule][at] == 0)
            found.append(full)
        return found[::-1]


def _grouped(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    groups: dict[int, int] = {}
    for parts, rules in pairs:
        groups[rules] = groups.get(rules, 0) | parts
    return [(parts, rules) for rules, parts in groups.items()]


@dataclass(slots=True)
class Search:
    """One question asked of all combinations in a box."""

    space: Space
    within: Box
    judge: Judge
    work: Work
    is_first_enough: bool = False
    examined: float = 0.0
    is_cut: bool = False
    """There are more boxes than are kept."""
    _known: dict[tuple[int, int], list[tuple[Box, Hashable]]] = field(default_factory=dict)
    _levels: list[list[tuple[int, int]]] = field(default_factory=list)

    def run(self, candidates: int) -> list[tuple[Box, Hashable]]:
        """The boxes with their labels."""
        pairs = zip(self.space.order, self.space.classes, strict=True)
        self._levels = [
            _grouped((parts & self.within[at], rules & candidates) for parts, rules in level if parts & self.within[at])
            for at, level in pairs
        ]
        found = self._visit(0, candidates, 1.0)
        return [(self._in_order(box), label) for box, label in found]

    def _in_order(self, box: Box) -> Box:
        parts = dict(zip(self.space.order, box, strict=True))
        return tuple(parts[at] for at in range(len(box)))

    def _visit(self, level: int, candidates: int, weight: float) -> list[tuple[Box, Hashable]]:
        known = self._known.get((level, candidates))
        if known is not None:
            self.examined += weight
            return known
        label = self.judge(level, candidates)
        if label is None and level < len(self._levels):
            found = self._deeper(level, candidates, weight)
        else:
            self.examined += weight
            rest = tuple(self.within[at] for at in self.space.order[level:])
            found = [] if label is NOTHING or label is None else [(rest, label)]
        if not self.work.is_exhausted:
            self._known[level, candidates] = found
        return found

    def _deeper(self, level: int, candidates: int, weight: float) -> list[tuple[Box, Hashable]]:
        classes = self._levels[level]
        if not self.work.spend(len(classes)):
            return []
        groups: dict[int, int] = {}
        for parts, rules in classes:
            remaining = rules & candidates
            groups[remaining] = groups.get(remaining, 0) | parts
        total = self.within[self.space.order[level]].bit_count()
        tails: dict[tuple[Box, Hashable], int] = {}
        for remaining, parts in groups.items():
            for tail in self._visit(level + 1, remaining, weight * parts.bit_count() / total):
                tails[tail] = tails.get(tail, 0) | parts
            if (self.is_first_enough and tails) or self.work.is_exhausted:
                break
        self.is_cut = self.is_cut or len(tails) > BOXES_MAX
        return [((parts, *box), label) for (box, label), parts in list(tails.items())[:BOXES_MAX]]


def joined(boxes: list[tuple[Box, Hashable]]) -> list[tuple[Box, Hashable]]:
    """Boxes of one label that differ in one input become one, as long as there are any."""
    if not boxes:
        return []
    before = -1
    while before != len(boxes):
        before = len(boxes)
        for at in range(len(boxes[0][0])):
            groups: dict[tuple[Box, Hashable], int] = {}
            for box, label in boxes:
                key = (*box[:at], 0, *box[at + 1 :]), label
                groups[key] = groups.get(key, 0) | box[at]
            boxes = [((*box[:at], parts, *box[at + 1 :]), label) for (box, label), parts in groups.items()]
    return boxes


def meets(left: Box, right: Box) -> bool:
    """Whether two boxes have a combination in common."""
    return all(a & b for a, b in zip(left, right, strict=True))


def common(left: Box, right: Box) -> Box:
    """What two boxes have in common."""
    return tuple(a & b for a, b in zip(left, right, strict=True))
