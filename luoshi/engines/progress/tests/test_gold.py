"""Real bulletins and a real year: what they print is what these rules say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.progress import (
    Goal,
    Judgement,
    Operator,
    Origin,
    Period,
    Value,
    Verdict,
    YearToDate,
    judge,
    largest_remainder,
    standing,
    straight_line,
    year_to_date,
)
from luoshi.engines.progress.tests.samples import GROWTH, POSTS

YEAR_END = date(2023, 12, 31)


def figure(period: str, number: str) -> YearToDate:
    of = Period.parse(period)
    return YearToDate(Decimal(number), of, (Value(of, Decimal(number), Origin.OFFICIAL, of.last_day),))


def judged(goal: Goal, period: str, number: str, *, growth: bool = False) -> Judgement:
    indicator, value = GROWTH if growth else POSTS, figure(period, number)
    return judge(goal, indicator, value, straight_line(goal, indicator, value.through))


def test_lianyungang_prints_the_gap_to_the_straight_line_in_points() -> None:
    goal = Goal(Operator.EQUAL, Decimal(7), YEAR_END)
    foreign_capital = replace(POSTS, unit="亿美元", decimals=2)
    done = standing(goal, foreign_capital, Decimal("3.73"), straight_line(goal, foreign_capital, Period.parse("2023-Q3")))
    assert (done.share_of_goal, done.expected_share, done.gap_points) == (Decimal("53.3"), Decimal("75.0"), Decimal("-21.7"))
    assert done.words.chinese == "3.73亿美元，完成目标53.3%，比序时进度落后21.7个百分点"


@pytest.mark.parametrize(("done", "verdict"), [("916", Verdict.BEHIND), ("917", Verdict.ON_SCHEDULE)])
def test_xuancheng_calls_it_behind_below_91_7_per_cent_after_november(done: str, verdict: Verdict) -> None:
    assert judged(Goal(Operator.EQUAL, Decimal(1000), YEAR_END), "2023-11", done).verdict is verdict


def test_xuancheng_calls_growth_below_its_goal_behind() -> None:
    assert judged(Goal(Operator.AT_LEAST, Decimal(8), YEAR_END), "2023-11", "7.9", growth=True).verdict is Verdict.BEHIND


def test_songbei_missed_its_growth_and_kept_its_posts() -> None:
    growth = Goal(Operator.ABOUT, Decimal("6.5"), YEAR_END, tolerance=Decimal("0.5"))
    assert judged(growth, "2023", "4.3", growth=True).verdict is Verdict.NOT_MET
    assert judged(replace(growth, tolerance=None), "2023", "4.3", growth=True).verdict is Verdict.CANNOT_JUDGE
    assert judged(Goal(Operator.EQUAL, Decimal(8000), YEAR_END), "2023-12", "8000").verdict is Verdict.MET


def test_jinzhai_needs_shares_that_add_up() -> None:
    shares = largest_remainder([17, 10, 24, 9, 162])
    assert sum(shares) == 100
    assert shares == tuple(map(Decimal, ("7.7", "4.5", "10.8", "4.0", "73.0")))


def test_a_year_to_date_needs_each_of_its_months() -> None:
    values = [Value(Period.parse(f"2023-{month:02d}"), Decimal(100), Origin.COMPUTED, YEAR_END) for month in (1, 2, 3)]
    assert isinstance(to_date := year_to_date(POSTS, values, Period.parse("2023-03")), YearToDate)
    assert to_date.number == 300
