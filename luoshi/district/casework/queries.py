"""Reads of cases: what waits for whom, one case with its history, what will be late, and who was in charge when something happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from luoshi.district.casework.models import Assignment, Case, CoHandling
from luoshi.district.casework.queues import Cursor, Filters, Page, Queue, queue
from luoshi.district.casework.subjects import SubjectShown, register_subject
from luoshi.district.offices.queries import Power, Unit

if TYPE_CHECKING:
    from luoshi.district.facts.queries import Subject
    from luoshi.district.offices.queries import Authority, District

__all__ = [
    "Case",
    "Cursor",
    "Filters",
    "Page",
    "Queue",
    "SubjectShown",
    "cases_about",
    "may_see",
    "may_see_step",
    "queue",
    "register_subject",
]


def cases_about(subject: Subject, *, district: District) -> list[Case]:
    """The cases about a subject, the newest first. What of them may be told is for the page that asks: see :func:`may_see`."""
    found = Case.objects.filter(subject_kind=subject.kind, subject_key=subject.key, district_id=district.pk)
    return list(found.select_related("unit", "holder", "type", "district").order_by("-pk"))


def may_see(found: Case, *, by: Authority) -> bool:
    """Whether a case is the person's business: in a unit that has or had it, or was asked to help, or for the whole district."""
    had = Assignment.objects.filter(case=found).values("unit")
    helped = CoHandling.objects.filter(case=found).values("unit")
    involved = Unit.objects.filter(Q(pk__in=had) | Q(pk__in=helped)).select_related("district")
    return any(by.may(Power.SEE, found.matter, unit=unit) for unit in involved)


def may_see_step(key: str, by: Authority) -> bool:
    """Whether somebody may see what belongs to a step, named as ``supervision-2023-000123/4``."""
    found = Case.objects.filter(code=key.partition("/")[0]).first()
    return found is not None and may_see(found, by=by)
