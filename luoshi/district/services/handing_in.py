"""An application is handed in: what the rules say is kept, and what follows happens, all in one transaction."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils.timezone import localtime

from luoshi.district.facts.operations import record
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import catalogue, fail_if, telling
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases import open_check, open_licensing
from luoshi.district.services.deciding import Asking
from luoshi.district.services.errors import NoSuchApplicant
from luoshi.district.services.issuing import bar_to_a_machine, issue
from luoshi.district.services.knowing import known_of, subject_of
from luoshi.district.services.lookups import Surrounded, matter_of
from luoshi.district.services.models import Assessed, State, SubjectKind
from luoshi.district.services.owning import opened
from luoshi.engines.approval import Outcome, Path, Reason
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.applicants import Subject
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.knowing import Known
    from luoshi.district.services.models import Application, Promise, Representation
    from luoshi.engines.approval import Assessment, Lack
    from luoshi.engines.decisions import Record

DISPUTED = Words("登记信息有异议，正在核实，由工作人员办理。", "A register is disputed and being looked into: a person decides.")
PENDING_CHECK = "待核查"


@transaction.atomic
def submit(code: str, *, path: Path | None, expected: datetime | None, by: Authority, at: datetime) -> Assessed:
    """Hand in an application. In this one transaction it is granted and issued, asked for everything that is missing, or given to a person.

    Args:
        code: the application.
        path: the way that the applicant chose; ``None``: the best that is open.
        expected: the moment of the last change that the applicant saw; ``None`` where nobody looked, as with a program.
        by: who hands it in.
        at: when.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        ChangedMeanwhile: somebody wrote something since.
        NoSuchItem: the district no longer offers it.
        NoSuchApplicant: the applicant is no longer in the register.
        PathClosed: the item knows no such path.
        NotArranged: the district has arranged no services.
        CaseworkError: a person would have to handle it, and no case can be opened.
    """
    application, acting = opened(code, by=by, at=at)
    fail_if.changed_meanwhile(application, expected)
    return _handed_in(application, acting, path=path, by=by, at=at)


def _handed_in(application: Application, acting: Representation, *, path: Path | None, by: Authority, at: datetime) -> Assessed:
    on = localtime(at).date()
    offer = catalogue.offer(application.district, application.matter, on=on)
    fail_if.no_way_of_the_item(offer.item, path)
    subject = subject_of(application)
    one_at_a_time(application.district, application.matter, subject)
    application.item = offer.version
    around = Surrounded(subject, citizen=acting.citizen, district=application.district, on=on)
    if around.own is None:
        raise NoSuchApplicant(application.subject_key)
    known = known_of(application, offer, acting, on=on, around=around)
    return decided(known, desk=desk_of(application.district, on=on), path=path, by=by, at=at)


def decided(known: Known, *, desk: Desk, path: Path | None, by: Authority, at: datetime) -> Assessed:
    """What the rules say of an application that is handed in, kept, and what follows from it. The caller holds :func:`one_at_a_time`."""
    application = known.application
    asking = Asking(known, Path.ORDINARY if known.disputed else path)
    assessment = _with_disputes(known, asking.assessment())
    if assessment.outcome is Outcome.GRANT and (bar := bar_to_a_machine(known)) is not None:
        assessment = _to_a_person(assessment, bar)
    application.values, application.path, application.changed_at = known.values, assessment.path.value, at
    number = 1 if application.submitted_at is None else _times_assessed(application) + 1
    application.submitted_at = application.submitted_at or at
    row = _keep(application, assessment, asking.records, number=number, desk=desk, at=at)
    _follow(known, assessment, desk=desk, by=by, at=at)
    application.save()
    return row


def one_at_a_time(district: District, matter: str, subject: Subject) -> None:
    """Two applications of one applicant for one thing wait for each other: the second sees what became of the first."""
    key = f"{district.pk} {matter} {subject.kind.value} {subject.key}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"application {key}"])


def _with_disputes(known: Known, assessment: Assessment) -> Assessment:
    if not known.disputed or assessment.outcome is Outcome.ASK:
        return assessment
    return _to_a_person(assessment, DISPUTED)


def _to_a_person(assessment: Assessment, why: Words) -> Assessment:
    return replace(assessment, outcome=Outcome.PERSON, path=Path.ORDINARY, reasons=(*assessment.reasons, Reason(why)))


def _times_assessed(application: Application) -> int:
    return Assessed.objects.filter(application=application).order_by("-number").values_list("number", flat=True).first() or 0


def _keep(
    application: Application, assessment: Assessment, records: Iterable[Record], *, number: int, desk: Desk, at: datetime
) -> Assessed:
    """What the rules said, with everything by which it can be computed again."""
    assert desk.by.person is not None, "a desk has a program in its post"
    return Assessed.objects.create(
        application=application,
        number=number,
        outcome=assessment.outcome.value,
        path=assessment.path.value,
        on=localtime(at).date(),
        item=application.item,
        values=application.values,
        records=[json.loads(each.to_json()) for each in records],
        missing=[lack_as_json(each) for each in assessment.missing],
        reasons=[reason_as_json(each) for each in assessment.reasons],
        deferred=list(assessment.deferred),
        person=desk.by.person,
        signature=desk.by.signature,
        at=at,
    )


def lack_as_json(lack: Lack) -> dict[str, Any]:
    """Something that is missing, as it is kept."""
    return {"kind": lack.kind.value, "code": lack.code, "words": [lack.words.chinese, lack.words.english]}


def reason_as_json(reason: Reason) -> dict[str, Any]:
    """A reason, as it is kept."""
    return {"words": [reason.words.chinese, reason.words.english], "clause": reason.clause}


def _follow(known: Known, assessment: Assessment, *, desk: Desk, by: Authority, at: datetime) -> None:
    application, offer = known.application, known.offer
    submitted = telling.fact(application, "application.submitted", at=at)
    match assessment.outcome:
        case Outcome.GRANT:
            promise = known.promise if assessment.path is Path.COMMITMENT else None
            issue(known, desk=desk, decided_by=desk.by, at=at, facts=(submitted,))
            if promise is not None:
                _register_promise(known, promise, desk=desk, at=at)
        case Outcome.ASK:
            application.state = State.ASKED
            _record(application, submitted, "application.asked", by=desk.by, at=at, missing=[each.code for each in assessment.missing])
            telling.tell_what_is_missing(application, offer.item, assessment.missing, at=at)
        case Outcome.PERSON:
            case = open_licensing(application, offer, assessment, by=by, on=known.on, at=at)
            application.state, application.case_code = State.WITH_PERSON, case.code
            _record(application, submitted, "application.with_person", by=desk.by, at=at)
            code = Words(case.code, case.code)
            telling.tell(application, offer.item, "application.with_person", telling.WITH_PERSON, at=at, case=code)


def _record(application: Application, submitted: Any, kind: str, *, by: Authority, at: datetime, **details: Any) -> None:
    record(submitted, district=application.district, by=by, at=at)
    record(telling.fact(application, kind, at=at, **details), district=application.district, by=by, at=at)


def _register_promise(known: Known, promise: Promise, *, desk: Desk, at: datetime) -> None:
    """A promise that was decided by stands in the register, to be checked; so does the case in which it is."""
    application, offer = known.application, known.offer
    if application.subject_kind == SubjectKind.ENTERPRISES:
        words = {
            "number": promise.number,
            "subject": application.subject_key,
            "matter": matter_of(offer.item),
            "receiver": offer.version.unit.name,
            "promised_on": localtime(promise.at).date().isoformat(),
            "outcome": PENDING_CHECK,
        }
        source = f"申请 {application.code}"
        register.enter(KINDS["commitments"], application.district, words, valid_from=known.on, source=source, by=desk.by, at=at)
    open_check(application, offer, promise, on=known.on, at=at)
