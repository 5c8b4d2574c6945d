"""Where promises stand: by figures of every origin, beside every yardstick, as they were known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.district.indicators.tests.measured import at
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.progress.operations import plan_trajectory, set_tolerance
from luoshi.district.progress.queries import standing, standings
from luoshi.district.progress.tests.measured import (
    COUNTED,
    GDP,
    GROWTH,
    INCOME,
    INCOMES,
    YEAR_OVER,
    add_beds,
    bring,
    linked,
    stored,
)
from luoshi.engines.progress import Measure, Period, Step, Verdict, YearToDate

pytestmark = pytest.mark.django_db


def test_counted_beds_stand_beside_the_straight_line_and_the_plan(county: Government, plan: Report) -> None:
    link = linked(county, plan, COUNTED)
    add_beds(county, {1: 10, 3: 20, 6: 50, 9: 70})
    [it] = standing(stored(plan), on=date(2023, 12, 31))
    assert isinstance(it.now, YearToDate)
    assert (it.now.number, str(it.at), it.judgement.verdict) == (Decimal(150), "2023-12", Verdict.NOT_MET)
    assert it.straight is not None
    assert it.straight.standing is not None
    assert [it.straight.yard.expected, it.straight.standing.share_of_goal, it.straight.standing.gap] == [
        Decimal(each) for each in (200, 75, -50)
    ]
    assert it.planned is not None
    assert it.planned.yard.expected is None
    steps = [Step(Period.parse(f"2023-{month:02d}"), Decimal(number)) for month, number in ((3, 30), (6, 80), (12, 200))]
    plan_trajectory(link.commitment.code, 1, steps, reason="冬季不施工", by=county.by("sun"), at=at(2))
    [it] = standing(stored(plan), on=date(2023, 12, 31))
    assert it.planned is not None
    assert it.planned.yard.expected == 200


def test_official_growth_is_judged_by_what_was_known_on_the_day(county: Government, plan: Report) -> None:
    linked(county, plan, GROWTH, GDP)
    bring(county, "gdp", {"2023-Q1": "6.2", "2023-Q2": "5.8"}, date(2023, 7, 20))
    [it] = standing(stored(plan, GDP), on=date(2023, 9, 30))
    assert (str(it.at), [str(each) for each in it.awaited]) == ("2023-Q2", ["2023-Q3"])
    assert it.judgement.verdict is Verdict.CANNOT_JUDGE, "how far 左右 reaches is not set"
    set_tolerance(plan, Measure.YOY, Decimal("0.5"), basis="本县约定", status="unverified", by=county.by("sun"), at=at(2))
    assert standing(stored(plan, GDP), on=date(2023, 9, 30))[0].judgement.verdict is Verdict.ON_SCHEDULE
    bring(county, "gdp", {"2023-Q3": "5.0", "2023-Q4": "4.3"}, date(2024, 1, 25))
    assert standing(stored(plan, GDP), on=YEAR_OVER)[0].judgement.verdict is Verdict.NOT_MET
    [then] = standing(stored(plan, GDP), on=date(2023, 9, 30))
    assert str(then.at) == "2023-Q2", "what was known on a day stays known of that day"


def test_incomes_keep_up_with_what_they_are_pegged_to(county: Government, plan: Report) -> None:
    linked(county, plan, GROWTH, GDP)
    linked(county, plan, INCOMES, INCOME)
    bring(county, "incomes", {"2023-Q4": "5.1"}, date(2024, 1, 20))
    assert standing(stored(plan, INCOME), on=YEAR_OVER)[0].judgement.verdict is Verdict.CANNOT_JUDGE
    bring(county, "gdp", {"2023-Q4": "5.0"}, date(2024, 1, 21))
    [it] = standing(stored(plan, INCOME), on=YEAR_OVER)
    assert it.judgement.verdict is Verdict.MET
    assert it.straight is not None
    assert it.straight.yard.expected == 5


def test_a_plan_is_read_in_as_many_queries_whatever_its_size(county: Government, plan: Report) -> None:
    linked(county, plan, GROWTH, GDP)
    linked(county, plan, INCOMES, INCOME)
    with CaptureQueriesContext(connection) as two:
        standings(plan, on=YEAR_OVER)
    linked(county, plan, replace(GROWTH, code="investment"), "固定资产投资增长10%")
    linked(county, plan, replace(GROWTH, code="budget"), "一般公共预算收入增长8%以上")
    with CaptureQueriesContext(connection) as four:
        found = standings(plan, on=YEAR_OVER)
    assert len(two) == len(four)
    assert [each.measured.target.indicator for several in found.values() for each in several if each.measured.target] == [
        "地区生产总值", "一般公共预算收入", "固定资产投资", "居民收入",
    ]  # fmt: skip
