"""Whoever holds a proof checks it with SHA-256 alone (RFC 9162, 2.1.3.2 and 2.1.4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.engines.transparency.hashing import HASH_BYTES, node_hash

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_included(leaf: bytes, position: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the leaf with this hash stands at a position among ``size`` leaves with this root."""
    if not 0 <= position < size or not _are_hashes(leaf, root, *path):
        return False
    node, last, found = position, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            node, last = _up_to_a_right_child(node, last)
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(old_size: int, old_root: bytes, new_size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether the tree with the new root holds the one with the old root as its beginning, unchanged."""
    if not 0 < old_size <= new_size or not _are_hashes(old_root, new_root, *path):
        return False
    if old_size == new_size:
        return not path and old_root == new_root
    if not path:
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    # Where the old tree is a whole subtree of the new one, its root is known and the proof leaves it out.
    first, *rest = path if node else (old_root, *path)
    old = new = first
    for sibling in rest:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = _up_to_a_right_child(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _up_to_a_right_child(node: int, last: int) -> tuple[int, int]:
    """The last node of a level may have no sibling on several levels: go up to where it has one on its left."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _are_hashes(*found: bytes) -> bool:
    return all(len(one) == HASH_BYTES for one in found)
