"""Cases as lists show them: each with its light, and what it is and where it stands in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.casework.calendars import calendar_of, newest_calendar
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.leavers import left_behind
from luoshi.district.casework.lights import light
from luoshi.district.casework.models import Deadline
from luoshi.district.days import day_of
from luoshi.district.languages import said
from luoshi.engines.casework import ClockState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from luoshi.district.casework.lights import Light
    from luoshi.district.casework.models import Case
    from luoshi.district.offices.queries import District
    from luoshi.engines.casework import Calendar


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list."""

    case: Case
    light: Light
    matter: str
    status: str
    holder_left: bool = False
    """Whoever took it has left the unit."""


def rows(cases: Iterable[Case], district: District, *, at: datetime) -> list[Row]:
    """Cases as a list shows them; one look each for the calendar and for the clocks that stand still."""
    shown = list(cases)
    if not shown:
        return []
    calendar, paused, left = _calendar(district), _paused(shown), left_behind(shown, on=day_of(at))
    return [_row(case, calendar, paused=case.pk in paused, left=case.pk in left, at=at) for case in shown] if calendar else []


def _row(case: Case, calendar: Calendar, *, paused: bool, left: bool, at: datetime) -> Row:
    case_type = known(case.type).case_type
    status = said(case_type.status(case.status).name)
    return Row(case, light(case, calendar, paused=paused, at=at), said(case_type.name), status, holder_left=left)


def _calendar(district: District) -> Calendar | None:
    version = newest_calendar(district)
    return calendar_of(version) if version else None


def _paused(cases: Iterable[Case]) -> set[int]:
    """Which of these cases have a clock that stands still."""
    last = Deadline.objects.filter(case__in=[case.pk for case in cases]).order_by("case", "clock", "-pk").distinct("case", "clock")
    return {row.case_id for row in last if row.state == ClockState.PAUSED}
