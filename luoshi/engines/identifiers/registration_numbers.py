"""The registration number of market entities from before October 2015, GS15-2006: 15 digits."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from luoshi.engines.identifiers import check_characters, divisions, findings
from luoshi.engines.identifiers.code_tree import Entry
from luoshi.engines.identifiers.findings import Finding
from luoshi.engines.identifiers.mending import mend
from luoshi.engines.identifiers.shapes import DIGITS, Shape
from luoshi.words import Words

REGISTRATION_NUMBER: Final = Shape(Words("工商注册号", "registration number"), (DIGITS,) * 15, check_characters.registration)


class EntityKind(StrEnum):
    """What was registered, by the first digit of the serial number."""

    DOMESTIC_ENTERPRISE = "domestic_enterprise"  # 0 to 3
    FOREIGN_ENTERPRISE = "foreign_enterprise"  # 4 and 5
    INDIVIDUAL_BUSINESS = "individual_business"  # 6 to 9


@dataclass(frozen=True, slots=True)
class RegistrationNumber:
    """A checked registration number: the authority's division, a serial number, a check digit."""

    code: str
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.code

    @property
    def division(self) -> Entry | None:
        """Where it was registered first; ``None`` for the State Council's authority and for codes that the table has not."""
        return divisions.divisions().get(self.code[:6])

    @property
    def kind(self) -> EntityKind:
        """What was registered."""
        if self.code[6] < "4":
            return EntityKind.DOMESTIC_ENTERPRISE
        return EntityKind.FOREIGN_ENTERPRISE if self.code[6] < "6" else EntityKind.INDIVIDUAL_BUSINESS


def read_registration_number(text: str) -> RegistrationNumber:
    """Read an old registration number.

    :raises RefusedIdentifier: it is empty, of another length, has a wrong character or a wrong check digit.
    """
    mended = mend(text)
    code = mended.text
    REGISTRATION_NUMBER.refuse_unless_it_fits(code)
    old = findings.superseded(REGISTRATION_NUMBER.name)
    return RegistrationNumber(code, (*mended.findings, *divisions.findings_about(code[:6], 1), old))
