"""Every reason for which a change of cases is refused beside those of the case type, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.casework.errors import (
    ChangedMeanwhile,
    NoSuchUnit,
    NotAllowed,
    NotItsSubject,
    NoTitle,
    SameCalendar,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.casework.models import CalendarVersion, Case
    from luoshi.district.facts.queries import Subject
    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.engines.casework import Calendar
    from luoshi.engines.casework.case_types import CaseType

TITLE_MAX = 300


def not_of_the_office(district: District, by: Authority) -> None:
    """The person does not keep the district's case types and calendar."""
    if not by.is_office_of(district):
        raise NotAllowed


def not_its_subject(case_type: CaseType, subject: Subject) -> None:
    """A case of this type is about something else."""
    if subject.kind not in case_type.subjects:
        raise NotItsSubject(case_type, subject.kind)


def without_title(title: str) -> None:
    """Nobody says what is to be done, or at too great length."""
    if not title.strip() or len(title) > TITLE_MAX:
        raise NoTitle(TITLE_MAX)


def changed_meanwhile(case: Case, expected_step: int, case_type: CaseType) -> None:
    """Somebody took a step since number ``expected_step`` was looked at."""
    if case.step_count != expected_step:
        raise ChangedMeanwhile(case, list(case.steps.filter(number__gt=expected_step).order_by("number")), case_type)


def no_such_unit(code: str, present: Mapping[str, Unit]) -> None:
    """The unit that a step names is none of the present ones."""
    if code not in present:
        raise NoSuchUnit(code)


def same_calendar(calendar: Calendar, present: CalendarVersion | None) -> None:
    """It says just what is known."""
    if present is not None and present.version == calendar.version:
        raise SameCalendar
