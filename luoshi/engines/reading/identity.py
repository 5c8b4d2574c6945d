"""A commitment keeps its identifier when the text around it, or its own wording, is edited.

Re-reading an edited report gives new clauses. Each is matched with at most one known commitment, and each known one with at most one
clause: first where the words are equal, then where they are close and the place agrees. What stays unmatched is new, or was withdrawn;
an identifier is never given twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.engines.reading.model import Clause

SIMILAR_ENOUGH = 0.6
"""Share of character pairs in common (Dice, 1945) from which an edited sentence is still the same promise; a number that changes costs
little, a new object much. At 0.6 「新增注册企业100家」 → 「新增注册企业120家以上」 (0.67) keeps its identifier and 「新增见习基地5家」
(0.27) does not."""

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
    """The identifier that each clause continues, ``None`` where the clause is new. Linear in the length of the texts for reports of
    ordinary repetition."""
    placed = [item if isinstance(item, Placed) else Placed(item) for item in clauses]
    result: list[str | None] = [None] * len(placed)
    taken: set[int] = set()
    for index, number in (*_equal(placed, known), *_close(placed, known)):
        if result[index] is None and number not in taken:
            result[index] = known[number].identifier
            taken.add(number)
    return result


def _plain(text: str) -> str:
    return _IGNORED.sub("", text)


def _equal(placed: Sequence[Placed], known: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Equal words: first within the same area, then anywhere, in reading order."""
    by_words: dict[str, list[int]] = defaultdict(list)
    for number, commitment in enumerate(known):
        by_words[_plain(commitment.quote)].append(number)
    for same_area in (True, False):
        for index, item in enumerate(placed):
            for number in by_words.get(_plain(item.clause.quote), ()):
                if not same_area or known[number].area_title == item.area_title:
                    yield index, number


def _close(placed: Sequence[Placed], known: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Close words, the closest first; ties go to the nearer place in the order of the report."""
    pairs_of_known = [_pairs(_plain(commitment.quote)) for commitment in known]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, pairs in enumerate(pairs_of_known):
        for pair in pairs:
            holders[pair].append(number)
    candidates = []
    for index, item in enumerate(placed):
        own = _pairs(_plain(item.clause.quote))
        shared: dict[int, int] = defaultdict(int)
        for pair in own:
            for number in holders.get(pair, ()):
                shared[number] += 1
        for number, count in shared.items():
            likeness = 2 * count / (len(own) + len(pairs_of_known[number]))
            if likeness >= SIMILAR_ENOUGH:
                other_area = known[number].area_title != item.area_title
                candidates.append((-likeness, other_area, abs(index / max(len(placed), 1) - number / max(len(known), 1)), index, number))
    for *_, index, number in sorted(candidates):
        yield index, number


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}
