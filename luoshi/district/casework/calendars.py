"""The working calendar of a district as it is stored, and as the engine reads it. Each version holds all years, to be read alone."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from luoshi.district.casework.models import CalendarVersion
from luoshi.engines.casework import Calendar, OfficeHours, TableStatus, YearTable

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District

_READ: Final[dict[str, Calendar]] = {}
"""Calendars by their version, which is a hash of all that they say."""


def newest_calendar(district: District) -> CalendarVersion | None:
    """The calendar by which a district counts now."""
    return CalendarVersion.objects.filter(district=district).defer("years").order_by("-number").first()


def calendar_of(version: CalendarVersion) -> Calendar:
    """The calendar that a version says."""
    if version.version not in _READ:
        _READ[version.version] = Calendar(years_of(version))
    return _READ[version.version]


def newly_entered(version: CalendarVersion) -> str:
    """The documents by which a version differs from the one before it; all of them where only the office hours do."""
    before = CalendarVersion.objects.filter(district=version.district_id, number=version.number - 1).first()
    known = years_of(before) if before else ()
    return "、".join(table.document for table in years_of(version) if table not in known) or version.documents


def hours_of(version: CalendarVersion) -> OfficeHours:
    """The office hours that came with it."""
    spans = tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, last in version.hours["spans"])
    return OfficeHours(spans, ZoneInfo(version.hours["zone"]))


def hours_as_stored(hours: OfficeHours) -> dict[str, Any]:
    """Office hours as JSON."""
    return {"zone": str(hours.zone), "spans": [[first.isoformat("minutes"), last.isoformat("minutes")] for first, last in hours.spans]}


def years_as_stored(calendar: Calendar) -> list[dict[str, Any]]:
    """The tables of a calendar as JSON."""
    return [
        {
            "year": table.year,
            "document": table.document,
            "issued_on": table.issued_on.isoformat(),
            "days_off": sorted(day.isoformat() for day in table.days_off),
            "working_days": sorted(day.isoformat() for day in table.working_days),
            "status": table.status.value,
        }
        for table in calendar.years
    ]


def years_of(version: CalendarVersion) -> tuple[YearTable, ...]:
    """The tables that a version holds."""
    return tuple(
        YearTable(
            year=table["year"],
            document=table["document"],
            issued_on=date.fromisoformat(table["issued_on"]),
            days_off=frozenset(map(date.fromisoformat, table["days_off"])),
            working_days=frozenset(map(date.fromisoformat, table["working_days"])),
            status=TableStatus(table["status"]),
        )
        for table in version.years
    )
