"""The organisation code of GB 11714-1997: 8 characters and a check character, since 2015 the body of the unified social credit code."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from luoshi.engines.identifiers import check_characters, findings
from luoshi.engines.identifiers.findings import Finding
from luoshi.engines.identifiers.mending import mend
from luoshi.engines.identifiers.shapes import DIGITS, Shape
from luoshi.words import Words

_ALPHABET = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_CODE: Final = Shape(
    Words("组织机构代码", "organisation code"), (_ALPHABET,) * 8 + (DIGITS + "X",), check_characters.organisation
)


@dataclass(frozen=True, slots=True)
class OrganisationCode:
    """A checked organisation code of 9 characters. As text it has the hyphen of the standard: ``M000100Y-4``."""

    code: str
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.code[:8]}-{self.code[8]}"


def read_organisation_code(text: str) -> OrganisationCode:
    """Read an organisation code, with or without its hyphen.

    :raises RefusedIdentifier: it is empty, of another length, has a wrong character or a wrong check character.
    """
    mended = mend(text)
    code = mended.text
    ORGANISATION_CODE.refuse_unless_it_fits(code)
    old = findings.superseded(ORGANISATION_CODE.name)
    # The hyphen before the last character is the standard's own writing, no slip.
    as_written = text.strip() == f"{code[:8]}-{code[8]}"
    return OrganisationCode(code, (old,) if as_written else (*mended.findings, old))
