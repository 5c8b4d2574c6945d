"""What became of a plan's promises, as data: what a person settled, and whether the year is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.district.results.queries import closing_of, results_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from luoshi.district.plan.queries import Report
    from luoshi.district.public_tables import Cell

RESULTS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise")),
    Column("outcome", Words("结果：met 完成、met_partly 部分完成、not_met 未完成、cannot_be_judged 无法判定", "outcome")),
    Column("why", Words("为什么", "why, in Chinese")),
    Column("why_en", Words("为什么（英文）", "why")),
    Column("reason", Words("与推算不同的理由", "why it is held to be otherwise than what follows from the figures")),
    Column("stretch", Words("是不是力争的目标", "whether it was striven for, and not promised outright"), Type.YES_NO),
    Column("value", Words("数字，照印", "figure as it is printed")),
    Column("address", Words("承诺的网页", "page of the promise"), Type.ADDRESS),
)


def results(report: Report, on: date) -> Iterator[Mapping[str, Cell]]:
    """The results of a closed year; before it is closed nothing is a result yet."""
    if closing_of(report) is None:
        return
    for each in results_of(report):
        yield {
            "commitment": each.commitment.code,
            "outcome": each.outcome.value,
            "why": each.why.chinese,
            "why_en": each.why.english,
            "reason": each.reason,
            "stretch": each.stretch,
            "value": each.value,
            "address": reverse("plan:commitment", args=[each.commitment.code]),
        }


TABLES = (PublicTable("results", 50, Words("结果", "Results"), RESULTS, results),)
