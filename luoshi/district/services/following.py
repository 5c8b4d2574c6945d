"""What follows from a step in a case: an application is granted or refused, a promise found true or false, a dispute settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.credentials import operations as credentials
from luoshi.district.days import day_of
from luoshi.district.facts.operations import record
from luoshi.district.offices.queries import authority_of_person
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS, entry_called
from luoshi.district.services import catalogue, telling
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases import CHECK, DISPUTE, LICENSING
from luoshi.district.services.errors import NoSuchApplicant
from luoshi.district.services.issuing import issue
from luoshi.district.services.knowing import known_of
from luoshi.district.services.models import (
    Application,
    Capacity,
    Dispute,
    Found,
    Promise,
    PromiseCheck,
    Representation,
    State,
    SubjectKind,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from luoshi.district.casework.queries import Case, CaseStep
    from luoshi.district.offices.queries import Authority

_ENDS: Final = {
    "granted": State.GRANTED,
    "refused": State.REFUSED,
    "not_accepted": State.REFUSED,
    "withdrawn": State.WITHDRAWN,
}
"""What a case of licensing that is closed makes of its application; any other end is none of the law's decisions."""

_FOUND: Final = {"verified": Found.TRUE, "revoked": Found.FALSE, "corrected": Found.CORRECTED}
_REVOKED: Final = "revoked"
_LET_STAND: Final = "let_stand"
_STANDS: Final = {"kept": Found.TRUE, "corrected": Found.CORRECTED, "spared": Found.FALSE}
"""Why a licence stands whose promise was reported false: that it stands does not make the promise kept (国办发〔2020〕42号)."""


def follow(case: Case, step: CaseStep) -> None:
    """What follows from a step for its application, in the transaction of the step."""
    act = _ACTS.get(case.matter)
    if act is not None:
        act(case, step)


def _locked(case: Case) -> Application:
    rows = Application.objects.select_for_update(of=("self",)).select_related("district", "item__unit", "item__district", "person")
    return rows.defer("item__files").get(code=case.subject_key)


def _doer(case: Case, step: CaseStep) -> Authority:
    """Who took the step, as of its day."""
    on = day_of(step.at)
    return authority_of_person(step.person, on=on) if step.person and not step.outsider else desk_of(case.district, on=on).by


# --- licensing


def conclude(case: Case, step: CaseStep) -> None:
    """A person has decided, or a decision that was made is to be made again."""
    if step.number == 1:
        return
    application = _locked(case)
    if not case.closed:
        if application.state in {State.REFUSED, State.ENDED}:
            application.state, application.decided_at, application.changed_at = State.WITH_PERSON, None, step.at
            application.save()
        return
    if application.state != State.WITH_PERSON:
        return
    state = _ENDS.get(case.status, State.ENDED)
    application.changed_at = step.at
    if state is State.GRANTED:
        _grant(application, case, step)
    else:
        application.state, application.decided_at = state, step.at
        _tell_of_end(application, step, _doer(case, step))
    application.save()


def _grant(application: Application, case: Case, step: CaseStep) -> None:
    """What a person granted is issued as what a machine grants."""
    on = day_of(step.at)
    offer, desk = catalogue.offer_of(application.item), desk_of(application.district, on=on)
    known = known_of(application, offer, _acting(application), on=on)
    if known.around.own is None:
        raise NoSuchApplicant(application.subject_key)
    granted = case.steps.filter(transition="grant").select_related("person").order_by("-number").first()
    approved_by = _doer(case, granted) if granted is not None else None
    by = _doer(case, step)
    news = issue([known], desk=desk, decided_by=by, approved_by=approved_by, at=step.at)
    telling.spread(news, district=application.district, by=by, at=step.at)


def _acting(application: Application) -> Representation:
    """By what right the application was begun, also where that has ended since."""
    found = Representation.objects.filter(
        person=application.person, subject_kind=application.subject_kind, subject_key=application.subject_key
    )
    return found.order_by("-pk").first() or Representation(person=application.person, capacity=Capacity.AGENT)


def _tell_of_end(application: Application, step: CaseStep, by: Authority) -> None:
    item = catalogue.offer_of(application.item).item
    kind = "withdrawn" if application.state == State.WITHDRAWN else application.state
    told = telling.fact(application, f"application.{kind}", at=step.at, public=False)
    record(told, district=application.district, by=by, at=step.at)
    words = {State.REFUSED.value: telling.REFUSED, State.ENDED.value: telling.ENDED}.get(application.state)
    if words is not None:
        telling.tell(application, item, f"application.{kind}", words, at=step.at)


# --- promises


def check_promise(case: Case, step: CaseStep) -> None:
    """A promise was found true, corrected, or false; only the step of a person revokes what was granted on it."""
    found = _found(case, step)
    if not case.closed or found is None or step.person is None:
        return
    application = _locked(case)
    promise = Promise.objects.filter(application=application).order_by("-pk").first()
    assert promise is not None, "a check is about a promise"
    by = _doer(case, step)
    PromiseCheck.objects.create(promise=promise, found=found, case_code=case.code, person=step.person, signature=step.signature, at=step.at)
    _register_outcome(application, promise, found, case, step)
    kind = "commitment.verified" if found is Found.TRUE else f"commitment.{_KINDS[found]}"
    told = telling.fact(application, kind, at=step.at, promise=promise.number, check=case.code)
    record(told, district=application.district, by=by, at=step.at)
    if case.status == _REVOKED:
        _revoke(application, step, by)


def _found(case: Case, step: CaseStep) -> Found | None:
    """What a check found. Of a case type that did not ask why a licence stands, a report of false stands too, and is no longer open."""
    if case.status == _LET_STAND:
        return _STANDS[str(step.values.get("standing", "corrected"))]
    return _FOUND.get(case.status)


_KINDS: Final = {Found.FALSE: "broken", Found.CORRECTED: "corrected"}
_OUTCOMES: Final = {Found.TRUE: "已履行", Found.FALSE: "未履行", Found.CORRECTED: "已修复"}


def _register_outcome(application: Application, promise: Promise, found: Found, case: Case, step: CaseStep) -> None:
    """The register says what came of a promise, so that every later application knows it."""
    on = day_of(step.at)
    entry = entry_called(KINDS["commitments"], application.district, promise.number)
    if entry is None or application.subject_kind != SubjectKind.ENTERPRISES:
        return
    day = on.isoformat()
    words = {"outcome": _OUTCOMES[found], "checked_on": day, "basis": f"核查办件 {case.code}"}
    if found is Found.CORRECTED:
        words["repaired_on"] = day
    desk = desk_of(application.district, on=on)
    source = f"核查办件 {case.code}"
    register.change(entry, words, valid_from=on, source=source, reason=source, by=desk.by, at=step.at)


def _revoke(application: Application, step: CaseStep, by: Authority) -> None:
    """撤销: what was granted on a false promise no longer counts; the person who took the step revokes it."""
    on, number = day_of(step.at), application.licence
    reason, basis = str(step.values.get("reason", "")), str(step.values.get("clause", ""))
    credentials.revoke(number, reason=reason, basis=basis, by=by, at=step.at)
    issuer = application.item.unit.name
    entry = entry_called(KINDS["licences"], application.district, KINDS["licences"].identifier({"number": number, "issuer": issuer}))
    if entry is not None:
        desk, source = desk_of(application.district, on=on), f"撤销许可决定 {step.case.code}"
        register.change(entry, {"state": "撤销"}, valid_from=on, source=source, reason=source, by=desk.by, at=step.at)
    item = catalogue.offer_of(application.item).item
    telling.tell(application, item, "licence.revoked", telling.REVOKED, at=step.at, licence=Words(number, number))


# --- disputes


def settle_dispute(case: Case, step: CaseStep) -> None:
    """The keeper has looked at the register; from now on it counts again, corrected or not."""
    if case.closed:
        Dispute.objects.filter(case_code=case.code, settled_at=None).update(settled_at=step.at)


_ACTS: Final[Mapping[str, Callable[[Case, CaseStep], None]]] = {
    LICENSING: conclude,
    CHECK: check_promise,
    DISPUTE: settle_dispute,
}
