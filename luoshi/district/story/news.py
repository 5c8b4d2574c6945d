"""What is new of promises: each is looked at once a day, and what is told of it for the first time is kept as news."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.timezone import localtime
from django.utils.translation import override

from luoshi.district.plan.queries import Report, commitments_coded, commitments_of
from luoshi.district.story.models import Following, News, Noticed
from luoshi.district.story.timeline import told_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Commitment
    from luoshi.district.story.timeline import Told

AT_ONCE_MAX: Final = 20
"""So many promises are looked at before the worker looks whether another round is due."""


def notice_all(*, at: datetime) -> int:
    """Look at promises of plans in force that nobody looked at today; returns how many news there were.

    Those that somebody follows come first, then those that were looked at longest ago.
    """
    today = localtime(at).date()
    waiting = [
        code
        for report in Report.objects.filter(adopted_at__isnull=False, district__isnull=False)
        for code in _waiting(report, today).values_list("code", flat=True)[:AT_ONCE_MAX]
    ]
    return sum(notice(each, at=at) for each in commitments_coded(waiting[:AT_ONCE_MAX]))


def _waiting(report: Report, today: date) -> QuerySet[Commitment]:
    followed = Exists(Following.objects.filter(commitment=OuterRef("pk"), confirmed_at__isnull=False))
    waiting = commitments_of(report).prefetch_related(None).exclude(noticed__on__gte=today)
    return waiting.order_by(followed.desc(), F("noticed__on").asc(nulls_first=True), "pk")


@transaction.atomic
def notice(commitment: Commitment, *, at: datetime) -> int:
    """Keep what is told of a promise today and was not told before; returns how much that is. Two at once keep each thing once."""
    on = localtime(at).date()
    told = _told(commitment, on, "zh-hans")
    digests = [_digest(each) for each in told]
    known = set(News.objects.filter(commitment=commitment).values_list("digest", flat=True))
    new = {digest: place for place, digest in enumerate(digests) if digest not in known and told[place].entry.on <= on}
    english = _told(commitment, on, "en") if new else []  # on most days there is nothing to say in any language
    rows = [_news(commitment, told[place], english[place], digest, at) for digest, place in new.items()]
    News.objects.bulk_create(rows, ignore_conflicts=True)
    Noticed.objects.update_or_create(commitment=commitment, defaults={"on": on})
    return len(new)


def _told(commitment: Commitment, on: date, language: str) -> list[Told]:
    with override(language):
        return told_of(commitment, on=on)


def _digest(told: Told) -> str:
    return hashlib.sha256(f"{told.chapter.code}\n{told.entry.on}\n{told.entry.words}".encode()).hexdigest()


def _news(commitment: Commitment, chinese: Told, english: Told, digest: str, at: datetime) -> News:
    entry = chinese.entry
    return News(
        commitment=commitment,
        chapter=chinese.chapter.code,
        on=entry.on,
        words=entry.words,
        words_en=english.entry.words,
        digest=digest,
        at=at,
    )
