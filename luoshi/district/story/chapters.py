"""What the public asked and was answered, as the story tells it: only what may be published, as it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.days import day_of
from luoshi.district.story.queries import answers_among
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.story.models import Answer

SHOWN_MAX = 80


def answered(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """The published answers, each on its day; whole they stand below the story."""
    found = answers_among([each.pk for each in commitments])
    return {pk: [entry for each in answers if (entry := _entry(each)).on <= on] for pk, answers in found.items()}


def _entry(answer: Answer) -> Entry:
    words = gettext("%(unit)s答复公众：%(text)s") % {"unit": answer.unit.name, "text": _short(answer.shown or answer.text)}
    return Entry(day_of(answer.at), words, f"#answer-{answer.pk}")


def _short(words: str) -> str:
    return words if len(words) <= SHOWN_MAX else words[:SHOWN_MAX] + "…"


CHAPTERS = (Chapter("answers", 90, Words("公众问答", "Question"), answered),)
