"""Changes of services: items are loaded, applications begun, written, handed in, withdrawn, disputed. Each is whole or does not happen.

What the rules grant is issued in the transaction in which it is handed in. Nothing here refuses anybody: a person does, in a case.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.timezone import localtime

from luoshi.district.attachments.operations import attach
from luoshi.district.attachments.queries import own
from luoshi.district.casework import operations as casework
from luoshi.district.casework.queries import Case
from luoshi.district.facts.operations import record
from luoshi.district.offices.queries import District
from luoshi.district.services import applicants, catalogue, fail_if, telling
from luoshi.district.services.applicants import Subject
from luoshi.district.services.arrangements import desk_of
from luoshi.district.services.cases import applicant_of, open_dispute
from luoshi.district.services.errors import NoItemInPack, NoSuchApplicant, NoSuchApplication, NothingPromised, NotYours
from luoshi.district.services.handing_in import hand_in_application
from luoshi.district.services.inquiring import status_by_number
from luoshi.district.services.knowing import filled_in, subject_of
from luoshi.district.services.models import (
    Application,
    Arrangement,
    Assessed,
    Dispute,
    ItemVersion,
    Paper,
    Promise,
    PromiseWithdrawal,
    State,
)
from luoshi.district.services.promises import notice_of, present_promise
from luoshi.engines.approval import Source
from luoshi.engines.packs.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path as Folder
    from uuid import UUID

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.district.services.models import Representation
    from luoshi.engines.approval import Path

__all__ = [
    "Subject",
    "arrange",
    "begin",
    "dispute",
    "hand_in",
    "load_item",
    "promise",
    "save",
    "status_by_number",
    "submit",
    "take_back",
    "withdraw",
    "withdraw_promise",
]

OWNER: Final = "application"
"""What papers of applications belong to; the key is the application's code."""
REASON_MAX: Final = 2000


# --- what the office keeps


@transaction.atomic
def load_item(
    folder: Folder, district: District, *, unit: Unit, valid_from: date, by: Authority, at: datetime, valid_to: date | None = None
) -> ItemVersion | None:
    """Offer the item of a pack from a day on; ``None`` if just this is offered. Its decision models are loaded by the decisions themselves.

    Raises:
        PackProblem: a file of the pack is not as it has to be.
        NotAllowed: the person does not keep the district's items.
        NoItemInPack: the folder has no ``item.yaml``.
    """
    keeper = fail_if.not_of_the_office(district, by)
    files = texts_of(folder, catalogue.KEPT)
    if "item.yaml" not in files:
        raise NoItemInPack(folder.name)
    item = catalogue.read(files).item
    sha256 = hashlib.sha256(json.dumps(files, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    District.objects.select_for_update().get(pk=district.pk)  # one version after the other
    last = ItemVersion.objects.filter(district=district, code=item.code).order_by("-number").first()
    if last is not None and (last.sha256, last.unit_id, last.valid_from, last.valid_to) == (sha256, unit.pk, valid_from, valid_to):
        return None
    return ItemVersion.objects.create(
        district=district,
        code=item.code,
        number=last.number + 1 if last else 1,
        name=item.name.chinese,
        name_en=item.name.english,
        area=item.area.value,
        unit=unit,
        files=files,
        sha256=sha256,
        valid_from=valid_from,
        valid_to=valid_to,
        person=keeper,
        signature=by.signature,
        at=at,
    )


@transaction.atomic
def arrange(
    district: District, *, automatic_post: str, licence_prefix: str, application_prefix: str, by: Authority, at: datetime
) -> Arrangement | None:
    """Say in whose name the rules sign and with what numbers begin; ``None`` if just this is said.

    Raises:
        NotAllowed: the person does not keep the district's items.
    """
    keeper = fail_if.not_of_the_office(district, by)
    District.objects.select_for_update().get(pk=district.pk)
    said = {"automatic_post": automatic_post, "licence_prefix": licence_prefix, "application_prefix": application_prefix}
    last = Arrangement.objects.filter(district=district).order_by("-number").first()
    if last is not None and all(getattr(last, name) == value for name, value in said.items()):
        return None
    number = last.number + 1 if last else 1
    return Arrangement.objects.create(district=district, number=number, person=keeper, signature=by.signature, at=at, **said)


# --- the applicant writes


@transaction.atomic
def begin(item_code: str, *, district: District, subject: Subject, by: Authority, at: datetime, once: UUID) -> Application:
    """Begin an application: a draft in which everything that a register knows stands already. Asked again with the same form, return it.

    Args:
        item_code: what is applied for.
        district: of whom.
        subject: in whose name.
        by: who begins it, who has to act for the applicant.
        at: when.
        once: drawn by the form, so that it is begun once however often it is sent.

    Raises:
        NoSuchItem: the district does not offer it that day.
        NoSuchApplicant: whoever is named stands in no register.
        NotYours: the person does not act for the applicant.
        NotForThisApplicant: the item is for another kind of applicant.
        BegunByAnother: the form began something else.
        NotArranged: the district has arranged no services.
    """
    on = localtime(at).date()
    begun = Application.objects.select_related("district", "item", "person").filter(once=once).first()
    if begun is not None:
        fail_if.begun_by_another(begun, item_code, subject, by)
        return begun
    subject = applicants.subject_named(subject.kind, subject.key, district=district) or _nobody(subject)
    acting = fail_if.not_representing(by, subject, district=district, on=on)
    offer = catalogue.offer(district, item_code, on=on)
    fail_if.not_for_this_applicant(offer.item, subject)
    application, is_new = Application.objects.get_or_create(
        once=once,
        defaults={
            "district": district,
            "code": desk_of(district, on=on).application_code(at),
            "item": offer.version,
            "matter": offer.version.code,
            "person": acting.person,
            "subject_kind": subject.kind,
            "subject_key": subject.key,
            "values": filled_in(offer, subject, {}, citizen=acting.citizen, district=district, on=on),
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
def save(code: str, *, values: Mapping[str, str], by: Authority, at: datetime) -> Application:
    """Keep what was written, word for word, be it wrong: nothing that somebody typed is lost. What a register says stays as it is.

    What of it cannot be read, :func:`~luoshi.district.services.queries.preview` tells.

    Raises:
        NoSuchApplication, NotYours: it is not the person's, or no longer.
        NotOpen: it is handed in or decided.
        NoSuchField: the form asks no such thing.
    """
    application, _ = _opened(code, by=by, at=at)
    item = catalogue.offer_of(application.item).item
    fail_if.not_asked(item, values)
    _write(application, values)
    application.changed_at = at
    application.save(update_fields=["values", "changed_at"])
    return application


def _write(application: Application, values: Mapping[str, str]) -> None:
    for name, words in values.items():
        if application.values.get(name, {}).get("source") != Source.REGISTER.value:
            application.values[name] = {"words": words, "source": Source.APPLICANT.value}


@transaction.atomic
def hand_in(code: str, material: str, *, attachment: int | str, by: Authority, at: datetime) -> Paper:
    """Hand in a file, stored before, for a material of the item. Handing it in again changes nothing.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NoSuchField: the item asks no such paper.
        NoSuchPaper: the file is not there, is somebody else's, or belongs to something else.
    """
    application, _ = _opened(code, by=by, at=at)
    fail_if.not_a_material(catalogue.offer_of(application.item).item, material)
    before = Paper.objects.filter(application=application, material=material, attachment=int(attachment), taken_back_at=None).first()
    if before is not None:
        return before
    found = own([attachment], by=by)
    fail_if.paper_is_not_there(found)
    attach(found, kind=OWNER, key=code, by=by, at=at)
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    return Paper.objects.create(application=application, material=material, attachment=found[0], handed_at=at)


@transaction.atomic
def take_back(code: str, material: str, *, attachment: int | str, by: Authority, at: datetime) -> None:
    """Take back a file before anybody looked at it; that it was there stays on record.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
    """
    application, _ = _opened(code, by=by, at=at)
    papers = Paper.objects.filter(application=application, material=material, attachment=int(attachment), taken_back_at=None)
    if papers.update(taken_back_at=at):
        application.changed_at = at
        application.save(update_fields=["changed_at"])


@transaction.atomic
def promise(code: str, *, conditions: Collection[str], text_sha256: str, signed_name: str, by: Authority, at: datetime) -> Promise:
    """Sign the promise that everything in the notice is so (告知承诺, 国办发〔2020〕42号).

    Args:
        code: the application.
        conditions: the codes of what is promised; all of the notice's, or it is no promise.
        text_sha256: of the notice that the person read.
        signed_name: the person's name, as a signature.
        by: who signs.
        at: when.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NoPromiseAsked: the item is not approved on a commitment.
        AgentMayNotSign, SignedByAnother: it is not for this person to sign.
        TextAltered: what was read is not the notice as it is now.
        PromiseNotWhole: a condition is left out.
        PromisedAlready: it is signed.
    """
    application, acting = _opened(code, by=by, at=at)
    on = localtime(at).date()
    offer = catalogue.offer(application.district, application.matter, on=on)
    notice = notice_of(offer, on=on)
    fail_if.no_promise_asked(offer.item, notice)
    assert notice is not None, "it was refused otherwise"
    fail_if.promised_already(present_promise(application))
    fail_if.agent_signs(offer.item, acting)
    fail_if.text_is_altered(notice, text_sha256)
    fail_if.promise_is_not_whole(offer.item, conditions)
    fail_if.signed_by_another(by, signed_name)
    signed = Promise.objects.create(
        application=application,
        number=desk_of(application.district, on=on).promise_number(at),
        text=notice.text,
        sha256=notice.sha256,
        signed_name=by.name,
        person=acting.person,
        capacity=acting.capacity,
        at=at,
    )
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    told = telling.fact(application, "commitment.promised", at=at, promise=signed.number, sha256=signed.sha256)
    record(told, district=application.district, by=by, at=at)
    return signed


@transaction.atomic
def withdraw_promise(code: str, *, by: Authority, at: datetime) -> PromiseWithdrawal:
    """Take the promise back before anything was decided by it; the ordinary procedure is open as if it had never been given.

    Raises:
        NoSuchApplication, NotYours, NotOpen: as :func:`save`.
        NothingPromised: there is no promise.
    """
    application, acting = _opened(code, by=by, at=at)
    signed = present_promise(application)
    if signed is None:
        raise NothingPromised
    withdrawal = PromiseWithdrawal.objects.create(promise=signed, person=acting.person, at=at)
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    told = telling.fact(application, "commitment.withdrawn", at=at, promise=signed.number)
    record(told, district=application.district, by=by, at=at)
    return withdrawal


# --- the applicant hands in


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
    application, acting = _opened(code, by=by, at=at)
    fail_if.changed_meanwhile(application, expected)
    return hand_in_application(application, acting, path=path, by=by, at=at)


@transaction.atomic
def withdraw(code: str, *, reason: str, by: Authority, at: datetime) -> Application:
    """Withdraw an application that is not decided; what a person handles is withdrawn in its case.

    Raises:
        NoSuchApplication, NotYours: it is not the person's.
        NotOpen: it is decided.
        StepRefused: the case cannot be withdrawn any more.
    """
    application, acting = _mine(code, by=by, at=at)
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
        CaseworkError: no case can be opened.
    """
    application, acting = _opened(code, by=by, at=at)
    offer = catalogue.offer_of(application.item)
    fail_if.not_asked(offer.item, [field])
    asked = offer.item.field(field)
    shown = fail_if.not_said_by_a_register(application, asked)
    fail_if.without_reason(claimed)
    fail_if.without_reason(reason)
    fail_if.disputed_already(application, asked)
    case = open_dispute(
        application, offer, field, claimed=claimed.strip()[:REASON_MAX], reason=reason.strip()[:REASON_MAX],
        attachments=attachments, by=by, at=at,
    )  # fmt: skip
    application.changed_at = at
    application.save(update_fields=["changed_at"])
    return Dispute.objects.create(
        application=application, field=field, shown=shown, claimed=claimed.strip(), reason=reason.strip(), case_code=case.code,
        person=acting.person, at=at,
    )  # fmt: skip


# --- whose it is


def _locked(code: str) -> Application:
    """The application, for one change at a time."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("district", "item__unit", "item__district", "person")
    found = rows.defer("item__files").filter(code=code).first()
    if found is None:
        raise NoSuchApplication(code)
    return found


def _mine(code: str, *, by: Authority, at: datetime) -> tuple[Application, Representation]:
    """An application of somebody for whom the person acts on that day, locked; and by what right."""
    application, on = _locked(code), localtime(at).date()
    acting = applicants.representation(by, subject_of(application), district=application.district, on=on)
    if acting is None:
        raise NotYours(on) if by.person is not None and by.person.pk == application.person_id else NoSuchApplication(code)
    return application, acting


def _opened(code: str, *, by: Authority, at: datetime) -> tuple[Application, Representation]:
    """The same, in which the applicant still writes."""
    application, acting = _mine(code, by=by, at=at)
    fail_if.not_open(application)
    return application, acting
