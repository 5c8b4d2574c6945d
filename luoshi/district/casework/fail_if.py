"""Every reason for which a change of cases is refused beside those of the case type, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.casework.calendars import hours_as_stored
from luoshi.district.casework.errors import (
    ChangedMeanwhile,
    NoApplicant,
    NoSuchAttachment,
    NoSuchCase,
    NoSuchUnit,
    NotAllowed,
    NoTitle,
    NotItsSubject,
    OpenedAnotherCase,
    SameCalendar,
)
from luoshi.engines.casework import FieldType, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import CalendarVersion, Case
    from luoshi.district.facts.queries import Subject
    from luoshi.district.offices.queries import Authority, District, Person
    from luoshi.engines.casework import Calendar, CaseType, OfficeHours, Step, Transition

TITLE_MAX: Final = 300


def not_of_the_office(district: District, by: Authority) -> Person:
    """The person does not keep the district's case types and calendar; whoever does is returned."""
    if by.person is None or not by.is_office_of(district):
        raise NotAllowed
    return by.person


def not_its_subject(case_type: CaseType, subject: Subject) -> None:
    """A case of this type is about something else."""
    if subject.kind not in case_type.subjects:
        raise NotItsSubject(case_type, subject.kind)


def without_title(title: str) -> None:
    """Nobody says what is to be done, or at too great length."""
    if not title.strip() or len(title) > TITLE_MAX:
        raise NoTitle(TITLE_MAX)


def without_applicant(life: Life) -> None:
    """A case of this type is for somebody, and nobody says who."""
    if not life.applicant and any(actor.of is Standing.APPLICANT for actor in life.case_type.actors):
        raise NoApplicant(life.case_type)


def another_case(opened: Case, matter: str, subject: Subject) -> None:
    """What was opened with a key is of another type, or about something else."""
    if (opened.matter, opened.subject_kind, opened.subject_key) != (matter, subject.kind, subject.key):
        raise OpenedAnotherCase(opened)


def changed_meanwhile(case: Case, expected_step: int, case_type: CaseType) -> None:
    """Somebody took a step since number ``expected_step`` was looked at."""
    if case.step_count != expected_step:
        seen = expected_step if expected_step < case.step_count else 0  # a step that was never taken cannot have been seen
        raise ChangedMeanwhile(case, list(case.steps.filter(number__gt=seen).order_by("number")), case_type)


def not_to_be_seen(case: Case, life: Life, by: Authority) -> None:
    """The case is none of the person's business; that there is one is not told either."""
    if not life.is_business_of(by):
        raise NoSuchCase(case.code)


def unit_is_not_there(transition: Transition, step: Step, life: Life, *, on: date) -> None:
    """The unit that a step names is none of the present ones."""
    for field in transition.fields:
        code = step.values.get(field.code)
        if field.type is FieldType.UNIT and isinstance(code, str):
            unit = life.units.get(code)
            if unit is None or not unit.is_valid(on):
                raise NoSuchUnit(code)


def attachment_is_not_there(named: Sequence[str], found: Sequence[Attachment]) -> None:
    """A file that a step names was never handed in by this person, or belongs to something already."""
    lost = set(named) - {str(each.pk) for each in found}
    if lost:
        raise NoSuchAttachment(sorted(lost))


def same_calendar(calendar: Calendar, hours: OfficeHours, present: CalendarVersion | None) -> None:
    """It says just what is known."""
    if present is not None and present.version == calendar.version and present.hours == hours_as_stored(hours):
        raise SameCalendar
