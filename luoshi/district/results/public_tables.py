"""What became of a plan's promises, as data: what a person settled, and whether the year is closed."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from django.urls import reverse

from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.district.results.queries import closing_of, results_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from luoshi.district.plan.queries import Report
    from luoshi.district.results.queries import Settled

RESULTS = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise"), attrgetter("commitment.code")),
    Column(
        "outcome",
        Words("结果：met 完成、met_partly 部分完成、not_met 未完成、cannot_be_judged 无法判定", "outcome"),
        attrgetter("outcome.value"),
    ),
    Column("why", Words("为什么", "why, in Chinese"), attrgetter("why.chinese")),
    Column("why_en", Words("为什么（英文）", "why"), attrgetter("why.english")),
    Column("reason", Words("与推算不同的理由", "why it is held to be otherwise than what follows from the figures"), attrgetter("reason")),
    Column(
        "stretch", Words("是不是力争的目标", "whether it was striven for, and not promised outright"), attrgetter("stretch"), Type.YES_NO
    ),
    Column("value", Words("数字，照印", "figure as it is printed"), attrgetter("value")),
    Column(
        "address",
        Words("承诺的网页", "page of the promise"),
        lambda each: reverse("plan:commitment", args=[each.commitment.code]),
        Type.ADDRESS,
    ),
)


def results(report: Report, on: date) -> Iterable[Settled]:
    """The results of a closed year; before it is closed nothing is a result yet."""
    return results_of(report) if closing_of(report) is not None else ()


TABLES = (PublicTable("results", 50, Words("结果", "Results"), RESULTS, results),)
