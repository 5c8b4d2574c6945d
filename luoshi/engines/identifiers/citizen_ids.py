"""Citizen ID numbers, GB 11643-1999, and the residence documents whose numbers are built after them.

All have 18 characters with a date of birth and the check character of ISO 7064, MOD 11-2. The first digits tell them apart: 810000, 820000
and 830000 are residents of Hong Kong, Macao and Taiwan (国办发〔2018〕81号); 9 is a foreigner with permanent residence (cards made since
1 December 2023: 9, two digits of the province, three of the nationality); all others are citizens, by the division of their first
registration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from luoshi.engines.identifiers import check_characters, divisions, findings, refusals
from luoshi.engines.identifiers.code_tree import Entry
from luoshi.engines.identifiers.findings import Finding
from luoshi.engines.identifiers.mending import mend
from luoshi.engines.identifiers.shapes import DIGITS, Shape
from luoshi.words import Words


def _spreadsheet_hint(code: str) -> Words | None:
    if not code.endswith("000"):
        return None
    return Words(
        "末三位都是 0，很可能是表格软件只保留了 15 位，请把该列设为“文本”后重新录入；",
        "the last three are 0, so a spreadsheet may have kept 15 digits only, in which case format the column as text and enter it again; ",
    )


CITIZEN_ID: Final = Shape(
    Words("公民身份号码", "citizen ID number"), (DIGITS,) * 17 + (DIGITS + "X",), check_characters.citizen, _spreadsheet_hint
)
BIRTH_AT: Final = 7
"""The place of the first digit of the date of birth."""

OLDEST: Final = 120
"""Years from which an age is doubted."""


class Sex(StrEnum):
    """By the 17th digit: odd or even."""

    MALE = "male"
    FEMALE = "female"


class IdKind(StrEnum):
    """Whose number it is."""

    CITIZEN = "citizen"
    HONG_KONG_RESIDENT = "hong_kong_resident"
    MACAO_RESIDENT = "macao_resident"
    TAIWAN_RESIDENT = "taiwan_resident"
    FOREIGN_RESIDENT = "foreign_resident"


_PERMITS = {"810000": IdKind.HONG_KONG_RESIDENT, "820000": IdKind.MACAO_RESIDENT, "830000": IdKind.TAIWAN_RESIDENT}


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A checked number of 18 characters. It is personal data: show it through ``masking``; its ``repr`` leaves it out."""

    code: str = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.code

    @property
    def kind(self) -> IdKind:
        """Whose number it is."""
        return IdKind.FOREIGN_RESIDENT if self.code[0] == "9" else _PERMITS.get(self.code[:6], IdKind.CITIZEN)

    @property
    def birth(self) -> date:
        """The date of birth."""
        return date(int(self.code[6:10]), int(self.code[10:12]), int(self.code[12:14]))

    @property
    def sex(self) -> Sex:
        """Male or female."""
        return Sex.MALE if int(self.code[16]) % 2 else Sex.FEMALE

    @property
    def division(self) -> Entry | None:
        """A citizen's division of first registration, a foreigner's province of application; ``None`` where the table has not the code."""
        return divisions.divisions().get(_division_of(self.code))

    @property
    def nationality(self) -> str:
        """The three digits of a foreigner's country (GB/T 2659, ISO 3166-1); empty for all others."""
        return self.code[3:6] if self.kind is IdKind.FOREIGN_RESIDENT else ""

    def age(self, on: date) -> int:
        """Full years (周岁) on a day, see :func:`age`."""
        return age(self.birth, on)


def age(birth: date, on: date) -> int:
    """Full years (周岁) on a day, the birthday itself counted in; who was born on 29 February has it on the 28th in common years.

    Criminal and administrative penalty law count from the day after the birthday: ask there for the day before.
    """
    had_birthday = (on.month, on.day) >= (birth.month, birth.day) or (_is_last_of_february(on) and (birth.month, birth.day) == (2, 29))
    return on.year - birth.year - (not had_birthday)


def read_citizen_id(text: str, *, on: date) -> CitizenId:
    """Read a number of 18 characters. Divisions that the table has not, such as revoked ones, are findings: the number stays for life.

    :param on: the day on which it is read; nobody is born later.
    :raises RefusedIdentifier: it is empty, an old number of 15, of another length, has a wrong character or check character, or its date of
        birth is none or lies after ``on``.
    """
    mended = mend(text)
    code = mended.text
    _refuse_old_numbers(code)
    CITIZEN_ID.refuse_unless_it_fits(code)
    _refuse_birth(code, on)
    return CitizenId(code, (*mended.findings, *_what_is_odd(code, on)))


def _refuse_old_numbers(code: str) -> None:
    if len(code) != 15 or not code.isascii() or not code[3:].isdecimal():
        return
    if code[:3].isdecimal():
        raise refusals.old_citizen_id(CITIZEN_ID.name)
    if code[:3].isalpha():
        raise refusals.old_residence_id(CITIZEN_ID.name)


def _refuse_birth(code: str, on: date) -> None:
    try:
        birth = date.fromisoformat(code[6:14])
    except ValueError:
        raise refusals.no_such_day(CITIZEN_ID.name, BIRTH_AT, code[10:14]) from None
    if birth > on:
        raise refusals.not_yet_born(CITIZEN_ID.name, BIRTH_AT, on)


def _what_is_odd(code: str, on: date) -> Iterator[Finding]:
    if code[:6] not in _PERMITS:
        yield from divisions.findings_about(_division_of(code), 2 if code[0] == "9" else 1)
    years = age(date.fromisoformat(code[6:14]), on)
    if years > OLDEST:
        yield findings.implausible_age(years)


def _division_of(code: str) -> str:
    return f"{code[1:3]}0000" if code[0] == "9" else code[:6]


def _is_last_of_february(day: date) -> bool:
    return (day.month, day.day) == (2, 28)
