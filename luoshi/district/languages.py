"""What engines say in two languages is shown in the reader's."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, pgettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.words import Words


def reads_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "zh").startswith("zh")


def said(words: Words) -> str:
    """The sentence in the reader's language."""
    return words.chinese if reads_chinese() else words.english


def all_said(names: Mapping[str, Words]) -> dict[str, str]:
    """Names by their keys, each in the reader's language."""
    return {key: said(words) for key, words in names.items()}


def unit(written: str) -> str:
    """A unit as it stands behind a number: 亿元, “ × 100 million yuan”; in other languages nothing for a word that only counts (个, 家)."""
    if reads_chinese() or written.isascii():
        return written
    known = pgettext("report", written)
    if known != written:
        return f" {known}"
    return "" if _COUNTS.fullmatch(written) else f" {written}"


_COUNTS = re.compile(r"[^百千万亿]{1,2}")


def month(number: int) -> str:
    """A month of the year, short: 3月, Mar."""
    return f"{number}月" if reads_chinese() else formatted(date(2000, number, 1), "M")
