"""The figures that measure a plan's promises, as data: every revision that was known, with where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.indicators.queries import address_of
from luoshi.district.progress.queries import measured_within, rows_of
from luoshi.district.public_tables import Column, PublicTable, Type
from luoshi.engines.progress import YearToDate
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.standings import Beside, Measured, PeriodRow
    from luoshi.district.public_tables import Cell

VALUES = (
    Column("commitment", Words("承诺的永久编号", "permanent code of the promise")),
    Column("target", Words("指标在承诺里的序号；0 是整项", "number of the quantity within the promise; 0 is the whole"), Type.COUNT),
    Column("indicator", Words("指标的永久编号", "permanent code of the indicator")),
    Column("indicator_name", Words("指标", "indicator")),
    Column("unit", Words("计量单位", "unit")),
    Column("period", Words("期别，如 2023-09、2023-Q3", "period, such as 2023-09, 2023-Q3")),
    Column("first_day", Words("期别的第一天", "first day of the period"), Type.DAY),
    Column("last_day", Words("期别的最后一天", "last day of the period"), Type.DAY),
    Column("number", Words("本期的数", "figure of the period"), Type.NUMBER),
    Column("to_date", Words("年初以来的数", "figure of the year so far"), Type.NUMBER),
    Column("origin", Words("来源：computed 系统计算、official 官方统计、reported 单位填报", "origin")),
    Column("known_on", Words("从哪天起知道", "day from which it was known"), Type.DAY),
    Column("revision", Words("第几次的数", "number of the revision"), Type.COUNT),
    Column("provisional", Words("是不是初步数", "whether it is provisional"), Type.YES_NO),
    Column("expected_straight", Words("序时进度应达", "expected by the straight line"), Type.NUMBER),
    Column("expected_planned", Words("计划轨迹应达", "expected by the planned trajectory"), Type.NUMBER),
    Column("address", Words("数字的出处", "page that tells where the figure comes from"), Type.ADDRESS),
)


def values(report: Report, on: date) -> Iterator[Mapping[str, Cell]]:
    """The figures that count on a day, of each measured target in the order of their periods."""
    for measured in sorted(measured_within(report, on=on), key=_place):
        yield from (_value(measured, row) for row in rows_of(measured) if row.value is not None)


def _place(measured: Measured) -> tuple[int, int, int]:
    return measured.link.commitment.number, measured.link.target_number, measured.link.number


def _value(measured: Measured, row: PeriodRow) -> dict[str, Cell]:
    assert row.value is not None, "a row is given away where there is a figure"
    value, indicator = row.value, measured.link.indicator
    return {
        "commitment": measured.link.commitment.code,
        "target": measured.link.target_number,
        "indicator": indicator.code,
        "indicator_name": indicator.name,
        "unit": indicator.unit,
        "period": str(row.period),
        "first_day": row.period.first_day,
        "last_day": row.period.last_day,
        "number": value.number,
        "to_date": row.to_date.number if isinstance(row.to_date, YearToDate) else None,
        "origin": value.origin.value,
        "known_on": value.known_on,
        "revision": value.revision,
        "provisional": value.provisional,
        "expected_straight": _expected(row.straight),
        "expected_planned": _expected(row.planned),
        "address": address_of(indicator, row.period),
    }


def _expected(beside: Beside | None) -> Decimal | None:
    return beside.yard.expected if beside else None


TABLES = (PublicTable("values", 30, Words("数字", "Figures"), VALUES, values),)
