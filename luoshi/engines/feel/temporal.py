"""Dates, times and durations of FEEL (DMN 1.5, 10.3.2.3.4–8).

Python's own ``datetime`` ends with the year 9999 and with microseconds, and knows no zone that is only a name in a rule. Here years run
from −999,999,999 to 999,999,999 in the proleptic Gregorian calendar, fractions to nanoseconds, and a zone is an offset or an IANA name."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zoneinfo
from dataclasses import dataclass
from functools import total_ordering

NANOSECONDS = 1_000_000_000
DAY_SECONDS = 86_400
DAY_NANOSECONDS = DAY_SECONDS * NANOSECONDS
YEAR_MAX = 999_999_999
OFFSET_SECONDS_MAX = 18 * 3600
"""Eighteen hours, as Java and so every other engine has it; XML Schema says fourteen."""
DURATION_DIGITS_MAX = 18
"""Digits of one part of a duration; longer ones are not time any more."""
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
"""The Gregorian calendar repeats itself, weekdays too, every 400 years."""
_EPOCH_DAYS = 719_468
"""Days from 0000-03-01 to 1970-01-01."""
_MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class NotTemporal(ValueError):
    """There is no such date, time or duration."""


def is_leap(year: int) -> bool:
    """Whether the year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28, 29, 30 or 31."""
    return 29 if month == 2 and is_leap(year) else _MONTH_DAYS[month - 1]


@total_ordering
@dataclass(frozen=True, slots=True)
class Date:
    """A day of the proleptic Gregorian calendar."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not (-YEAR_MAX <= self.year <= YEAR_MAX and 1 <= self.month <= 12 and 1 <= self.day <= days_in_month(self.year, self.month)):
            raise NotTemporal(f"there is no day {self.year}-{self.month}-{self.day}")

    @classmethod
    def from_days(cls, days: int) -> Date:
        """The date so many days after 1970-01-01. March begins the computing year, so that the leap day comes last."""
        era, day_of_era = divmod(days + _EPOCH_DAYS, _CYCLE_DAYS)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        shifted_month = (5 * day_of_year + 2) // 153
        month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
        return cls(year_of_era + era * _CYCLE_YEARS + (month <= 2), month, day_of_year - (153 * shifted_month + 2) // 5 + 1)

    @property
    def days(self) -> int:
        """Days since 1970-01-01."""
        year = self.year - (self.month <= 2)
        era, year_of_era = divmod(year, _CYCLE_YEARS)
        day_of_year = (153 * ((self.month + 9) % 12) + 2) // 5 + self.day - 1
        return era * _CYCLE_DAYS + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - _EPOCH_DAYS

    @property
    def weekday(self) -> int:
        """1 is Monday, 7 is Sunday."""
        return (self.days + 3) % 7 + 1

    @property
    def day_of_year(self) -> int:
        """1 to 366."""
        return self.days - Date(self.year, 1, 1).days + 1

    @property
    def week_of_year(self) -> int:
        """The ISO 8601 week: the one that holds the year's first Thursday is week 1."""
        thursday = Date.from_days(self.days + 4 - self.weekday)
        return (thursday.day_of_year - 1) // 7 + 1

    def plus_months(self, months: int) -> Date:
        """The same day of another month; the 31st becomes the month's last day where there is none."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    def __lt__(self, other: Date) -> bool:
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """A time of day. ``offset`` is in seconds east of Greenwich; ``zone`` is an IANA name; both None is local time.

    Two times are equal when they are the same instant of a day; :func:`identical` asks for more."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    offset: int | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.hour < 24 and 0 <= self.minute < 60 and 0 <= self.second < 60 and 0 <= self.nanosecond < NANOSECONDS):
            raise NotTemporal(f"there is no time {self.hour}:{self.minute}:{self.second}")
        if self.offset is not None and (abs(self.offset) > OFFSET_SECONDS_MAX or self.zone is not None):
            raise NotTemporal("the offset is more than 18 hours, or stands beside a zone")
        if self.zone is not None:
            zone_named(self.zone)

    @classmethod
    def from_nanoseconds(cls, nanoseconds: int, offset: int | None = None, zone: str | None = None) -> Time:
        """The time so long after midnight; days that are too many fall away."""
        seconds, nanosecond = divmod(nanoseconds % DAY_NANOSECONDS, NANOSECONDS)
        return cls(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, offset, zone)

    @property
    def is_local(self) -> bool:
        """Whether nothing is said about the zone."""
        return self.offset is None and self.zone is None

    @property
    def nanoseconds(self) -> int:
        """Since midnight, by the clock on the wall."""
        return (self.hour * 3600 + self.minute * 60 + self.second) * NANOSECONDS + self.nanosecond

    @property
    def offset_seconds(self) -> int | None:
        """The offset; for a zone without a date its standard time, since nobody knows whether it is summer."""
        return standard_offset(self.zone) if self.zone is not None else self.offset

    @property
    def instant(self) -> int:
        """Nanoseconds since midnight in Greenwich; of local time, since its own midnight."""
        return self.nanoseconds - (self.offset_seconds or 0) * NANOSECONDS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Time) and self.is_local == other.is_local and self.instant == other.instant

    def __hash__(self) -> int:
        return hash((self.is_local, self.instant))

    def __lt__(self, other: Time) -> bool:
        return self.instant < other.instant

    def __str__(self) -> str:
        fraction = f".{self.nanosecond:09d}".rstrip("0") if self.nanosecond else ""
        return f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}{fraction}{self._zone_text()}"

    def _zone_text(self) -> str:
        if self.zone is not None:
            return f"@{self.zone}"
        if self.offset is None:
            return ""
        if self.offset == 0:
            return "Z"
        size = abs(self.offset)
        seconds = f":{size % 60:02d}" if size % 60 else ""
        return f"{'-' if self.offset < 0 else '+'}{size // 3600:02d}:{size // 60 % 60:02d}{seconds}"


MIDNIGHT = Time(0, 0, 0)
MIDNIGHT_UTC = Time(0, 0, 0, 0, 0)


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class DateAndTime:
    """A day and a time of day."""

    date: Date
    time: Time

    @classmethod
    def from_date(cls, date: Date) -> DateAndTime:
        """What DMN makes of a date where a date and time is wanted: midnight in Greenwich."""
        return cls(date, MIDNIGHT_UTC)

    @property
    def is_local(self) -> bool:
        """Whether nothing is said about the zone."""
        return self.time.is_local

    @property
    def offset_seconds(self) -> int | None:
        """The offset on that day, summer time included."""
        if self.time.zone is None:
            return self.time.offset
        return _zone_offset(self.time.zone, self.date, self.time)

    @property
    def instant(self) -> int:
        """Nanoseconds since 1970-01-01T00:00Z; of local time, by its own clock."""
        return self.date.days * DAY_NANOSECONDS + self.time.nanoseconds - (self.offset_seconds or 0) * NANOSECONDS

    def plus_nanoseconds(self, nanoseconds: int) -> DateAndTime:
        """So long after this instant, on the same clock."""
        return at_instant(self.instant + nanoseconds, self.time.offset, self.time.zone)

    def plus_months(self, months: int) -> DateAndTime:
        """The same clock time in another month."""
        return DateAndTime(self.date.plus_months(months), self.time)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateAndTime) and self.is_local == other.is_local and self.instant == other.instant

    def __hash__(self) -> int:
        return hash((self.is_local, self.instant))

    def __lt__(self, other: DateAndTime) -> bool:
        return self.instant < other.instant

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"


@total_ordering
@dataclass(frozen=True, slots=True)
class DaysDuration:
    """A days and time duration: an exact length of time."""

    nanoseconds: int

    def __lt__(self, other: DaysDuration) -> bool:
        return self.nanoseconds < other.nanoseconds

    @property
    def parts(self) -> tuple[int, int, int, int, int]:
        """Days, hours, minutes, seconds, nanoseconds of its absolute length."""
        seconds, nanosecond = divmod(abs(self.nanoseconds), NANOSECONDS)
        minutes, second = divmod(seconds, 60)
        hours, minute = divmod(minutes, 60)
        days, hour = divmod(hours, 24)
        return days, hour, minute, second, nanosecond

    def __str__(self) -> str:
        days, hours, minutes, seconds, nanosecond = self.parts
        fraction = f".{nanosecond:09d}".rstrip("0") if nanosecond else ""
        clock = (
            (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{seconds}{fraction}S" if seconds or fraction else "")
        )
        body = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
        return f"{'-' if self.nanoseconds < 0 else ''}P{body or 'T0S'}"


@total_ordering
@dataclass(frozen=True, slots=True)
class YearsDuration:
    """A years and months duration: a number of months, whatever their length."""

    months: int

    def __lt__(self, other: YearsDuration) -> bool:
        return self.months < other.months

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        body = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{'-' if self.months < 0 else ''}P{body or '0M'}"


def identical(left: Time | DateAndTime, right: Time | DateAndTime) -> bool:
    """Whether two times are the same in every part, their zones included: 09:00Z is not 10:00+01:00."""
    return _parts(left) == _parts(right)


def _parts(value: Time | DateAndTime) -> tuple[object, ...]:
    if isinstance(value, DateAndTime):
        return (value.date, *_parts(value.time))
    return (value.nanoseconds, value.offset, value.zone)


# Zones


@functools.lru_cache(maxsize=1024)
def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The IANA zone.

    Raises:
        NotTemporal: there is none of this name.
    """
    try:
        return zoneinfo.ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # a folder of the zone table, a path, an unknown key
        raise NotTemporal(f"there is no time zone {name!r}") from error


@functools.lru_cache(maxsize=1024)
def standard_offset(zone: str) -> int:
    """Seconds east of Greenwich in the zone's standard time of the year 2000."""
    moment = dt.datetime(2000, 1, 1, tzinfo=zone_named(zone))
    return _seconds(moment.utcoffset()) - _seconds(moment.dst())


def _seconds(delta: dt.timedelta | None) -> int:
    return 0 if delta is None else delta.days * DAY_SECONDS + delta.seconds


def _table_year(year: int) -> int:
    """A year that Python can hold and in which the calendar and the zone's rules are the same."""
    if year > 9_990:
        return 9_590 + (year - 9_590) % _CYCLE_YEARS
    return 1 + (year - 1) % _CYCLE_YEARS if year < 2 else year


def _zone_offset(zone: str, date: Date, time: Time) -> int:
    year = _table_year(date.year)
    moment = dt.datetime(year, date.month, date.day, time.hour, time.minute, time.second, tzinfo=zone_named(zone))
    return _seconds(moment.utcoffset())


def at_instant(instant: int, offset: int | None, zone: str | None) -> DateAndTime:
    """What the clock of a zone shows at an instant."""
    if zone is not None:
        greenwich = at_instant(instant, 0, None)
        day, time = greenwich.date, greenwich.time
        moment = dt.datetime(_table_year(day.year), day.month, day.day, time.hour, time.minute, time.second, tzinfo=dt.UTC).astimezone(
            zone_named(zone)
        )
        shown = at_instant(instant, _seconds(moment.utcoffset()), None)
        return DateAndTime(shown.date, Time.from_nanoseconds(shown.time.nanoseconds, None, zone))
    days, nanoseconds = divmod(instant + (offset or 0) * NANOSECONDS, DAY_NANOSECONDS)
    return DateAndTime(Date.from_days(days), Time.from_nanoseconds(nanoseconds, offset))


# Texts

_DATE_PATTERN = r"(?P<year>-?(?:[1-9]\d{4,8}|\d{4}))-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME_PATTERN = (
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d+))?"
    r"(?:(?P<greenwich>[Zz])|(?P<sign>[+-])(?P<offset_hour>\d\d):(?P<offset_minute>[0-5]\d)(?::(?P<offset_second>[0-5]\d))?"
    r"|@(?P<zone>[A-Za-z][\w+-]*(?:/[A-Za-z0-9][\w+-]*)*))?"
)
_DATE = re.compile(_DATE_PATTERN, re.ASCII)
_TIME = re.compile(_TIME_PATTERN, re.ASCII)
_DATE_AND_TIME = re.compile(f"{_DATE_PATTERN}T{_TIME_PATTERN}", re.ASCII)
_YEARS_DURATION = re.compile(r"(?P<sign>-)?P(?=\d)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?", re.ASCII)
_DAYS_DURATION = re.compile(
    r"(?P<sign>-)?P(?=[\dT])(?:(?P<days>\d+)D)?"
    r"(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.(?P<fraction>\d*))?S)?)?",
    re.ASCII,
)
_TEXT_LENGTH_MAX = 200
"""No date, time or duration is longer, so nothing longer is looked at."""


def _match(pattern: re.Pattern[str], text: str, what: str) -> re.Match[str]:
    match = pattern.fullmatch(text) if len(text) <= _TEXT_LENGTH_MAX else None
    if match is None:
        raise NotTemporal(f"{text[:40]!r} is not a {what}")
    return match


def _date(match: re.Match[str]) -> Date:
    return Date(int(match["year"]), int(match["month"]), int(match["day"]))


def _nanosecond(fraction: str | None) -> int:
    return int((fraction or "0")[:9].ljust(9, "0"))


def _offset(match: re.Match[str]) -> int | None:
    if match["greenwich"]:
        return 0
    if not match["sign"]:
        return None
    seconds = int(match["offset_hour"]) * 3600 + int(match["offset_minute"]) * 60 + int(match["offset_second"] or 0)
    return -seconds if match["sign"] == "-" else seconds


def _is_end_of_day(match: re.Match[str]) -> bool:
    """24:00:00, which XML Schema reads as the next day's midnight."""
    return (match["hour"], match["minute"], match["second"]) == ("24", "00", "00") and not _nanosecond(match["fraction"])


def _time(match: re.Match[str]) -> Time:
    hour = 0 if _is_end_of_day(match) else int(match["hour"])
    return Time(hour, int(match["minute"]), int(match["second"]), _nanosecond(match["fraction"]), _offset(match), match["zone"])


def parse_date(text: str) -> Date:
    """``2023-02-06``.

    Raises:
        NotTemporal: the text is no date.
    """
    return _date(_match(_DATE, text, "date"))


def parse_time(text: str) -> Time:
    """``09:30:00``, ``09:30:00.5+08:00``, ``09:30:00@Asia/Shanghai``.

    Raises:
        NotTemporal: the text is no time.
    """
    return _time(_match(_TIME, text, "time"))


def parse_date_and_time(text: str) -> DateAndTime:
    """``2023-02-06T09:30:00``; a date alone is its local midnight.

    Raises:
        NotTemporal: the text is no date and time.
    """
    if "T" not in text:
        return DateAndTime(parse_date(text), MIDNIGHT)
    match = _match(_DATE_AND_TIME, text, "date and time")
    date = _date(match)
    return DateAndTime(Date.from_days(date.days + 1) if _is_end_of_day(match) else date, _time(match))


def parse_duration(text: str) -> DaysDuration | YearsDuration:
    """``P1Y2M`` or ``P3DT4H``; never a mixture.

    Raises:
        NotTemporal: the text is no duration.
    """
    months = _YEARS_DURATION.fullmatch(text) if len(text) <= _TEXT_LENGTH_MAX else None
    match = months or _match(_DAYS_DURATION, text, "duration")
    if any(part and len(part) > DURATION_DIGITS_MAX for name, part in match.groupdict().items() if name != "fraction"):
        raise NotTemporal(f"{text[:40]!r} is longer than any duration")
    sign = -1 if match["sign"] else 1
    if months:
        return YearsDuration(sign * (int(match["years"] or 0) * 12 + int(match["months"] or 0)))
    seconds = int(match["days"] or 0) * DAY_SECONDS + int(match["hours"] or 0) * 3600 + int(match["minutes"] or 0) * 60
    return DaysDuration(sign * ((seconds + int(match["seconds"] or 0)) * NANOSECONDS + _nanosecond(match["fraction"])))


def parse_temporal(text: str) -> Date | Time | DateAndTime | DaysDuration | YearsDuration:
    """What ``@"…"`` means.

    Raises:
        NotTemporal: the text is none of them.
    """
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:  # the name of a zone may hold one too
        return parse_date_and_time(text)
    return parse_time(text) if ":" in text else parse_date(text)
