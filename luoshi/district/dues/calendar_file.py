"""What a unit owes as a file for calendar programs: an all-day entry for each day by which something is due (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from luoshi.district.dues.pages import Line
    from luoshi.district.offices.queries import Unit

MAKER: Final = "-//Luoshi//dues//ZH"


def calendar_of(lines: Iterable[Line], *, at: datetime, site: str) -> bytes:
    """Entries for all that is due, in the language that is active.

    Args:
        lines: what is due, by day and unit.
        at: when the file is made.
        site: the address of the site, to which each entry leads. An entry is called the same in every file, so that a program that reads
            the next one changes it.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for (day, unit), several in groupby(lines, key=lambda each: (each.due.due_on, each.due.unit)):
        calendar.add_component(_entry(day, unit, list(several), at, site))
    return bytes(calendar.to_ical())


def _entry(day: date, unit: Unit, lines: Sequence[Line], at: datetime, site: str) -> Event:
    entry = Event()
    entry.add("uid", f"dues-{unit.code}-{day}@{site.partition('//')[2]}")
    entry.add("dtstamp", at)
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", gettext("%(unit)s：待报 %(count)s 项") % {"unit": unit.name, "count": len(lines)})
    entry.add("description", "\n".join(f"{each.act} {each.name} {each.quote} {each.period}" for each in lines))
    entry.add("url", f"{site}/workbench/dues/")
    entry.add("transp", "TRANSPARENT")
    return entry
