"""The list of a campaign: it is frozen from the run that was approved and published; objections correct it, one line at a time."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction

from luoshi.district.campaigns import fail_if
from luoshi.district.campaigns.beginning import approval_of, locked
from luoshi.district.campaigns.cases import open_objection
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.entitled import Entitled, digest_of, entitled_by, names_of, total
from luoshi.district.campaigns.errors import NoSuchBeneficiary
from luoshi.district.campaigns.models import Beneficiary, Correction, Objection, Publication, Telling
from luoshi.district.campaigns.people import acting_for_all
from luoshi.district.campaigns.standing import due_of, on_list, total_due
from luoshi.district.campaigns.telling import of_beneficiary, of_campaign, tell
from luoshi.district.casework.queries import working_day_after
from luoshi.district.days import day_of
from luoshi.district.facts.operations import record, record_many
from luoshi.district.offices.queries import Power
from luoshi.district.services.queries import Application, State
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from luoshi.district.campaigns.catalogue import Known
    from luoshi.district.campaigns.entitled import Named
    from luoshi.district.campaigns.models import Campaign
    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.queries import Subject

TOLD: Final = "benefit.told"
WRITTEN_AT_ONCE: Final = 5_000
NOTHING, MOST = Decimal(0), Decimal(10) ** 15


@transaction.atomic
def publish(campaign: Campaign, *, by: Authority, at: datetime) -> Publication:
    """Freeze the list of a campaign, show it where the pack says so, and tell everybody who can be reached. Asked again, the same list.

    Raises:
        NotAllowed: the person may not.
        NotYet: no dry run is approved.
        FileGone, FileChanged: the result that was approved is not what it was.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    before = Publication.objects.filter(campaign=campaign).first()
    if before is not None:
        return before
    approval = fail_if.not_approved(approval_of(campaign))
    said, on = known(campaign.type), day_of(at)
    entitled = entitled_by(approval.dry_run.run, said.entry)
    named = names_of(entitled, campaign.district, on=on)
    found = [each for each in entitled if each.key in named]
    listed = _listed(campaign, found, named)
    Beneficiary.objects.bulk_create(listed, batch_size=WRITTEN_AT_ONCE)
    until, status = _objection_until(said, campaign, on=on)
    digest = digest_of((each.number, each.subject_key, each.amount) for each in listed)
    made = Publication.objects.create(
        campaign=campaign, approval=approval, objection_until=until, objection_status=status, count=len(listed),
        amount=total(found), sha256=digest, **signed(by, at),
    )  # fmt: skip
    fact = of_campaign(campaign, "campaign.published", at=at, quantity=made.amount, count=made.count, sha256=digest)
    record(fact, district=campaign.district, by=by, at=at)
    _tell_all(campaign, listed, on=on, at=at)
    return made


def _listed(campaign: Campaign, found: Sequence[Entitled], named: dict[str, Named]) -> list[Beneficiary]:
    """The lines of the list, numbered."""
    return [
        Beneficiary(
            campaign=campaign, number=number, subject_kind=each.kind, subject_key=each.key, identifier=named[each.key].identifier,
            name=named[each.key].name, amount=each.amount, reason=each.reason, rows=each.rows,
        )
        for number, each in enumerate(found, start=1)
    ]  # fmt: skip


def _objection_until(said: Known, campaign: Campaign, *, on: date) -> tuple[date | None, str]:
    if not said.entry.objection:
        return None, ""
    chosen = said.value(said.entry.objection, campaign.district, on=on)
    return working_day_after(campaign.district, on, int(str(chosen.value))), chosen.version.status.value


def _tell_all(campaign: Campaign, listed: Sequence[Beneficiary], *, on: date, at: datetime) -> None:
    acting = acting_for_all(campaign.district, {(each.subject_kind, each.subject_key) for each in listed}, on=on)
    tell(((each, acting.get((each.subject_kind, each.subject_key), [])) for each in listed), TOLD, at=at)


@transaction.atomic
def close_without_payment(campaign: Campaign, *, by: Authority, at: datetime) -> Telling:
    """Put on record that everybody on the list of a relief or reminder was told, once. Asked again, the same.

    Raises:
        NotAllowed: the person may not.
        NotYet: there is no list, or it can still be objected to.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    before = Telling.objects.filter(campaign=campaign).first()
    if before is not None:
        return before
    publication = fail_if.not_published(Publication.objects.filter(campaign=campaign).first())
    fail_if.still_open_to_objections(publication, on=day_of(at))
    rows = on_list(campaign).select_related("campaign__type").order_by("number")
    facts = (of_beneficiary(each, TOLD, happened_at=at, amount=each.due) for each in rows)
    count = record_many(facts, district=campaign.district, by=by, at=at)
    return Telling.objects.create(campaign=campaign, count=count, **signed(by, at))


# --- objections


@transaction.atomic
def object_to(
    campaign: Campaign,
    subject: Subject,
    *,
    matter: str,
    reason: str,
    number: int | None = None,
    papers: Sequence[str] = (),
    by: Authority,
    at: datetime,
) -> Objection:
    """Object to a list, or say that one belongs on it: a person looks into it.

    Args:
        campaign: whose list.
        subject: in whose name.
        matter: what is wrong, as the case type says: ``left_out``, ``wrongly_on``, ``amount``, ``data``.
        reason: why.
        number: the line that it is about; without one, whoever objects.
        papers: evidence, by the ids of attachments.
        by: somebody who acts for the subject that day.
        at: when.

    Raises:
        NoList: nothing is published.
        NoSuchBeneficiary: the person does not act for the subject, or there is no such line.
        NeedsWords: nobody says why.
        StepRefused: the case type does not let it happen.
    """
    campaign = locked(campaign.pk)
    fail_if.without_a_list(Publication.objects.filter(campaign=campaign).first())
    fail_if.may_not_act(by, campaign.district, subject.kind, subject.key, on=day_of(at))
    fail_if.without_words(reason, 4000, fail_if.REASON)
    about = _line(campaign, subject, number)
    case = open_objection(campaign, subject, about, matter=matter, reason=reason.strip(), papers=papers, by=by, at=at)
    return Objection.objects.create(
        campaign=campaign, beneficiary=about, subject_kind=subject.kind, subject_key=subject.key, case_code=case.code, at=at
    )  # fmt: skip


def _line(campaign: Campaign, subject: Subject, number: int | None) -> Beneficiary | None:
    rows = campaign.beneficiaries.all()
    if number is None:
        return rows.filter(subject_kind=subject.kind, subject_key=subject.key).first()
    found = rows.filter(number=number).first()
    if found is None:
        raise NoSuchBeneficiary
    return found


@transaction.atomic
def correct(beneficiary: Beneficiary, *, amount: Decimal | None, case_code: str, reason: str, by: Authority, at: datetime) -> Correction:
    """Let somebody on a list get another amount, or take it off (no amount), because an objection was upheld; what was listed stays.

    Raises:
        NotAllowed: the person may not.
        NotUpheld: no objection of this case was upheld.
        TooLate: it is paid, or on the way.
        WrongAmount: the amount is none, or more than there is.
        NeedsWords: nobody says why.
    """
    campaign = locked(beneficiary.campaign_id)
    fail_if.not_granted(Power.APPROVE, campaign.unit, by)
    objection = fail_if.not_upheld(_objection(campaign, case_code), case_code)
    fail_if.with_the_bank(beneficiary)
    if amount is not None:
        fail_if.not_an_amount(amount, _left(campaign) + (due_of(beneficiary) or NOTHING))
    said = fail_if.without_words(reason, fail_if.REASON_MAX, fail_if.REASON)
    return Correction.objects.create(beneficiary=beneficiary, objection=objection, amount=amount, reason=said, **signed(by, at))


@transaction.atomic
def include(campaign: Campaign, *, case_code: str, amount: Decimal | None, by: Authority, at: datetime) -> Beneficiary:
    """Put somebody on the list: who objected, because the objection was upheld; or who applied, because the application was granted. That
    pays nothing by itself, so that whoever is added is paid once, with the others.

    Args:
        campaign: whose list.
        case_code: of the objection, or of the application for the item that the campaign settles.
        amount: how much, in yuan; nothing where nothing is paid.
        by: who puts it there.
        at: when.

    Raises:
        NotAllowed: the person may not.
        NotUpheld: no objection of this case was upheld, and no such application was granted.
        OnTheList: it is there, or was taken off, or is on another list for the same reason.
        NoSuchBeneficiary: the register does not have it any longer.
        WrongAmount: the amount is none, or more than there is.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.APPROVE, campaign.unit, by)
    kind, key = _ground(campaign, case_code)
    fail_if.on_the_list(campaign, kind, key, case_code)
    if known(campaign.type).entry.amount:
        fail_if.not_an_amount(amount or NOTHING, _left(campaign))
    wanted = Entitled(kind, key, amount, None)
    named = names_of([wanted], campaign.district, on=day_of(at)).get(wanted.key)
    if named is None:
        raise NoSuchBeneficiary
    return Beneficiary.objects.create(
        campaign=campaign, number=campaign.beneficiaries.count() + 1, subject_kind=wanted.kind, subject_key=wanted.key,
        identifier=named.identifier, name=named.name, amount=amount, case_code=case_code,
    )  # fmt: skip


def _ground(campaign: Campaign, code: str) -> tuple[str, str]:
    """Whom an upheld objection, or a granted application for what the campaign gives, puts on the list."""
    applied = granted_for(campaign).filter(code=code).first()
    found = applied or fail_if.not_upheld(_objection(campaign, code), code)
    return found.subject_kind, found.subject_key


def granted_for(campaign: Campaign) -> QuerySet[Application]:
    """The granted applications for what a campaign gives that have put nobody on a list yet."""
    item = known(campaign.type).entry.item
    rows = (
        Application.objects.filter(district=campaign.district_id, matter=item, state=State.GRANTED) if item else Application.objects.none()
    )
    return rows.exclude(code__in=Beneficiary.objects.exclude(case_code="").values("case_code")).order_by("pk")


def _left(campaign: Campaign) -> Decimal:
    """How much of the budget is on nobody's line."""
    return (campaign.budget - total_due(campaign)) if campaign.budget is not None else MOST


def _objection(campaign: Campaign, case_code: str) -> Objection | None:
    return campaign.objections.filter(case_code=case_code).first()
