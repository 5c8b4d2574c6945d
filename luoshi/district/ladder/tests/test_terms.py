"""Who counts on a rung counts once a year where a day is known, and else once for good."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from luoshi.district.ladder.terms import counts

DAYS = st.dates(date(2017, 1, 1), date(2030, 12, 31))
LAST = date(2030, 12, 31)


@given(st.lists(DAYS, max_size=12))
def test_looks_in_any_order_count_each_year_once(days: list[date]) -> None:
    kept: list[date | None] = []
    for day in [*days, *days]:
        if counts(day, kept, on=LAST):
            kept.append(day)
    assert sorted(each.year for each in kept if each) == sorted({day.year for day in days})


@given(st.lists(st.none() | DAYS), DAYS)
def test_without_a_day_it_counts_for_good(before: list[date | None], on: date) -> None:
    assert counts(None, before, on=on) is (not before)


@given(DAYS, DAYS)
def test_what_has_not_begun_does_not_count(since: date, on: date) -> None:
    assert counts(since, [None], on=on) is (since <= on)
