"""理由: whoever changes what others rely on says why, and at no great length."""

from __future__ import annotations

from typing import Final

from luoshi.district.offices.errors import Refusal
from luoshi.words import Words

REASON_MAX: Final = 500
"""In characters: as much as the database keeps of it."""


class NeedsReason(Refusal):
    """Nobody says why or by which document, or at too great length."""

    def __init__(self, longest: int = REASON_MAX) -> None:
        super().__init__(
            Words("没有写明理由或依据，或者太长。", "No reason or basis is given, or it is too long."),
            Words(f"请用不超过 {longest} 字写明。", f"Say it in at most {longest} characters."),
        )


def without_reason(reason: str, longest: int = REASON_MAX) -> None:
    """Nothing is said, or more than ``longest`` characters."""
    if not 0 < len(reason.strip()) <= longest:
        raise NeedsReason(longest)
