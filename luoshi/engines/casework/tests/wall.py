"""What tests of clocks share: the notice for 2023, an office's hours, and generated calendars, moments and pauses."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from luoshi.engines.casework import (
    Calendar,
    ClockEvent,
    ClockReading,
    ClockRule,
    EventKind,
    Limit,
    OfficeHours,
    Unit,
    YearTable,
    read_clock,
)

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = OfficeHours(((time(8, 30), time(12)), (time(13, 30), time(17, 30))), ZONE)
CLOSE = HOURS.spans[-1][1]
DAY = timedelta(days=1)
LATER = datetime(2040, 1, 1, tzinfo=ZONE)


def days(first: date, last: date) -> frozenset[date]:
    """All days from one to another."""
    return frozenset(first + number * DAY for number in range((last - first).days + 1))


YEAR_2023 = YearTable(
    2023,
    "国办发明电〔2022〕16号",
    date(2022, 12, 8),
    days_off=days(date(2022, 12, 31), date(2023, 1, 2))
    | days(date(2023, 1, 21), date(2023, 1, 27))
    | {date(2023, 4, 5)}
    | days(date(2023, 4, 29), date(2023, 5, 3))
    | days(date(2023, 6, 22), date(2023, 6, 24))
    | days(date(2023, 9, 29), date(2023, 10, 6)),
    working_days=frozenset(
        {
            date(2023, 1, 28),
            date(2023, 1, 29),
            date(2023, 4, 23),
            date(2023, 5, 6),
            date(2023, 6, 25),
            date(2023, 10, 7),
            date(2023, 10, 8),
        }
    ),
)
CALENDAR_2023 = Calendar((YEAR_2023,))


def _chosen(year: int) -> st.SearchStrategy[frozenset[date]]:
    """Some days of a year: one for each bit that is set."""
    first = date(year, 1, 1)
    return st.binary(max_size=45).map(
        lambda text: frozenset(first + at * DAY for at in range(8 * len(text)) if text[at // 8] >> at % 8 & 1)
    )


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Two years with notices that nobody ever issued: any day may be off, any day of a weekend worked."""
    tables = []
    for year in (2023, 2024):
        off, worked = draw(_chosen(year)), draw(_chosen(year))
        tables.append(YearTable(year, "示例", date(year - 1, 11, 1), off, frozenset(day for day in worked - off if day.isoweekday() > 5)))
    return Calendar(tuple(tables))


moments = st.datetimes(datetime(2023, 1, 1), datetime(2024, 12, 31)).map(lambda moment: moment.replace(tzinfo=ZONE, microsecond=0))  # noqa: DTZ001 - the zone is added


@st.composite
def starts_and_pauses(draw: st.DrawFn, pauses_max: int = 3) -> tuple[datetime, list[tuple[datetime, datetime]]]:
    """A start and what came after it, in order."""
    minutes = draw(st.lists(st.integers(0, 40 * 24 * 60), max_size=2 * pauses_max))
    start = draw(moments)
    marks = sorted(start + timedelta(minutes=each) for each in minutes)
    return start, list(pairwise(marks))[::2]


def story(start: datetime, *pauses: tuple[datetime, datetime]) -> list[ClockEvent]:
    """A clock that started and paused."""
    held = [ClockEvent(kind, at) for pause in pauses for kind, at in zip((EventKind.PAUSE, EventKind.RESUME), pause, strict=True)]
    return [ClockEvent(EventKind.START, start), *held]


def reading(rule: ClockRule, events: list[ClockEvent], calendar: Calendar = CALENDAR_2023, at: datetime = LATER) -> ClockReading:
    """The clock in these hours, long after."""
    return read_clock(rule, events, calendar=calendar, hours=HOURS, at=at)


def due(amount: int, unit: Unit, events: list[ClockEvent], calendar: Calendar = CALENDAR_2023) -> datetime:
    """The deadline of a limit that may be extended."""
    found = reading(ClockRule("clock", Limit(amount, unit), Limit(60, unit), 9), events, calendar).due
    assert found is not None
    return found
