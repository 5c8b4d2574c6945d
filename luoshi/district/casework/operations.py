"""Changes of cases: one is opened, a step is taken, the next one is picked up; case types are loaded and calendars entered.

Each is one transaction that holds everything: the step, the pointers, the deadlines, the fact, the messages. Transfer, return, pause,
extension and co-handling are transitions of the case type like any other, so :func:`act` is all that they need.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.casework import fail_if, queues
from luoshi.district.casework.calendars import hours_as_stored, newest_calendar, years_as_stored, years_of
from luoshi.district.casework.catalogue import HEAVY, KEPT, newest_version, read
from luoshi.district.casework.errors import CalendarContradicts, NoCaseTypeInPack, NoSuchCase, NothingToTake, StepRefused
from luoshi.district.casework.lives import life_of, unborn
from luoshi.district.casework.models import CalendarVersion, Case, CaseTypeVersion
from luoshi.district.casework.outsiders import SYSTEM, Outsider, as_applicant
from luoshi.district.casework.storing import new_case, take_step
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.locks import alone
from luoshi.district.offices.queries import District
from luoshi.engines.casework import Assignment, Calendar, CalendarRefused
from luoshi.engines.decisions.citations import Status
from luoshi.engines.packs.texts import sha256_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path
    from typing import Any

    from luoshi.district.casework.models import CaseStep
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import OfficeHours, YearTable

__all__ = ["SYSTEM", "Outsider", "Subject", "act", "as_applicant", "enter_calendar", "load_case_type", "open_case", "take_next"]


@transaction.atomic
def open_case(
    matter: str, *, district: District, subject: Subject, title: str, values: Mapping[str, Any], idempotency_key: str, applicant: str = "",
    by: Authority, at: datetime,
) -> Case:  # fmt: skip
    """Open a case by the newest version of its case type, which it keeps for good. Asked again with the same key, return that case.

    Args:
        matter: the code of the case type.
        district: whose case it is.
        subject: what it is about, of a kind that the case type names.
        title: what is to be done, in one sentence.
        values: what the opening asks, by the codes of its fields; a unit by its code, attachments by their ids.
        idempotency_key: drawn once by the form, or the permanent name of what opens the case: of an application, of a licence and a year.
        applicant: the permanent key of whoever it is for, where the case type has an applicant and somebody else opens it.
        by: who opens it: an official, :func:`.as_applicant`, or :data:`.SYSTEM`.
        at: when.

    Raises:
        NoCaseType, NoCalendar: the district has none.
        NotItsSubject, NoTitle: it is about something else, or nobody says what.
        NoApplicant: the case type has an applicant, and nobody says who.
        OpenedAnotherCase: with this key a case of another type, or about something else, was opened.
        StepRefused: the case type does not let it happen; with every reason.
        NoSuchUnit, NoSuchAttachment: something that is named is not there.
    """
    if (opened := _opened_before(district, idempotency_key)) is not None:
        fail_if.another_case(opened, matter, subject)
        return opened
    version = newest_version(district, matter)
    life = unborn(district, version, applicant=by.key if isinstance(by, Outsider) and by.key else applicant, at=at)
    fail_if.not_its_subject(life.case_type, subject)
    fail_if.without_title(title)
    fail_if.without_applicant(life)
    case = new_case(version, life, subject=subject, title=" ".join(title.split()), idempotency_key=idempotency_key, at=at)
    take_step(case, life, life.case_type.opening.code, values, by=by, at=at)
    return case


def _opened_before(district: District, idempotency_key: str) -> Case | None:
    """The case that was opened with a key. Whoever asks with the same key at the same moment waits until it is stored."""
    alone(f"case of {district.pk} {idempotency_key}")
    opened = Case.objects.filter(district=district, idempotency_key=idempotency_key)
    return opened.select_related("district", "type", "unit", "holder").defer(*HEAVY).first()


@transaction.atomic
def act(code: str, transition: str, *, expected_step: int, values: Mapping[str, Any], by: Authority, at: datetime) -> CaseStep:
    """Take a step in a case.

    Args:
        code: the case.
        transition: the code of what is done.
        expected_step: the number of the last step that the person saw.
        values: what the transition asks, by the codes of its fields; a unit by its code, attachments by their ids.
        by: who does it: an official, :func:`.as_applicant`, or :data:`.SYSTEM`.
        at: when.

    Raises:
        NoSuchCase: there is none, or the person may not see it.
        ChangedMeanwhile: somebody else took a step since; nothing was stored.
        StepRefused: the case type does not let it happen; with every reason.
        NoSuchUnit, NoSuchAttachment: something that is named is not there.
    """
    case = _locked(code)
    life = life_of(case, at=at)
    fail_if.not_to_be_seen(case, life, by)
    fail_if.changed_meanwhile(case, expected_step, life.case_type)
    return take_step(case, life, transition, values, by=by, at=at)


@transaction.atomic
def take_next(*, by: Authority, at: datetime) -> Case:
    """Take the most urgent case that waits for the person. Two people who ask at once are never given the same one.

    Raises:
        NothingToTake: none waits.
    """
    passed: list[int] = []
    while (found := queues.first_to_take(by, passed, on=day_of(at))) is not None:
        life = life_of(found, at=at)
        for verb in life.case_type.leading_from(found.status):
            with suppress(StepRefused):
                if verb.assignment is Assignment.TAKE:
                    take_step(found, life, verb.code, {}, by=by, at=at)
                    return found
        passed.append(found.pk)
    raise NothingToTake


def _locked(code: str) -> Case:
    """The case, for one step at a time."""
    found = Case.objects.select_for_update(of=("self",)).select_related("district", "type").defer(*HEAVY).filter(code=code).first()
    if found is None:
        raise NoSuchCase(code)
    return found


# --- what the office keeps


@transaction.atomic
def load_case_type(folder: Path, district: District, *, by: Authority, at: datetime) -> CaseTypeVersion | None:
    """Load the case type of a pack as a new version; ``None`` if just this is loaded. Cases that are open keep the one they began under.

    Raises:
        PackProblem: a file of the pack is not as it has to be.
        NotAllowed: the person does not keep the district's case types.
        NoCaseTypeInPack: the folder has no ``case.yaml``.
    """
    keeper = fail_if.not_of_the_office(district, by)
    files = texts_of(folder, KEPT)
    if "case.yaml" not in files:
        raise NoCaseTypeInPack(folder.name)
    case_type = read(files).case_type
    sha256 = sha256_of(files)
    District.objects.select_for_update().get(pk=district.pk)  # one version after the other
    last = CaseTypeVersion.objects.filter(district=district, code=case_type.code).order_by("-number").first()
    if last is not None and last.sha256 == sha256:
        return None
    return CaseTypeVersion.objects.create(
        district=district,
        code=case_type.code,
        number=last.number + 1 if last else 1,
        name=case_type.name.chinese,
        name_en=case_type.name.english,
        files=files,
        sha256=sha256,
        person=keeper,
        signature=by.signature,
        at=at,
    )


@transaction.atomic
def enter_calendar(
    district: District,
    years: Iterable[YearTable],
    *,
    hours: OfficeHours,
    by: Authority,
    at: datetime,
    hours_status: Status = Status.VERIFIED,
) -> CalendarVersion:
    """Enter years of the working calendar; a year that is known already is replaced, the others stay.

    The deadlines of open cases are computed again in the background; what they said before stays on record.

    Args:
        district: whose calendar it is.
        years: the tables of one year or several, each with the number of its notice.
        hours: when the offices are open on a working day.
        by: who enters them.
        at: when.
        hours_status: whether a document says so.

    Raises:
        NotAllowed: the person does not keep the district's calendar.
        CalendarContradicts: the tables contradict each other, or leave a year out.
        SameCalendar: it says just what is known.
    """
    keeper = fail_if.not_of_the_office(district, by)
    District.objects.select_for_update().get(pk=district.pk)  # one version after the other
    present = newest_calendar(district)
    tables = {table.year: table for table in (*(years_of(present) if present else ()), *years)}
    try:
        calendar = Calendar(tuple(tables[year] for year in sorted(tables)))
    except CalendarRefused as refused:
        raise CalendarContradicts(refused) from refused
    fail_if.same_calendar(calendar, hours, present)
    return CalendarVersion.objects.create(
        district=district,
        number=present.number + 1 if present else 1,
        years=years_as_stored(calendar),
        hours=hours_as_stored(hours),
        hours_status=hours_status,
        documents="、".join(table.document for table in calendar.years),
        published_through=calendar.published_through,
        version=calendar.version,
        person=keeper,
        signature=by.signature,
        at=at,
    )
