"""An applicant writes: an application is begun, filled in, given papers, withdrawn; a register is disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.attachments.operations import attach
from luoshi.district.attachments.queries import own
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.facts.operations import record
from luoshi.district.services import applicants, catalogue, fail_if, telling
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases import applicant_of, open_dispute
from luoshi.district.services.errors import NoSuchApplicant
from luoshi.district.services.knowing import filled_in
from luoshi.district.services.models import Application, Dispute, Paper, State
from luoshi.district.services.owning import mine, opened
from luoshi.district.services.places_meant import with_places
from luoshi.engines.approval import Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.services.applicants import Subject

REASON_MAX: Final = 2000


@transaction.atomic
def begin(
    item_code: str,
    *,
    district: District,
    subject: Subject,
    by: Authority,
    at: datetime,
    once: UUID,
    values: Mapping[str, str | Sequence[str]] | None = None,
) -> Application:
    """Begin an application: a draft in which everything that a register knows stands already. Asked again with the same form, return it.

    Args:
        item_code: what is applied for.
        district: of whom.
        subject: in whose name.
        by: who begins it, who has to act for the applicant.
        at: when.
        once: drawn by the form, so that it is begun once however often it is sent.
        values: what is written into it at once, as with :func:`save`.

    Raises:
        NoSuchItem: the district does not offer it that day.
        NoSuchApplicant: whoever is named stands in no register.
        NotYours: the person does not act for the applicant.
        NotForThisApplicant: the item is for another kind of applicant.
        NoSuchField: the form asks no such thing.
        BegunByAnother: the form began something else.
        NotArranged: the district has arranged no services.
    """
    on = day_of(at)
    begun = Application.objects.select_related("district", "item", "person").filter(once=once).first()
    if begun is not None:
        fail_if.begun_by_another(begun, item_code, subject, by)
        return begun
    subject = applicants.subject_named(subject.kind, subject.key, district=district) or _nobody(subject)
    acting = fail_if.not_representing(by, subject, district=district, on=on)
    offer = catalogue.offer(district, item_code, on=on)
    fail_if.not_for_this_applicant(offer.item, subject)
    fail_if.not_asked(offer.item, values or {})
    assert by.person is not None, "whoever acts for somebody is a person"
    application, is_new = Application.objects.get_or_create(
        once=once,
        defaults={
            "district": district,
            "code": desk_of(district, on=on).application_codes(1, at)[0],
            "item": offer.version,
            "matter": offer.version.code,
            "person": by.person,
            "subject_kind": subject.kind,
            "subject_key": subject.key,
            "values": filled_in(offer, subject, values or {}, citizen=acting.citizen, district=district, on=on),
            "begun_at": at,
            "changed_at": at,
        },
    )
    if not is_new:
        fail_if.begun_by_another(application, item_code, subject, by)
    return application


def _nobody(subject: Subject) -> Subject:
    raise NoSuchApplicant(subject.key)


@transaction.atomic
def save(code: str, *, values: Mapping[str, str | Sequence[str]], by: Authority, at: datetime) -> Application:
    """Keep what was written, word for word, be it wrong: nothing that somebody typed is lost. What a register says stays as it is.

    Of a place that is named by its name or address the code is kept, where no other is meant.

    What of it cannot be read, :func:`~luoshi.district.services.queries.preview` tells.

    Raises:
        NoSuchApplication, NotYours: it is not the person's, or no longer.
        NotOpen: it is handed in or decided.
        NoSuchField: the form asks no such thing.
    """
    application, _ = opened(code, by=by, at=at)
    item = catalogue.offer_of(application.item).item
    fail_if.not_asked(item, values)
    _write(application, with_places(item, values, district=application.district, on=day_of(at)))
    application.changed_at = at
    application.save(update_fields=["values", "changed_at"])
    return application


def _write(application: Application, values: Mapping[str, str | Sequence[str]]) -> None:
    for name, words in values.items():
        if application.values.get(name, {}).get("source") != Source.REGISTER.value:
            application.values[name] = {"words": words if isinstance(words, str) else list(words), "source": Source.APPLICANT.value}


@transaction.atomic
def hand_in(code: str, material: str, *, attachment: int | str, by: Authority, at: datetime) -> Paper:
    """Hand in a file, stored before, for a material of the item. Handing it in again changes nothing.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NoSuchField: the item asks no such paper.
        NoSuchPaper: the file is not there, is somebody else's, or belongs to something else.
    """
    application, _ = opened(code, by=by, at=at)
    fail_if.not_a_material(catalogue.offer_of(application.item).item, material)
    before = Paper.objects.filter(application=application, material=material, attachment=int(attachment), taken_back_at=None).first()
    if before is not None:
        return before
    found = own([attachment], by=by)
    fail_if.paper_is_not_there(found)
    attach(found, kind=telling.SUBJECT, key=code, by=by, at=at)
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    return Paper.objects.create(application=application, material=material, attachment=found[0], handed_at=at)


@transaction.atomic
def take_back(code: str, material: str, *, attachment: int | str, by: Authority, at: datetime) -> None:
    """Take back a file before anybody looked at it; that it was there stays on record.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
    """
    application, _ = opened(code, by=by, at=at)
    papers = Paper.objects.filter(application=application, material=material, attachment=int(attachment), taken_back_at=None)
    if papers.update(taken_back_at=at):
        application.changed_at = at
        application.save(update_fields=["changed_at"])


@transaction.atomic
def withdraw(code: str, *, reason: str, by: Authority, at: datetime) -> Application:
    """Withdraw an application that is not decided; what a person handles is withdrawn in its case.

    Raises:
        NoSuchApplication, NotYours: it is not the person's.
        NotOpen: it is decided.
        StepRefused: the case cannot be withdrawn any more.
    """
    application, acting = mine(code, by=by, at=at)
    if application.state == State.WITH_PERSON:
        step = Case.objects.values_list("step_count", flat=True).get(code=application.case_code)
        applicant = casework.as_applicant(applicant_of(application), person=acting.person)
        values = {"reason": reason.strip()} if reason.strip() else {}
        casework.act(application.case_code, "withdraw", expected_step=step, values=values, by=applicant, at=at)
        application.refresh_from_db()
        return application
    fail_if.not_open(application)
    application.state, application.decided_at, application.changed_at = State.WITHDRAWN, at, at
    application.save(update_fields=["state", "decided_at", "changed_at"])
    record(telling.fact(application, "application.withdrawn", at=at), district=application.district, by=by, at=at)
    return application


@transaction.atomic
def dispute(code: str, field: str, *, claimed: str, reason: str, attachments: Sequence[str] = (), by: Authority, at: datetime) -> Dispute:
    """Say that a register is wrong: a case for its keeper. Until it is settled, no machine decides the application.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NoSuchField: the form asks no such thing.
        NotDisputable: no register says it.
        DisputedAlready: the keeper is looking at it.
        NeedsReason: it is not said what is right, or why.
        UnfitText: either is too long, or holds control characters.
        CaseworkError: no case can be opened.
    """
    application, acting = opened(code, by=by, at=at)
    offer = catalogue.offer_of(application.item)
    fail_if.not_asked(offer.item, [field])
    asked = offer.item.field(field)
    shown = fail_if.not_said_by_a_register(application, asked)
    fail_if.without_reason(claimed)
    fail_if.without_reason(reason)
    fail_if.unfit_text(claimed, most=REASON_MAX)
    fail_if.unfit_text(reason, most=REASON_MAX)
    fail_if.disputed_already(application, asked)
    case = open_dispute(
        application, offer, field, claimed=claimed.strip(), reason=reason.strip(),
        attachments=attachments, by=by, at=at,
    )  # fmt: skip
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    return Dispute.objects.create(
        application=application, field=field, shown=shown, claimed=claimed.strip(), reason=reason.strip(), case_code=case.code,
        person=acting.person, at=at,
    )  # fmt: skip
