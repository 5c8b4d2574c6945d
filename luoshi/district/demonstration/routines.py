"""What desks do with the cases that came, each in its time; cases of planned stories are left to them."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Max
from django.utils.timezone import localtime

from luoshi.district.casework.operations import act
from luoshi.district.casework.queries import Case
from luoshi.district.demonstration.chance import whole
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.services.queries import Application

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from luoshi.district.demonstration.present import Present
    from luoshi.engines.packs.model_of_year import Routine

BEGINS: Final = time(13, 40)
MINUTES: Final = 80


def handle_all(present: Present) -> int:
    """Take the steps that fall on the day; returns how many. Offices are closed on days off."""
    if not present.calendar.is_working_day(present.day):
        return 0
    return sum(_handle(routine, present) for routine in present.year.routines)


def _handle(routine: Routine, present: Present) -> int:
    waiting = list(_waiting(routine, present))
    names = dict(Application.objects.filter(code__in=[each.subject_key for each in waiting]).values_list("code", "once")) if waiting else {}
    own = _own_stories(present) if names else set()
    known = [(each, once) for each in waiting if (once := names.get(each.subject_key)) is not None and once not in own]
    due = [each for each, once in known if _is_due(each.last_at, once, routine, present)]
    by = present.post(routine.post)
    for place, case in enumerate(due):
        at = present.at(BEGINS, minutes=place % MINUTES)
        with leaving_out(f"{case.code} {routine.do}"):
            act(case.code, routine.do, expected_step=case.step_count, values=routine.values, by=by, at=at)
    return len(due)


def _waiting(routine: Routine, present: Present) -> Iterable[Any]:
    """The code, subject and last step of each case that waits for this, in the order in which they were opened."""
    found = Case.objects.filter(district=present.district, matter=routine.matter, status=routine.status, closed_at=None)
    return found.annotate(last_at=Max("steps__at")).order_by("pk").values_list("code", "subject_key", "step_count", "last_at", named=True)


def _own_stories(present: Present) -> set[UUID]:
    """The applications whose cases are told step by step."""
    steps = (each for story in present.year.stories for each in story.steps)
    return {present.once(each.said["application"]) for each in steps if each.do == "act" and "application" in each.said}


def _is_due(last_at: datetime, once: UUID, routine: Routine, present: Present) -> bool:
    least, most = routine.after
    return localtime(last_at).date() + timedelta(days=whole(present.seed, least, most, routine.matter, routine.status, once)) <= present.day
