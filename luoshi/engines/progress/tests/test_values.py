"""What holds whatever the figures are: nothing is added that has no sum, and a blank is no zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.progress import (
    Accumulation,
    CannotAdd,
    Measure,
    Period,
    Rhythm,
    Unknown,
    YearToDate,
    combine,
    comparable,
    periods_to,
    year_to_date,
)
from luoshi.engines.progress.tests.samples import GROWTH, POSTS, monthly

NUMBERS = st.decimals(-10_000, 10_000, places=2)
PERIODS = st.builds(
    lambda year, rhythm, number: Period(year, rhythm, (number - 1) % rhythm.per_year + 1),
    st.integers(1990, 2090), st.sampled_from(Rhythm), st.integers(1, 12),
)  # fmt: skip
RATES = st.sampled_from([Measure.YOY, Measure.SHARE, Measure.RANK, Measure.PEGGED])


@given(PERIODS)
def test_periods_follow_one_another_and_read_as_they_are_written(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert period.next.previous == period
    assert (period.next.first_day - period.last_day).days == 1
    assert period < period.next
    assert period.contains(period.first_day)
    assert Period.of(period.last_day, period.rhythm) == period
    assert periods_to(period, period.rhythm)[-1] == period


@pytest.mark.parametrize("wrong", ["2023-13", "2023-Q5", "2023-H3", "2023-00", "23-01", "2023-1月", "", "２０２３"])
def test_what_is_no_period_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"has no|not a period"):
        Period.parse(wrong)


@given(RATES, st.lists(NUMBERS, min_size=1, max_size=12))
def test_rates_proportions_and_places_are_never_added(measure: Measure, numbers: list[Decimal]) -> None:
    indicator, values = replace(POSTS, measure=measure), monthly(numbers)
    assert isinstance(year_to_date(indicator, values, values[-1].period), CannotAdd)
    assert isinstance(combine(indicator, {str(each.period): each for each in values}), CannotAdd)


@given(st.lists(NUMBERS, min_size=1, max_size=12), st.data())
def test_a_blank_is_never_zero(numbers: list[Decimal], data: st.DataObject) -> None:
    values = monthly(numbers)
    at = values[-1].period
    whole = year_to_date(POSTS, values, at)
    assert isinstance(whole, YearToDate)
    assert whole.number == sum(numbers)
    gap = data.draw(st.sampled_from(values))
    blank = year_to_date(POSTS, [each for each in values if each != gap], at)
    assert isinstance(blank, Unknown)
    assert blank.missing == (gap.period,)
    units = combine(POSTS, {"甲局": gap, "乙局": None})
    assert isinstance(units, Unknown)
    assert units.units == ("乙局",)


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_a_cumulative_figure_says_by_itself_what_the_year_has_come_to(numbers: list[Decimal]) -> None:
    values = monthly(numbers)
    for accumulation in (Accumulation.CUMULATIVE, Accumulation.STATE):
        found = year_to_date(replace(POSTS, accumulation=accumulation), values, values[-1].period)
        assert isinstance(found, YearToDate)
        assert found.number == numbers[-1]


@given(st.integers(2, 12), st.sampled_from(list(Accumulation)))
def test_a_month_that_is_never_collected_is_not_missed(months: int, accumulation: Accumulation) -> None:
    investment = replace(POSTS, no_value_in=frozenset({1}), accumulation=accumulation)
    values = monthly([7] * months)[1:]
    found = year_to_date(investment, values, values[-1].period)
    assert isinstance(found, YearToDate)
    assert found.number == (7 * (months - 1) if accumulation is Accumulation.PERIODIC else 7)
    assert isinstance(year_to_date(investment, values, Period.parse("2023-01")), Unknown)


def test_a_quarterly_figure_stands_until_the_next() -> None:
    quarterly = replace(GROWTH, accumulation=Accumulation.CUMULATIVE)
    values = [replace(monthly([1])[0], period=Period.parse("2023-Q2"), number=Decimal("4.5"))]
    found = year_to_date(quarterly, values, Period.parse("2023-08"))
    assert isinstance(found, YearToDate)
    assert str(found.through) == "2023-Q2"
    assert isinstance(year_to_date(quarterly, values, Period.parse("2023-09")), Unknown)
    assert isinstance(year_to_date(quarterly, values, Period.parse("2023-02")), Unknown)


@given(st.integers(2, 11))
def test_a_series_is_cut_where_its_definition_changes(first: int) -> None:
    values = [replace(each, definition=date(2023, 1 if each.period.number < first else 2, 1)) for each in monthly([1] * 12)]
    series = comparable(values)
    assert (len(series.before), len(series.values)) == (first - 1, 13 - first)
    assert series.words is not None
    assert isinstance(year_to_date(POSTS, values, Period.parse("2023-12")), CannotAdd)
    assert comparable(values[: first - 1]).words is None


def test_the_last_revision_counts() -> None:
    values = monthly([5, 6])
    revised = [*values, replace(values[0], number=Decimal(9), revision=2)]
    found = year_to_date(POSTS, revised, Period.parse("2023-02"))
    assert isinstance(found, YearToDate)
    assert found.number == 15
