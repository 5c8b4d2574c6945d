"""The status lists say of each licence what is true of it, and a list that is not ours says nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.credentials import LIST_BITS, FaultKind, Purpose, check, sealed, status_list
from luoshi.engines.credentials.status_list import encoded, is_set
from luoshi.engines.credentials.tests.test_seal import AT, KEYS, LICENCE, PRIVATE, PUBLIC, SIGNED, few

W3C_EMPTY = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
"""The list of the example in W3C Bitstring Status List v1.0."""


def listed(*positions: int, purpose: Purpose = Purpose.REVOCATION, private: bytes = PRIVATE, number: int = 1) -> dict[str, Any]:
    """A signed list."""
    document = status_list(LICENCE.lists, number, purpose, positions, PUBLIC, begins=AT, ends=AT + timedelta(days=1))
    return sealed(document, private_key=private, at=AT)


def kinds(*lists: dict[str, Any], days: int = 0) -> list[FaultKind]:
    """What is wrong with the licence by these lists."""
    return [fault.kind for fault in check(SIGNED, at=AT + timedelta(days=days), keys=KEYS, lists=lists).faults]


@few
@given(st.sets(st.integers(0, LIST_BITS - 1), max_size=9), st.integers(0, LIST_BITS - 1))
def test_a_bit_is_set_where_it_was_set(indices: set[int], other: int) -> None:
    text = encoded(indices)
    assert all(is_set(text, index) for index in indices)
    assert is_set(text, other) == (other in indices)


def test_the_list_of_the_standard_can_be_read() -> None:
    assert not any(is_set(W3C_EMPTY, index) for index in (0, 1, LIST_BITS - 1))


@pytest.mark.parametrize(("text", "index"), [("", 0), ("u", 0), ("uAAAA", 0), ("zAAAA", 0), (W3C_EMPTY, LIST_BITS), (W3C_EMPTY, -1)])
def test_what_is_no_list_is_refused(text: str, index: int) -> None:
    with pytest.raises(ValueError, match=r".*"):
        is_set(text, index)


def test_revoked_and_suspended_are_told_from_each_other_and_from_neighbours() -> None:
    position = LICENCE.position
    assert kinds(listed(position), listed(purpose=Purpose.SUSPENSION)) == [FaultKind.REVOKED]
    assert kinds(listed(position, purpose=Purpose.SUSPENSION)) == [FaultKind.SUSPENDED]
    assert kinds(listed(position - 1, position + 1)) == []


def test_a_list_that_is_old_or_forged_says_nothing() -> None:
    assert kinds(listed(LICENCE.position), days=2) == [FaultKind.LIST_WRONG]
    assert set(kinds(listed(private=bytes(32)))) == {FaultKind.LIST_WRONG}
    altered = listed(LICENCE.position)
    altered["credentialSubject"]["encodedList"] = W3C_EMPTY
    assert kinds(altered) == [FaultKind.LIST_WRONG]


def test_the_list_of_another_number_is_not_its_own() -> None:
    checked = check(SIGNED, at=AT, keys=KEYS, lists=[listed(number=0)])
    assert checked.is_sound
    assert len(checked.unknown) == 2
