"""What a forecast must never do, whatever the figures are; and what it says of series whose future is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from luoshi.engines.progress import (
    Accumulation,
    Definition,
    Direction,
    Goal,
    Indicator,
    Measure,
    Operator,
    Origin,
    Period,
    Rhythm,
    Value,
)
from luoshi.engines.progress.forecasting import Forecast, NoForecast, forecast
from luoshi.engines.progress.forecasting.past import Past, past_of
from luoshi.words import Words

OLD, NEW = date(2015, 1, 1), date(2023, 1, 1)
POSTS = Indicator(
    "posts", Words("岗位", "posts"), "个", Rhythm.MONTH, Accumulation.PERIODIC, Direction.ASCENDING, Measure.INCREMENT,
    (Definition(OLD, "示例"), Definition(NEW, "示例")),
)  # fmt: skip
INVESTMENT = replace(POSTS, code="investment", accumulation=Accumulation.CUMULATIVE, no_value_in=frozenset({1}), measure=Measure.LEVEL)
STOCK = replace(POSTS, code="stock", accumulation=Accumulation.STATE, measure=Measure.LEVEL)
GROWTH = replace(POSTS, code="growth", accumulation=Accumulation.CUMULATIVE, measure=Measure.YOY, decimals=1)
GOAL = Goal(Operator.AT_LEAST, Decimal(8000), date(2023, 12, 31))
SEASON = (300, 300, 500, 600, 700, 900, 800, 700, 600, 600, 500, 300)


def values(year: int, numbers: Sequence[int | str], *, first: int = 1, definition: date | None = OLD) -> list[Value]:
    """Figures of consecutive months; an empty text is a month without one."""
    return [
        Value(Period(year, Rhythm.MONTH, month), Decimal(number), Origin.COMPUTED, date(year, 12, 31), definition)
        for month, number in enumerate(numbers, start=first)
        if number != ""
    ]


def foresee(indicator: Indicator, known: Sequence[Value], goal: Goal = GOAL) -> Forecast:
    said = forecast(indicator, known, goal)
    assert isinstance(said, Forecast), said
    return said


def past(indicator: Indicator, known: Sequence[Value]) -> Past:
    ready = past_of(indicator, known, GOAL.due)
    assert isinstance(ready, Past), ready
    return ready


@given(
    months=st.lists(st.integers(0, 10_000), min_size=1, max_size=11),
    last_year=st.one_of(st.just([]), st.lists(st.integers(0, 10_000), min_size=12, max_size=12)),
    goal=st.integers(1, 200_000),
)
@example(months=[0], last_year=[2, 1, 0, 1, 0, 3, 1, 1, 2, 3, 0, 0], goal=1)  # its middle once fell
@settings(max_examples=60, deadline=None)
def test_a_sum_never_falls_and_wider_intervals_hold_the_narrower(months: list[int], last_year: list[int], goal: int) -> None:
    said = foresee(POSTS, values(2022, last_year) + values(2023, months), replace(GOAL, value=Decimal(goal)))
    done = sum(months)
    for before, after in zip((None, *said.path), said.path, strict=False):
        bounds = [after.interval(level) for level in (95, 80, 50)]
        assert done <= bounds[0].low <= bounds[1].low <= bounds[2].low <= after.middle <= bounds[2].high <= bounds[1].high <= bounds[0].high
        assert before is None or before.middle <= after.middle
    assert said.probability is not None
    assert (said.probability == 1) if done >= goal else (0 <= said.probability < 1)


def test_the_probability_agrees_with_the_intervals() -> None:
    known = values(2022, SEASON) + values(2023, SEASON[:5])
    for level, below in ((50, 0.25), (80, 0.1), (95, 0.025)):
        interval = foresee(POSTS, known).final.interval(level)
        high = foresee(POSTS, known, replace(GOAL, value=interval.high)).probability
        low = foresee(POSTS, known, replace(GOAL, value=interval.low)).probability
        at_most = foresee(POSTS, known, replace(GOAL, operator=Operator.AT_MOST, value=interval.low)).probability
        assert [high, low, at_most] == pytest.approx([below, 1 - below, below], abs=0.005)


def test_more_years_and_more_months_make_it_narrower_and_several_years_teach_the_season() -> None:
    def width(said: Forecast) -> Decimal:
        return said.final.interval(80).high - said.final.interval(80).low

    years = [value for year in range(2018, 2023) for value in values(year, [n + year % 3 * 5 for n in SEASON])]
    bare, with_years = foresee(POSTS, values(2023, SEASON[:3])), foresee(POSTS, years + values(2023, SEASON[:3]))
    later = foresee(POSTS, years + values(2023, SEASON[:9]))
    assert width(bare) > 3 * width(with_years) > 3 * width(later) > 0
    assert set(bare.shares) == {"pace"}
    assert bare.note is not None
    assert set(with_years.shares) == {"pace", "last_year", "state_space"}
    assert sum(with_years.shares.values()) == pytest.approx(1)
    assert abs(with_years.final.middle - sum(SEASON)) < 200, "three quiet months do not make a quiet year"
    assert foresee(POSTS, years + values(2023, SEASON[:3])) == with_years, "the same figures give the same forecast"


def test_cumulative_figures_are_taken_apart_anew_each_year_and_no_january_is_invented() -> None:
    known = values(2022, [20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120], first=2) + values(2023, [25, "", 45], first=2)
    ready = past(INVESTMENT, known)
    assert ready.per_year == 11
    assert ready.numbers[:12].tolist() == [20] + [10] * 10 + [25]
    assert np.isnan(ready.numbers[12:]).all(), "what March and April brought, each, is not known"
    assert ready.reached == 45
    assert foresee(INVESTMENT, known).final.middle == pytest.approx(Decimal(140), abs=20)


def test_a_new_definition_cuts_the_series() -> None:
    said = foresee(POSTS, values(2022, SEASON) + values(2023, [5, 6, 5], definition=NEW))
    assert said.known == 3
    assert said.final.middle < 100
    assert said.note is not None
    assert "口径" in said.note.chinese


def test_a_month_that_lacks_is_no_zero_this_year_and_a_gap_in_the_years_before() -> None:
    lacking = forecast(POSTS, values(2023, [5, "", 7]), GOAL)
    assert isinstance(lacking, NoForecast)
    assert "2023年2月" in lacking.reason.chinese
    assert set(foresee(POSTS, values(2022, [*SEASON[:7], "", *SEASON[8:]]) + values(2023, SEASON[:3])).shares) == {"pace"}


def test_stocks_stay_positive_rates_do_not_add_and_may_be_negative() -> None:
    stock = foresee(STOCK, values(2022, [100 + month for month in range(12)]) + values(2023, [112, 113, 114]))
    assert stock.final.interval(80).low < 123 < stock.final.interval(80).high
    growth = foresee(GROWTH, values(2023, ["-1.0", "0.2", "0.5"]), replace(GOAL, operator=Operator.ABOUT, value=Decimal("6.5")))
    assert growth.final.interval(80).low < 0 < growth.final.middle < 2
    assert growth.probability is not None
    assert growth.probability < 0.1


@pytest.mark.parametrize(("indicator", "level"), [(STOCK, 111), (GROWTH, 111)])
def test_a_year_is_foreseen_before_its_first_figure(indicator: Indicator, level: int) -> None:
    said = foresee(indicator, values(2022, [100 + month for month in range(12)]))
    assert len(said.path) == 12
    assert said.final.interval(95).low < level < said.final.interval(95).high


@pytest.mark.parametrize("numbers", [[0] * 5, [7] * 5, [0, 0, 9000, 0, 0]])
def test_zeros_constants_and_one_great_month_are_all_foreseen(numbers: list[int]) -> None:
    year_by_year = numbers * 2 + numbers[:2]
    said = foresee(POSTS, [value for year in range(2020, 2023) for value in values(year, year_by_year)] + values(2023, numbers))
    low, high = said.final.interval(95).low, said.final.interval(95).high
    assert low <= sum(year_by_year) <= high
    assert low < high, "what was always so may still change"


@pytest.mark.parametrize(
    ("indicator", "known", "due"),
    [
        (POSTS, [], GOAL.due),
        (POSTS, values(2023, SEASON), GOAL.due),
        (POSTS, values(2023, SEASON[:5]), date(2025, 12, 31)),
        (STOCK, values(2023, SEASON[:5]), date(2025, 12, 31)),
        (replace(POSTS, measure=Measure.RANK), values(2023, [3, 4]), GOAL.due),
    ],
)
def test_it_says_why_there_is_none(indicator: Indicator, known: list[Value], due: date) -> None:
    said = forecast(indicator, known, replace(GOAL, due=due))
    assert isinstance(said, NoForecast)
    assert said.reason.chinese
    assert said.reason.english
