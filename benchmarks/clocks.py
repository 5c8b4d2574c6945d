"""Whether deadlines are right, against an independent calendar and a count by hand, how fast they come, and how wrong Monday to Friday is.

    python benchmarks/clocks.py

Working days: every day of 2022–2026 as a start × 1 to 60 working days, against ``chinesecalendar``, as far as that calendar reaches.
Clocks: the same starts with days, months, working hours, pauses and extensions, against a count day after day (``tests/day_by_day.py`` of
the engine) on the days that ``chinesecalendar`` works. Prints how many deadlines were compared and how many differ (all must be 0), then
for how many starts of 2023 and of 2022–2025 a clock that knows only weekends would be wrong, and the time that one deadline takes.
"""

from __future__ import annotations

import random
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import chinese_calendar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import luoshi
from luoshi.engines.casework import Calendar, ClockEvent, ClockRule, EventKind, Limit, OfficeHours, Unit, read_clock
from luoshi.engines.casework.tests import day_by_day
from luoshi.engines.packs import read_pack

FIRST, LAST = date(2022, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)
DAYS = [FIRST + number * DAY for number in range((LAST - FIRST).days + 1)]
LIMITS = (1, 3, 5, 7, 10, 15, 20, 30, 45, 60)
SEED = 20230119

Compared = tuple[int, int]
"""How many were compared, and how many of them differ."""


@cache
def works(day: date) -> bool:
    """Whether a day is worked by the independent calendar."""
    return bool(chinese_calendar.is_workday(day))


class Beyond(Exception):
    """The independent calendar does not reach so far."""


def reaching(day: date) -> bool:
    """The same, for a count that may run out of it."""
    if day > LAST:
        raise Beyond
    return works(day)


def monday_to_friday(day: date) -> bool:
    """What a clock knows that knows no notice."""
    return day.isoweekday() < 6


def due(rule: ClockRule, events: list[ClockEvent], calendar: Calendar, hours: OfficeHours) -> datetime | None:
    """The deadline, read at the last event."""
    return read_clock(rule, events, calendar=calendar, hours=hours, at=events[-1].at).due


# --- right or wrong


def working_days(calendar: Calendar, _hours: OfficeHours) -> Compared:
    """Each start × 1 to 60 working days: the calendar alone."""
    worked = [day for day in DAYS if works(day)]
    pairs = [
        (start, number, worked[at])
        for start in DAYS
        for number in range(1, 61)
        if (at := bisect_right(worked, start) + number - 1) < len(worked)
    ]
    return len(pairs), sum(calendar.add_working_days(start, number) != there for start, number, there in pairs)


def clocks(unit: Unit, by_hand: Callable[[datetime, int, day_by_day.Pauses], datetime]) -> Callable[[Calendar, OfficeHours], Compared]:
    """Each start × some limits, without a pause and with one to three, against the count by hand."""

    def compare(calendar: Calendar, hours: OfficeHours) -> Compared:
        chance, compared, different = random.Random(SEED), 0, 0
        for start, pauses in stories(chance, hours):
            number = chance.choice(LIMITS)
            try:
                expected = by_hand(start, number, pauses)
            except Beyond:
                continue
            compared += 1
            different += due(ClockRule("clock", Limit(number, unit)), told(start, pauses), calendar, hours) != expected
        return compared, different

    return compare


def stories(chance: random.Random, hours: OfficeHours) -> Iterator[tuple[datetime, list[tuple[datetime, datetime]]]]:
    """Each day as a start, ten times: at any minute, with none to three pauses in the eight weeks after."""
    for day in DAYS * 10:
        start = datetime.combine(day, datetime.min.time(), hours.zone) + timedelta(minutes=chance.randrange(24 * 60))
        count = chance.randrange(4)
        marks = sorted(start + timedelta(minutes=chance.randrange(56 * 24 * 60)) for _ in range(2 * count))
        yield start, list(zip(marks[::2], marks[1::2], strict=True))


def told(start: datetime, pauses: day_by_day.Pauses) -> list[ClockEvent]:
    """The same as events."""
    held = [ClockEvent(kind, at) for pause in pauses for kind, at in zip((EventKind.PAUSE, EventKind.RESUME), pause, strict=True)]
    return [ClockEvent(EventKind.START, start), *held]


def months(calendar: Calendar, hours: OfficeHours) -> Compared:
    """Each start × 1 to 12 months, walked to the day of the same number."""
    rules = [ClockRule("clock", Limit(number, Unit.MONTH)) for number in range(1, 13)]
    compared, different = 0, 0
    for start in DAYS[: -366 - 40]:
        opening = hours.opening(start)
        for rule in rules:
            there = day_by_day.next_working_day(_months_later(start, rule.limit.amount), works)
            compared += 1
            different += due(rule, told(opening, []), calendar, hours) != hours.close(there)
    return compared, different


def _months_later(day: date, number: int) -> date:
    """Month after month, and back from a day that there is not."""
    month = day.replace(day=1)
    for _ in range(number):
        month = (month + 31 * DAY).replace(day=1)
    last = (month + 31 * DAY).replace(day=1) - DAY
    return month.replace(day=min(day.day, last.day))


def extensions(calendar: Calendar, hours: OfficeHours) -> Compared:
    """A licence with its ten days more, for each start: thirty working days."""
    rule = ClockRule("decide", Limit(20, Unit.WORKING_DAY), Limit(10, Unit.WORKING_DAY), 1)
    compared, different = 0, 0
    for start in DAYS[:-60]:
        opening = hours.opening(start)
        there = day_by_day.add_working_days(start, 30, works)
        compared += 1
        different += due(rule, [*told(opening, []), ClockEvent(EventKind.EXTEND, opening + DAY)], calendar, hours) != hours.close(there)
    return compared, different


# --- how wrong a clock is that knows only weekends


def wrong_weekdays(year: int | None, number: int) -> tuple[int, int, int, int]:
    """Of the starts, how many: all, wrong, due earlier in truth, and the largest error in days."""
    starts = [day for day in DAYS if day.year == year or (year is None and day.year < LAST.year)]
    naive, true = ([day_by_day.add_working_days(day, number, known) for day in starts] for known in (monday_to_friday, works))
    errors = [(one - other).days for one, other in zip(naive, true, strict=True)]
    return len(errors), sum(error != 0 for error in errors), sum(error > 0 for error in errors), max(map(abs, errors))


def print_wrong_weekdays(years: str, year: int | None) -> None:
    """A table, one row for each limit."""
    print(f"\nMonday to Friday, {years}\n{'working days':>14}{'starts':>8}{'wrong':>8}{'share':>8}{'due earlier':>13}{'worst, days':>13}")
    for number in LIMITS:
        starts, wrong, earlier, worst = wrong_weekdays(year, number)
        print(f"{number:>14}{starts:>8}{wrong:>8}{wrong / starts:>8.1%}{earlier:>13}{worst:>13}")


# --- speed


def microseconds(act: Callable[[date], object]) -> float:
    """For one start, over all of them."""
    begun = time.perf_counter()
    for day in DAYS:
        act(day)
    return (time.perf_counter() - begun) / len(DAYS) * 1e6


def print_speed(calendar: Calendar, hours: OfficeHours) -> None:
    """Microseconds."""
    wall = day_by_day.works(calendar)
    paused = [(hours.opening(day), hours.close(day)) for day in DAYS[1:10]]
    rule = ClockRule("clock", Limit(20, Unit.WORKING_DAY), warn_before=Limit(1, Unit.WORKING_DAY))
    in_hours = ClockRule("clock", Limit(20, Unit.WORKING_HOUR), warn_before=Limit(1, Unit.WORKING_HOUR))
    story = told(hours.opening(FIRST), paused)
    print(f"\n{'µs':>8}")
    for name, act in (
        ("20 working days", lambda day: calendar.add_working_days(day, 20)),
        ("20 working days, day after day", lambda day: day_by_day.add_working_days(day, 20, wall)),
        ("2,500 working days", lambda day: calendar.add_working_days(day, 2500)),
        ("2,500 working days, day after day", lambda day: day_by_day.add_working_days(day, 2500, wall)),
        ("a clock of 20 working days", lambda day: due(rule, told(hours.opening(day), []), calendar, hours)),
        ("a clock of 20 working hours", lambda day: due(in_hours, told(hours.opening(day), []), calendar, hours)),
        ("a clock of 20 working days, 9 pauses", lambda _day: due(rule, story, calendar, hours)),
    ):
        print(f"{microseconds(act):>8.1f}  {name}")


def main() -> int:
    """Print everything; 1 if a deadline differs."""
    pack = read_pack(Path(luoshi.__file__).parent / "packs" / "working_days")
    assert pack.calendar is not None
    assert pack.office_hours is not None
    hours = pack.office_hours.hours
    close = hours.spans[-1][1]
    comparisons: dict[str, Callable[[Calendar, OfficeHours], Compared]] = {
        "working days, every start × 1–60": working_days,
        "clocks of working days, 0–3 pauses": clocks(
            Unit.WORKING_DAY, lambda start, number, pauses: day_by_day.working_days_due(start, number, pauses, reaching, close)
        ),
        "clocks of days, 0–3 pauses": clocks(
            Unit.DAY, lambda start, number, pauses: day_by_day.days_due(start, number, pauses, reaching, close)
        ),
        "clocks of working hours, 0–3 pauses": clocks(
            Unit.WORKING_HOUR,
            lambda start, number, pauses: day_by_day.working_hours_due(start, timedelta(hours=number), pauses, reaching, hours),
        ),
        "clocks of months, every start × 1–12": months,
        "clocks of 20 working days + 10": extensions,
    }
    print(f"calendar {pack.calendar.version[:12]}, published through {pack.calendar.published_through}")
    print(f"\n{'compared':>10}{'different':>11}")
    failed = 0
    for name, compare in comparisons.items():
        compared, different = compare(pack.calendar, hours)
        failed += different
        print(f"{compared:>10}{different:>11}  {name}")
    print_wrong_weekdays("2023", 2023)
    print_wrong_weekdays("2022–2025", None)
    print_speed(pack.calendar, hours)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
