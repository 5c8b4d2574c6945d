"""What engines say in two languages is shown in the reader's."""

from __future__ import annotations

from typing import Protocol

from django.utils.translation import get_language


class BothLanguages(Protocol):
    """A sentence in Chinese and in English; each engine has its own class of it."""

    @property
    def chinese(self) -> str:
        """The Chinese sentence."""

    @property
    def english(self) -> str:
        """The English sentence."""


def reads_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "zh").startswith("zh")


def said(words: BothLanguages) -> str:
    """The sentence in the reader's language."""
    return words.chinese if reads_chinese() else words.english
