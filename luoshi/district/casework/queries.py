"""Reads of cases: what waits for whom, one case with its history, what will be late, and who was in charge when something happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from luoshi.district.casework.calendars import newest_calendar
from luoshi.district.casework.case_rows import Row
from luoshi.district.casework.models import Assignment, Case, CaseStep, CaseTypeVersion, CoHandling
from luoshi.district.casework.outlines import Opening, Outline, event_names, open_rows, openings, outline, rows_about
from luoshi.district.casework.parts import is_business_of
from luoshi.district.casework.queue_page import Waiting, waiting
from luoshi.district.casework.queues import Cursor, Filters, Page, Queue, queue
from luoshi.district.casework.subjects import Recipients, SubjectShown, register_subject
from luoshi.district.facts.queries import fact
from luoshi.district.offices.queries import Power, Unit

if TYPE_CHECKING:
    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority, District

__all__ = [
    "Assignment",
    "Case",
    "CaseStep",
    "Cursor",
    "Filters",
    "Lineage",
    "Opening",
    "Outline",
    "Page",
    "Queue",
    "Recipients",
    "Row",
    "SubjectShown",
    "Waiting",
    "event_names",
    "handles_cases",
    "has_calendar",
    "lineage",
    "may_see",
    "may_see_step",
    "open_rows",
    "openings",
    "outline",
    "queue",
    "register_subject",
    "rows_about",
    "waiting",
]


@dataclass(frozen=True, slots=True)
class Lineage:
    """来历: from a fact to the step that left it, all steps before it, and who was in charge of the case when that step was taken."""

    fact: Fact
    step: CaseStep
    before: tuple[CaseStep, ...]
    in_charge: Assignment


def lineage(number: int, *, by: Authority) -> Lineage | None:
    """How a fact came about; ``None`` where no case left it, or the case is none of the person's business."""
    step = CaseStep.objects.select_related("case", "person", "post", "unit").filter(fact=number).first()
    found = fact(number)
    if step is None or found is None or not may_see(step.case, by=by):
        return None
    before = CaseStep.objects.filter(case=step.case, number__lt=step.number).select_related("person", "unit").order_by("number")
    assigned = Assignment.objects.filter(case=step.case).select_related("unit", "holder", "step").order_by("pk")
    in_charge = assigned.filter(step__number__lt=step.number).last() or assigned.first()
    assert in_charge is not None, "a case is somebody's from its first step on"
    return Lineage(found, step, tuple(before), in_charge)


def has_calendar(district: District) -> bool:
    """Whether a district has entered a working calendar."""
    return newest_calendar(district) is not None


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
