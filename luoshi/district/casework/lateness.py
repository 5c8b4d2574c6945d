"""What is late or will be: by unit and by week, and the cases behind each number. For whoever answers for more than the own desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.timezone import localtime

from luoshi.district.casework.models import Case
from luoshi.district.casework.queues import PAGE_SIZE, Cursor, Page, page_of
from luoshi.district.days import begin_of, day_of
from luoshi.district.offices.queries import EVERYTHING, Power, Unit, units_within_reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import Calendar


@dataclass(frozen=True, slots=True)
class Week:
    """A column of the table: the cases due from a moment up to another. The first one, without a beginning, holds what is late already."""

    number: int
    begins: datetime | None
    ends: datetime

    @property
    def due(self) -> Q:
        """The condition on a case."""
        begun = Q() if self.begins is None else Q(due_at__gte=self.begins)
        return begun & Q(due_at__lt=self.ends)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row of the table: a unit, and how many of its cases are due in each week."""

    unit: Unit
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """In all weeks together."""
        return sum(self.counts)


def weeks_until(days: int, calendar: Calendar, *, at: datetime) -> tuple[Week, ...]:
    """What is late, the rest of this week, and the weeks after it, up to the end of the ``days``-th working day from now."""
    today = day_of(at)
    last = calendar.add_working_days(today, days)
    end = begin_of(last + timedelta(days=1))
    found, begins = [Week(0, None, at)], at
    while begins < end:
        monday = day_of(begins) + timedelta(days=7 - localtime(begins).weekday())
        ends = min(begin_of(monday), end)
        found.append(Week(len(found), begins, ends))
        begins = ends
    return tuple(found)


def unit_lines(by: Authority, weeks: Sequence[Week], *, matter: str = "") -> list[UnitLine]:
    """How much of each unit is due in each week, those with most that is late first.

    One walk through the index ``cases_that_run``, unit by unit, which has all that is asked: no row of a case is read.
    """
    due = _running(by, matter).filter(due_at__lt=weeks[-1].ends)
    names = [f"week_{week.number}" for week in weeks]
    counts = {name: Count("unit", filter=week.due) for name, week in zip(names, weeks, strict=True)}
    rows = {unit: tuple(found) for unit, *found in due.values("unit").annotate(**counts).order_by().values_list("unit", *names)}
    lines = [UnitLine(unit, rows[unit.pk]) for unit in Unit.objects.filter(pk__in=rows)]
    return sorted(lines, key=lambda line: (*(-count for count in line.counts), line.unit.pk))


def totals(lines: Sequence[UnitLine]) -> tuple[int, ...]:
    """The sums below the table."""
    sums: Counter[int] = Counter()
    for line in lines:
        sums.update(dict(enumerate(line.counts)))
    return tuple(sums[number] for number in sorted(sums))


def due_cases(
    by: Authority, weeks: Sequence[Week], *, matter: str = "", unit: str = "", after: Cursor | None = None, before: Cursor | None = None
) -> Page:
    """The cases behind a number, the most urgent first. ``weeks`` follow each other. The index of the running has them in this order."""
    found = _running(by, matter).filter(place__lt=weeks[-1].ends)
    if weeks[0].begins is not None:
        found = found.filter(place__gte=weeks[0].begins)
    if unit:
        found = found.filter(unit__code=unit)
    return page_of([found], column="place", after=after, before=before, limit=PAGE_SIZE)


def _running(by: Authority, matter: str) -> QuerySet[Case]:
    """The cases with a running clock that the person may see by the units that have them."""
    found = Case.objects.filter(_seen(by), district=by.district, due_at__isnull=False)
    return found.filter(matter=matter) if matter else found


def _seen(by: Authority) -> Q:
    """Where whoever looks may see cases: in units, or, where a power reaches through the district, everywhere."""
    matters = sorted({held.matter for held in by.powers if held.power == Power.SEE})
    reach = {matter: units_within_reach(by, Power.SEE, matter) for matter in matters}
    everywhere = [matter for matter, units in reach.items() if units is None]
    if EVERYTHING in everywhere:
        return Q()
    within = [Q(unit__in=units, **_of(matter)) for matter, units in reach.items() if units is not None]
    return reduce(or_, within, Q(matter__in=everywhere))


def _of(matter: str) -> dict[str, str]:
    return {} if matter == EVERYTHING else {"matter": matter}
