"""The root of a tree that grows leaf by leaf: the complete subtrees at its right edge are all that must be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.engines.transparency.hashing import node_hash

if TYPE_CHECKING:
    from collections.abc import Iterable


class Peaks:
    """The complete subtrees from left to right, each larger than the next."""

    def __init__(self) -> None:
        self._peaks: list[tuple[int, bytes]] = []

    def push(self, found: bytes, size: int = 1) -> None:
        """Append a complete subtree of ``size`` leaves, not larger than the last one; two of one size become one."""
        while self._peaks and self._peaks[-1][0] == size:
            found, size = node_hash(self._peaks.pop()[1], found), 2 * size
        self._peaks.append((size, found))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaves."""
        for leaf in leaves:
            self.push(leaf)

    def root_with(self, more: Peaks) -> bytes:
        """The root over these and the smaller subtrees that follow them; there must be some."""
        *others, found = [peak for _, peak in (*self._peaks, *more._peaks)]
        for peak in reversed(others):
            found = node_hash(peak, found)
        return found
