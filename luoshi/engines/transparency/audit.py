"""The whole record computed again from the contents of its facts, and everything named in which it is not what was sealed.

What is compared: each content with the hash of its leaf; the leaves with the stored subtrees and with the roots of all heads; the heads
with their signatures. A subtree that differs says in which 256 leaves to look; the numbers of a block, which are sealed in ascending
order, say which of them stand elsewhere than they did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from typing import Final, TypeAlias

from luoshi.engines.transparency.audited_tree import AuditedTree
from luoshi.engines.transparency.findings import Finding, FindingKind
from luoshi.engines.transparency.hashing import HASH_BYTES
from luoshi.engines.transparency.tree import WIDTH

_NO_HASH: Final = bytes(HASH_BYTES)
"""Stands where a leaf is gone: no content has it."""
_NO_NUMBER: Final = -1


SealedFact: TypeAlias = tuple[int, int, bytes, bytes | None]
"""A leaf: its position, the number of its fact, its hash, and the content of the fact; ``None`` where that is gone."""


@dataclass(frozen=True, slots=True)
class Head:
    """A sealed head: the root over the first ``size`` leaves, and whether its signature holds."""

    size: int
    root: bytes
    is_signed: bool


def audit(
    leaves: Iterable[SealedFact],
    heads: Sequence[Head],
    subtrees: Mapping[tuple[int, int], bytes],
    *,
    progress: Callable[[int], object] = lambda _done: None,
) -> Iterator[Finding]:
    """Everything that is wrong with a record: what is wrong with single facts while they are read, with the tree at the end.

    Args:
        leaves: by position; they are read once, and never held together.
        heads: by size.
        subtrees: the stored hashes by level and index.
        progress: is told again and again how many leaves are done.
    """
    yield from (Finding(FindingKind.HEAD_CHANGED, head.size, head.size) for head in heads if not head.is_signed)
    tree = AuditedTree([(head.size, head.root) for head in heads if head.is_signed], subtrees)
    done = 0
    for chunk in _chunks(iter(leaves), tree.sealed):
        yield from _facts(chunk)
        tree.take([leaf[2] for leaf in chunk], [leaf[1] for leaf in chunk])
        done += len(chunk)
        progress(done)
    yield from tree.findings()


def _chunks(leaves: Iterator[SealedFact], sealed: int) -> Iterator[list[SealedFact]]:
    """The leaves 256 at a time, with something in the place of each sealed one that is gone."""
    expected, chunk = 0, list(islice(leaves, WIDTH))
    while chunk and chunk[-1][0] == expected + len(chunk) - 1:  # positions ascend, so none is missing
        yield chunk
        expected += len(chunk)
        chunk = list(islice(leaves, WIDTH))
    rest = _without_gaps(chain(chunk, leaves), expected, sealed)
    while chunk := list(islice(rest, WIDTH)):
        yield chunk


def _without_gaps(leaves: Iterable[SealedFact], expected: int, sealed: int) -> Iterator[SealedFact]:
    for leaf in leaves:
        while expected < min(leaf[0], sealed):
            yield expected, _NO_NUMBER, _NO_HASH, None
            expected += 1
        yield leaf
        expected += 1
    yield from ((position, _NO_NUMBER, _NO_HASH, None) for position in range(expected, sealed))


def _facts(chunk: Sequence[SealedFact]) -> Iterator[Finding]:
    """Each content against the hash that was sealed."""
    for position, number, sealed, content in chunk:
        if number == _NO_NUMBER:
            yield Finding(FindingKind.UNPLACED, position + 1, position + 1)
        elif content is None:
            yield Finding(FindingKind.MISSING, number, number)
        elif sha256(b"\x00" + content).digest() != sealed:
            yield Finding(FindingKind.CHANGED, number, number)
        elif b'","number":%d,"public":' % number not in content:
            yield Finding(FindingKind.RENUMBERED, number, number)
