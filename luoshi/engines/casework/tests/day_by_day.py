"""Clocks counted as an official counts them on a wall calendar, day after day: slow, plain, and written apart from the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from luoshi.engines.casework import Calendar, OfficeHours

DAY = timedelta(days=1)
Works = Callable[[date], bool]
Pauses = Sequence[tuple[datetime, datetime]]


def works(calendar: Calendar) -> Works:
    """Whether a day is worked, looked up in the notices themselves."""
    off = {day for table in calendar.years for day in table.days_off}
    worked = {day for table in calendar.years for day in table.working_days}
    return lambda day: day in worked or (day.isoweekday() < 6 and day not in off)


def add_working_days(day: date, number: int, works: Works) -> date:
    """The ``number``-th working day after a day, or before it."""
    step = DAY if number > 0 else -DAY
    for _ in range(abs(number)):
        day += step
        while not works(day):
            day += step
    return day


def next_working_day(day: date, works: Works) -> date:
    """The day itself, if it is worked."""
    return day if works(day) else add_working_days(day, 1, works)


def working_days_due(start: datetime, number: int, pauses: Pauses, works: Works, close: time) -> datetime:
    """Strike off the days that count. A pause takes out the days after the one on which it begins, through the one on which it ends."""
    day, left = start.date(), number
    while left:
        day += DAY
        left -= works(day) and not any(begun.date() < day <= ended.date() for begun, ended in pauses)
    due = datetime.combine(day, close, start.tzinfo)
    on_last_day = False
    for begun, ended in pauses:
        on_last_day = on_last_day or begun.date() == due.date()
        if on_last_day and begun < due:  # the rest of a day is left, and a day on which to spend it comes after the pause
            due = _first_close_after(ended, works, close)
    return due


def days_due(start: datetime, number: int, pauses: Pauses, works: Works, close: time) -> datetime:
    """The same on a wall calendar without red days; who ends on a holiday goes on to the next day that is worked."""
    last = start.date() + number * DAY
    moved = datetime.combine(next_working_day(last, works), close, start.tzinfo)
    for begun, ended in pauses:
        if begun >= moved:
            break
        left = (moved.date() if begun.date() > last else last) - begun.date()
        last = ended.date() + left
        moved = datetime.combine(next_working_day(last, works), close, start.tzinfo)
        if moved <= ended:
            moved = _first_close_after(ended, works, close)
    return moved


def working_hours_due(start: datetime, amount: timedelta, pauses: Pauses, works: Works, hours: OfficeHours) -> datetime:
    """Cut the pauses out of each span of each working day, and lay what is left end to end."""
    day = start.date()
    while True:
        for first, last in hours.spans if works(day) else ():
            pieces = [(max(start, hours.at(day, first)), hours.at(day, last))]
            for begun, ended in pauses:
                pieces = [cut for one, two in pieces for cut in ((one, min(two, begun)), (max(one, ended), two))]
            for one, two in pieces:
                if one < two and amount <= two - one:
                    return one + amount
                amount -= max(two - one, timedelta())
        day += DAY


def _first_close_after(moment: datetime, works: Works, close: time) -> datetime:
    day = moment.date()
    while not works(day) or datetime.combine(day, close, moment.tzinfo) <= moment:
        day += DAY
    return datetime.combine(day, close, moment.tzinfo)
