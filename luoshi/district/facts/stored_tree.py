"""The Merkle tree of the record as it lies in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.facts.models import Leaf, Subtree, TreeHead
from luoshi.engines.transparency import WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence


class StoredHashes:
    """The hashes of the record for the engine: whole rows of 256 are read, and kept for as long as one question is answered."""

    def __init__(self) -> None:
        self._rows: dict[tuple[int, int], list[bytes]] = {}

    def __call__(self, level: int, begin: int, end: int) -> Sequence[bytes]:
        """The hashes of a level from one index up to another, within one row."""
        if begin == end:
            return []
        row = begin // WIDTH
        if (level, row) not in self._rows:
            self._rows[level, row] = _row(level, row * WIDTH)
        return self._rows[level, row][begin - row * WIDTH : end - row * WIDTH]


def _row(level: int, begin: int) -> list[bytes]:
    if level == 0:
        leaves = Leaf.objects.filter(position__gte=begin, position__lt=begin + WIDTH).order_by("position")
        return [bytes(one) for one in leaves.values_list("hash", flat=True)]
    above = Subtree.objects.filter(level=level, index__gte=begin, index__lt=begin + WIDTH).order_by("index")
    return [bytes(one) for one in above.values_list("hash", flat=True)]


def newest_head() -> TreeHead | None:
    """The head over the most facts."""
    return TreeHead.objects.order_by("-size").first()
