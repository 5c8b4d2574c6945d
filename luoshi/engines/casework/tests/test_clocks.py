"""What a clock shows beside its deadline, how the rule's own words change it, and which stories are refused."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from luoshi.engines.casework import (
    Calendar,
    Card,
    ClockEvent,
    ClockRefusal,
    ClockRefused,
    ClockRule,
    ClockState,
    DayEnd,
    EventKind,
    HoursRefused,
    Limit,
    LimitRefused,
    OfficeHours,
    Unit,
    YearTable,
    read_clock,
    read_with,
)
from luoshi.engines.casework.tests.wall import CALENDAR_2023, HOURS, LATER, YEAR_2023, ZONE, days, reading

FIVE = ClockRule("handle", Limit(5, Unit.WORKING_DAY), Limit(5, Unit.WORKING_DAY), 2, warn_before=Limit(1, Unit.WORKING_DAY))
START, PAUSE, RESUME, EXTEND, STOP, RESTART = EventKind


def june(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of June 2023; the 5th is a Monday."""
    return datetime(2023, 6, day, hour, minute, tzinfo=ZONE)


BEGUN = ClockEvent(START, june(5, 10))


def test_it_shows_what_was_used_and_what_is_left() -> None:
    shown = reading(FIVE, [BEGUN], at=june(7))
    assert (shown.state, shown.due, shown.used, shown.left) == (
        ClockState.RUNNING,
        june(12, 17, 30),
        timedelta(days=2),
        timedelta(days=3),
    )
    hours = reading(ClockRule("sign", Limit(8, Unit.WORKING_HOUR)), [BEGUN], at=june(5, 14))
    assert (hours.used, hours.left) == (timedelta(hours=2, minutes=30), timedelta(hours=5, minutes=30))


def test_in_a_pause_only_what_is_left_is_known_and_it_is_left_afterwards() -> None:
    events = [BEGUN, ClockEvent(PAUSE, june(7))]
    paused = reading(FIVE, events, at=june(14))
    assert (paused.state, paused.due, paused.warn_at, paused.overdue_at, paused.is_late) == (ClockState.PAUSED, None, None, None, False)
    assert (paused.used, paused.left) == (timedelta(days=2), timedelta(days=3))
    resumed = reading(FIVE, [*events, ClockEvent(RESUME, june(14))], at=june(14))
    assert (resumed.due, resumed.first_due, resumed.left) == (june(19, 17, 30), june(12, 17, 30), paused.left)


def test_who_is_late_stays_late_in_a_pause() -> None:
    late = reading(FIVE, [BEGUN, ClockEvent(PAUSE, june(13))], at=june(20))
    assert (late.state, late.due, late.is_late, late.left) == (ClockState.PAUSED, june(12, 17, 30), True, timedelta(days=-6))


def test_a_yellow_card_one_working_day_before_and_a_red_one_on_the_first_after() -> None:
    """山东省: 黄牌 1 working day before, 红牌 the first working day after; over a weekend nobody is shown a card."""
    shown = reading(FIVE, [ClockEvent(START, june(2))], at=june(2))
    assert (shown.warn_at, shown.due, shown.overdue_at) == (june(8, 8, 30), june(9, 17, 30), june(12, 8, 30))
    moments = [june(8, 8, 29), june(8, 8, 30), june(9, 17, 30), june(10), june(12, 8, 30)]
    cards = [reading(FIVE, [ClockEvent(START, june(2))], at=at) for at in moments]
    assert [each.card for each in cards] == [Card.NONE, Card.YELLOW, Card.YELLOW, Card.YELLOW, Card.RED]
    assert [each.is_late for each in cards] == [False, False, False, True, True]
    done = [ClockEvent(START, june(2)), ClockEvent(STOP, june(7))]
    assert reading(FIVE, done, at=june(20)).card is Card.NONE


@pytest.mark.parametrize(
    ("before", "at"),
    [
        (Limit(1, Unit.WORKING_DAY), june(9, 8, 30)),
        (Limit(3, Unit.DAY), june(9, 8, 30)),
        (Limit(5, Unit.WORKING_HOUR), june(12, 11)),
        (Limit(24, Unit.HOUR), june(11, 17, 30)),
        (Limit(1, Unit.MONTH), june(5, 10)),  # not before it began
    ],
)
def test_a_warning_counts_in_any_unit(before: Limit, at: datetime) -> None:
    assert reading(ClockRule("handle", Limit(5, Unit.WORKING_DAY), warn_before=before), [BEGUN]).warn_at == at


def test_hours_are_missed_to_the_minute() -> None:
    shown = reading(ClockRule("gas", Limit(2, Unit.HOUR)), [BEGUN], at=june(5, 12))
    assert (shown.due, shown.overdue_at, shown.is_late, shown.card) == (june(5, 12), june(5, 12), False, Card.NONE)
    assert reading(ClockRule("gas", Limit(2, Unit.HOUR)), [BEGUN], at=june(5, 12, 1)).card is Card.RED


def test_a_rule_may_end_the_day_at_midnight_or_leave_holidays_alone() -> None:
    midnight = ClockRule("notice", Limit(5, Unit.DAY), day_end=DayEnd.MIDNIGHT)
    assert reading(midnight, [BEGUN]).due == datetime.combine(date(2023, 6, 12), time.max, ZONE)
    assert reading(ClockRule("notice", Limit(5, Unit.DAY), moves_off_holidays=False), [BEGUN]).due == june(10, 17, 30)


def test_beyond_the_calendar_it_is_provisional_until_the_notice_is_entered() -> None:
    rule, begun = ClockRule("decide", Limit(20, Unit.WORKING_DAY)), ClockEvent(START, datetime(2023, 12, 20, 9, tzinfo=ZONE))
    before = reading(rule, [begun])
    new_year = YearTable(2024, "示例", date(2023, 10, 25), days(date(2024, 1, 1), date(2024, 1, 2)), frozenset({date(2024, 1, 6)}))
    after = reading(rule, [begun], Calendar((YEAR_2023, new_year)))
    assert (before.provisional, before.due) == (True, datetime(2024, 1, 17, 17, 30, tzinfo=ZONE))
    assert (after.provisional, after.due) == (False, datetime(2024, 1, 18, 17, 30, tzinfo=ZONE))
    assert (before.calendar_version, after.calendar_version) == (CALENDAR_2023.version, Calendar((YEAR_2023, new_year)).version)
    assert not reading(ClockRule("gas", Limit(999, Unit.HOUR)), [begun]).provisional


def test_before_the_start_it_shows_nothing() -> None:
    shown = reading(FIVE, [])
    assert (shown.state, shown.due, shown.is_late, shown.left) == (ClockState.NOT_STARTED, None, False, timedelta())


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    utc = ClockEvent(START, datetime.fromisoformat("2023-06-05T16:30:00+00:00"))  # 00:30 on the 6th in Shanghai
    assert reading(FIVE, [utc]).due == june(13, 17, 30)


NAIVE = datetime(2023, 6, 5)  # noqa: DTZ001 - to be refused


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([ClockEvent(START, NAIVE)], ClockRefusal.WITHOUT_ZONE),
        ([ClockEvent(PAUSE, june(5))], ClockRefusal.NOT_STARTED),
        ([BEGUN, ClockEvent(START, june(6))], ClockRefusal.STARTED_TWICE),
        ([BEGUN, ClockEvent(PAUSE, june(5, 9))], ClockRefusal.OUT_OF_ORDER),
        ([ClockEvent(START, LATER + timedelta(days=1))], ClockRefusal.IN_THE_FUTURE),
        ([BEGUN, ClockEvent(PAUSE, june(6)), ClockEvent(PAUSE, june(7))], ClockRefusal.PAUSED_TWICE),
        ([BEGUN, ClockEvent(RESUME, june(6))], ClockRefusal.NOT_PAUSED),
        ([BEGUN, ClockEvent(STOP, june(6)), ClockEvent(PAUSE, june(7))], ClockRefusal.STOPPED),
        ([BEGUN, ClockEvent(STOP, june(6)), ClockEvent(START, june(7))], ClockRefusal.STARTED_TWICE),
        ([BEGUN, ClockEvent(STOP, june(6), Limit(1, Unit.DAY))], ClockRefusal.LIMIT_NOT_ASKED),
        ([BEGUN, *[ClockEvent(EXTEND, june(6))] * 3], ClockRefusal.EXTENDED_OFTEN_ENOUGH),
        ([BEGUN, ClockEvent(EXTEND, june(6), Limit(6, Unit.WORKING_DAY))], ClockRefusal.EXTENSION_TOO_LONG),
        ([BEGUN, ClockEvent(EXTEND, june(6), Limit(1, Unit.DAY))], ClockRefusal.EXTENSION_TOO_LONG),
    ],
)
def test_a_story_that_cannot_be_is_refused(events: list[ClockEvent], code: ClockRefusal) -> None:
    with pytest.raises(ClockRefused) as refused:
        reading(FIVE, events)
    assert refused.value.code is code
    assert refused.value.words.chinese
    assert refused.value.words.english


def test_a_rule_without_extension_has_none_and_a_restart_gives_all_of_them_back() -> None:
    with pytest.raises(ClockRefused, match="不能延长"):
        reading(ClockRule("handle", Limit(5, Unit.WORKING_DAY)), [BEGUN, ClockEvent(EXTEND, june(6))])
    again = [BEGUN, *[ClockEvent(EXTEND, june(6))] * 2, ClockEvent(RESTART, june(7)), ClockEvent(EXTEND, june(8))]
    assert reading(FIVE, again).extensions == 1


def test_an_extension_is_approved_before_the_deadline_or_refused_on_the_day() -> None:
    """On record it stands: a notice that comes later may move the deadline before it."""
    in_time, too_late = ClockEvent(EXTEND, june(12, 17, 30)), ClockEvent(EXTEND, june(12, 17, 31))
    assert read_with(FIVE, [BEGUN], in_time, calendar=CALENDAR_2023, hours=HOURS).due == june(19, 17, 30)
    with pytest.raises(ClockRefused, match="已过，不能再延长"):
        read_with(FIVE, [BEGUN], too_late, calendar=CALENDAR_2023, hours=HOURS)
    assert read_clock(FIVE, [BEGUN, too_late], calendar=CALENDAR_2023, hours=HOURS, at=LATER).due == june(19, 17, 30)


@pytest.mark.parametrize(
    ("amount", "extension"),
    [(0, Limit(1, Unit.DAY)), (100_000, Limit(1, Unit.DAY)), (5, Limit(1, Unit.MONTH))],
)
def test_a_rule_that_cannot_be_meant_is_refused(amount: int, extension: Limit) -> None:
    with pytest.raises(LimitRefused):
        ClockRule("handle", Limit(amount, Unit.DAY), extension)


@pytest.mark.parametrize(
    "spans",
    [(), ((time(12), time(9)),), ((time(9), time(12)), (time(11), time(17))), ((time(9, tzinfo=ZONE), time(12, tzinfo=ZONE)),)],
)
def test_hours_in_which_nobody_could_work_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(HoursRefused):
        OfficeHours(spans, ZONE)
