"""What is new of promises: each is looked at once a day, and what is told of it for the first time is kept as news."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import override

from luoshi.district.plan.queries import Report, commitments_coded, commitments_of
from luoshi.district.story.models import News, Noticed
from luoshi.district.story.timeline import told_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.story.timeline import Told

AT_ONCE_MAX: Final = 50
"""So many promises are looked at before the worker looks whether another round is due."""


def notice_all(*, at: datetime) -> int:
    """Look at promises of plans in force that nobody looked at today; returns how many news there were."""
    today = localtime(at).date()
    waiting = [
        code
        for report in Report.objects.filter(adopted_at__isnull=False, district__isnull=False)
        for code in commitments_of(report).exclude(noticed__on__gte=today).order_by("pk").values_list("code", flat=True)[:AT_ONCE_MAX]
    ]
    return sum(notice(each, at=at) for each in commitments_coded(waiting[:AT_ONCE_MAX]))


@transaction.atomic
def notice(commitment: Commitment, *, at: datetime) -> int:
    """Keep what is told of a promise today and was not told before; returns how much that is. Two at once keep each thing once."""
    on = localtime(at).date()
    both = zip(_told(commitment, on, "zh-hans"), _told(commitment, on, "en"), strict=True)
    rows = [_news(commitment, one, other, at) for one, other in both if one.entry.on <= on]
    known = set(News.objects.filter(commitment=commitment).values_list("digest", flat=True))
    new = {each.digest: each for each in rows if each.digest not in known}
    News.objects.bulk_create(new.values(), ignore_conflicts=True)
    Noticed.objects.update_or_create(commitment=commitment, defaults={"on": on})
    return len(new)


def _told(commitment: Commitment, on: date, language: str) -> list[Told]:
    with override(language):
        return told_of(commitment, on=on)


def _news(commitment: Commitment, chinese: Told, english: Told, at: datetime) -> News:
    entry = chinese.entry
    digest = hashlib.sha256(f"{chinese.chapter.code}\n{entry.on}\n{entry.words}".encode()).hexdigest()
    return News(
        commitment=commitment,
        chapter=chinese.chapter.code,
        on=entry.on,
        words=entry.words,
        words_en=english.entry.words,
        digest=digest,
        at=at,
    )
