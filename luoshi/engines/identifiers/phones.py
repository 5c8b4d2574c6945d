"""Telephone numbers of the mainland, by the shape that 电信网编号计划（2017年版） gives them.

Mobile: 11 digits that begin with 13 to 19. Landline: 0, an area code of 2 or 3 digits, 7 or 8 digits that begin with 2 to 8, perhaps an
extension. Service: 400 or 800 and 7 digits. Short numbers (12345, 95598) and data cards of 13 digits reach no person and are refused. Which
ranges are given out is not asked: they change every year, and only a call shows that a number is in use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.engines.identifiers import findings, refusals
from luoshi.engines.identifiers.findings import Finding
from luoshi.engines.identifiers.mending import mend
from luoshi.words import Words

NAME = Words("电话号码", "telephone number")
_EXTENSION = r"(?:(?:转|分机|EXT\.?|X|#)(?P<extension>[0-9]{1,6}))?"
_SHAPES = (
    re.compile(r"(?P<number>1[3-9][0-9]{9})"),
    re.compile(r"(?P<area>010|02[0-9]|0[3-9][0-9]{2})(?P<number>[2-8][0-9]{6,7})" + _EXTENSION),
    re.compile(r"(?P<number>[48]00[0-9]{7})" + _EXTENSION),
)
# 010-62000000-8012: the one hyphen that says something, since an extension stands behind it.
_HYPHENATED_EXTENSION = re.compile(r"^(\s*[(（]?0[0-9]{2,3}[)）\s\-－]*[2-8][0-9]{6,7})\s*[-－—]+\s*([0-9]{1,6})\s*$")
_BRACKETS = str.maketrans("", "", "()")


class PhoneKind(StrEnum):
    """What rings."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be called. ``number`` is the subscriber's, without ``area_code`` and ``extension``; what there is not is empty."""

    kind: PhoneKind
    number: str = field(repr=False)
    area_code: str = ""
    extension: str = ""
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        """13800000000, 010-62000000转8012, 4001234567."""
        area = f"{self.area_code}-" if self.area_code else ""
        extension = f"转{self.extension}" if self.extension else ""
        return f"{area}{self.number}{extension}"


def read_phone(text: str) -> Phone:
    """Read one telephone number; a country code 86 is taken off. Blanks, hyphens and brackets are usual in it and no finding.

    :raises RefusedIdentifier: it is empty, of another country, lacks its area code, or is no such number.
    """
    mended = mend(_HYPHENATED_EXTENSION.sub(r"\1转\2", text))
    number, found = _without_country(mended.text.translate(_BRACKETS))
    found = tuple(finding for finding in mended.findings if finding is not findings.SEPARATORS) + found
    for kind, shape in zip(PhoneKind, _SHAPES, strict=True):
        if match := shape.fullmatch(number):
            parts = {"area": "", "extension": "", **match.groupdict(default="")}
            return Phone(kind, parts["number"], parts["area"], parts["extension"], found)
    raise _refusal(number)


def _without_country(number: str) -> tuple[str, tuple[Finding, ...]]:
    rest = re.sub(r"^(?:\+|00)", "", number)
    if rest == number and not re.match(r"86[0-9]{10}", number):
        return number, ()
    if not rest.startswith("86"):
        raise refusals.foreign_phone()
    national = rest.removeprefix("86")
    # Abroad the 0 before the area code is left out; mobile and service numbers never have it.
    if not re.match(r"0|1[3-9]|[48]00", national):
        national = f"0{national}"
    return national, (findings.COUNTRY_CODE,)


def _refusal(number: str) -> refusals.RefusedIdentifier:
    if not number:
        return refusals.empty(NAME)
    if re.fullmatch(r"[2-8][0-9]{6,7}", number):
        return refusals.no_area_code()
    wrong = re.search(r"[^0-9]", number)
    return refusals.no_phone(wrong.start() + 1 if wrong else None)
