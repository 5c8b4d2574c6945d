"""A calendar was entered: the deadlines of open cases are computed again, both values are kept, and who works on them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.casework.catalogue import HEAVY
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.models import Because, CalendarVersion, Case
from luoshi.district.casework.storing import settle
from luoshi.district.casework.telling import tell_of_moved_deadline
from luoshi.district.days import day_of
from luoshi.district.offices.queries import Power, people_within
from luoshi.district.rounds import one_by_one

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Person

AT_ONCE_MAX: Final = 1_000
"""So many cases in one round; the next one goes on."""


def recompute_deadlines(at: datetime) -> int:
    """Compute the deadlines of open cases by the newest calendar of their district; returns how many cases were looked at."""
    behind = {pk: newest for newest in _newest() for pk in _behind(newest)}
    return one_by_one(lambda pk: _recompute(pk, behind[pk], at), behind)


def _newest() -> list[CalendarVersion]:
    """The calendar that counts in each district."""
    return list(CalendarVersion.objects.order_by("district", "-number").distinct("district"))


def _behind(newest: CalendarVersion) -> list[int]:
    """The open cases whose deadlines rest on an older calendar."""
    behind = Case.objects.filter(district=newest.district_id, calendar__lt=newest.pk, closed_at=None)
    return list(behind.order_by("pk").values_list("pk", flat=True)[:AT_ONCE_MAX])


@transaction.atomic
def _recompute(pk: int, newest: CalendarVersion, at: datetime) -> int:
    locked = (
        Case.objects.select_for_update(of=("self",), skip_locked=True).select_related("district", "type", "unit", "holder").defer(*HEAVY)
    )
    case = locked.filter(pk=pk, calendar__lt=newest.pk, closed_at=None).first()
    if case is None:  # another worker was faster, or somebody works on it just now
        return 0
    before, last = case.due_at, case.steps.order_by("-number")[0]
    life = life_of(case, at=at)
    settle(case, life, step=last, because=Because.CALENDAR, at=max(at, last.at))
    if case.due_at != before:
        tell_of_moved_deadline(case, before, life, to=_whoever_works_on(case, at), at=at)
    return 1


def _whoever_works_on(case: Case, at: datetime) -> list[Person]:
    """Who holds it, or else who could take it."""
    return [case.holder] if case.holder else people_within(Power.HANDLE, case.matter, case.unit, on=day_of(at))
