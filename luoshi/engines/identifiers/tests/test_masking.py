"""What is shown of personal data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.identifiers import Personal, mask
from luoshi.engines.identifiers.tests.generated import citizen_ids


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("11010519491231002X", Personal.CITIZEN_ID, "110105********002X"),
        ("110105491231002", Personal.CITIZEN_ID, "110105******002"),
        ("110105 19491231 002X", Personal.CITIZEN_ID, "*" * 20),
        ("1101", Personal.CITIZEN_ID, "****"),
        ("13800000000", Personal.PHONE, "138****0000"),
        ("0451-84000000", Personal.PHONE, "0451-****0000"),
        ("010-62000000转8012", Personal.PHONE, "010-****0000*****"),
        ("0451-8400000", Personal.PHONE, "0451-***0000"),
        ("4001234567", Personal.PHONE, "400***4567"),
        ("12345", Personal.PHONE, "*****"),
        ("张示例", Personal.NAME, "张**"),
        ("阿示例·示例", Personal.NAME, "阿**·**"),
        ("Sample Person", Personal.NAME, "S***** ******"),
        ("", Personal.NAME, ""),
        ("91350100M000100Y43", Personal.CREDIT_CODE, "91350100M000100Y43"),
    ],
)
def test_enough_is_shown_to_tell_two_apart(text: str, kind: Personal, shown: str) -> None:
    assert mask(text, kind) == shown


@given(citizen_ids)
def test_a_masked_citizen_id_never_shows_the_date_of_birth(code: str) -> None:
    assert mask(code, Personal.CITIZEN_ID) == f"{code[:6]}********{code[14:]}"


@given(st.text(max_size=24), st.sampled_from([Personal.CITIZEN_ID, Personal.PHONE, Personal.NAME]))
def test_a_mask_changes_characters_to_stars_and_nothing_else(text: str, kind: Personal) -> None:
    masked = mask(text, kind)
    assert len(masked) == len(text)
    assert all(after in {before, "*"} for before, after in zip(text, masked, strict=True))
    assert mask(masked, kind) in {masked, "*" * len(text)}
