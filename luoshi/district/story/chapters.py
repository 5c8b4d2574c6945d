"""What the public asked and was answered, as the story tells it: only what may be published, as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.story.queries import answers_about
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment

SHOWN_MAX = 80


def answered(commitment: Commitment, on: date) -> Sequence[Entry]:
    """The published answers, each on its day; whole they stand below the story."""
    return [
        Entry(
            localtime(each.at).date(),
            gettext("%(unit)s答复公众：%(text)s") % {"unit": each.unit.name, "text": _short(each.shown or each.text)}, f"#answer-{each.pk}",
        )
        for each in answers_about(commitment) if localtime(each.at).date() <= on
    ]  # fmt: skip


def _short(words: str) -> str:
    return words if len(words) <= SHOWN_MAX else words[:SHOWN_MAX] + "…"


CHAPTERS = (Chapter("answers", 90, Words("公众问答", "Question"), answered),)
