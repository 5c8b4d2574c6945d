"""Applications that a person handles, promises that are checked, values that are disputed: each is a case, and what comes of it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from luoshi.district.casework.operations import SYSTEM, as_applicant, open_case
from luoshi.district.casework.queries import Recipients
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import Power, people_who_may
from luoshi.district.register.queries import KINDS
from luoshi.district.services import telling
from luoshi.district.services.knowing import subject_of
from luoshi.district.services.models import Application, Representation
from luoshi.engines.approval import Path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from luoshi.district.casework.queries import Case
    from luoshi.district.offices.queries import Authority, Person, Unit
    from luoshi.district.services.catalogue import Offer
    from luoshi.district.services.models import Promise
    from luoshi.engines.approval import Assessment

LICENSING: Final = "licensing"
CHECK: Final = "commitment_check"
DISPUTE: Final = "register_dispute"
VALUE_MAX: Final = 4000


def as_case_subject(application: Application) -> Subject:
    """An application as cases name it."""
    return Subject(telling.SUBJECT, application.code, application.code)


def applicant_of(application: Application) -> str:
    """Whoever a case about an application is for."""
    return subject_of(application).applicant


def open_licensing(application: Application, offer: Offer, assessment: Assessment, *, by: Authority, on: date, at: datetime) -> Case:
    """Let a person handle an application, on behalf of its applicant."""
    assert by.person is not None, "whoever hands in is a person"
    deferred = [offer.item.material(code).name.chinese for code in assessment.deferred]
    promised = offer.days(offer.item.limits.promised, on=on)
    values: dict[str, Any] = {
        "to_unit": offer.version.unit.code,
        "way": "missing_papers" if assessment.path is Path.MISSING_PAPERS else "ordinary",
        "promised_days": str(promised or ""),
        "missing": "；".join(deferred)[:VALUE_MAX],
        "papers_days": str(promised or "") if deferred else "",
        "why": telling.listed(each.words for each in assessment.reasons).chinese[:VALUE_MAX],
    }
    return open_case(
        LICENSING, district=application.district, subject=as_case_subject(application),
        title=f"{offer.item.name.chinese}（{application.code}）", values={code: said for code, said in values.items() if said},
        idempotency_key=application.code, by=as_applicant(applicant_of(application), person=by.person), at=at,
    )  # fmt: skip


def open_check(application: Application, offer: Offer, promise: Promise, *, on: date, at: datetime) -> Case:
    """Let a promise be checked within the item's limit: opened with the grant, so that no check can be forgotten."""
    limit = offer.limit(offer.item.limits.check, on=on)
    values = {
        "to_unit": offer.version.unit.code,
        "promised": telling.listed(each.says for each in offer.item.conditions).chinese[:VALUE_MAX],
        "counted_in": "days" if limit is not None and limit.parameter.unit == "日" else "working_days",
        "check_days": str(offer.days(offer.item.limits.check, on=on) or ""),
    }
    return open_case(
        CHECK, district=application.district, subject=as_case_subject(application),
        title=f"{offer.item.name.chinese}承诺核查（{promise.number}）", values={code: said for code, said in values.items() if said},
        idempotency_key=f"{promise.number}/check", applicant=applicant_of(application), by=SYSTEM, at=at,
    )  # fmt: skip


def open_dispute(
    application: Application,
    offer: Offer,
    field: str,
    *,
    claimed: str,
    reason: str,
    attachments: Sequence[str],
    by: Authority,
    at: datetime,
) -> Case:
    """Let the keeper of a register look at a value that its applicant says is wrong."""
    assert by.person is not None, "whoever disputes is a person"
    name, kept = offer.item.field(field).name.chinese, application.values[field]
    source = str(kept["entry"]).partition("/")[0]
    keeper = keeper_of(source, near=offer.version.unit, on=day_of(at))
    values = {
        "to_unit": keeper.code, "register": source, "item": name, "shown": kept["words"], "claimed": claimed, "reason": reason,
        "papers": list(attachments),
    }  # fmt: skip
    number = application.disputes.count() + 1
    return open_case(
        DISPUTE, district=application.district, subject=as_case_subject(application), title=f"“{name}”登记有误（{application.code}）",
        values={code: said for code, said in values.items() if said}, idempotency_key=f"{application.code}/dispute/{number}",
        by=as_applicant(applicant_of(application), person=by.person), at=at,
    )  # fmt: skip


def keeper_of(register: str, *, near: Unit, on: date) -> Unit:
    """The unit that keeps a register: whose people may change it, or where nobody may, the unit that handles the application."""
    people = people_who_may(Power.CHANGE, KINDS[register].matter, unit=near, on=on)
    able = [each for each in people if each.person is not None and each.person.account_id is not None]
    return able[0].posts_that_may(Power.CHANGE, KINDS[register].matter, unit=near)[0].unit if able else near


# --- who is told


def for_applicant(case: Case) -> Recipients:
    """Who is told what the applicant of a case has to know: who began the application, if that person still acts for the applicant."""
    found = Application.objects.select_related("person", "district").get(code=case.subject_key)
    return Recipients(_acting(found), telling.link_of(found))


def _acting(application: Application) -> list[Person]:
    """Who began it, or whoever acts for the applicant now."""
    kind, key = application.subject_kind, application.subject_key
    rows = Representation.objects.filter(subject_kind=kind, subject_key=key, district=application.district, valid_to=None)
    people = [row.person for row in rows.select_related("person").order_by("pk")]
    own = [person for person in people if person.pk == application.person_id]
    return own or people
