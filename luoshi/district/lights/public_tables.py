"""The lights of a plan's promises, as data: each from the day on which it was shown, with its reason and rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.lights.models import Light
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.plan.queries import Report
    from luoshi.district.public_tables import Cell

LIGHTS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise")),
    Column("target", Words("指标在承诺里的序号；0 是整项", "number of the quantity within the promise; 0 is the whole"), Type.COUNT),
    Column(
        "indicator",
        Words("指标的永久编号；没有指标、按时间节点亮灯的为空", "permanent code of the indicator; empty where milestones decide"),
    ),
    Column("on", Words("从哪天起", "from which day on"), Type.DAY),
    Column("colour", Words("亮什么灯：green、amber、red、exempt 豁免、none 不亮灯", "what is shown")),
    Column("decided", Words("规则的结论", "what the rule says")),
    Column("held_until", Words("黄灯保持到", "until when it stays amber after red"), Type.DAY),
    Column("reason", Words("理由", "reason, in Chinese")),
    Column("reason_en", Words("理由（英文）", "reason")),
    Column("rule", Words("规则包", "pack of the rule")),
    Column("address", Words("为什么亮这个灯", "page that tells why"), Type.ADDRESS),
)


def lights(report: Report, on: date) -> Iterator[Mapping[str, Cell]]:
    """Every light until a day, promise by promise in the order of days."""
    rows = Light.objects.filter(commitment__report=report, on__lte=on).defer("record").select_related("commitment", "link__indicator")
    for each in rows.order_by("commitment__number", "link", "id"):
        yield {
            "commitment": each.commitment.code,
            "target": each.link.target_number if each.link else 0,
            "indicator": each.link.indicator.code if each.link else "",
            "on": each.on,
            "colour": each.colour,
            "decided": each.decided,
            "held_until": each.held_until,
            "reason": each.reason,
            "reason_en": each.reason_en,
            "rule": each.pack,
            "address": reverse("lights:lights", args=[each.commitment.code]),
        }


TABLES = (PublicTable("lights", 40, Words("亮灯", "Lights"), LIGHTS, lights),)
