"""Roots and proofs of a Merkle tree (RFC 9162, 2.1) whose leaves lie in a store, read a few short ranges at a time.

The store keeps the hashes of complete subtrees of 256 to the power of a level: level 0 are the leaves. So it holds one row more for every
256 leaves, only ever grows, and whatever stands between two stored levels is computed from at most 256 neighbours. A proof over millions of
leaves reads three or four such ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from luoshi.engines.transparency.hashing import EMPTY_ROOT, level_above, node_hash

Hashes: TypeAlias = Callable[[int, int, int], Sequence[bytes]]
"""``hashes(level, begin, end)``: the stored hashes of a level from one index up to another, which is not included."""

WIDTH_BITS: Final = 8
WIDTH: Final = 1 << WIDTH_BITS
"""How many hashes of one stored level stand below one of the next."""


def root(size: int, hashes: Hashes) -> bytes:
    """The root over the first ``size`` leaves."""
    return _root_over(0, size, hashes) if size else EMPTY_ROOT


def inclusion_proof(position: int, size: int, hashes: Hashes) -> list[bytes]:
    """The hashes that lead from a leaf, counted from 0, to the root over ``size`` leaves (RFC 9162, 2.1.3.1).

    Raises:
        IndexError: the tree of that size has no such leaf.
    """
    if not 0 <= position < size:
        raise IndexError(f"there is no leaf {position} among {size}")
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if position < middle:
            path.append(_root_over(middle, end, hashes))
            end = middle
        else:
            path.append(_root_over(begin, middle, hashes))
            begin = middle
    return path[::-1]


def consistency_proof(old_size: int, new_size: int, hashes: Hashes) -> list[bytes]:
    """The hashes that show that a tree only grew from one size to another (RFC 9162, 2.1.4.1).

    Raises:
        IndexError: the old tree is empty or larger than the new one.
    """
    if not 0 < old_size <= new_size:
        raise IndexError(f"a tree cannot grow from {old_size} to {new_size} leaves")
    begin, end, path, was_root = 0, new_size, [], True
    while end != old_size:
        middle = begin + _split(end - begin)
        if old_size <= middle:
            path.append(_root_over(middle, end, hashes))
            end = middle
        else:
            path.append(_root_over(begin, middle, hashes))
            begin, was_root = middle, False
    if not was_root:
        path.append(_root_over(begin, end, hashes))
    return path[::-1]


def grow(size: int, leaves: Sequence[bytes], hashes: Hashes) -> Iterator[tuple[int, int, bytes]]:
    """The subtrees that become complete when ``leaves`` are appended to ``size`` others: level, index and hash, to be stored."""
    level, begin, fresh = 0, size, list(leaves)
    while fresh:
        first = begin // WIDTH
        row = [*hashes(level, first * WIDTH, begin), *fresh]
        fresh = row[: len(row) // WIDTH * WIDTH]
        for _ in range(WIDTH_BITS):
            fresh = level_above(fresh)
        level, begin = level + 1, first
        yield from ((level, begin + place, found) for place, found in enumerate(fresh))


def _root_over(begin: int, end: int, hashes: Hashes) -> bytes:
    """The root over the leaves of a range that begins where the tree may be split: its complete subtrees, joined from the right."""
    peaks = []
    while begin < end:
        bits = (end - begin).bit_length() - 1
        peaks.append(_complete(begin, bits, hashes))
        begin += 1 << bits
    found = peaks.pop()
    while peaks:
        found = node_hash(peaks.pop(), found)
    return found


def _complete(begin: int, bits: int, hashes: Hashes) -> bytes:
    """The hash of a complete subtree of 2 to the power of ``bits`` leaves."""
    level, above = divmod(bits, WIDTH_BITS)
    first = begin >> level * WIDTH_BITS
    row = list(hashes(level, first, first + (1 << above)))
    for _ in range(above):
        row = level_above(row)
    [found] = row
    return found


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``: as many leaves stand on the left."""
    return 1 << (size - 1).bit_length() - 1
