"""A commitment keeps its identifier when the text around it, or its own wording, is edited.

Re-reading an edited report gives new clauses. Each is matched with at most one known commitment, and each known one with at most one
clause: first where the words are equal, then where they are close and the place agrees. What stays unmatched is new, or was withdrawn;
an identifier is never given twice."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luoshi.engines.reading.model import Clause

SIMILAR_ENOUGH = 0.6
"""Share of character pairs in common (Dice, 1945) from which an edited sentence is still the same promise; a number that changes costs
little, a new object much. At 0.6 「新增注册企业100家」 → 「新增注册企业120家以上」 (0.67) keeps its identifier and 「新增见习基地5家」
(0.27) does not."""

HOLDERS_MAX = 200
"""A report has some 300 promises; a pair of characters that more than this many share tells nothing about which one is meant."""

_IGNORED = re.compile(r"[\s，,。；;、：:“”‘’\"'（）()《》]")


@dataclass(frozen=True, slots=True)
class Known:
    """A commitment that already has an identifier; ``area_title`` breaks ties between equal sentences of two areas."""

    identifier: str
    quote: str
    area_title: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause of the new reading with the title of its area."""

    clause: Clause
    area_title: str = ""


def match_identities(clauses: Sequence[Placed | Clause], known: Sequence[Known]) -> list[str | None]:
    """The identifier that each clause continues, ``None`` where the clause is new.

    Time grows with the length of the texts: equal sentences are paired in reading order, and only what is left over is compared by its
    words.
    """
    placed = [item if isinstance(item, Placed) else Placed(item) for item in clauses]
    matched = _equal(placed, known)
    matched |= _close(placed, known, matched)
    return [known[matched[index]].identifier if index in matched else None for index in range(len(placed))]


def _plain(text: str) -> str:
    return _IGNORED.sub("", text)


def _equal(placed: Sequence[Placed], known: Sequence[Known]) -> dict[int, int]:
    """Clause → known commitment of equal words: first within the same area, then anywhere, each in reading order."""
    matched: dict[int, int] = {}
    for same_area in (True, False):
        taken = set(matched.values())
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for number, commitment in enumerate(known):
            if number not in taken:
                waiting[_plain(commitment.quote), commitment.area_title if same_area else ""].append(number)
        for index, item in enumerate(placed):
            queue = waiting[_plain(item.clause.quote), item.area_title if same_area else ""]
            if index not in matched and queue:
                matched[index] = queue.popleft()
    return matched


def _close(placed: Sequence[Placed], known: Sequence[Known], matched: Mapping[int, int]) -> dict[int, int]:
    """Clause → known commitment of close words among those not matched, the closest first; ties go to the nearer place in the report."""
    taken = set(matched.values())
    pairs_of = {number: _pairs(_plain(commitment.quote)) for number, commitment in enumerate(known) if number not in taken}
    candidates = []
    holders = _holders(pairs_of)
    for index, item in enumerate(placed):
        if index in matched:
            continue
        own = _pairs(_plain(item.clause.quote))
        for number in {number for pair in own for number in holders.get(pair, ())}:
            likeness = 2 * len(own & pairs_of[number]) / (len(own) + len(pairs_of[number]))
            if likeness >= SIMILAR_ENOUGH:
                elsewhere = known[number].area_title != item.area_title
                candidates.append((-likeness, elsewhere, abs(index / len(placed) - number / len(known)), index, number))
    return _best_first(candidates)


def _holders(pairs_of: Mapping[int, set[str]]) -> dict[str, list[int]]:
    """Which commitments hold a pair of characters; pairs that too many hold (发展) single nobody out and are left away."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, pairs in pairs_of.items():
        for pair in pairs:
            holders[pair].append(number)
    return {pair: numbers for pair, numbers in holders.items() if len(numbers) <= HOLDERS_MAX}


def _best_first(candidates: list[tuple[float, bool, float, int, int]]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for *_, index, number in sorted(candidates):
        if index not in chosen and number not in taken:
            chosen[index] = number
            taken.add(number)
    return chosen


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}
