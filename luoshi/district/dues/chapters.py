"""What its lead unit said of a commitment, as its story tells it: period by period, from the day on which its head signed it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from luoshi.district.chapters import Chapter, Entry
from luoshi.district.days import day_of
from luoshi.district.dues.models import Update, Work
from luoshi.district.dues.queries import signed_updates_among
from luoshi.district.languages import said
from luoshi.engines.progress import Period
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from luoshi.district.plan.queries import Commitment


def told(commitments: Sequence[Commitment], on: date) -> Mapping[int, Sequence[Entry]]:
    """Each update that was signed off until a day; its words are the unit's own."""
    codes = {each.pk: each.code for each in commitments}
    said = signed_updates_among(codes)
    return {pk: [entry for each in updates if (entry := _entry(each, codes[pk])).on <= on] for pk, updates in said.items()}


def _entry(update: Update, code: str) -> Entry:
    assert update.signed_at is not None, "what is signed off has its day"
    address = reverse("dues:updates", args=[code])
    period = Period.parse(update.period)
    words = gettext("牵头单位说（%(period)s，%(work)s）：%(progress)s") % {
        "period": said(period.label), "work": Work(update.work).label, "progress": update.progress,
    }  # fmt: skip
    return Entry(day_of(update.signed_at), words, f"{address}#period-{update.period}")


CHAPTERS = (Chapter("updates", 45, Words("进展", "Progress told"), told),)
