"""The figures that measure a plan's promises, as data: every revision that was known, with where each comes from."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from luoshi.district.indicators.queries import address_of
from luoshi.district.progress.queries import measured_within, rows_of
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.engines.progress import YearToDate
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.standings import Beside, Measured, PeriodRow

VALUES = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise"), attrgetter("measured.link.commitment.code")),
    Column(
        "target",
        Words("指标在承诺里的序号；0 是整项", "number of the quantity within the promise; 0 is the whole"),
        attrgetter("measured.link.target_number"),
        Type.COUNT,
    ),
    Column("indicator", Words("指标的永久编号", "permanent code of the indicator"), attrgetter("measured.link.indicator.code")),
    Column("indicator_name", Words("指标", "indicator"), attrgetter("measured.link.indicator.name")),
    Column("unit", Words("计量单位", "unit"), attrgetter("measured.link.indicator.unit")),
    Column("period", Words("期别，如 2023-09、2023-Q3", "period, such as 2023-09, 2023-Q3"), lambda each: str(each.row.period)),
    Column("first_day", Words("期别的第一天", "first day of the period"), attrgetter("row.period.first_day"), Type.DAY),
    Column("last_day", Words("期别的最后一天", "last day of the period"), attrgetter("row.period.last_day"), Type.DAY),
    Column("number", Words("本期的数", "figure of the period"), attrgetter("row.value.number"), Type.NUMBER),
    Column(
        "to_date",
        Words("年初以来的数", "figure of the year so far"),
        lambda each: each.row.to_date.number if isinstance(each.row.to_date, YearToDate) else None,
        Type.NUMBER,
    ),
    Column(
        "origin", Words("来源：computed 系统计算、official 官方统计、reported 单位填报", "origin"), attrgetter("row.value.origin.value")
    ),
    Column("known_on", Words("从哪天起知道", "day from which it was known"), attrgetter("row.value.known_on"), Type.DAY),
    Column("revision", Words("第几次的数", "number of the revision"), attrgetter("row.value.revision"), Type.COUNT),
    Column("provisional", Words("是不是初步数", "whether it is provisional"), attrgetter("row.value.provisional"), Type.YES_NO),
    Column(
        "expected_straight", Words("序时进度应达", "expected by the straight line"), lambda each: _expected(each.row.straight), Type.NUMBER
    ),
    Column(
        "expected_planned",
        Words("计划轨迹应达", "expected by the planned trajectory"),
        lambda each: _expected(each.row.planned),
        Type.NUMBER,
    ),
    Column(
        "address",
        Words("数字的出处", "page that tells where the figure comes from"),
        lambda each: address_of(each.measured.link.indicator, each.row.period),
        Type.ADDRESS,
    ),
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a period of a measured target."""

    measured: Measured
    row: PeriodRow


def values(report: Report, on: date) -> Iterator[_Figure]:
    """The figures that count on a day, of each measured target in the order of their periods."""
    for measured in sorted(measured_within(report, on=on), key=_place):
        yield from (_Figure(measured, row) for row in rows_of(measured) if row.value is not None)


def _place(measured: Measured) -> tuple[int, int, int]:
    return measured.link.commitment.number, measured.link.target_number, measured.link.number


def _expected(beside: Beside | None) -> Decimal | None:
    return beside.yard.expected if beside else None


TABLES = (PublicTable("values", 30, Words("数字", "Figures"), VALUES, values),)
