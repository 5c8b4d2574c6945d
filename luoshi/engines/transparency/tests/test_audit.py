"""Whatever somebody changes in a record is found, and named; what nobody changed is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.transparency import Finding, FindingKind, Head, SealedFact, audit, leaf_hash, root
from luoshi.engines.transparency.tests.stores import Store

SIZES = (3, 3 + 256, 300, 301, 900)
"""Of the heads: inside of 256 leaves, at their end, one fact alone, over several of them."""


@dataclass
class Record:
    """Leaves, heads and subtrees, as a database holds them."""

    leaves: list[SealedFact]
    heads: list[Head]
    subtrees: dict[tuple[int, int], bytes]

    def audited(self) -> list[tuple[FindingKind, int, int]]:
        return [(one.kind, one.first, one.last) for one in audit(self.leaves, self.heads, self.subtrees)]

    def change(self, position: int, **changes: Any) -> None:
        fields = dict(zip(("position", "number", "hash", "content"), self.leaves[position], strict=True)) | changes
        self.leaves[position] = tuple(fields.values())


def content(number: int) -> bytes:
    return b'{"nonce":"","number":%d,"public":true}' % number


def sealed(sizes: tuple[int, ...] = SIZES) -> Record:
    """A record of facts with numbers from 1, sealed in blocks."""
    store = Store()
    heads = []
    for begin, end in pairwise((0, *sizes)):
        store.append([leaf_hash(content(number + 1)) for number in range(begin, end)])
        heads.append(Head(end, root(end, store), is_signed=True))
    leaves: list[SealedFact] = [(place, place + 1, store.rows[0][place], content(place + 1)) for place in range(store.size)]
    subtrees = {(level, index): found for level, row in store.rows.items() if level for index, found in enumerate(row)}
    return Record(leaves, heads, subtrees)


@pytest.mark.parametrize("sizes", [(), (1,), (256,), SIZES, tuple(range(1, 520)), (65536 + 256 + 7,)])
def test_an_untouched_record_is_sound(sizes: tuple[int, ...]) -> None:
    assert sealed(sizes).audited() == []


def swap(record: Record, one: int, other: int) -> None:
    first, second = record.leaves[one], record.leaves[other]
    record.leaves[one], record.leaves[other] = (one, *second[1:]), (other, *first[1:])


def exchange(record: Record, one: int, other: int) -> None:
    """The contents alone."""
    first, second = record.leaves[one][3], record.leaves[other][3]
    record.change(one, content=second)
    record.change(other, content=first)


def forge(record: Record, position: int) -> None:
    """The content and the hash of its leaf."""
    number = record.leaves[position][1]
    forged = content(number) + b" "
    record.change(position, content=forged, hash=leaf_hash(forged))


def change_head(record: Record, place: int) -> None:
    record.heads[place] = replace(record.heads[place], root=bytes(32), is_signed=False)


def change_subtree(record: Record, level: int, index: int) -> None:
    record.subtrees[level, index] = bytes(32)


CHANGES: list[tuple[str, Callable[[Record], object], list[tuple[FindingKind, int, int]]]] = [
    ("a content", lambda r: r.change(500, content=content(501) + b" "), [(FindingKind.CHANGED, 501, 501)]),
    ("contents exchanged", lambda r: exchange(r, 4, 5),
     [(FindingKind.CHANGED, 5, 5), (FindingKind.CHANGED, 6, 6)]),
    ("a number", lambda r: r.change(899, number=5000), [(FindingKind.RENUMBERED, 5000, 5000)]),
    ("a fact deleted", lambda r: r.change(0, content=None), [(FindingKind.MISSING, 1, 1)]),
    ("a leaf deleted", lambda r: r.leaves.pop(700), [(FindingKind.UNPLACED, 701, 701)]),
    ("the last leaf deleted", lambda r: r.leaves.pop(), [(FindingKind.UNPLACED, 900, 900)]),
    ("two swapped in a block", lambda r: swap(r, 310, 880), [(FindingKind.REORDERED, 881, 881), (FindingKind.REORDERED, 311, 311)]),
    ("two swapped across blocks", lambda r: swap(r, 10, 400), [(FindingKind.REORDERED, 401, 401), (FindingKind.REORDERED, 11, 11)]),
    ("content and leaf below a subtree", lambda r: forge(r, 600), [(FindingKind.RANGE_CHANGED, 513, 768)]),
    ("content and leaf in the last block", lambda r: forge(r, 850), [(FindingKind.RANGE_CHANGED, 302, 900)]),
    ("a head", lambda r: change_head(r, 2), [(FindingKind.HEAD_CHANGED, 300, 300)]),
    ("the last head", lambda r: change_head(r, 4), [(FindingKind.HEAD_CHANGED, 900, 900), (FindingKind.BEYOND_HEAD, 302, 900)]),
    ("a subtree", lambda r: change_subtree(r, 1, 1), [(FindingKind.SUBTREE_CHANGED, 257, 512)]),
    ("a leaf too many", lambda r: r.leaves.append((900, 901, leaf_hash(content(901)), content(901))),
     [(FindingKind.BEYOND_HEAD, 901, 901)]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_what_was_changed_is_named(change: Callable[[Record], object], expected: list[tuple[FindingKind, int, int]]) -> None:
    record = sealed()
    change(record)
    assert record.audited() == expected


def test_several_changes_are_all_named() -> None:
    record = sealed()
    forge(record, 100)
    record.change(301, content=None)
    swap(record, 310, 320)
    forge(record, 899)
    assert record.audited() == [
        (FindingKind.MISSING, 302, 302),
        (FindingKind.REORDERED, 321, 321),
        (FindingKind.REORDERED, 311, 311),
        (FindingKind.RANGE_CHANGED, 1, 256),
    ], "the change in the last block is told once the block's own facts stand in order again"


def test_a_subtree_of_a_higher_level_is_named() -> None:
    record = sealed((65536 + 5,))
    change_subtree(record, 2, 0)
    assert record.audited() == [(FindingKind.SUBTREE_CHANGED, 1, 65536)]


RECORD = sealed((2, 5, 9, 10, 30))


@given(st.data())
def test_no_change_of_a_leaf_stays_unseen(data: st.DataObject) -> None:
    record = Record(list(RECORD.leaves), list(RECORD.heads), RECORD.subtrees)
    position, other = data.draw(st.integers(0, 29)), data.draw(st.integers(0, 29))
    how = data.draw(st.sampled_from(["forge", "swap", "delete", "content", "hash"]))
    if how == "swap":
        swap(record, position, other)
    elif how == "delete":
        del record.leaves[position]
    elif how == "content":
        record.change(position, content=data.draw(st.binary()))
    elif how == "hash":
        record.change(position, hash=data.draw(st.binary(min_size=32, max_size=32)))
    else:
        forge(record, position)
    assert bool(record.audited()) == (record.leaves != RECORD.leaves)


@pytest.mark.parametrize("kind", FindingKind)
def test_every_finding_has_its_words(kind: FindingKind) -> None:
    words = Finding(kind, 3, 5).words()
    assert "3–5" in words.chinese
    assert "3–5" in words.english
