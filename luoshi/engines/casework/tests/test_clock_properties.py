"""What is true of every clock, on calendars that nobody ever issued; and the engine counts as one does by hand, day after day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from luoshi.engines.casework import Calendar, ClockEvent, EventKind, Limit, Unit
from luoshi.engines.casework.tests import day_by_day
from luoshi.engines.casework.tests.wall import CLOSE, DAY, HOURS, calendars, due, moments, starts_and_pauses, story

Story = tuple[datetime, list[tuple[datetime, datetime]]]
amounts = st.integers(1, 60)
units = st.sampled_from(Unit)
few = settings(max_examples=40, deadline=None)


@few
@given(calendars(), st.dates(date(2022, 6, 1), date(2027, 6, 1)), st.integers(-90, 90))
def test_adding_working_days_is_counting_them(calendar: Calendar, day: date, number: int) -> None:
    works = day_by_day.works(calendar)
    assert calendar.is_working_day(day) == works(day)
    assert calendar.next_working_day(day) == day_by_day.next_working_day(day, works)
    there = calendar.add_working_days(day, number)
    assert there == day_by_day.add_working_days(day, number, works)
    assert calendar.working_days_between(day, there) == (number if number >= 0 or works(day) else number + 1)


@few
@given(calendars(), starts_and_pauses(), amounts)
def test_a_clock_shows_what_counting_by_hand_gives(calendar: Calendar, told: Story, amount: int) -> None:
    start, pauses = told
    works, events = day_by_day.works(calendar), story(start, *pauses)
    assert due(amount, Unit.WORKING_DAY, events, calendar) == day_by_day.working_days_due(start, amount, pauses, works, CLOSE)
    assert due(amount, Unit.DAY, events, calendar) == day_by_day.days_due(start, amount, pauses, works, CLOSE)
    hours = timedelta(hours=amount)
    assert due(amount, Unit.WORKING_HOUR, events, calendar) == day_by_day.working_hours_due(start, hours, pauses, works, HOURS)


@few
@given(calendars(), st.lists(moments, min_size=2, max_size=2).map(sorted), amounts, units)
def test_who_begins_later_is_not_due_earlier(calendar: Calendar, starts: list[datetime], amount: int, unit: Unit) -> None:
    earlier, later = (due(amount, unit, story(start), calendar) for start in starts)
    assert starts[0] < earlier <= later
    assert earlier <= due(amount + 1, unit, story(starts[0]), calendar)


@few
@given(calendars(), starts_and_pauses(), st.integers(0, 80), amounts, units)
def test_a_pause_without_length_changes_nothing(calendar: Calendar, told: Story, days: int, amount: int, unit: Unit) -> None:
    start, pauses = told
    moment = max([start, *(ended for _, ended in pauses)]) + days * DAY
    assert due(amount, unit, story(start, *pauses, (moment, moment)), calendar) == due(amount, unit, story(start, *pauses), calendar)


@few
@given(calendars(), moments, amounts, st.integers(0, 59), st.integers(0, 30))
def test_a_pause_of_so_many_working_days_moves_the_end_by_as_many(
    calendar: Calendar, start: datetime, amount: int, after: int, number: int
) -> None:
    assume(after < amount)
    begun = HOURS.opening(calendar.add_working_days(start.date(), after + 1))
    ended = HOURS.opening(calendar.add_working_days(begun.date(), number))
    paused = due(amount, Unit.WORKING_DAY, story(start, (begun, ended)), calendar)
    assert paused.date() == calendar.add_working_days(due(amount, Unit.WORKING_DAY, story(start), calendar).date(), number)


@few
@given(calendars(), moments, amounts, st.integers(1, 5), st.lists(st.floats(0, 1), min_size=2, max_size=2).map(sorted))
def test_a_pause_while_the_office_is_closed_costs_no_working_hour(
    calendar: Calendar, start: datetime, amount: int, night: int, shares: list[float]
) -> None:
    evening = HOURS.close(calendar.add_working_days(start.date(), night))
    morning = HOURS.opening(calendar.add_working_days(evening.date(), 1))
    begun, ended = (evening + share * (morning - evening) for share in shares)
    without = due(amount, Unit.WORKING_HOUR, story(start), calendar)
    assert due(amount, Unit.WORKING_HOUR, story(start, (begun, ended)), calendar) == without


@few
@given(calendars(), moments, amounts, units, st.lists(st.integers(0, 60 * 24 * 60), min_size=3, max_size=3).map(sorted))
def test_a_pause_may_be_cut_in_two(calendar: Calendar, start: datetime, amount: int, unit: Unit, minutes: list[int]) -> None:
    begun, cut, ended = (start + timedelta(minutes=each) for each in minutes)
    whole = due(amount, unit, story(start, (begun, ended)), calendar)
    assert due(amount, unit, story(start, (begun, cut), (cut, ended)), calendar) == whole


@few
@given(calendars(), starts_and_pauses(), units, amounts, st.tuples(st.integers(1, 30), st.integers(1, 30)))
def test_extensions_add_up(calendar: Calendar, told: Story, unit: Unit, amount: int, added: tuple[int, int]) -> None:
    (start, pauses), (one, two) = told, added
    begin, *rest = story(start, *pauses)
    first, second, both = (ClockEvent(EventKind.EXTEND, start, Limit(each, unit)) for each in (one, two, one + two))
    assert due(amount, unit, [begin, first, second, *rest], calendar) == due(amount, unit, [begin, both, *rest], calendar)
    assert due(amount, unit, [begin, first, *rest], calendar) == due(amount + one, unit, [begin, *rest], calendar)
