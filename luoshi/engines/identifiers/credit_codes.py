"""The unified social credit code of legal entities, GB 32100-2015, and the older codes that may stand in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.identifiers import check_characters, divisions, findings
from luoshi.engines.identifiers.check_characters import CREDIT_ALPHABET
from luoshi.engines.identifiers.code_tree import Entry
from luoshi.engines.identifiers.findings import Finding
from luoshi.engines.identifiers.mending import mend
from luoshi.engines.identifiers.organisation_codes import OrganisationCode, read_organisation_code
from luoshi.engines.identifiers.registration_authorities import registration_authorities
from luoshi.engines.identifiers.registration_numbers import RegistrationNumber, read_registration_number
from luoshi.engines.identifiers.shapes import DIGITS, Shape
from luoshi.words import Words


def _where_to_look(code: str) -> Words:
    """The body checks itself, so one can often say in which half the slip is."""
    if check_characters.organisation(code[8:16]) == code[16]:
        return Words("第 9 至 17 位自身相符，请先看第 1 至 8 位和第 18 位；", "characters 9 to 17 agree, look at 1 to 8 and 18 first; ")
    return Words("第 9 至 17 位自身也不相符，请先看这几位；", "characters 9 to 17 do not agree either, look there first; ")


CREDIT_CODE: Final = Shape(
    Words("统一社会信用代码", "unified social credit code"),
    (CREDIT_ALPHABET,) * 2 + (DIGITS,) * 6 + (CREDIT_ALPHABET,) * 10,
    check_characters.credit,
    _where_to_look,
)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A checked code of 18 characters. What the tables do not know of it is a finding, never a refusal: they are older than some codes."""

    code: str
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.code

    @property
    def authority(self) -> Words | None:
        """Who registered it (登记管理部门), by the first character."""
        known = registration_authorities().get(self.code[0])
        return known.name if known else None

    @property
    def category(self) -> Words | None:
        """What it is (机构类别), by the second character."""
        known = registration_authorities().get(self.code[0])
        return known.categories.get(self.code[1]) if known else None

    @property
    def division(self) -> Entry | None:
        """Where it was registered; ``None`` for the State Council's authorities and for codes that the table has not."""
        return divisions.divisions().get(self.code[2:8])

    @property
    def body(self) -> str:
        """主体标识码: the organisation code, its check character included."""
        return self.code[8:17]


def read_credit_code(text: str) -> CreditCode:
    """Read a unified social credit code. Letters in the first two places are lawful (N2, Y1, A1).

    :raises RefusedIdentifier: it is empty, of another length, has a wrong character or a wrong check character.
    """
    mended = mend(text)
    code = mended.text
    CREDIT_CODE.refuse_unless_it_fits(code)
    return CreditCode(code, (*mended.findings, *_what_is_unknown(code)))


def fits_credit_codes(code_range: str) -> bool:
    """Whether a range 码段 can begin credit codes: six digits of a division and one to six characters of the body, the rest is counted.

    >>> fits_credit_codes("990001TXYD"), fits_credit_codes("990001")
    (True, False)
    """
    return bool(_RANGE.fullmatch(code_range))


def credit_code_in(code_range: str, category: str, number: int) -> str | None:
    """The code of a number of a range, with both check characters; ``None`` beyond its end.

    Args:
        code_range: as :func:`fits_credit_codes` wants it.
        category: the first two characters, authority and category: 91 enterprise, 92 individual business, 93 farmers' cooperative.
        number: from 0.

    Source: GB 32100-2015; GB 11714-1997 for the check character of the body.

    >>> credit_code_in("990001TXYD", "91", 1)
    '91990001TXYD00013C'
    """
    width, base, digits = 14 - len(code_range), len(CREDIT_ALPHABET), ""
    for _ in range(width):
        number, digit = divmod(number, base)
        digits = CREDIT_ALPHABET[digit] + digits
    if number:
        return None
    body = f"{code_range[6:]}{digits}"
    written = f"{category}{code_range[:6]}{body}{check_characters.organisation(body)}"
    return written + check_characters.credit(written)


_RANGE: Final = re.compile(rf"[0-9]{{6}}[{CREDIT_ALPHABET}]{{1,6}}")


def read_entity_code(text: str) -> CreditCode | RegistrationNumber | OrganisationCode:
    """Read whichever code of a legal entity this is, by its length: 18 today, 15 or 9 before October 2015.

    :raises RefusedIdentifier: as the reader of that code; a text of any other length as no credit code.
    """
    match len(mend(text).text):
        case 15:
            return read_registration_number(text)
        case 9:
            return read_organisation_code(text)
    return read_credit_code(text)


def _what_is_unknown(code: str) -> Iterator[Finding]:
    authority = registration_authorities().get(code[0])
    if authority is None:
        yield findings.unknown_authority(code[0])
    elif code[1] not in authority.categories:
        yield findings.unknown_category(code[1])
    yield from divisions.findings_about(code[2:8], 3)
    expected = check_characters.organisation(code[8:16])
    if code[16] != expected:
        yield findings.body_check(code[16], expected)
