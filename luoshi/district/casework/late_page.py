"""The leader's page, put together: what is late or will be, each number with the list behind it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from luoshi.district.casework.calendars import calendar_of, newest_calendar
from luoshi.district.casework.case_rows import rows
from luoshi.district.casework.errors import NoCalendar
from luoshi.district.casework.lateness import due_cases, totals, unit_lines, weeks_until
from luoshi.district.casework.queue_page import cursor_of, cursor_text, matters, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.casework.lateness import Week
    from luoshi.district.offices.queries import Authority

DAYS: Final = (3, 5, 10, 20)
"""For how many working days one may look ahead."""


def late_page(by: Authority, asked: Mapping[str, str], *, at: datetime) -> dict[str, Any]:
    """Everything that the page shows.

    Raises:
        NoCalendar: the district has none, so that no deadline is known.
    """
    assert by.district is not None
    version = newest_calendar(by.district)
    if version is None:
        raise NoCalendar
    days = next((each for each in DAYS if str(each) == asked.get("days")), DAYS[1])
    weeks, matter, unit = weeks_until(days, calendar_of(version), at=at), plain(asked.get("matter", "")), plain(asked.get("unit", ""))
    lines = unit_lines(by, weeks, matter=matter)
    chosen = [week for week in weeks if str(week.number) == asked.get("week")] or list(weeks)
    found = due_cases(
        by, chosen, matter=matter, unit=unit, after=cursor_of(asked.get("after", "")), before=cursor_of(asked.get("before", ""))
    )
    kept = {"days": str(days), "matter": matter, "unit": unit, "week": str(chosen[0].number) if len(chosen) == 1 else ""}
    return {
        "days": days,
        "choices": DAYS,
        "matter": matter,
        "matters": matters(by.district),
        "weeks": [(week, week_words(week, weeks), _query(kept, unit="", week=str(week.number))) for week in weeks],
        "lines": [(line, _query(kept, unit=line.unit.code, week=""), _numbers(kept, line.unit.code, line.counts)) for line in lines],
        "totals": _numbers(kept, "", totals(lines)),
        "total": sum(line.total for line in lines),
        "all_query": _query(kept, unit="", week=""),
        "rows": rows(found.cases, by.district, at=at),
        "chosen_week": week_words(chosen[0], weeks) if len(chosen) == 1 else "",
        "chosen_unit": next((line.unit for line in lines if line.unit.code == unit), None),
        "earlier": _query(kept, before=cursor_text(found.earlier)) if found.earlier else "",
        "further": _query(kept, after=cursor_text(found.further)) if found.further else "",
    }


def week_words(week: Week, weeks: Sequence[Week]) -> str:
    """The heading of a column."""
    if week.begins is None:
        return gettext("已超期")
    first, last = localtime(week.begins), localtime(weeks[week.number].ends) - timedelta(days=1)
    through = date_format(last, gettext("n月j日"))
    return gettext("到%(last)s") % {"last": through} if week.number == 1 else f"{date_format(first, gettext('n月j日'))}–{through}"


def _numbers(kept: dict[str, str], unit: str, counts: Sequence[int]) -> list[tuple[int, str]]:
    return [(count, _query(kept, unit=unit, week=str(number))) for number, count in enumerate(counts)]


def _query(kept: dict[str, str], **more: str) -> str:
    return urlencode({name: value for name, value in {**kept, **more}.items() if value})
