"""Citizen IDs: parts, age, residence documents, findings, refusals. All numbers are samples made up by the rule."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.engines.identifiers import (
    CitizenId,
    FindingKind,
    IdKind,
    RefusalCode,
    RefusedIdentifier,
    Sex,
    age,
    check_characters,
    read_citizen_id,
)
from luoshi.engines.identifiers.tests.generated import ON

EXAMPLE = "11010519491231002X"
"""The standard's own."""


def read(body: str, *, on: date = ON) -> CitizenId:
    """A number of 17 digits with its check character, read."""
    return read_citizen_id(body + check_characters.citizen(body), on=on)


def refused(text: str, *, on: date = ON) -> RefusedIdentifier:
    with pytest.raises(RefusedIdentifier) as caught:
        read_citizen_id(text, on=on)
    return caught.value


def test_the_standards_example_falls_into_its_parts() -> None:
    number = read_citizen_id(EXAMPLE, on=ON)
    assert (number.kind, number.sex, number.birth, number.age(ON)) == (IdKind.CITIZEN, Sex.FEMALE, date(1949, 12, 31), 76)
    assert number.division is not None
    assert (number.division.name, number.nationality, number.findings) == ("朝阳区", "", ())


def test_a_small_x_and_blanks_are_mended_and_said() -> None:
    number = read_citizen_id("110105 19491231 002x", on=ON)
    assert [finding.kind for finding in number.findings] == [FindingKind.SEPARATORS, FindingKind.LOWER_CASE]
    assert number == read_citizen_id(EXAMPLE, on=ON)


def test_the_district_of_songbei_is_in_the_table() -> None:
    number = read("23010920050101001")
    assert number.division is not None
    assert (number.division.name, number.sex, number.findings) == ("松北区", Sex.MALE, ())


def test_a_revoked_division_stays_lawful_and_is_said() -> None:
    number = read("23010719800101001")
    assert number.division is None
    [finding] = number.findings
    assert (finding.kind, finding.position) == (FindingKind.UNKNOWN_DIVISION, 1)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("810000199408230021", IdKind.HONG_KONG_RESIDENT),
        ("820000199408230023", IdKind.MACAO_RESIDENT),
        ("830000199201300022", IdKind.TAIWAN_RESIDENT),
    ],
)
def test_residents_of_hong_kong_macao_and_taiwan_are_recognised(code: str, kind: IdKind) -> None:
    number = read_citizen_id(code, on=ON)
    assert (number.kind, number.findings) == (kind, ())


def test_a_foreigner_with_permanent_residence_is_recognised() -> None:
    number = read("91112419810803002")
    assert (number.code[17], number.kind, number.nationality, number.sex) == ("4", IdKind.FOREIGN_RESIDENT, "124", Sex.FEMALE)
    assert number.division is not None
    assert (number.division.name, number.birth, number.findings) == ("北京市", date(1981, 8, 3), ())
    [finding] = read("99912419810803002").findings
    assert (finding.kind, finding.position) == (FindingKind.UNKNOWN_DIVISION, 2)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2000, 5, 1), date(2018, 4, 30), 17),
        (date(2000, 5, 1), date(2018, 5, 1), 18),
        (date(2000, 2, 29), date(2018, 2, 27), 17),
        (date(2000, 2, 29), date(2018, 2, 28), 18),
        (date(2000, 2, 29), date(2020, 2, 28), 20),
        (date(2000, 5, 1), date(2000, 5, 1), 0),
    ],
)
def test_age_in_full_years(birth: date, on: date, years: int) -> None:
    assert age(birth, on) == years


def test_more_than_120_years_are_doubted_not_refused() -> None:
    assert [finding.kind for finding in read("23010919000101001").findings] == [FindingKind.IMPLAUSIBLE_AGE]


def test_nobody_is_born_later() -> None:
    assert read("23010920261126001").birth == ON
    body = "23010920261127001"
    refusal = refused(body + check_characters.citizen(body))
    assert (refusal.code, refusal.position) == (RefusalCode.NOT_YET_BORN, 7)
    assert "2026-11-26" in refusal.what.chinese


@pytest.mark.parametrize("day", ["19490229", "19491301", "19490431", "00000101", "19490100"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    body = f"110105{day}002"
    refusal = refused(body + check_characters.citizen(body))
    assert (refusal.code, refusal.position) == (RefusalCode.NO_SUCH_DAY, 7)


@pytest.mark.parametrize(
    ("written", "code", "position", "expected"),
    [
        ("", RefusalCode.EMPTY, None, ""),
        ("110105491231002", RefusalCode.OLD_CITIZEN_ID, None, ""),
        ("CAN110105810803", RefusalCode.OLD_RESIDENCE_ID, None, ""),
        ("1.10105194912310E+17", RefusalCode.SPREADSHEET_NUMBER, None, ""),
        ("110105194912310020.0", RefusalCode.SPREADSHEET_NUMBER, None, ""),
        ("1101051949123100", RefusalCode.WRONG_LENGTH, None, ""),
        ("11010519491231OO2X", RefusalCode.WRONG_CHARACTER, 15, "0"),
        ("11010519491231002×", RefusalCode.WRONG_CHARACTER, 18, "X"),
        ("110105194912310021", RefusalCode.WRONG_CHECK_CHARACTER, 18, "X"),
    ],
)
def test_a_refusal_says_which_character_is_wrong_and_what_should_be(
    written: str, code: RefusalCode, position: int | None, expected: str
) -> None:
    refusal = refused(written)
    assert (refusal.code, refusal.position, refusal.expected) == (code, position, expected)


def test_three_zeros_at_the_end_point_to_the_spreadsheet() -> None:
    assert "表格软件" in refused("110105194912310000").remedy.chinese


@pytest.mark.parametrize("written", ["110105194912310021", "110105491231002", "110105194902290021"])
def test_a_refusal_does_not_repeat_a_citizens_number(written: str) -> None:
    message = str(refused(written))
    assert not any(written[start : start + 6] in message for start in range(len(written) - 5))


def test_a_traceback_does_not_show_a_citizens_number() -> None:
    assert EXAMPLE[6:] not in repr(read_citizen_id(EXAMPLE, on=ON))
