"""A store of hashes in memory, which remembers what was read."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.engines.transparency import grow, leaf_hash


class Store:
    """Levels of hashes: level 0 are the leaves."""

    def __init__(self) -> None:
        self.rows: dict[int, list[bytes]] = {0: []}
        self.reads: list[tuple[int, int, int]] = []

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self.rows[0])

    def __call__(self, level: int, begin: int, end: int) -> Sequence[bytes]:
        """Read a range."""
        self.reads.append((level, begin, end))
        return self.rows.get(level, [])[begin:end]

    def append(self, leaves: Sequence[bytes]) -> None:
        """Append hashes of leaves, and what becomes complete by them."""
        complete = list(grow(self.size, leaves, self))
        self.rows[0] += leaves
        for level, index, found in complete:
            row = self.rows.setdefault(level, [])
            assert index == len(row)
            row.append(found)


def stored(contents: Sequence[bytes]) -> Store:
    """A store of these leaves."""
    store = Store()
    store.append([leaf_hash(content) for content in contents])
    return store
