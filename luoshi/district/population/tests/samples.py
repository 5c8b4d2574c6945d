"""Invented enterprises of 青溪县, what a department knows of them, and the rules of the job-retention refund in force there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import luoshi
from luoshi.district.decisions.operations import load_pack
from luoshi.district.offices.operations import set_up
from luoshi.district.offices.tests.government import BEGIN, known
from luoshi.district.population.declared import Column, Type
from luoshi.district.register import operations as registers
from luoshi.district.register.operations_of_duplicates import merge
from luoshi.district.register.queries import KINDS
from luoshi.district.register.tests.samples import credit_code, enterprise, person
from luoshi.engines.packs import Holding, PersonEntry, PostEntry

if TYPE_CHECKING:
    from luoshi.district.offices.tests.government import Government

AT = datetime(2023, 7, 20, 9, 30, tzinfo=UTC)
DAY = date(2023, 7, 20)
CODES = [credit_code(number) for number in range(9)]
COLUMNS = (
    Column("企业规模", "size", Type.TEXT, choices=("大型", "中型", "小型", "微型"), required=True),
    Column("月数", "months paid", Type.NUMBER, unit="月", least=Decimal(0), most=Decimal(12)),
    Column("裁员人数", "laid off", Type.NUMBER, unit="人", least=Decimal(0)),
    Column("参保人数", "insured", Type.NUMBER, unit="人", digits=2),
    Column("实缴保费", "premium", Type.NUMBER, unit="元", digits=2, least=Decimal(0)),
)
HEADING = "统一社会信用代码,企业规模,月数,裁员人数,参保人数,实缴保费"
ROWS = (
    f"{CODES[1]},小型,12,0,100,10000.05",
    f"{CODES[2]},大型,12,0,100,10000.05",
    f"{CODES[3]},小型,12,30,100,10000",
    f"{CODES[4]},小型,12,,100,10000",
    f"{CODES[6]},微型,12,1,5,2000",
)
SOURCES: list[dict[str, Any]] = [
    {"input": "单位类型", "register": "enterprises", "field": "form", "words": {"个体工商户": "以单位形式参保的个体工商户"}},
    {"input": "企业规模", "table": "失业保险缴费", "column": "企业规模", "years_back": 1},
    {"input": "足额缴费月数", "table": "失业保险缴费", "column": "月数", "years_back": 1},
    {"input": "裁员人数", "table": "失业保险缴费", "column": "裁员人数", "years_back": 1},
    {"input": "参保职工人数", "table": "失业保险缴费", "column": "参保人数", "years_back": 1},
    {"input": "上年度实缴失业保险费（元）", "table": "失业保险缴费", "column": "实缴保费", "years_back": 1},
    {"input": "本年度已返还（元）", "value": 0},
]


def enter(county: Government) -> None:
    """Seven enterprises, the fifth of which ends and the seventh turns out to be the sixth; and a person."""
    kind, by = KINDS["enterprises"], county.by("zheng")
    for number in range(1, 8):
        said = enterprise(number, industry="6513", staff=str(10 * number), address="青溪县虚构路“甲”,一号")
        registers.enter(kind, county.district, said, valid_from=BEGIN, source="示例", by=by, at=AT)
    ended = county_entry(county, 5)
    registers.end(ended, last_day=date(2023, 6, 30), source="示例", reason="示例", by=by, at=AT)
    merge(county_entry(county, 6), county_entry(county, 7), reason="示例", by=county.by("wu"), at=AT)
    registers.enter(KINDS["persons"], county.district, person(1), valid_from=BEGIN, source="示例", by=county.by("zhou"), at=AT)


def county_entry(county: Government, number: int) -> Any:
    """An enterprise by its number."""
    from luoshi.district.register.queries import Entry

    return Entry.objects.get(district=county.district, identifier=CODES[number])


def load_refund(county: Government) -> None:
    """The rules of the job-retention refund, saved by one person of the office and put in force by another."""
    desk = PostEntry("office_inspector", "office", "县督查室督查员", "", "office", BEGIN, None)
    held = Holding(post="office_inspector", valid_from=BEGIN, valid_to=None)
    set_up(county.district, units=(), posts=(desk,), people=(PersonEntry(code="wen", name="文示例", name_en="", holds=(held,)),))
    office = known(county.district)
    folder = Path(luoshi.__file__).parent / "packs" / "job_retention_refund"
    load_pack(folder, county.district, saved_by=office.by("sun"), put_in_force_by=office.by("wen"), at=AT)


def file(*rows: str) -> bytes:
    """A file as a department sends it."""
    return "\n".join([HEADING, *(rows or ROWS)]).encode()
