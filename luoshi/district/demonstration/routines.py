"""What desks do with the cases that came, each in its time; cases of planned stories are left to them."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import Max
from django.utils.timezone import localtime

from luoshi.district.casework.operations import act
from luoshi.district.casework.queries import Case
from luoshi.district.demonstration.chance import whole
from luoshi.district.demonstration.leaving import leaving_out
from luoshi.district.services.queries import Application

if TYPE_CHECKING:
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
    waiting = Case.objects.filter(district=present.district, matter=routine.matter, status=routine.status, closed_at=None)
    cases = list(waiting.annotate(last_at=Max("steps__at")).order_by("pk"))
    names = dict(Application.objects.filter(code__in=[each.subject_key for each in cases]).values_list("code", "once"))
    own = _own_stories(present)
    due = [
        each
        for each in cases
        if (once := names.get(each.subject_key)) is not None and once not in own and _is_due(each, once, routine, present)
    ]
    by = present.post(routine.post)
    for place, case in enumerate(due):
        at = present.at(BEGINS, minutes=place % MINUTES)
        with leaving_out(f"{case.code} {routine.do}"):
            act(case.code, routine.do, expected_step=case.step_count, values=routine.values, by=by, at=at)
    return len(due)


def _own_stories(present: Present) -> set[UUID]:
    """The applications whose cases are told step by step."""
    steps = (each for story in present.year.stories for each in story.steps)
    return {present.once(each.said["application"]) for each in steps if each.do == "act" and "application" in each.said}


def _is_due(case: Case, once: UUID, routine: Routine, present: Present) -> bool:
    least, most = routine.after
    last = localtime(case.last_at).date()  # type: ignore[attr-defined]  # as it was asked for
    return last + timedelta(days=whole(present.seed, least, most, routine.matter, routine.status, once)) <= present.day
