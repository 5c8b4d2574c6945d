"""Applications are handed in: what the rules say is kept, and what follows happens, all in one transaction.

However many come together, each is decided by itself, and all are written at once; one alone is as many as there are then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from luoshi.district.copied import copied
from luoshi.district.days import day_of
from luoshi.district.locks import alone
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import catalogue, fail_if, telling
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases import open_check, open_licensing
from luoshi.district.services.deciding import Asking
from luoshi.district.services.errors import BegunByAnother, NoSuchApplicant
from luoshi.district.services.issuing import bar_to_a_machine, issue
from luoshi.district.services.knowing import is_stored, known_of, subject_of
from luoshi.district.services.lookups import Surrounded, matter_of
from luoshi.district.services.models import Application, Assessed, State, SubjectKind
from luoshi.district.services.owning import opened
from luoshi.district.services.telling import News
from luoshi.engines.approval import Outcome, Path, Reason
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.applicants import Subject
    from luoshi.district.services.arrangements import Desk
    from luoshi.district.services.knowing import Known
    from luoshi.district.services.models import Representation
    from luoshi.engines.approval import Assessment, Lack
    from luoshi.engines.decisions import DecisionPackage, Record

DISPUTED = Words("登记信息有异议，正在核实，由工作人员办理。", "A register is disputed and being looked into: a person decides.")
PENDING_CHECK = "待核查"


@dataclass(frozen=True, slots=True)
class Handed:
    """An application that is handed in, as it is known, by a person who chose a path or none."""

    known: Known
    path: Path | None
    by: Authority


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of an application that was handed in for the ``number``-th time, with the records of their answers."""

    known: Known
    by: Authority
    number: int
    assessment: Assessment
    records: Sequence[Record]

    @property
    def application(self) -> Application:
        """Of what."""
        return self.known.application


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
    on = day_of(at)
    offer = catalogue.offer(application.district, application.matter, on=on)
    fail_if.no_way_of_the_item(offer.item, path)
    subject = subject_of(application)
    one_at_a_time(application.district, [(application.matter, subject)])
    application.item = offer.version
    around = Surrounded(subject, citizen=acting.citizen, district=application.district, on=on)
    if around.own is None:
        raise NoSuchApplicant(application.subject_key)
    known = known_of(application, offer, acting, on=on, around=around)
    [row] = decide([Handed(known, path, by)], desk=desk_of(application.district, on=on), at=at)
    return row


def decide(handed: Sequence[Handed], *, desk: Desk, at: datetime) -> list[Assessed]:
    """What the rules say of applications that are handed in, kept, and what follows from it. The caller holds :func:`one_at_a_time`.

    What is new among them is stored here. Returns what is kept of each, in their order.
    """
    packages: dict[str, DecisionPackage | None] = {}
    decisions = [_decision(each, packages, desk, at) for each in handed]
    submitted = [telling.fact(each.application, "application.submitted", at=at) for each in decisions]
    news = _follow(decisions, desk=desk, at=at)
    for each in decisions:
        each.application.submitted_at = each.application.submitted_at or at
    _store([each.application for each in decisions])
    rows = copied(_row(each, desk=desk, at=at) for each in decisions)
    told = [News((first, *each.facts), each.message) for first, each in zip(submitted, news, strict=True)]
    telling.spread(told, district=decisions[0].application.district, by=desk.by, at=at)
    for each in decisions:
        _register_promise(each, desk=desk, at=at)
    return rows


def _decision(handed: Handed, packages: dict[str, DecisionPackage | None], desk: Desk, at: datetime) -> Decision:
    known, application = handed.known, handed.known.application
    asking = Asking(known, Path.ORDINARY if known.disputed else handed.path, packages=packages)
    assessment = _seen_by_a_person(known, asking.assessment())
    if assessment.outcome is Outcome.GRANT and (bar := bar_to_a_machine(known, desk)) is not None:
        assessment = _to_a_person(assessment, bar)
    application.values, application.path, application.changed_at = known.values, assessment.path.value, at
    number = 1 if application.submitted_at is None else _times_assessed(application) + 1
    return Decision(known, handed.by, number, assessment, asking.records)


def one_at_a_time(district: District, wanted: Iterable[tuple[str, Subject]]) -> None:
    """Two applications of one applicant for one thing wait for each other: the second sees what became of the first."""
    alone(*(f"application {district.pk} {matter} {subject.kind.value} {subject.key}" for matter, subject in wanted))


def _store(applications: Sequence[Application]) -> None:
    """What is new all at once; what was there before, as it is now."""
    new = [each for each in applications if not is_stored(each)]
    for each in filter(is_stored, applications):
        each.save()
    try:
        copied(new)
    except IntegrityError as taken:
        raise BegunByAnother(new[0].code) from taken


def _seen_by_a_person(known: Known, assessment: Assessment) -> Assessment:
    """Of what a register is disputed, or what comes without application, nothing is granted by a machine; a person is told why."""
    if assessment.outcome is Outcome.ASK:
        return assessment
    because = ([DISPUTED] if known.disputed else []) + ([known.settled.words] if known.settled else [])
    return reduce(_to_a_person, because, assessment)


def _to_a_person(assessment: Assessment, why: Words) -> Assessment:
    return replace(assessment, outcome=Outcome.PERSON, path=Path.ORDINARY, reasons=(*assessment.reasons, Reason(why)))


def _times_assessed(application: Application) -> int:
    return Assessed.objects.filter(application=application).order_by("-number").values_list("number", flat=True).first() or 0


def _row(decision: Decision, *, desk: Desk, at: datetime) -> Assessed:
    """What the rules said, with everything by which it can be computed again."""
    assert desk.by.person is not None, "a desk has a program in its post"
    application, assessment = decision.application, decision.assessment
    return Assessed(
        application=application,
        number=decision.number,
        outcome=assessment.outcome.value,
        path=assessment.path.value,
        on=day_of(at),
        item=application.item,
        values=application.values,
        records=[each.as_data() for each in decision.records],
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


def _follow(decisions: Sequence[Decision], *, desk: Desk, at: datetime) -> list[News]:
    """What is granted is issued, all of it together; what is missing is asked for, and what a person handles becomes a case."""
    granted = [each.known for each in decisions if each.assessment.outcome is Outcome.GRANT]
    issued = iter(issue(granted, desk=desk, decided_by=desk.by, at=at))
    others = {Outcome.ASK: _ask, Outcome.PERSON: _hand_over}
    return [next(issued) if each.assessment.outcome is Outcome.GRANT else others[each.assessment.outcome](each, at) for each in decisions]


def _ask(decision: Decision, at: datetime) -> News:
    application, item, missing = decision.application, decision.known.offer.item, decision.assessment.missing
    application.state = State.ASKED
    fact = telling.fact(application, "application.asked", at=at, missing=[each.code for each in missing])
    return News((fact,), telling.what_is_missing(application, item, missing, at=at))


def _hand_over(decision: Decision, at: datetime) -> News:
    application, known = decision.application, decision.known
    if not is_stored(application):
        _store([application])  # a case is about something that is there
    case = open_licensing(application, known.offer, decision.assessment, by=decision.by, on=known.on, at=at)
    application.state, application.case_code = State.WITH_PERSON, case.code
    fact, code = telling.fact(application, "application.with_person", at=at), Words(case.code, case.code)
    topic, words = "application.with_person", telling.WITH_PERSON
    return News((fact,), telling.message(application, known.offer.item, topic, words, at=at, case=code))


def _register_promise(decision: Decision, *, desk: Desk, at: datetime) -> None:
    """A promise that was decided by stands in the register, to be checked; so does the case in which it is."""
    application, known, promise = decision.application, decision.known, decision.known.promise
    if decision.assessment.outcome is not Outcome.GRANT or decision.assessment.path is not Path.COMMITMENT or promise is None:
        return
    offer = known.offer
    if application.subject_kind == SubjectKind.ENTERPRISES:
        words = {
            "number": promise.number,
            "subject": application.subject_key,
            "matter": matter_of(offer.item),
            "receiver": offer.version.unit.name,
            "promised_on": day_of(promise.at).isoformat(),
            "outcome": PENDING_CHECK,
        }
        source = f"申请 {application.code}"
        register.enter(KINDS["commitments"], application.district, words, valid_from=known.on, source=source, by=desk.by, at=at)
    open_check(application, offer, promise, on=known.on, at=at)
