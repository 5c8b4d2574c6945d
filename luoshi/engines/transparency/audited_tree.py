"""The tree of a record computed again beside the one that is stored, and what explains where they part."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from luoshi.engines.transparency.findings import Finding, FindingKind
from luoshi.engines.transparency.hashing import level_above
from luoshi.engines.transparency.peaks import Peaks
from luoshi.engines.transparency.tree import WIDTH, WIDTH_BITS


class AuditedTree:
    """Takes the leaves 256 at a time.

    Two trees grow side by side: one from the leaves, the other from the stored subtrees as far as there are any. Where a head has the
    root of the first, all leaves before it are proved. Where it has only that of the second, the leaves below the subtrees that differ
    are wrong, and everything after them is still proved.
    """

    def __init__(self, heads: Sequence[tuple[int, bytes]], subtrees: Mapping[tuple[int, int], bytes]) -> None:
        self.sealed = heads[-1][0] if heads else 0
        self._heads, self._subtrees = deque(heads), subtrees
        self._computed, self._stored = Peaks(), Peaks()
        self._size = self._proved = self._explained = 0
        self._row: list[bytes] = []
        self._different: list[int] = []
        self._lost: list[range] = []
        self._block: list[int] = []
        self._moved: dict[int, int] = {}

    def take(self, hashes: Sequence[bytes], numbers: Sequence[int]) -> None:
        """The next 256 leaves, or the last ones: their hashes, and the numbers of their facts (negative where a leaf is gone)."""
        done, within = 0, Peaks()
        while self._heads and self._heads[0][0] <= self._size + len(hashes):
            size, root = self._heads.popleft()
            upto = size - self._size
            within.extend(hashes[done:upto])
            self._block += numbers[done:upto]
            self._compare(size, root, within)
            done, self._block = upto, []
        self._block += numbers[done:]
        if len(hashes) == WIDTH:
            self._complete(hashes)
        self._size += len(hashes)

    def _complete(self, hashes: Sequence[bytes]) -> None:
        """256 leaves below one stored subtree."""
        found = _folded(hashes)
        stored = self._subtrees.get((1, len(self._row)))
        if stored != found:
            self._different.append(len(self._row))
        self._row.append(found)
        self._computed.push(found, WIDTH)
        self._stored.push(stored or found, WIDTH)

    def _compare(self, size: int, root: bytes, within: Peaks) -> None:
        if self._computed.root_with(within) == root:
            self._proved = self._explained = size
            return
        begin = size - len(self._block)
        self._moved.update((begin + place, self._block[place]) for place in _out_of_order(self._block))
        if self._stored.root_with(within) == root:
            self._explained = size
        else:
            self._lost.append(range(self._explained, size))

    def findings(self) -> Iterator[Finding]:
        """What is wrong with the tree, once all leaves were taken."""
        yield from (Finding(FindingKind.REORDERED, number, number) for number in self._moved.values() if number >= 0)
        told = [range(place, place + 1) for place in self._moved]
        for index in self._different:
            places = range(index * WIDTH, (index + 1) * WIDTH)
            if places.stop <= self._proved:
                yield _over(FindingKind.SUBTREE_CHANGED, places)
            elif not _touches(places, told):
                yield _over(FindingKind.RANGE_CHANGED, places)
            told.append(places)
        for places in self._lost:
            if not _touches(places, told):
                yield _over(FindingKind.RANGE_CHANGED, places)
            told.append(places)
        if self._size > self.sealed:
            yield _over(FindingKind.BEYOND_HEAD, range(self.sealed, self._size))
        yield from self._higher()

    def _higher(self) -> Iterator[Finding]:
        """The stored subtrees of the higher levels, computed from the rows below them as they are stored."""
        level, row, wrong = 1, self._row, set(self._different)
        while len(row) >= WIDTH:
            level, row = level + 1, [_folded(row[begin : begin + WIDTH]) for begin in range(0, len(row) // WIDTH * WIDTH, WIDTH)]
            wrong = {index // WIDTH for index in wrong}
            for index, found in enumerate(row):
                if self._subtrees.get((level, index)) != found and index not in wrong:
                    yield _over(FindingKind.SUBTREE_CHANGED, range(index * WIDTH**level, (index + 1) * WIDTH**level))


def _folded(hashes: Sequence[bytes]) -> bytes:
    """The hash above 256 others."""
    for _ in range(WIDTH_BITS):
        hashes = level_above(hashes)
    return hashes[0]


def _out_of_order(numbers: Sequence[int]) -> list[int]:
    """The fewest places that must be left out for the rest to ascend, and those of leaves that are gone."""
    lowest: list[int] = []  # the smallest number with which a run of each length ends, and where it stands
    ends: list[int] = []
    before: list[int | None] = []
    for place, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        lowest[length : length + 1], ends[length : length + 1] = [number], [place]
        before.append(ends[length - 1] if length else None)
    kept: set[int] = set()
    place_kept = ends[-1] if ends else None
    while place_kept is not None:
        kept.add(place_kept)
        place_kept = before[place_kept]
    return [place for place, number in enumerate(numbers) if place not in kept or number < 0]


def _touches(places: range, others: Iterable[range]) -> bool:
    return any(places.start < other.stop and other.start < places.stop for other in others)


def _over(kind: FindingKind, places: range) -> Finding:
    return Finding(kind, places.start + 1, places.stop)
