"""The tree against the vectors of the reference implementations, the RFC's own definition, and every change that somebody could try."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.transparency import EMPTY_ROOT, consistency_proof, grow, inclusion_proof, is_consistent, is_included, leaf_hash, root
from luoshi.engines.transparency.tests.stores import Store, stored

# The eight leaves and the roots over the first of them, as the tests of Certificate Transparency have them.
LEAVES = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Position, size and path; old size, new size and path.
INCLUSION = [
    (0, 1, []),
    (0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip
CONSISTENCY = [
    (1, 1, []),
    (1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]),
    (6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]),
    (2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]),
]  # fmt: skip


def mth(leaves: Sequence[bytes]) -> bytes:
    """MTH(D_n), word by word from RFC 9162, 2.1.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = split(leaves)
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: Sequence[bytes]) -> list[bytes]:
    """PATH(m, D_n), word by word from RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    k = split(leaves)
    return [*path(m, leaves[:k]), mth(leaves[k:])] if m < k else [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: Sequence[bytes], *, b: bool) -> list[bytes]:
    """SUBPROOF(m, D_n, b), word by word from RFC 9162, 2.1.4.1."""
    if m == len(leaves):
        return [] if b else [mth(leaves)]
    k = split(leaves)
    if m <= k:
        return [*subproof(m, leaves[:k], b=b), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], b=False), mth(leaves[:k])]


def split(leaves: Sequence[bytes]) -> int:
    """The largest power of two smaller than n."""
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return k


def numbered(size: int) -> list[bytes]:
    return [str(number).encode() for number in range(size)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference(size: int) -> None:
    assert root(size, stored(LEAVES)).hex() == ROOTS[size - 1]


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root(0, Store()).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == EMPTY_ROOT.hex()


@pytest.mark.parametrize(("position", "size", "expected"), INCLUSION)
def test_inclusion_proofs_are_those_of_the_reference(position: int, size: int, expected: list[str]) -> None:
    found = inclusion_proof(position, size, stored(LEAVES))
    assert [one.hex() for one in found] == expected
    assert is_included(leaf_hash(LEAVES[position]), position, size, found, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new", "expected"), CONSISTENCY)
def test_consistency_proofs_are_those_of_the_reference(old: int, new: int, expected: list[str]) -> None:
    found = consistency_proof(old, new, stored(LEAVES))
    assert [one.hex() for one in found] == expected
    assert is_consistent(old, bytes.fromhex(ROOTS[old - 1]), new, bytes.fromhex(ROOTS[new - 1]), found)


def test_between_all_small_sizes_roots_and_proofs_are_what_the_rfc_defines() -> None:
    leaves = numbered(35)
    store, roots = stored(leaves), [mth(leaves[:size]) for size in range(36)]
    for new in range(1, 36):
        assert root(new, store) == roots[new]
        for old in range(1, new + 1):
            found = consistency_proof(old, new, store)
            assert found == subproof(old, leaves[:new], b=True)
            assert is_consistent(old, roots[old], new, roots[new], found)
            found = inclusion_proof(old - 1, new, store)
            assert found == path(old - 1, leaves[:new])
            assert is_included(leaf_hash(leaves[old - 1]), old - 1, new, found, roots[new])


LARGE = numbered(256 * 256 + 700)
HELD = stored(LARGE)


@given(st.data())
def test_proofs_over_several_stored_levels_are_what_the_rfc_defines(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 2000) | st.integers(256 * 256 - 3, len(LARGE)))
    position, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    top, before = root(size, HELD), root(old, HELD)
    found = inclusion_proof(position, size, HELD)
    assert is_included(leaf_hash(LARGE[position]), position, size, found, top)
    assert is_consistent(old, before, size, top, consistency_proof(old, size, HELD))
    if size <= 2000:
        assert (top, found) == (mth(LARGE[:size]), path(position, LARGE[:size]))


def test_a_proof_over_many_leaves_reads_a_few_ranges() -> None:
    HELD.reads.clear()
    inclusion_proof(40_000, len(LARGE), HELD)
    assert len({(level, begin // 256) for level, begin, _ in HELD.reads}) <= 6
    assert max(end - begin for _, begin, end in HELD.reads) <= 256


@given(st.lists(st.integers(1, 700), min_size=1, max_size=6))
def test_a_tree_that_grows_in_steps_is_the_one_that_grew_at_once(steps: list[int]) -> None:
    store = Store()
    for step in steps:
        store.append([leaf_hash(content) for content in LARGE[store.size : store.size + step]])
    assert store.rows == stored(LARGE[: sum(steps)]).rows


@given(st.integers(1, 300), st.data())
def test_any_changed_bit_of_leaf_path_or_root_is_refused(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    parts = [leaf_hash(LARGE[position]), *inclusion_proof(position, size, HELD), root(size, HELD)]
    place, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[place] = flipped(parts[place], bit)
    assert not is_included(parts[0], position, size, parts[1:-1], parts[-1])


@given(st.integers(2, 300), st.data())
def test_any_changed_bit_of_a_consistency_proof_is_refused(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size - 1))
    parts = [root(old, HELD), *consistency_proof(old, size, HELD), root(size, HELD)]
    place, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[place] = flipped(parts[place], bit)
    assert not is_consistent(old, parts[0], size, parts[-1], parts[1:-1])


@given(st.integers(1, 300), st.data())
def test_a_proof_holds_for_its_own_position_and_size_alone(size: int, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, size - 1))
    leaf, found, top = leaf_hash(LARGE[position]), inclusion_proof(position, size, HELD), root(size, HELD)
    for other in {position - 1, position + 1, size, data.draw(st.integers(0, size))} - {position}:
        assert not is_included(leaf, other, size, found, top)
    assert not is_included(leaf, position, size, [*found, top], top)
    assert not found or not is_included(leaf, position, size, found[:-1], top)


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value) ^ 1 << bit).to_bytes(32)


@pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(position: int, size: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(position, size, HELD)
    assert not is_included(leaf_hash(b"0"), position, size, [], leaf_hash(b"0"))


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_there_is_no_proof_that_a_tree_grew_from_nothing_or_shrank(old: int, new: int) -> None:
    with pytest.raises(IndexError):
        consistency_proof(old, new, HELD)
    assert not is_consistent(old, EMPTY_ROOT, new, EMPTY_ROOT, [])


def test_grow_of_nothing_stores_nothing() -> None:
    assert list(grow(5, [], HELD)) == []
