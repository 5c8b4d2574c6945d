"""Telephone numbers as people write them. 13800000000 and the like are nobody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.identifiers import FindingKind, PhoneKind, RefusalCode, RefusedIdentifier, read_phone


@pytest.mark.parametrize(
    ("written", "kind", "kept"),
    [
        ("13800000000", PhoneKind.MOBILE, "13800000000"),
        ("138-0000-0000", PhoneKind.MOBILE, "13800000000"),
        ("1380000-0000", PhoneKind.MOBILE, "13800000000"),
        ("１９９ ００００ ００００", PhoneKind.MOBILE, "19900000000"),
        ("010-62000000", PhoneKind.LANDLINE, "010-62000000"),
        ("（0451）84000000", PhoneKind.LANDLINE, "0451-84000000"),
        ("04518400000", PhoneKind.LANDLINE, "0451-8400000"),
        ("0451-84000000-8012", PhoneKind.LANDLINE, "0451-84000000转8012"),
        ("0451-84000000转8012", PhoneKind.LANDLINE, "0451-84000000转8012"),
        ("021 62000000 ext.12", PhoneKind.LANDLINE, "021-62000000转12"),
        ("400-000-0000", PhoneKind.SERVICE, "4000000000"),
        ("800 000 0000转1", PhoneKind.SERVICE, "8000000000转1"),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, kind: PhoneKind, kept: str) -> None:
    phone = read_phone(written)
    assert (phone.kind, str(phone)) == (kind, kept)
    assert read_phone(kept) == phone


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("+86 138 0000 0000", "13800000000"),
        ("008613800000000", "13800000000"),
        ("8613800000000", "13800000000"),
        ("+86-451-84000000", "0451-84000000"),
        ("86-10-62000000", "010-62000000"),
        ("+86 0451 84000000", "0451-84000000"),
        ("+864000000000", "4000000000"),
    ],
)
def test_the_country_code_is_taken_off_and_said(written: str, kept: str) -> None:
    phone = read_phone(written)
    assert str(phone) == kept
    assert [finding.kind for finding in phone.findings] == [FindingKind.COUNTRY_CODE]


@pytest.mark.parametrize(
    ("written", "code", "position"),
    [
        (" ", RefusalCode.EMPTY, None),
        ("84000000", RefusalCode.NO_AREA_CODE, 1),
        ("8400-0000", RefusalCode.NO_AREA_CODE, 1),
        ("+852 2100 0000", RefusalCode.FOREIGN_PHONE, 1),
        ("12345", RefusalCode.NO_PHONE, None),
        ("1380000000", RefusalCode.NO_PHONE, None),
        ("12800000000", RefusalCode.NO_PHONE, None),
        ("010-12000000", RefusalCode.NO_PHONE, None),
        ("13800000000/13900000000", RefusalCode.NO_PHONE, 12),
        ("138O0000000", RefusalCode.NO_PHONE, 4),
    ],
)
def test_what_is_no_number_is_refused(written: str, code: RefusalCode, position: int | None) -> None:
    with pytest.raises(RefusedIdentifier) as caught:
        read_phone(written)
    assert (caught.value.code, caught.value.position) == (code, position)


@given(st.text("0123456789+-()（）转 ext.8６\u200b", max_size=20))
def test_any_text_is_read_or_refused_and_what_is_kept_reads_back(text: str) -> None:
    try:
        phone = read_phone(text)
    except RefusedIdentifier:
        return
    assert read_phone(str(phone)) == phone
