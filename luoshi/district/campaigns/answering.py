"""What beneficiaries say: they confirm, and into which account, or decline; nobody has to apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from luoshi.district.campaigns import fail_if
from luoshi.district.campaigns.beginning import locked
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.errors import NoSuchBeneficiary, WrongAccount
from luoshi.district.campaigns.models import Account, Answer, Beneficiary, Publication
from luoshi.district.campaigns.telling import of_beneficiary
from luoshi.district.days import day_of
from luoshi.district.facts.operations import record
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority

APPLICANT: Final = "申请人"
"""As it stands under what a beneficiary's people did, for ever: without a name."""


@transaction.atomic
def accept(pk: int, *, bank: str = "", number: str = "", holder: str = "", by: Authority, at: datetime) -> Answer:
    """Confirm a benefit, to be paid into an account: a new one, or without a number the one that is known.

    Args:
        pk: the line of the list.
        bank: where the account is.
        number: its number; empty for the account that is known.
        holder: whose it is, the beneficiary's own name.
        by: somebody who acts for the beneficiary that day.
        at: when.

    Raises:
        NoSuchBeneficiary: there is no such line, or the person does not act for it.
        NoList: nothing is published.
        TooLate: it is with the bank, or paid.
        WrongAccount: the number is none, it is another one's, or none is known.
    """
    one = _own(pk, by, at)
    account = _account(one, bank=bank, number=number, holder=holder, by=by, at=at) if known(one.campaign.type).entry.is_paid else None
    return _answered(one, "benefit.accepted", accepts=True, account=account, by=by, at=at)


@transaction.atomic
def decline(pk: int, *, by: Authority, at: datetime) -> Answer:
    """Say that a benefit is not wanted; it can be accepted again until the campaign is paid.

    Raises:
        NoSuchBeneficiary: there is no such line, or the person does not act for it.
        NoList: nothing is published.
        TooLate: it is with the bank, or paid.
    """
    return _answered(_own(pk, by, at), "benefit.declined", accepts=False, account=None, by=by, at=at)


def _own(pk: int, by: Authority, at: datetime) -> Beneficiary:
    """A line of somebody for whom the person acts, whose campaign waits for others meanwhile."""
    found = Beneficiary.objects.select_related("campaign").filter(pk=pk).first()
    if found is None:
        raise NoSuchBeneficiary
    found.campaign = locked(found.campaign_id)
    fail_if.may_not_act(by, found.campaign.district, found.subject_kind, found.subject_key, on=day_of(at))
    fail_if.without_a_list(Publication.objects.filter(campaign=found.campaign).first())
    fail_if.with_the_bank(found)
    return found


def _account(one: Beneficiary, *, bank: str, number: str, holder: str, by: Authority, at: datetime) -> Account:
    rows = Account.objects.filter(district=one.campaign.district, subject_kind=one.subject_kind, subject_key=one.subject_key)
    last = rows.order_by("-pk").first()
    if not number.strip():
        if last is None:
            raise WrongAccount.none()
        return last
    even = fail_if.not_an_account(number)
    fail_if.of_somebody_else(holder, one.name)
    named = fail_if.without_words(bank, 100, fail_if.BANK)
    if last is not None and (last.number, last.bank) == (even, named):
        return last
    return Account.objects.create(
        district=one.campaign.district, subject_kind=one.subject_kind, subject_key=one.subject_key, holder=one.name, bank=named,
        number=even, **_signed(by, at),
    )  # fmt: skip


def _signed(by: Authority, at: datetime) -> dict[str, Any]:
    return {**signed(by, at), "signature": APPLICANT}


def _answered(one: Beneficiary, kind: str, *, accepts: bool, account: Account | None, by: Authority, at: datetime) -> Answer:
    made = Answer.objects.create(beneficiary=one, accepts=accepts, account=account, **_signed(by, at))
    record(of_beneficiary(one, kind, happened_at=at), district=one.campaign.district, by=by, at=at)
    return made
