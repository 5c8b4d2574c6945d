"""Dates and times against Python's own, where it has any."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.feel.temporal import (
    NANOSECONDS,
    Date,
    DateAndTime,
    DaysDuration,
    NotTemporal,
    Time,
    YearsDuration,
    at_instant,
    identical,
    parse_date_and_time,
    parse_duration,
    parse_temporal,
    parse_time,
)  # fmt: skip

_ZONES = ["Asia/Shanghai", "Europe/Paris", "America/New_York", "Australia/Melbourne", "Asia/Kathmandu"]
_EPOCH = dt.date(1970, 1, 1)


@given(day=st.dates())
def test_days_are_counted_as_python_does(day: dt.date) -> None:
    ours = Date(day.year, day.month, day.day)
    assert ours.days == (day - _EPOCH).days
    assert Date.from_days(ours.days) == ours
    assert (ours.weekday, ours.week_of_year) == (day.isoweekday(), day.isocalendar().week)
    assert ours.day_of_year == day.timetuple().tm_yday
    assert str(ours) == day.isoformat()


@given(days=st.integers(-(10**11), 10**11))
def test_days_and_dates_are_one_to_one(days: int) -> None:
    assert Date.from_days(days).days == days


@given(year=st.integers(-999_999_999, 999_999_999), months=st.integers(-5000, 5000))
def test_months_there_and_back(year: int, months: int) -> None:
    start = Date(max(-999_999_000, min(year, 999_999_000)), 6, 15)
    assert start.plus_months(months).plus_months(-months) == start


_FROM = dt.datetime(1900, 1, 1)  # noqa: DTZ001 - the zone comes after
_TO = dt.datetime(2100, 1, 1)  # noqa: DTZ001


@given(moment=st.datetimes(_FROM, _TO), zone=st.sampled_from(_ZONES))
def test_zones_are_those_of_python(moment: dt.datetime, zone: str) -> None:
    there = moment.replace(tzinfo=ZoneInfo(zone), microsecond=0)
    ours = DateAndTime(Date(there.year, there.month, there.day), Time(there.hour, there.minute, there.second, 0, None, zone))
    assert ours.offset_seconds == int(there.utcoffset().total_seconds())  # type: ignore[union-attr]
    assert ours.instant == int(there.timestamp()) * NANOSECONDS
    back = dt.datetime.fromtimestamp(int(there.timestamp()), tz=dt.UTC).astimezone(ZoneInfo(zone))
    assert str(at_instant(ours.instant, None, zone)) == f"{back.replace(tzinfo=None).isoformat()}@{zone}"


@given(instant=st.integers(-(10**25), 10**25), zone=st.sampled_from(_ZONES))
def test_an_instant_far_away_is_found_again_unless_the_clock_was_turned_back(instant: int, zone: str) -> None:
    assert abs(at_instant(instant, None, zone).instant - instant) <= 3600 * NANOSECONDS


@given(nanoseconds=st.integers(-(10**24), 10**24))
def test_durations_are_read_as_they_are_written(nanoseconds: int) -> None:
    assert parse_duration(str(DaysDuration(nanoseconds))) == DaysDuration(nanoseconds)


@given(months=st.integers(-(10**12), 10**12))
def test_months_are_read_as_they_are_written(months: int) -> None:
    assert parse_duration(str(YearsDuration(months))) == YearsDuration(months)


@pytest.mark.parametrize(
    "text",
    ["2023-02-06", "-0044-03-15", "999999999-12-31", "09:30:00", "09:30:00.000000001", "09:30:00Z", "09:30:00-02:45:55", "09:30:00@Etc/UTC",
     "2023-02-06T09:30:00@Asia/Shanghai", "-999999999-01-01T00:00:00+18:00", "P1Y", "-P1Y2M", "P1DT2H3M4.5S", "PT0S"],
)  # fmt: skip
def test_texts_there_and_back(text: str) -> None:
    assert str(parse_temporal(text)) == text


@pytest.mark.parametrize(
    "text",
    ["2023-2-6", "02023-01-01", "2023-02-30", "1000000000-01-01", "24:00:01", "09:60:00", "9:30:00", "09:30", "09:30:00+19:00",
     "09:30:00@Nowhere",
     "09:30:00+08:00@Asia/Shanghai", "P", "PT", "P1", "P1H", "P1Y1D", "1D", "P-1D", "٢٠٢٣-01-01", "2023-02-06T", "P1D" * 100, ""],
)  # fmt: skip
def test_refused_texts(text: str) -> None:
    with pytest.raises(NotTemporal):
        parse_temporal(text)


def test_midnight_at_the_end_of_the_day() -> None:
    assert str(parse_date_and_time("2023-12-31T24:00:00")) == "2024-01-01T00:00:00"
    assert str(parse_time("24:00:00")) == "00:00:00"


def test_equal_is_not_identical() -> None:
    one, other = parse_time("09:00:00Z"), parse_time("17:00:00+08:00")
    assert one == other
    assert hash(one) == hash(other)
    assert not identical(one, other)
    assert parse_time("09:00:00") != one


def test_a_time_in_a_zone_has_its_standard_offset() -> None:
    assert parse_time("09:00:00@Australia/Melbourne") == parse_time("09:00:00+10:00")
