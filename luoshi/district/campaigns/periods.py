"""Periods of campaigns: how each kind is written, and in which one a day lies. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_SHAPES: Final[Mapping[str, str]] = {
    "year": r"\d{4}",
    "half": r"\d{4}-H[12]",
    "quarter": r"\d{4}-Q[1-4]",
    "month": r"\d{4}-(0[1-9]|1[0-2])",
}


def period_of(kind: str, day: date) -> str:
    """The period of a kind in which a day lies: 2023, 2023-H1, 2023-Q2, 2023-05."""
    part = {
        "year": "",
        "half": f"-H{(day.month + 5) // 6}",
        "quarter": f"-Q{(day.month + 2) // 3}",
        "month": f"-{day.month:02d}",
    }
    return f"{day.year}{part[kind]}"


def is_period(kind: str, words: str) -> bool:
    """Whether a text names a period of a kind."""
    return re.fullmatch(_SHAPES[kind], words) is not None


def said(period: str) -> Words:
    """A period in words."""
    year, _, part = period.partition("-")
    if not part:
        return Words(f"{year}年", year)
    if part[0] == "H":
        return Words(f"{year}年{'上' if part == 'H1' else '下'}半年", f"{'first' if part == 'H1' else 'second'} half of {year}")
    if part[0] == "Q":
        return Words(f"{year}年第{'一二三四'[int(part[1]) - 1]}季度", f"quarter {part[1]} of {year}")
    return Words(f"{year}年{int(part)}月", f"{part}/{year}")
