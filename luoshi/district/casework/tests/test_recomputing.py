"""A calendar comes late: what was provisional is computed again, what it said before stays, and who works on it is told."""

from __future__ import annotations

from datetime import datetime

import pytest

from luoshi.district.casework.errors import CalendarContradicts, NotAllowed, SameCalendar
from luoshi.district.casework.models import CalendarVersion, Deadline
from luoshi.district.casework.operations import enter_calendar
from luoshi.district.casework.recomputing import recompute_deadlines
from luoshi.district.casework.tests.county import CALENDAR, HOURS, ZONE, Desk, year
from luoshi.district.messages.models import Message

DECEMBER = datetime(2023, 12, 25, 9, tzinfo=ZONE)
NEXT = year(2024, "01-08", "01-09")


def test_deadlines_follow_the_calendar_and_both_values_are_kept(desk: Desk) -> None:
    desk.at = DECEMBER
    case, other, closed = desk.handled(), desk.handled(matter="urgent"), desk.issued()
    desk.does(closed, "zhao", "withdraw", reason="重复")
    assert (case.due_at, case.provisional) == (datetime(2024, 1, 9, 17, 30, tzinfo=ZONE), True)
    enter_calendar(desk.county.district, [NEXT], hours=HOURS, by=desk.by("sun"), at=desk.at)
    assert recompute_deadlines(desk.at) == 2
    assert recompute_deadlines(desk.at) == 0
    case.refresh_from_db()
    other.refresh_from_db()
    assert (case.due_at, case.provisional) == (datetime(2024, 1, 10, 17, 30, tzinfo=ZONE), False)
    assert (other.due_at, other.provisional) == (datetime(2024, 1, 1, 17, 30, tzinfo=ZONE), False)
    rows = Deadline.objects.filter(case=case, clock="reply").order_by("pk")
    assert [(row.because, row.due_at and row.due_at.day, row.provisional, row.calendar.number) for row in rows] == [
        ("step", 9, True, 1),
        ("calendar", 10, False, 2),
    ]
    [message] = Message.objects.filter(topic="supervision.deadline_moved")
    assert message.person.code == "zheng"
    assert "2024年1月9日17:30改为2024年1月10日17:30，依据新录入的工作日历（示例〔2023〕1号）。" in message.body_zh


def test_the_office_enters_a_calendar_that_says_something_new_and_agrees_with_itself(desk: Desk) -> None:
    district, sun = desk.county.district, desk.by("sun")
    with pytest.raises(NotAllowed):
        enter_calendar(district, [NEXT], hours=HOURS, by=desk.by("zhao"), at=DECEMBER)
    with pytest.raises(SameCalendar):
        enter_calendar(district, CALENDAR, hours=HOURS, by=sun, at=DECEMBER)
    with pytest.raises(CalendarContradicts, match="2025"):
        enter_calendar(district, [year(2025)], hours=HOURS, by=sun, at=DECEMBER)
    version = enter_calendar(district, [NEXT], hours=HOURS, by=sun, at=DECEMBER)
    assert (version.number, version.documents, version.published_through.year) == (2, "示例〔2022〕1号、示例〔2023〕1号", 2024)
    assert CalendarVersion.objects.count() == 2
