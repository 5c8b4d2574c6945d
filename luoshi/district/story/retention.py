"""How long what the public left is kept, and its deletion: the own words of who asked after the answer, addresses after the year's closing.

What was published stays, with the answer. Source: 个人信息保护法 第十九条; the days are those of the rule in force.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Max

from luoshi.district.days import day_of
from luoshi.district.decisions.queries import parameter_in_force
from luoshi.district.plan.queries import Report
from luoshi.district.results.queries import closing_of
from luoshi.district.story.models import Follower, Following, Question

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.offices.queries import District

PACK: Final = "public_data_retention"
WORDS: Final = "提问原文保存天数"
ADDRESSES: Final = "关注邮箱保存天数"


def days_kept(district: District | None, name: str, *, on: date) -> int | None:
    """For how many days; None where no rule of a district says any, and nothing is deleted."""
    rule = parameter_in_force(district, PACK, name, on=on) if district is not None else None
    return int(str(rule.value)) if rule is not None else None


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Delete what is kept no longer; returns how much that was."""
    plans = Report.objects.filter(adopted_at__isnull=False, district__isnull=False).select_related("district")
    forgotten = sum(_forget_words(each, at) + _forget_followings(each, at) for each in plans)
    Follower.objects.filter(followings=None).delete()
    return forgotten


def _forget_words(plan: Report, at: datetime) -> int:
    assert plan.district is not None, "a plan in force is a district's"
    days = days_kept(plan.district, WORDS, on=day_of(at))
    if days is None:
        return 0
    questions = Question.objects.filter(commitment__report=plan, forgotten_at=None).annotate(answered=Max("answers__at"))
    old = questions.filter(answered__lt=at - timedelta(days=days)).values_list("pk", flat=True)
    return Question.objects.filter(pk__in=list(old)).update(text="", forgotten_at=at)


def _forget_followings(plan: Report, at: datetime) -> int:
    """Of a closed year nothing is told any more when its results are known."""
    assert plan.district is not None, "a plan in force is a district's"
    days, closing = days_kept(plan.district, ADDRESSES, on=day_of(at)), closing_of(plan)
    if days is None or closing is None or at - closing.at <= timedelta(days=days):
        return 0
    return Following.objects.filter(commitment__report=plan).delete()[0]
