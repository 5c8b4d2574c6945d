"""The lights of a plan's promises, as data: each from the day on which it was shown, with its reason and rule."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.lights.models import Light
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Report

LIGHTS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise"), attrgetter("commitment.code")),
    Column(
        "target",
        Words("指标在承诺里的序号；0 是整项", "number of the quantity within the promise; 0 is the whole"),
        lambda each: each.link.target_number if each.link else 0,
        Type.COUNT,
    ),
    Column(
        "indicator",
        Words("指标的永久编号；没有指标、按时间节点亮灯的为空", "permanent code of the indicator; empty where milestones decide"),
        lambda each: each.link.indicator.code if each.link else "",
    ),
    Column("on", Words("从哪天起", "from which day on"), attrgetter("on"), Type.DAY),
    Column("colour", Words("亮什么灯：green、amber、red、exempt 豁免、none 不亮灯", "what is shown"), attrgetter("colour")),
    Column("decided", Words("规则的结论", "what the rule says"), attrgetter("decided")),
    Column("held_until", Words("黄灯保持到", "until when it stays amber after red"), attrgetter("held_until"), Type.DAY),
    Column("reason", Words("理由", "reason, in Chinese"), attrgetter("reason")),
    Column("reason_en", Words("理由（英文）", "reason"), attrgetter("reason_en")),
    Column("rule", Words("规则包", "pack of the rule"), attrgetter("pack")),
    Column(
        "address",
        Words("为什么亮这个灯", "page that tells why"),
        lambda each: reverse("lights:lights", args=[each.commitment.code]),
        Type.ADDRESS,
    ),
)


def lights(report: Report, on: date) -> QuerySet[Light]:
    """Every light until a day, promise by promise in the order of days."""
    rows = Light.objects.filter(commitment__report=report, on__lte=on).defer("record").select_related("commitment", "link__indicator")
    return rows.order_by("commitment__number", "link", "id")


TABLES = (PublicTable("lights", 40, Words("亮灯", "Lights"), LIGHTS, lights),)
