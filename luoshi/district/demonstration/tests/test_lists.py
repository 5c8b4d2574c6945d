"""Lists that others publish only grow, name enterprises that could be, and are the same for ever by their seed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from luoshi.district.demonstration import lists
from luoshi.district.demonstration.present import Present
from luoshi.engines.casework import Calendar, YearTable
from luoshi.engines.identifiers import read_credit_code
from luoshi.engines.packs.model_of_year import ListStream, Rhythm

MONTHS = (0, 0, 5, 7, *(4,) * 8)
STREAM = ListStream(
    "listed", "名单", ("编号", "日期", "在库"), "reporter", "公告（虚构）", "", "示例", "990001TXYK",
    "桃源{street}{mark}企业有限公司{number}", "6513", "登记库（虚构）", "keeper",
    {"91990001TXYX00011F": (date(2022, 5, 20), date(2023, 6, 9)), "91990001TXYX0002X7": (date(2023, 4, 14),)},
    Rhythm(tuple(map(Decimal, MONTHS)), Decimal("0.2"), Decimal(0), Decimal(1)),
)  # fmt: skip
YEAR: Any = SimpleNamespace(
    begins=date(2023, 1, 13), ends=date(2024, 2, 7), lists=(STREAM,), words={"street": ("落英",), "mark": ("示例",)}
)


def on(day: date, seed: int = 7) -> Present:
    tables = [YearTable(year, "示例", date(2022, 12, 8), frozenset(), frozenset()) for year in (2023, 2024)]
    calendar = Calendar(tuple(tables))
    nothing: Any = None  # neither the pack nor the district decides who comes
    return Present(nothing, YEAR, nothing, calendar, seed, day)


def rows(day: date, seed: int = 7) -> dict[str, date]:
    found = list(lists._rows(STREAM, on(day, seed)))
    assert len({code for code, _ in found}) == len(found), "nobody stands on it twice"
    return dict(found)


def test_a_list_begins_with_whom_the_pack_names_and_only_grows() -> None:
    assert rows(date(2023, 1, 13)) == {"91990001TXYX00011F": date(2022, 5, 20)}
    march, april = rows(date(2023, 3, 31)), rows(date(2023, 4, 28))
    assert march.items() < april.items()
    assert {"91990001TXYX0002X7"} < april.keys() - march.keys()
    assert rows(date(2023, 6, 30))["91990001TXYX00011F"] == date(2023, 6, 9), "who comes again stands there since then"
    assert all(read_credit_code(code).code == code for code in april if code.startswith("91990001TXYK"))
    assert all(day <= date(2023, 4, 28) for day in april.values())
    assert len(rows(date(2023, 12, 29))) - 2 == lists._numbered(STREAM, date(2024, 1, 1), on(date(2023, 12, 29)))


def test_a_seed_decides_it_for_good() -> None:
    assert rows(date(2023, 4, 28)) == rows(date(2023, 4, 28))
    assert rows(date(2023, 4, 28)) != rows(date(2023, 4, 28), seed=8)


def test_lists_come_on_the_last_working_day_of_a_month() -> None:
    days = [day for day in range(1, 31) if on(date(2023, 4, day)).ends_its_month]
    assert days == [28], "the 29th and the 30th are a weekend"
