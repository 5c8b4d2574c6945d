"""Writing that is plainly meant is mended, and every mending is a finding. Nothing is guessed: O is refused where 0 must stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.engines.identifiers import findings
from luoshi.engines.identifiers.findings import Finding

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_CAPITALS = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
# Blanks, hyphens, the apostrophe by which Excel marks text, and the invisible marks that come with pasting.
_SEPARATORS = re.compile(r"[\s\-‐-―−'’`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_PLAIN = re.compile(r"[0-9A-Z]+")


class Mended(NamedTuple):
    """A text in half-width capitals without separators, and what was done to it."""

    text: str
    findings: tuple[Finding, ...]


def mend(text: str) -> Mended:
    """Half-width, without separators, in capitals."""
    if _PLAIN.fullmatch(text):
        return Mended(text, ())
    steps = (
        (half := text.translate(_HALF_WIDTH), text, findings.FULL_WIDTH),
        (bare := _SEPARATORS.sub("", half), half, findings.SEPARATORS),
        (capitals := bare.translate(_CAPITALS), bare, findings.LOWER_CASE),
    )
    return Mended(capitals, tuple(finding for after, before, finding in steps if after != before))
