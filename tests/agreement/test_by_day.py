"""A value that changes in the middle of the year: each row by the law of its own day, in SQL as one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
import sqlglot
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.decisions import DecisionPackage, NoValueInForce
from luoshi.engines.decisions.sets import CANNOT_BE_DECIDED, DatedPlan, Dialect, NotTranslatable, compile_by_day
from luoshi.engines.decisions.sets.by_day import _pieces
from luoshi.engines.decisions.sets.quantities import widest_number
from luoshi.engines.feel.temporal import Date, DateAndTime, Time
from luoshi.engines.packs import package_of, read_pack
from tests.agreement.answers import one_by_one, said
from tests.agreement.engines import KEY, run, table
from tests.agreement.rows import Row, rows

PACK: Final = Path(__file__).resolve().parents[2] / "luoshi" / "packs" / "one_off_hiring_subsidy"
HIRED: Final = "招用日期"
AMOUNT: Final = "每人补助标准（元）"
WANTED: Final = ["补助金额（元）", "办理意见"]
ON: Final = date(2023, 10, 1)
FIRST: Final = date(2021, 11, 1)


@pytest.fixture(scope="module")
def package() -> DecisionPackage:
    """The pack, of which the amount for each person is less from July 2023 on."""
    read = package_of(read_pack(PACK))
    amount = read.parameters[AMOUNT]
    before, this_year = amount.values
    halves = (
        replace(this_year, value=Decimal(1500), valid_to=date(2023, 6, 30)),
        replace(this_year, value=Decimal(1000), valid_from=date(2023, 7, 1)),
    )
    return replace(read, parameters={**read.parameters, AMOUNT: replace(amount, values=(before, *halves))})


@pytest.fixture(scope="module")
def plan(package: DecisionPackage) -> DatedPlan:
    return compile_by_day(package, WANTED, dated_by=HIRED, on=ON, explained_by="办理意见")


def test_days_with_one_law_are_one_stretch_and_none_lies_after_the_day_of_the_run(plan: DatedPlan) -> None:
    assert [(each.first, each.last) for each in plan.stretches] == [
        (date(2022, 1, 1), date(2022, 12, 31)),
        (date(2023, 1, 1), date(2023, 6, 30)),
        (date(2023, 7, 1), ON),
    ]


AT_CHANGES: Final = ("2021-12-31", "2022-01-01", "2023-06-30", "2023-07-01", "2023-10-01", "2023-10-02")
ENTITLED: Final[Row] = {
    "用人单位类型": "企业", "是普通高校毕业生": True, "招用前未就业": True, "登记失业": False, "签订劳动合同": True, "参加失业保险": True,
    "失业保险缴费月数": Decimal(3), "工伤保险缴费月数": Decimal(3), "养老保险缴费月数": Decimal(3),
    "享受过一次性吸纳就业补贴": False, "用于享受过扩岗补助": False,
}  # fmt: skip


def asked_rows(plan: DatedPlan, package: DecisionPackage, count: int) -> list[Row]:
    """Every other row is of somebody who graduated in the year and is insured; many were hired on a day on which the law changes."""
    days = [None, *map(date.fromisoformat, AT_CHANGES), *(FIRST + timedelta(days=29 * place) for place in range(27))]
    asked = rows(plan.stretches[0].plan, package, count, seed=8, nulls=0.02)
    return [_hired(row, days[place // 2 % len(days)], is_entitled=place % 2 == 0) for place, row in enumerate(asked)]


def _hired(row: Row, day: date | None, *, is_entitled: bool) -> Row:
    on = None if day is None else Date(day.year, day.month, day.day)
    graduated = {"毕业日期": Date(day.year, 1, 1), "出生日期": Date(day.year - 23, 1, 1)} if day is not None else {}
    return {**row, **(ENTITLED | graduated if is_entitled else {}), HIRED: on}


def by_postgresql(plan: DatedPlan, asked: Sequence[Row]) -> list[dict[str, Any]]:
    made, places, values = table(plan.stretches[0].plan, asked)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS population")
        cursor.execute(made)
        cursor.execute(f"INSERT INTO population VALUES {places.replace('{}', '%s')}", values)  # type: ignore[arg-type]  # noqa: S608 - places for values only
        cursor.execute(plan.statement(Dialect.POSTGRESQL, source="population", key=KEY))
        names = [each[0] for each in cursor.description or ()]
        return sorted((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), key=lambda each: each[KEY])


@pytest.mark.django_db
def test_each_row_is_decided_by_the_law_of_its_own_day(package: DecisionPackage, plan: DatedPlan) -> None:
    asked = asked_rows(plan, package, 340)
    found = run(plan.statement(Dialect.DUCKDB, source="population", key=KEY), plan.stretches[0].plan, asked)
    assert found == by_postgresql(plan, asked)
    assert len(found) == len(asked), "each row once"
    amounts = set[object]()
    for row, answer in zip(asked, found, strict=True):
        day: Any = row[HIRED]
        day = None if day is None else date(day.year, day.month, day.day)
        if day is None or not date(2022, 1, 1) <= day <= ON:
            assert (answer["reason"], answer[WANTED[0]]) == (CANNOT_BE_DECIDED, None)
            told = plan.lacking(answer["missing"]) if day is None else plan.without_rule(answer["unmatched"])
            assert HIRED in told
        elif not answer["missing"] and not answer["unmatched"]:
            expected = one_by_one(plan.stretches[0].plan, partial(decided, package, row, day))
            assert said(plan.stretches[0].plan, answer) == expected, row
            amounts.add((day >= date(2023, 7, 1), answer[WANTED[0]]))
    assert {(False, Decimal(1500)), (True, Decimal(1000))} <= amounts, "the amount changes on the day on which the law does"


def decided(package: DecisionPackage, row: Row, day: date, name: str) -> Any:
    """One by one, by the law of a day; today is the day of the run."""
    return package.decide(name, row, on=day, at=DateAndTime(Date(ON.year, ON.month, ON.day), Time(0, 0, 0))).value


def test_the_statement_is_one_of_each_dialect(plan: DatedPlan) -> None:
    for dialect in Dialect:
        sqlglot.parse_one(plan.statement(dialect, source="population", key=KEY, columns={HIRED: "hired"}), dialect=dialect.value)


def test_rows_are_split_by_a_date_that_the_rules_ask_for(package: DecisionPackage) -> None:
    for name in ("失业保险缴费月数", "没有这一项"):
        with pytest.raises(NotTranslatable, match=f"“{name}”不能译成 SQL：分段用的输入须是规则要问的日期"):
            compile_by_day(package, WANTED, dated_by=name, on=ON)


def test_before_there_is_any_law_it_is_refused(package: DecisionPackage) -> None:
    with pytest.raises(NoValueInForce, match="2021-10-01"):
        compile_by_day(package, WANTED, dated_by=HIRED, on=date(2021, 10, 1))


days = st.dates(date(2020, 1, 1), date(2020, 3, 1))


@given(st.lists(days, unique=True).map(sorted), days)
def test_pieces_follow_one_another_and_each_change_begins_one(changes: list[date], last: date) -> None:
    pieces = list(_pieces(changes, last))
    assert [begins for begins, _ in pieces] == ([each for each in changes if each <= last] if changes else [date.min])
    for (_, ends), (begins, _) in pairwise(pieces):
        assert begins == ends + timedelta(days=1)
    assert not pieces or pieces[-1][1] == last


def test_the_type_that_holds_all_of_several() -> None:
    assert widest_number(["DECIMAL(18, 2)", "DECIMAL(20, 1)"]) == "DECIMAL(21, 2)"
    assert widest_number(["BIGINT", "DECIMAL(18, 4)"]) == "DECIMAL(22, 4)"
    assert widest_number(["BIGINT", "BOOLEAN"]) is None
