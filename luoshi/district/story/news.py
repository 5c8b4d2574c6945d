"""What is new of promises: each is looked at once a day, and what is told of it for the first time is kept as news."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils.translation import override

from luoshi.district.days import day_of
from luoshi.district.plan.queries import Report, commitments_coded, commitments_of
from luoshi.district.story.models import Following, News, Noticed
from luoshi.district.story.timeline import told_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
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
    today = day_of(at)
    waiting = [
        code
        for report in Report.objects.filter(adopted_at__isnull=False, district__isnull=False)
        for code in _waiting(report, today).values_list("code", flat=True)[:AT_ONCE_MAX]
    ]
    return notice(list(commitments_coded(waiting[:AT_ONCE_MAX])), at=at)


def _waiting(report: Report, today: date) -> QuerySet[Commitment]:
    followed = Exists(Following.objects.filter(commitment=OuterRef("pk"), confirmed_at__isnull=False))
    waiting = commitments_of(report).prefetch_related(None).exclude(noticed__on__gte=today)
    return waiting.order_by(followed.desc(), F("noticed__on").asc(nulls_first=True), "pk")


@transaction.atomic
def notice(commitments: Sequence[Commitment], *, at: datetime) -> int:
    """Keep what is told of promises today and was not told before; returns how much that is. Two at once keep each thing once."""
    on, known = day_of(at), _known(commitments)
    told = {pk: list(zip(map(_digest, some), some, strict=True)) for pk, some in _told(commitments, on, "zh-hans").items()}
    new = {pk: _new(some, known[pk], on) for pk, some in told.items()}
    english = _told([each for each in commitments if new[each.pk]], on, "en")  # of most there is nothing to say in any language
    rows = [_news(pk, told[pk][place], english[pk][place], at) for pk, places in new.items() for place in places]
    News.objects.bulk_create(rows, ignore_conflicts=True)
    looked_at = (Noticed(commitment=each, on=on) for each in commitments)
    Noticed.objects.bulk_create(looked_at, update_conflicts=True, unique_fields=["commitment"], update_fields=["on"])
    return len(rows)


def _known(commitments: Sequence[Commitment]) -> Mapping[int, set[str]]:
    """The digests of what was told of promises before."""
    found = defaultdict[int, set[str]](set)
    for pk, digest in News.objects.filter(commitment__in=commitments).values_list("commitment", "digest"):
        found[pk].add(digest)
    return found


def _new(told: Sequence[tuple[str, Told]], known: set[str], on: date) -> list[int]:
    """The places of what was not told before, of things that are told twice the last one."""
    return list({digest: place for place, (digest, each) in enumerate(told) if digest not in known and each.entry.on <= on}.values())


def _told(commitments: Sequence[Commitment], on: date, language: str) -> dict[int, list[Told]]:
    with override(language):
        return told_among(commitments, on=on)


def _digest(told: Told) -> str:
    return hashlib.sha256(f"{told.chapter.code}\n{told.entry.on}\n{told.entry.words}".encode()).hexdigest()


def _news(commitment: int, chinese: tuple[str, Told], english: Told, at: datetime) -> News:
    digest, told = chinese
    return News(
        commitment_id=commitment,
        chapter=told.chapter.code,
        on=told.entry.on,
        words=told.entry.words,
        words_en=english.entry.words,
        digest=digest,
        at=at,
    )
