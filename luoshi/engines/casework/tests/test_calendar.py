"""The calendar counts by the notices, says what it does not know, has a version of its own, and refuses what contradicts itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from luoshi.engines.casework import Calendar, CalendarRefused, TableStatus, YearTable
from luoshi.engines.casework.tests.wall import CALENDAR_2023, YEAR_2023

NEXT = YearTable(2024, "示例", date(2023, 10, 25), frozenset({date(2024, 1, 1)}), frozenset({date(2023, 12, 30)}), TableStatus.UNVERIFIED)


def test_it_counts_by_the_notice() -> None:
    assert [CALENDAR_2023.is_working_day(date(2023, 1, day)) for day in (20, 27, 28, 30)] == [True, False, True, True]
    assert CALENDAR_2023.add_working_days(date(2023, 1, 20), 1) == date(2023, 1, 28)
    assert CALENDAR_2023.add_working_days(date(2023, 1, 29), -2) == date(2023, 1, 20)
    assert CALENDAR_2023.add_working_days(date(2023, 1, 21), 0) == date(2023, 1, 21)
    assert CALENDAR_2023.next_working_day(date(2023, 1, 21)) == date(2023, 1, 28)
    assert CALENDAR_2023.working_days_between(date(2023, 1, 20), date(2023, 1, 29)) == 2
    assert CALENDAR_2023.working_days_between(date(2022, 12, 31), date(2023, 12, 31)) == 249


def test_beyond_the_notices_it_counts_monday_to_friday_and_says_so() -> None:
    assert (CALENDAR_2023.published_from, CALENDAR_2023.published_through) == (date(2023, 1, 1), date(2023, 12, 31))
    assert CALENDAR_2023.is_working_day(date(2024, 1, 1))
    assert not CALENDAR_2023.is_published(date(2024, 1, 1))


def test_the_next_notice_may_move_the_last_days_of_december() -> None:
    calendar = Calendar((YEAR_2023, NEXT))
    assert not CALENDAR_2023.is_working_day(date(2023, 12, 30))
    assert calendar.is_working_day(date(2023, 12, 30))
    assert not calendar.is_working_day(date(2024, 1, 1))


def test_its_version_follows_what_it_says() -> None:
    versions = {
        Calendar(years).version
        for years in (
            (YEAR_2023,),
            (YEAR_2023, NEXT),
            (replace(YEAR_2023, days_off=YEAR_2023.days_off - {date(2023, 4, 5)}),),
            (replace(YEAR_2023, working_days=YEAR_2023.working_days - {date(2023, 4, 23)}),),
            (replace(YEAR_2023, document="国办发明电〔2022〕17号"),),
            (replace(YEAR_2023, issued_on=date(2022, 12, 9)),),
            (replace(YEAR_2023, status=TableStatus.UNVERIFIED),),
        )
    }
    assert len(versions) == 7
    assert Calendar((replace(YEAR_2023),)).version == CALENDAR_2023.version
    assert len(CALENDAR_2023.version) == 64


@pytest.mark.parametrize(
    ("years", "year", "why"),
    [
        ((), 0, "没有任何年份"),
        ((YEAR_2023, YEAR_2023), 2023, "2023 年写了两次"),
        ((YEAR_2023, replace(NEXT, year=2025, days_off=frozenset(), working_days=frozenset())), 2025, "必须逐年连续"),
        ((NEXT, YEAR_2023), 2023, "必须逐年连续"),
        ((replace(YEAR_2023, days_off=YEAR_2023.days_off | {date(2023, 5, 6)}),), 2023, "2023年5月6日既是放假又是上班"),
        ((YEAR_2023, replace(NEXT, days_off=frozenset({date(2023, 12, 30)}))), 2024, "2023年12月30日既是放假又是上班"),
        ((replace(YEAR_2023, working_days=frozenset({date(2023, 5, 8)})),), 2023, "2023年5月8日不是周六或周日"),
        ((replace(YEAR_2023, days_off=frozenset({date(2024, 1, 1)})),), 2023, "2024年1月1日不在 2023 年内"),
        ((replace(YEAR_2023, days_off=frozenset({date(2022, 11, 30)})),), 2023, "2022年11月30日不在 2023 年内"),
    ],
)
def test_what_contradicts_itself_is_refused(years: tuple[YearTable, ...], year: int, why: str) -> None:
    with pytest.raises(CalendarRefused) as refused:
        Calendar(years)
    assert refused.value.year == year
    assert why in refused.value.words.chinese
    assert refused.value.words.english
