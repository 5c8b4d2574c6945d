"""Functions of dates, times and durations (DMN 1.5, tables 72, 80 and 81)."""

from __future__ import annotations

from decimal import Decimal

from luoshi.engines.feel.builtins.signatures import Machine, builtin
from luoshi.engines.feel.findings import FindingKind, NoValue
from luoshi.engines.feel.temporal import (
    MIDNIGHT_UTC,
    NANOSECONDS,
    OFFSET_SECONDS_MAX,
    Date,
    DateAndTime,
    DaysDuration,
    NotTemporal,
    Time,
    YearsDuration,
    parse_date,
    parse_date_and_time,
    parse_duration,
    parse_time,
)  # fmt: skip
from luoshi.engines.feel.values import Value

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = "date: date|date and time"


def _invalid(kind: FindingKind, chinese: str, english: str, *values: Value) -> NoValue:
    shown = ", ".join(str(value)[:40] for value in values)
    return NoValue(kind, f"“{shown}”不是{chinese}。", f"“{shown}” is no {english}.", *values)


def _whole(number: Decimal) -> int:
    """A number that counts years, months, hours: it may have no fraction."""
    if number != int(number):
        raise NotTemporal(f"{number} is not whole")
    return int(number)


def _day(value: Date | DateAndTime) -> Date:
    return value.date if isinstance(value, DateAndTime) else value


# From texts and parts


@builtin("date(from: string) -> date")
def date_from_text(text: str) -> Value:
    """The date that a text writes: 2023-02-06."""
    try:
        return parse_date(text)
    except NotTemporal as error:
        raise _invalid(FindingKind.INVALID_DATE, "日期（年-月-日，如 2023-02-06）", "date (such as 2023-02-06)", text) from error


@builtin("date(from: date|date and time) -> date")
def date_from_moment(value: Date | DateAndTime) -> Value:
    """Its day."""
    return _day(value)


@builtin("date(year: number, month: number, day: number) -> date")
def date_from_parts(year: Decimal, month: Decimal, day: Decimal) -> Value:
    """The day of a year's month."""
    try:
        return Date(_whole(year), _whole(month), _whole(day))
    except NotTemporal as error:
        raise _invalid(FindingKind.INVALID_DATE, "日期", "date", year, month, day) from error


@builtin("time(from: string) -> time")
def time_from_text(text: str) -> Value:
    """The time that a text writes: 09:30:00, 09:30:00+08:00, 09:30:00@Asia/Shanghai."""
    try:
        return parse_time(text)
    except NotTemporal as error:
        raise _invalid(FindingKind.INVALID_TIME, "时间（时:分:秒，如 09:30:00）", "time (such as 09:30:00)", text) from error


@builtin("time(from: time|date|date and time) -> time")
def time_from_moment(value: Time | Date | DateAndTime) -> Value:
    """Its time of day; of a date, midnight in Greenwich."""
    if isinstance(value, Time):
        return value
    return value.time if isinstance(value, DateAndTime) else MIDNIGHT_UTC


@builtin("time(hour: number, minute: number, second: number, offset?: days and time duration?) -> time")
def time_from_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: DaysDuration | None) -> Value:
    """The time of these parts; seconds may have a fraction."""
    try:
        whole = int(second)
        fraction = int((second - whole) * NANOSECONDS)
        return Time(_whole(hour), _whole(minute), whole, fraction, None if offset is None else _offset_seconds(offset))
    except NotTemporal as error:
        raise _invalid(FindingKind.INVALID_TIME, "时间", "time", hour, minute, second) from error


def _offset_seconds(offset: DaysDuration) -> int:
    seconds, rest = divmod(offset.nanoseconds, NANOSECONDS)
    if rest or abs(seconds) > OFFSET_SECONDS_MAX:
        raise NotTemporal("the offset is no whole number of seconds, or too long")
    return seconds


@builtin("date and time(from: string) -> date and time")
def moment_from_text(text: str) -> Value:
    """The date and time that a text writes; a date alone is its midnight."""
    try:
        return parse_date_and_time(text)
    except NotTemporal as error:
        raise _invalid(
            FindingKind.INVALID_DATE_AND_TIME, "日期时间（如 2023-02-06T09:30:00）", "date and time (such as 2023-02-06T09:30:00)", text
        ) from error


@builtin("date and time(from: date and time) -> date and time")
def moment_from_moment(moment: DateAndTime) -> Value:
    """Itself; of a date, midnight in Greenwich."""
    return moment


@builtin("date and time(date: date|date and time, time: time) -> date and time")
def moment_from_parts(day: Date | DateAndTime, time: Time) -> Value:
    """The day of the first at the time of the second."""
    return DateAndTime(_day(day), time)


@builtin("duration(from: string) -> Any")
def duration_from_text(text: str) -> Value:
    """The duration that a text writes: P1Y2M or P3DT4H."""
    try:
        return parse_duration(text)
    except NotTemporal as error:
        raise _invalid(
            FindingKind.INVALID_DURATION, "时长（如 P30D、PT8H、P1Y6M）", "duration (such as P30D, PT8H, P1Y6M)", text
        ) from error


@builtin("duration(from: days and time duration|years and months duration as T) -> T")
def duration_from_duration(duration: DaysDuration | YearsDuration) -> Value:
    """Itself."""
    return duration


@builtin("years and months duration(from: date|date and time, to: date|date and time) -> years and months duration")
def years_and_months_duration(start: Date | DateAndTime, end: Date | DateAndTime) -> Value:
    """The whole months between two days, whatever the time of day."""
    first, last = _day(start), _day(end)
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsDuration(months)


# Of the calendar


@builtin(f"day of year({_DAY}) -> number")
def day_of_year(value: Date | DateAndTime) -> Value:
    """1 to 366."""
    return Decimal(_day(value).day_of_year)


@builtin(f"day of week({_DAY}) -> string")
def day_of_week(value: Date | DateAndTime) -> Value:
    """The English name of the weekday, as the standard wants it."""
    return _WEEKDAYS[_day(value).weekday - 1]


@builtin(f"month of year({_DAY}) -> string")
def month_of_year(value: Date | DateAndTime) -> Value:
    """The English name of the month."""
    return _MONTHS[_day(value).month - 1]


@builtin(f"week of year({_DAY}) -> number")
def week_of_year(value: Date | DateAndTime) -> Value:
    """The number of the ISO week."""
    return Decimal(_day(value).week_of_year)


# Of the moment that the caller says it is


def _moment(machine: Machine) -> DateAndTime:
    if machine.at is None:
        raise NoValue(
            FindingKind.NO_MOMENT,
            "没有告诉求值用哪个时刻（at=），所以没有“现在”和“今天”。",
            "The evaluation was not told a moment (at=), so there is no now and no today.",
        )
    return machine.at


@builtin("now() -> date and time", asks_machine=True)
def now(machine: Machine) -> Value:
    """The moment for which the expression is evaluated."""
    return _moment(machine)


@builtin("today() -> date", asks_machine=True)
def today(machine: Machine) -> Value:
    """The day for which the expression is evaluated."""
    return _moment(machine).date
