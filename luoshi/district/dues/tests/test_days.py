"""When something is due and when a post is reminded, by the rules alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.district.dues.burden import Demand, Kind, asked_too_often, burden_of
from luoshi.district.dues.days import DueRule, Reminding, Shift, due_on, is_time
from luoshi.district.offices.models import Unit
from luoshi.engines.casework import Calendar, YearTable
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

CALENDAR = Calendar((YearTable(2023, "示例〔2022〕1号", date(2022, 12, 8), frozenset({date(2023, 4, 25)}), frozenset()),))
RULE = Reminding((7, 1), (1, 7, 30), 5)
DUE = date(2023, 4, 25)
PERIODS = st.builds(Period, st.just(2023), st.just(Rhythm.MONTH), st.integers(1, 12)) | st.builds(
    Period, st.just(2023), st.just(Rhythm.QUARTER), st.integers(1, 4)
)


@pytest.mark.parametrize(
    ("period", "shift", "day"),
    [
        ("2023-02", Shift.LATER, date(2023, 2, 27)),  # the 25th is a Saturday
        ("2023-02", Shift.EARLIER, date(2023, 2, 24)),
        ("2023-02", Shift.STAYS, date(2023, 2, 25)),
        ("2023-04", Shift.LATER, date(2023, 4, 26)),  # the 25th is a day off
        ("2023-Q1", Shift.LATER, date(2023, 3, 27)),
        ("2023-05", Shift.LATER, date(2023, 5, 25)),
    ],
)
def test_a_day_off_moves_the_day(period: str, shift: Shift, day: date) -> None:
    assert due_on(Period.parse(period), DueRule(25, shift, 300), CALENDAR) == day


@given(PERIODS, st.integers(1, 31), st.sampled_from([Shift.LATER, Shift.EARLIER]))
def test_what_is_due_is_due_on_a_working_day_next_to_the_one_that_was_named(period: Period, day: int, shift: Shift) -> None:
    named = due_on(period, DueRule(day, Shift.STAYS, 300), None)
    moved = due_on(period, DueRule(day, shift, 300), CALENDAR)
    assert CALENDAR.is_working_day(moved)
    between = [named + timedelta(days=n) for n in range(abs((moved - named).days))] if moved > named else []
    assert not any(CALENDAR.is_working_day(each) for each in between)
    assert (moved >= named) if shift is Shift.LATER else (moved <= named)


def test_a_post_is_reminded_before_and_after_and_not_too_often() -> None:
    told: list[date] = []
    for day in (DUE + timedelta(days=n) for n in range(-20, 70)):
        if is_time([DUE], RULE, last=told[-1] if told else None, on=day):
            told.append(day)
    assert [(each - DUE).days for each in told] == [-7, -1, 4, 9, 30]


@settings(max_examples=20)
@given(st.lists(st.dates(date(2023, 1, 1), date(2023, 12, 31)), max_size=6))
def test_never_twice_within_the_days_between(due_days: list[date]) -> None:
    told: list[date] = []
    for day in (date(2023, 1, 1) + timedelta(days=n) for n in range(365)):
        if is_time(due_days, RULE, last=told[-1] if told else None, on=day):
            told.append(day)
    assert all((later - earlier).days >= RULE.apart for earlier, later in pairwise(told))


def demand(kind: Kind, matter: str, period: str) -> Demand:
    return Demand(Unit(pk=1), kind, Words("", ""), matter, Period.parse(period), DUE, answered=True)


def test_the_burden_counts_forms_and_clicks_apart_and_finds_what_was_asked_twice() -> None:
    demands = [
        demand(Kind.CLICK, "岗位", "2023-01"), demand(Kind.TEXT, "promise-1", "2023-01"), demand(Kind.NOTICE, "promise-1", "2023-01"),
        demand(Kind.TEXT, "promise-1", "2023-02"), demand(Kind.FIGURE, "岗位", "2023-01"),
    ]  # fmt: skip
    found = burden_of(Unit(pk=1), demands, messages=3)
    assert (found.clicks, found.forms, found.fields, found.answered) == (1, 4, 12, 5)
    assert [[each.kind for each in one.demands] for one in found.twice] == [[Kind.CLICK, Kind.FIGURE], [Kind.TEXT, Kind.NOTICE]]
    assert asked_too_often(demands, at_most=2) == []
