"""Followers are told what is new: once a day, all their promises in one letter, and nothing on a day without news."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext, override

from luoshi.district.chapters import chapters
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.district.messages.operations import post
from luoshi.district.story import links
from luoshi.district.story.models import Follower, News
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

AT_ONCE_MAX: Final = 200
"""So many followers are told before the worker looks whether another round is due."""
TOLD_MAX: Final = 5
"""So many sentences a letter has of one promise; more of a kind are counted."""


def tell_followers(*, at: datetime) -> int:
    """Tell followers what became known of their promises since they were told last; returns how many letters those are.

    A follower is looked at once a day. Two workers at once take different ones.
    """
    today, told = day_of(at), 0
    for _ in range(AT_ONCE_MAX):
        with transaction.atomic():
            follower = _due(today)
            if follower is None:
                break
            told += _tell(follower, today, at=at)
            follower.told_on, follower.told_at = today, at
            follower.save(update_fields=["told_on", "told_at"])
    return told


def _due(today: date) -> Follower | None:
    """Somebody who has news and was not told today; whoever has none is looked at again when there are some."""
    new = News.objects.filter(
        commitment__followings__confirmed_at__isnull=False,
        at__gt=Greatest(F("commitment__followings__follower__told_at"), F("commitment__followings__confirmed_at")),
    ).values("commitment__followings__follower")
    rows = Follower.objects.filter(pk__in=new).exclude(told_on__gte=today).order_by("pk").select_related("district")
    return rows.select_for_update(of=("self",), skip_locked=True).first()


def _tell(follower: Follower, today: date, *, at: datetime) -> int:
    """One letter with the news of all that somebody follows."""
    news = News.objects.filter(
        commitment__followings__follower=follower,
        at__lte=at,
        at__gt=Greatest(F("commitment__followings__confirmed_at"), follower.told_at),
        commitment__report__adopted_at__isnull=False,
    )
    rows = list(news.select_related("commitment__report__district").order_by("commitment", "on", "id"))
    groups = [list(group) for _, group in groupby(rows, key=lambda each: each.commitment_id)]
    if not groups:
        return 0
    with override(follower.language):
        new = post(
            follower.address,
            district=follower.district,
            language=follower.language,
            topic="story.news",
            subject=gettext("您关注的承诺有新进展"),
            body="\n\n".join(_part(group) for group in groups),
            key=f"story/{follower.pk}/{today}",
            leave=links.leave_address(follower.pk),
            at=at,
        )
    return int(new)


def _part(news: Sequence[News]) -> str:
    """What is new of one promise: the sentence, the newest news, and how much more there is of which kind."""
    commitment = news[0].commitment
    names = {each.code: said(each.name) for each in chapters()}
    lines = [f"{each.on} {names.get(each.chapter, '')}：{said(Words(each.words, each.words_en))}" for each in news[-TOLD_MAX:]]
    more = Counter(names.get(each.chapter, "") for each in news[:-TOLD_MAX])
    rest = [gettext("还有：%(names)s。") % {"names": gettext("、").join(f"{name} {count}" for name, count in more.items())}] if more else []
    return "\n".join([f"{commitment.label} “{commitment.quote}”", *lines, *rest, links.site_address(commitment.code)])
