"""Reads of cases: what waits for whom, one case with its history, and what will be late."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from luoshi.district.casework.calendars import calendar_of, newest_calendar
from luoshi.district.casework.case_rows import Row
from luoshi.district.casework.models import Assignment, Case, CaseStep, CaseTypeVersion, CoHandling
from luoshi.district.casework.outlines import Opening, Outline, fact_names, open_rows, openings, outline, rows_about, rows_among, rows_coded
from luoshi.district.casework.parts import is_business_of
from luoshi.district.casework.queue_page import Waiting, waiting
from luoshi.district.casework.queues import Cursor, Filters, Page, Queue, queue
from luoshi.district.casework.subjects import Recipients, SubjectShown, register_subject
from luoshi.district.offices.queries import Power, Unit

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import Calendar

__all__ = [
    "Assignment",
    "Case",
    "CaseStep",
    "Cursor",
    "Filters",
    "Opening",
    "Outline",
    "Page",
    "Queue",
    "Recipients",
    "Row",
    "SubjectShown",
    "Waiting",
    "fact_names",
    "handles_cases",
    "has_calendar",
    "is_working_day",
    "last_working_day",
    "may_see",
    "may_see_step",
    "open_rows",
    "openings",
    "outline",
    "queue",
    "register_subject",
    "rows_about",
    "rows_among",
    "rows_coded",
    "waiting",
    "working_calendar",
    "working_day_after",
]


def has_calendar(district: District) -> bool:
    """Whether a district has entered a working calendar."""
    return newest_calendar(district) is not None


def working_calendar(district: District) -> Calendar | None:
    """The newest working calendar of a district, to count many days by; ``None`` where it has entered none."""
    newest = newest_calendar(district)
    return calendar_of(newest) if newest is not None else None


def last_working_day(district: District, day: date) -> date:
    """The day itself if it is worked, else the last one before it that is; without a calendar the day itself."""
    version = newest_calendar(district)
    if version is None:
        return day
    calendar = calendar_of(version)
    return calendar.working_day(calendar.working_days_through(day))


def working_day_after(district: District, day: date, number: int) -> date:
    """The so-many-th working day after a day; without a calendar so many days later."""
    version = newest_calendar(district)
    return calendar_of(version).add_working_days(day, number) if version is not None else day + timedelta(days=number)


def is_working_day(district: District, day: date) -> bool | None:
    """Whether a district works on a day by its newest calendar; ``None`` where it has entered none."""
    newest = newest_calendar(district)
    return calendar_of(newest).is_working_day(day) if newest is not None else None


def handles_cases(by: Authority) -> bool:
    """Whether the person may see cases of any type that the district has loaded."""
    codes = CaseTypeVersion.objects.filter(district=by.district).values_list("code", flat=True).distinct()
    return any(by.may(Power.SEE, code) for code in codes)


def may_see(found: Case, *, by: Authority) -> bool:
    """Whether a case is the person's business."""
    had = Assignment.objects.filter(case=found).values("unit")
    helped = CoHandling.objects.filter(case=found).values("unit")
    involved = Unit.objects.filter(Q(pk__in=had) | Q(pk__in=helped)).select_related("district")
    return is_business_of(by, matter=found.matter, involved=involved, applicant=found.applicant)


def may_see_step(key: str, by: Authority) -> bool:
    """Whether somebody may see what belongs to a step, named as ``supervision-2023-000123/4``."""
    found = Case.objects.filter(code=key.partition("/")[0]).first()
    return found is not None and may_see(found, by=by)
