"""Unified social credit codes and the older codes: parts, mending, findings, refusals."""

from __future__ import annotations

import pytest

from luoshi.engines.identifiers import (
    MENDED,
    CreditCode,
    EntityKind,
    FindingKind,
    OrganisationCode,
    RefusalCode,
    RefusedIdentifier,
    RegistrationNumber,
    check_characters,
    read_credit_code,
    read_entity_code,
    read_organisation_code,
    read_registration_number,
)

WORKED_EXAMPLE = "91350100M000100Y43"
"""Of the standard's text: sum 1640, remainder 28."""


def with_check(body: str) -> str:
    return body + check_characters.credit(body)


def kinds(code: CreditCode | RegistrationNumber | OrganisationCode) -> list[FindingKind]:
    return [finding.kind for finding in code.findings]


def test_the_worked_example_falls_into_its_parts() -> None:
    code = read_credit_code(WORKED_EXAMPLE)
    assert str(code.authority) == "市场监管（工商）"
    assert str(code.category) == "企业"
    assert code.division is not None
    assert (code.division.code, code.division.name) == ("350100", "福州市")
    assert (code.body, code.findings) == ("M000100Y4", ())


def test_a_remainder_of_zero_gives_the_check_character_zero() -> None:
    assert read_credit_code("91230109MA1022XYT0").code.endswith("0")


@pytest.mark.parametrize(
    ("start", "category"),
    [("N2", "村级集体经济组织"), ("Y1", "不分类别"), ("A1", "军队事业单位"), ("11", "机关"), ("93", "农民专业合作社")],
)
def test_letters_in_the_first_places_are_lawful(start: str, category: str) -> None:
    code = read_credit_code(with_check(f"{start}230109M000100Y4"))
    assert str(code.category) == category
    assert code.findings == ()


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("９１３５０１００Ｍ０００１００Ｙ４３", [FindingKind.FULL_WIDTH]),
        (" 91350100-M000100Y4\u30003\n", [FindingKind.FULL_WIDTH, FindingKind.SEPARATORS]),
        ("91350100m000100y43", [FindingKind.LOWER_CASE]),
        ("'91350100M000100Y43", [FindingKind.SEPARATORS]),
        ("\u202d91350100M000100Y43\u202c", [FindingKind.SEPARATORS]),
    ],
)
def test_what_is_plainly_meant_is_mended_and_said(written: str, mended: list[FindingKind]) -> None:
    code = read_credit_code(written)
    assert (code.code, kinds(code)) == (WORKED_EXAMPLE, mended)
    assert set(kinds(code)) <= MENDED


@pytest.mark.parametrize(
    ("body", "kind", "position"),
    [
        ("G1230109M000100Y4", FindingKind.UNKNOWN_AUTHORITY, 1),
        ("97230109M000100Y4", FindingKind.UNKNOWN_CATEGORY, 2),
        ("91230107M000100Y4", FindingKind.UNKNOWN_DIVISION, 3),
        ("91230109M000100Y5", FindingKind.BODY_CHECK, 17),
    ],
)
def test_what_the_tables_do_not_know_is_a_finding(body: str, kind: FindingKind, position: int) -> None:
    [finding] = read_credit_code(with_check(body)).findings
    assert (finding.kind, finding.position) == (kind, position)


def test_an_authority_of_the_state_council_has_no_division() -> None:
    code = read_credit_code(with_check("11100000M000100Y4"))
    assert (code.division, code.findings) == (None, ())


def test_an_unknown_division_is_placed_as_far_as_it_is_known() -> None:
    [finding] = read_credit_code(with_check("91230107M000100Y4")).findings
    assert "属黑龙江省哈尔滨市" in finding.words.chinese
    [finding] = read_credit_code(with_check("91990107M000100Y4")).findings
    assert "没有这样的省级代码" in finding.words.chinese


@pytest.mark.parametrize(
    ("written", "code", "position", "expected"),
    [
        ("", RefusalCode.EMPTY, None, ""),
        (" \u3000", RefusalCode.EMPTY, None, ""),
        ("9.1350100E+17", RefusalCode.SPREADSHEET_NUMBER, None, ""),
        ("91350100M000100Y4", RefusalCode.WRONG_LENGTH, None, ""),
        ("9135010OM000100Y43", RefusalCode.WRONG_CHARACTER, 8, "0"),
        ("91350100M0001I0Y43", RefusalCode.WRONG_CHARACTER, 14, "1"),
        ("91350100M0001V0Y43", RefusalCode.WRONG_CHARACTER, 14, ""),
        ("91350100M000100Y44", RefusalCode.WRONG_CHECK_CHARACTER, 18, "3"),
        ("91350100M000100Y4٣", RefusalCode.WRONG_CHARACTER, 18, ""),
    ],
)
def test_a_refusal_says_which_character_is_wrong_and_what_should_be(
    written: str, code: RefusalCode, position: int | None, expected: str
) -> None:
    with pytest.raises(RefusedIdentifier) as caught:
        read_credit_code(written)
    refused = caught.value
    assert (refused.code, refused.position, refused.expected) == (code, position, expected)
    assert refused.remedy.chinese
    assert refused.remedy.english


@pytest.mark.parametrize(
    ("written", "where"), [("91350200M000100Y43", "请先看第 1 至 8 位和第 18 位"), ("91350100M000200Y43", "第 9 至 17 位自身也不相符")]
)
def test_a_wrong_check_character_says_in_which_half_to_look(written: str, where: str) -> None:
    with pytest.raises(RefusedIdentifier, match=where):
        read_credit_code(written)


def test_the_organisation_code_is_read_with_and_without_its_hyphen() -> None:
    for written in ("M000100Y4", "M000100Y-4"):
        code = read_organisation_code(written)
        assert (code.code, str(code), kinds(code)) == ("M000100Y4", "M000100Y-4", [FindingKind.SUPERSEDED])
    assert kinds(read_organisation_code("m000100y-4")) == [FindingKind.SEPARATORS, FindingKind.LOWER_CASE, FindingKind.SUPERSEDED]


@pytest.mark.parametrize(("body", "check"), [("D2143569", "X"), ("00000000", "0"), ("0000000A", "2")])
def test_the_organisation_code_checks_itself(body: str, check: str) -> None:
    assert read_organisation_code(body + check).code == body + check


@pytest.mark.parametrize(
    ("serial", "kind"),
    [
        ("00000001", EntityKind.DOMESTIC_ENTERPRISE),
        ("40000001", EntityKind.FOREIGN_ENTERPRISE),
        ("60000001", EntityKind.INDIVIDUAL_BUSINESS),
    ],
)
def test_an_old_registration_number_tells_what_was_registered(serial: str, kind: EntityKind) -> None:
    body = f"230109{serial}"
    number = read_registration_number(body + check_characters.registration(body))
    assert number.kind is kind
    assert number.division is not None
    assert number.division.name == "松北区"
    assert kinds(number) == [FindingKind.SUPERSEDED]


def test_the_length_tells_which_code_it_is() -> None:
    number = "11000000000001" + check_characters.registration("11000000000001")
    assert isinstance(read_entity_code(number), RegistrationNumber)
    assert isinstance(read_entity_code("M000100Y-4"), OrganisationCode)
    assert isinstance(read_entity_code(WORKED_EXAMPLE), CreditCode)
    with pytest.raises(RefusedIdentifier, match="应有 18 位"):
        read_entity_code("9135")
