"""What is expected by now, and goals compared as they are meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.progress import (
    Accumulation,
    Direction,
    Goal,
    Measure,
    Operator,
    Period,
    Rhythm,
    Step,
    Verdict,
    YearToDate,
    ascends,
    is_exceeded,
    is_met,
    judge,
    largest_remainder,
    planned,
    standing,
    straight_line,
    year_to_date,
)
from luoshi.engines.progress.tests.samples import GROWTH, POSTS, monthly

YEAR_END: Final = date(2023, 12, 31)
NUMBERS = st.decimals(-10_000, 10_000, places=2)
COUNTS = st.integers(0, 10_000)


@given(st.integers(1, 10_000), st.integers(1, 12))
def test_the_straight_line_is_month_by_twelve(value: int, month: int) -> None:
    goal, at = Goal(Operator.EQUAL, Decimal(value), YEAR_END), Period(2023, Rhythm.MONTH, month)
    assert straight_line(goal, POSTS, at).expected == Decimal(value) * month / 12
    stock = replace(POSTS, accumulation=Accumulation.STATE, base=Decimal(100))
    from_base = straight_line(goal, stock, at).expected
    assert from_base is not None
    assert abs(from_base - (100 + Decimal(value - 100) * month / 12)) < Decimal("1e-9")
    assert straight_line(goal, replace(stock, base=None), at).expected is None
    growth = Goal(Operator.AT_LEAST, Decimal(value), YEAR_END)
    assert straight_line(growth, replace(GROWTH, rhythm=Rhythm.MONTH), at).expected == value


def test_the_straight_line_begins_and_ends_with_the_goal() -> None:
    goal = Goal(Operator.EQUAL, Decimal(60), date(2023, 9, 30), begins=date(2023, 4, 1))
    expected = [straight_line(goal, POSTS, Period(2023, Rhythm.MONTH, month)).expected for month in (3, 4, 6, 9, 10)]
    assert expected == [0, 10, 30, 60, 60]


def test_the_trajectory_asks_for_its_last_step_and_draws_nothing_between() -> None:
    steps = [Step(Period.parse(f"2023-Q{quarter}"), Decimal(number)) for quarter, number in ((1, 3), (2, 12), (3, 22), (4, 30))]
    assert [planned(steps, Period(2023, Rhythm.MONTH, month)).expected for month in (2, 3, 5, 6, 11, 12)] == [None, 3, 3, 12, 22, 30]
    assert planned([], Period.parse("2023-06")).expected is None


COMPARED = [  # operator, of growth, goal, number, tolerance, peg → kept?
    ("~", "6.5", "6.5", "0.5", None, True), ("~", "6.5", "6.0", "0.5", None, True), ("~", "6.5", "5.9", "0.5", None, False),
    ("~", "6.5", "6.6", None, None, True), ("~", "6.5", "6.4", None, None, None),
    (">=", "6.5", "6.5", None, None, True), (">=", "6.5", "6.49", None, None, False),
    (">", "6.5", "6.5", None, None, False), (">", "6.5", "6.6", None, None, True),
    ("=", "6.5", "7", None, None, True), ("=", "6.5", "6.4", None, None, False),
    ("<=", "-3", "-3.1", None, None, True), ("<=", "-3", "-2.9", None, None, False),
    ("pegged", None, "6", None, "6", True), ("pegged", None, "5.9", None, "6", None), ("pegged", None, "5.9", "0.2", "6", True),
    ("pegged", None, "5", "0.2", "6", False), ("pegged", None, "5", None, None, None),
    ("up", None, "0.1", None, None, True), ("up", None, "0", None, None, False), ("down", None, "-0.1", None, None, True),
    ("rank", "1", "1", None, None, True), ("rank", "3", "2", None, None, True), ("rank", "1", "2", None, None, False),
]  # fmt: skip


@pytest.mark.parametrize(("operator", "goal", "number", "tolerance", "peg", "kept"), COMPARED)
def test_goals_are_compared_as_they_are_meant(
    operator: str, goal: str | None, number: str, *, tolerance: str | None, peg: str | None, kept: bool | None
) -> None:
    promised = Goal(
        Operator(operator), None if goal is None else Decimal(goal), YEAR_END, tolerance=None if tolerance is None else Decimal(tolerance)
    )
    assert is_met(promised, GROWTH, Decimal(number), None if peg is None else Decimal(peg)) is kept


def test_a_direction_without_a_base_cannot_be_told() -> None:
    goal = Goal(Operator.UP, None, YEAR_END)
    share = replace(GROWTH, measure=Measure.SHARE, accumulation=Accumulation.STATE)
    assert is_met(goal, share, Decimal(30)) is None
    assert is_met(goal, replace(share, base=Decimal(29)), Decimal(30)) is True


def test_a_goal_without_its_number_or_time_is_refused() -> None:
    with pytest.raises(ValueError, match="number"):
        Goal(Operator.AT_LEAST, None, YEAR_END)
    with pytest.raises(ValueError, match="begins"):
        Goal(Operator.UP, None, YEAR_END, begins=date(2024, 1, 1))


GOALS = st.builds(
    lambda operator, value, tolerance: Goal(operator, Decimal(value), YEAR_END, tolerance=tolerance),
    st.sampled_from([Operator.ABOUT, Operator.AT_LEAST, Operator.MORE_THAN, Operator.EQUAL, Operator.AT_MOST]),
    st.integers(1, 1000), st.none() | st.decimals(0, 5, places=1),
)  # fmt: skip


@given(GOALS, st.sampled_from(Direction), NUMBERS, NUMBERS)
def test_better_never_breaks_a_promise(goal: Goal, direction: Direction, one: Decimal, other: Decimal) -> None:
    indicator = replace(POSTS, direction=direction)
    worse, better = sorted((one, other), reverse=not ascends(goal, indicator))
    rank = {None: 0, False: 0, True: 1}
    assert rank[is_met(goal, indicator, better)] >= rank[is_met(goal, indicator, worse)]
    assert is_met(goal, indicator, better) or not is_exceeded(goal, indicator, better)


@given(GOALS, st.sampled_from(Direction), st.lists(COUNTS, min_size=1, max_size=12))
def test_before_its_day_a_verdict_follows_the_yardstick_and_on_its_day_the_promise(
    goal: Goal, direction: Direction, numbers: list[int]
) -> None:
    indicator, values = replace(POSTS, direction=direction), monthly(numbers)
    value = year_to_date(indicator, values, values[-1].period)
    assert isinstance(value, YearToDate)
    yard = straight_line(goal, indicator, value.through)
    verdict = judge(goal, indicator, value, yard).verdict
    met = is_met(goal, indicator, value.number)
    if len(numbers) == 12 or (met and ascends(goal, indicator)):
        assert verdict in {True: {Verdict.MET, Verdict.EXCEEDED}, False: {Verdict.NOT_MET}, None: {Verdict.CANNOT_JUDGE}}[met]
    elif verdict is not Verdict.NOT_STARTED:
        behind = standing(goal, indicator, value.number, yard).is_behind
        assert verdict is (Verdict.BEHIND if behind else Verdict.ON_SCHEDULE)


def test_striving_is_not_failing() -> None:
    goal = Goal(Operator.AT_LEAST, Decimal(120), YEAR_END, stretch=True)
    value = year_to_date(POSTS, monthly([9] * 12), Period.parse("2023-12"))
    assert judge(goal, POSTS, value, straight_line(goal, POSTS, Period.parse("2023-12"))).verdict is Verdict.STRETCH_NOT_MET


def test_whoever_has_reached_what_the_next_period_asks_for_is_ahead() -> None:
    goal = Goal(Operator.EQUAL, Decimal(1200), YEAR_END)
    value = year_to_date(POSTS, monthly([100, 199]), Period.parse("2023-02"))
    now, later = (straight_line(goal, POSTS, Period.parse(each)) for each in ("2023-02", "2023-03"))
    assert judge(goal, POSTS, value, now, next_yard=later).verdict is Verdict.ON_SCHEDULE
    value = year_to_date(POSTS, monthly([100, 200]), Period.parse("2023-02"))
    assert judge(goal, POSTS, value, now, next_yard=later).verdict is Verdict.AHEAD


def test_a_stock_that_is_to_shrink_is_measured_along_its_way() -> None:
    poor = replace(POSTS, accumulation=Accumulation.STATE, direction=Direction.DESCENDING, base=Decimal(50))
    goal = Goal(Operator.AT_MOST, Decimal(40), YEAR_END)
    half = standing(goal, poor, Decimal(44), straight_line(goal, poor, Period.parse("2023-06")))
    assert [half.share_of_goal, half.expected_share, half.gap_points, half.gap] == [Decimal(each) for each in (60, 50, 10, 1)]
    ceiling = Goal(Operator.AT_MOST, Decimal(100), YEAR_END)
    spent = standing(ceiling, POSTS, Decimal(60), straight_line(ceiling, POSTS, Period.parse("2023-06")))
    assert (spent.is_behind, spent.is_met) == (True, True), "60 of at most 100 after half a year is too much"


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any))
def test_shares_add_up_and_none_is_off_by_more_than_its_last_decimal(parts: list[int]) -> None:
    shares = largest_remainder(parts)
    assert sum(shares) == 100
    assert all(abs(share - Decimal(part) * 100 / sum(parts)) < Decimal("0.1") for share, part in zip(shares, parts, strict=True))
