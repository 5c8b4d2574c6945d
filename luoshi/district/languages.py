"""What engines say in two languages is shown in the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from luoshi.words import Words


def reads_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "zh").startswith("zh")


def said(words: Words) -> str:
    """The sentence in the reader's language."""
    return words.chinese if reads_chinese() else words.english
