"""Check characters notice what their standards promise, and each reader gives back what it was given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.engines.identifiers import (
    RefusedIdentifier,
    check_characters,
    read_citizen_id,
    read_credit_code,
    read_organisation_code,
    read_registration_number,
)
from luoshi.engines.identifiers.tests.generated import (
    CAPITALS,
    DIGITS,
    ON,
    citizen_ids,
    credit_codes,
    organisation_codes,
    registration_numbers,
    replaced,
    swapped,
)

SIGNS = st.sampled_from(DIGITS + CAPITALS)
INDEX = st.integers(0, 17)


def citizen(text: str) -> object:
    """The reader with a day."""
    return read_citizen_id(text, on=ON)


def is_refused(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except RefusedIdentifier:
        return True
    return False


@given(credit_codes, INDEX, SIGNS)
def test_credit_code_notices_every_single_wrong_character(code: str, index: int, sign: str) -> None:
    assert is_refused(read_credit_code, replaced(code, index, sign)) == (code[index] != sign)


@given(credit_codes, st.integers(0, 16))
def test_credit_code_notices_every_swap_of_neighbours(code: str, index: int) -> None:
    assert is_refused(read_credit_code, swapped(code, index)) == (code[index] != code[index + 1])


@given(citizen_ids, INDEX, SIGNS)
def test_citizen_id_notices_every_single_wrong_character(code: str, index: int, sign: str) -> None:
    assert is_refused(citizen, replaced(code, index, sign)) == (code[index] != sign)


@given(citizen_ids, st.integers(0, 16))
def test_citizen_id_notices_every_swap_of_neighbours(code: str, index: int) -> None:
    assert is_refused(citizen, swapped(code, index)) == (code[index] != code[index + 1])


@given(registration_numbers, st.integers(0, 14), st.sampled_from(DIGITS))
def test_registration_number_notices_every_single_wrong_digit(code: str, index: int, sign: str) -> None:
    assert is_refused(read_registration_number, replaced(code, index, sign)) == (code[index] != sign)


@given(registration_numbers, st.integers(0, 13))
def test_registration_number_notices_swaps_of_digits_that_do_not_follow_one_another(code: str, index: int) -> None:
    assume(abs(int(code[index]) - int(code[index + 1])) not in {0, 1, 9})
    assert is_refused(read_registration_number, swapped(code, index))


def test_registration_number_misses_a_swap_that_its_system_leaves_open() -> None:
    body = "56000000000000"
    assert check_characters.registration(body) == check_characters.registration(swapped(body, 0))


@given(organisation_codes, st.integers(0, 7), SIGNS)
def test_organisation_code_notices_a_wrong_character_unless_it_is_eleven_apart(code: str, index: int, sign: str) -> None:
    alike = (int(code[index], 36) - int(sign, 36)) % 11 == 0
    assert is_refused(read_organisation_code, replaced(code, index, sign)) == (not alike)


@given(organisation_codes, st.integers(0, 6))
def test_organisation_code_notices_swaps_in_its_body_unless_they_are_eleven_apart(code: str, index: int) -> None:
    alike = (int(code[index], 36) - int(code[index + 1], 36)) % 11 == 0
    assert is_refused(read_organisation_code, swapped(code, index)) == (not alike)


@pytest.mark.parametrize(
    ("codes", "read"),
    [
        (credit_codes, read_credit_code),
        (citizen_ids, citizen),
        (registration_numbers, read_registration_number),
        (organisation_codes, read_organisation_code),
    ],
    ids=["credit", "citizen", "registration", "organisation"],
)
@given(data=st.data())
def test_what_is_written_out_reads_back_the_same(codes: st.SearchStrategy[str], read: Callable[[str], object], data: st.DataObject) -> None:
    written = data.draw(codes)
    taken = read(written)
    assert str(taken).replace("-", "") == written
    assert read(str(taken)) == taken


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_credit_code, citizen, read_registration_number, read_organisation_code):
        is_refused(read, text)
