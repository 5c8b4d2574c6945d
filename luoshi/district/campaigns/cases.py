"""Objections and claw-backs are cases about a campaign: how they are opened, who sees them, who is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from luoshi.district.campaigns.grants import may
from luoshi.district.campaigns.models import Campaign
from luoshi.district.campaigns.people import acting_for_all
from luoshi.district.campaigns.telling import CAMPAIGN, MINE, key_of
from luoshi.district.casework.operations import Outsider, as_applicant, open_case
from luoshi.district.casework.queries import Case, Recipients, SubjectShown
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.offices.queries import Power
from luoshi.engines.progress import Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from django.db.models import QuerySet

    from luoshi.district.campaigns.models import Beneficiary, Payment
    from luoshi.district.offices.queries import Authority
    from luoshi.district.services.queries import Subject as Applicant

SUBJECT: Final = CAMPAIGN
OBJECTION: Final = "campaign_objection"
CLAW_BACK: Final = "benefit_claw_back"
UPHELD: Final = "upheld"
"""The status in which an objection was found right."""


def as_case_subject(campaign: Campaign) -> Subject:
    """A campaign as cases name it."""
    return Subject(SUBJECT, key_of(campaign), campaign.type.name)


def applicant_of(kind: str, key: str) -> str:
    """Whoever a case is for, as cases name it."""
    return f"{kind}/{key}"


def open_objection(
    campaign: Campaign,
    subject: Applicant,
    about: Beneficiary | None,
    *,
    matter: str,
    reason: str,
    papers: Sequence[str],
    by: Authority,
    at: datetime,
) -> Case:
    """Let a person look into an objection, on behalf of whoever objects."""
    assert by.person is not None, "whoever objects is a person"
    named = f"{about.number} {about.name}" if about is not None and campaign_shows_names(campaign) else f"{about.number}" if about else ""
    values: dict[str, Any] = {
        "to_unit": campaign.unit.code, "matter": matter, "about": named[:200], "reason": reason, "papers": list(papers),
    }  # fmt: skip
    number = campaign.objections.filter(subject_kind=subject.kind, subject_key=subject.key).count() + 1
    return open_case(
        OBJECTION, district=campaign.district, subject=as_case_subject(campaign),
        title=f"{_called(campaign)}名单异议", values={code: said for code, said in values.items() if said},
        idempotency_key=f"{key_of(campaign)}/{subject.kind}/{subject.key}/{number}",
        by=as_applicant(applicant_of(subject.kind, subject.key), person=by.person), at=at,
    )  # fmt: skip


def _called(campaign: Campaign) -> str:
    return f"{campaign.type.name}（{Period.parse(campaign.period).label}）"


def campaign_shows_names(campaign: Campaign) -> bool:
    """Whether names of beneficiaries are no personal data."""
    return not campaign.beneficiaries.exclude(subject_kind="enterprises").exists()


def open_claw_back(payment: Payment, *, amount: Decimal, reason: str, basis: str, by: Authority, at: datetime) -> Case:
    """Tell a beneficiary that something is asked back, and hear it."""
    one, campaign = payment.beneficiary, payment.beneficiary.campaign
    values = {"to_unit": campaign.unit.code, "amount": str(amount), "reason": reason, "clause": basis}
    return open_case(
        CLAW_BACK, district=campaign.district, subject=as_case_subject(campaign),
        title=f"{_called(campaign)}多付资金追回",
        values=values, idempotency_key=f"{payment.reference}/claw-back", applicant=applicant_of(one.subject_kind, one.subject_key),
        by=by, at=at,
    )  # fmt: skip


# --- what the page of a case shows, and who is told


def campaign_keyed(key: str) -> Campaign | None:
    """The campaign that a case or fact is about."""
    number = key.rpartition("/")[2]
    rows = Campaign.objects.select_related("district", "type", "unit__district")
    return rows.filter(pk=int(number)).first() if number.isdigit() else None


def show_campaign(key: str, by: Authority) -> SubjectShown | None:
    """A campaign as the page of its case shows it, for its officials and for those who are party to one of its cases."""
    found = campaign_keyed(key)
    if found is None:
        return None
    if isinstance(by, Outsider):
        address = MINE
    elif may(Power.SEE, found.unit, by):
        address = f"/workbench/campaigns/{found.pk}/"
    else:
        return None
    return SubjectShown(
        kind=SUBJECT, key=key, title=_called(found), label=f"{found.code} {found.period}", address=address,
        district=found.district, unit=found.unit,
    )  # fmt: skip


def for_applicant(case: Case) -> Recipients:
    """Who is told what whoever objects, or has to repay, has to know."""
    kind, _, key = case.applicant.partition("/")
    on = day_of(case.opened_at)
    people = acting_for_all(case.district, {(kind, key)}, on=on).get((kind, key), [])
    return Recipients(people, MINE)


def open_cases(campaign: Campaign) -> QuerySet[Case, Any]:
    """The objections to a list that are not closed, by the codes of their cases."""
    return Case.objects.filter(district=campaign.district_id, matter=OBJECTION, closed_at=None).values("code")


def is_upheld(case_code: str) -> bool:
    """Whether an objection was found right."""
    return Case.objects.filter(code=case_code, matter=OBJECTION, status=UPHELD).exists()
