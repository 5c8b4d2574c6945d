"""What units know of everybody: own rows stay, all others are invented within what the pack says and are the same for ever by the seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.demonstration.present import Present
from luoshi.district.demonstration.tables import bring_tables, invented
from luoshi.district.offices.queries import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.population import operations as population
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.queries import DepartmentTable
from luoshi.district.population.tests.conftest import found
from luoshi.district.population.tests.samples import AT, CODES
from luoshi.district.tests.snapshots import standing
from luoshi.engines.casework import Calendar, YearTable
from luoshi.engines.packs.model_of_department_tables import BroughtFile, ColumnEntry, DepartmentTableEntry
from luoshi.engines.packs.model_of_year import Amount, TableStream, Trade

KEY, REVENUE = "统一社会信用代码", "年营业收入（万元）"
SOFTWARE = Trade(("64", "65"), {"统计行业": "软件"}, {REVENUE: Amount(Decimal(200), Decimal("0.8"))})
STREAM = TableStream("revenue", "企业收入", "civil_reporter", "统计（虚构）", "", Decimal("0.06"), Decimal("0.1"), (SOFTWARE,))
COLUMNS = (
    ColumnEntry("统计行业", "trade", "text", "", 0, None, None, (), required=False),
    ColumnEntry(REVENUE, "revenue", "number", "万元", 2, Decimal(0), None, (), required=False),
)
YEAR: Any = SimpleNamespace(begins=date(2023, 6, 12), ends=date(2023, 12, 31), tables=(STREAM,))


def table(*files: BroughtFile) -> DepartmentTableEntry:
    return DepartmentTableEntry("企业收入", "Revenue", "enterprises", "civil", COLUMNS, files)


def on(day: date, district: Any = None, entry: DepartmentTableEntry | None = None, seed: int = 7) -> Present:
    calendar = Calendar((YearTable(2023, "示例", date(2022, 12, 8), frozenset(), frozenset()),))
    pack: Any = SimpleNamespace(id="qingxi", department_tables=(entry,))
    return Present(pack, YEAR, district, calendar, seed, day)


def rows(established_on: str, seed: int = 7, number: int = 2000) -> list[dict[str, str]]:
    entries = [{"credit_code": f"C{each}", "industry": "6513", "established_on": established_on} for each in range(number)]
    return list(invented(STREAM, table(), entries, on(date(2023, 6, 30), seed=seed)))


def test_amounts_are_spread_around_their_middle_and_some_are_not_known() -> None:
    old, young = rows("2019-05-01"), rows("2023-06-12")
    amounts = [Decimal(row[REVENUE]) for row in old if REVENUE in row]
    assert 0.04 < 1 - len(amounts) / len(old) < 0.08
    assert 180 < median(amounts) < 220
    reached = sum(amount >= 1500 for amount in amounts)
    assert 3 < reached < 25, "of lognormal amounts with this spread six in a thousand are seven and a half times the middle"
    assert all(Decimal(row[REVENUE]) <= Decimal(one[REVENUE]) / 9 for row, one in zip(young, old, strict=True) if REVENUE in row)
    assert {row["统计行业"] for row in old} == {"软件"}, "the register knows the trade of whoever says nothing of revenue"
    assert rows("2019-05-01") == old != rows("2019-05-01", seed=8)
    assert not list(invented(STREAM, table(), [{"credit_code": "C", "industry": "1392"}], on(date(2023, 6, 30))))


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county over whose enterprises rules are run", found, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None, tmp_path: Path, settings: Any) -> Government:
    settings.DATA_FOLDER = tmp_path
    return known(District.objects.get(name="青溪县"))


def test_a_unit_brings_its_table_each_month_and_keeps_what_the_pack_says(county: Government, tmp_path: Path) -> None:
    said = [Column("统计行业", "trade", Type.TEXT), Column(REVENUE, "revenue", Type.NUMBER, digits=2)]
    unit, by = county.units["civil"], county.by("sun")
    population.declare_table(county.district, "企业收入", said, name_en="Revenue", register="enterprises", unit=unit, by=by, at=AT)
    file = tmp_path / "own.csv"
    file.write_text(f"{KEY},统计行业,{REVENUE}\n{CODES[1]},软件,1999.5\n", "utf-8")
    entry = table(BroughtFile(file, "2022", "年报（虚构）", ""))
    days = [date(2023, 6, 12), date(2023, 6, 30), date(2023, 7, 28), date(2023, 7, 31)]
    assert [bring_tables(on(day, county.district, entry)) for day in days] == [1, 0, 0, 1], (
        "on the first day and at the end of a month after"
    )
    june, july = DepartmentTable.objects.filter(name="企业收入").order_by("period")
    assert (june.period, july.period, june.rows, july.rows) == ("2023-06", "2023-07", 6, 5), "one enterprise ended in June"
    assert june.quality["columns"][REVENUE]["most"] == "1999.50"
