"""The background work of lights: every plan is judged again, so that a light is never older than the figures, and units are reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.lights.models import LightRule
from luoshi.district.lights.operations import follow, judge
from luoshi.district.plan.queries import Report
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from datetime import datetime


def light(at: datetime) -> int:
    """Judge each adopted plan that has a rule, and do what follows; returns how many lights changed and how many people were told."""
    reports = Report.objects.filter(adopted_at__isnull=False).select_related("district").in_bulk(_lit())
    return one_by_one(lambda key: judge(reports[key], on=day_of(at), at=at) + follow(reports[key], at=at), reports)


def _lit() -> list[int]:
    return list(LightRule.objects.order_by("report").values_list("report", flat=True).distinct())


ROUNDS = (Round("lights.judge", 600, light),)
