"""Money goes out: a payment file is frozen for the bank, and what the bank says of each payment is booked. Nobody is paid twice."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum

from luoshi.district.campaigns import fail_if
from luoshi.district.campaigns.bank_files import csv_of, read_answers, rows_of
from luoshi.district.campaigns.beginning import locked
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.entitled import Entitled, names_of
from luoshi.district.campaigns.errors import NobodyToPay, ResultsRefused
from luoshi.district.campaigns.models import Account, Outcome, Payment, PaymentFile, PaymentResult, Publication
from luoshi.district.campaigns.people import acting_for_all
from luoshi.district.campaigns.standing import payable
from luoshi.district.campaigns.telling import of_beneficiary, tell
from luoshi.district.days import begin_of, day_of
from luoshi.district.facts.operations import record_many
from luoshi.district.offices.queries import Power
from luoshi.district.register.queries import Entry, kept
from luoshi.district.signing import signed
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.campaigns.bank_files import Answered
    from luoshi.district.campaigns.models import Campaign
    from luoshi.district.offices.queries import Authority

PAID = Words("{name}的 {amount} 元（{period}）已经到账，请核对。", "{amount} yuan ({period}) have been paid to {name}: see your account.")
RETURNED = Words(
    "{name}的 {amount} 元（{period}）被银行退回，请确认另一个账户。",
    "The bank returned {amount} yuan ({period}) for {name}: name another account.",
)


@transaction.atomic
def make_payment_file(campaign: Campaign, *, by: Authority, at: datetime) -> PaymentFile:
    """Write down for the bank everybody who can be paid now; each of them is paid by this file and by no other.

    Raises:
        NotAllowed: the person may not.
        NotYet: there is no list, or it can still be objected to.
        NobodyToPay: nobody has confirmed since the last file, or whoever has is not in the register any longer.
        OverBudget: more would be paid than there is.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    publication = fail_if.not_published(Publication.objects.filter(campaign=campaign).first())
    fail_if.still_open_to_objections(publication, on=day_of(at))
    entry = known(campaign.type).entry
    due = [line for line, is_there in payable_lines(campaign, on=day_of(at)) if is_there] if entry.is_paid else []
    if not due:
        raise NobodyToPay
    number = campaign.payment_files.count() + 1
    accounts = Account.objects.in_bulk([each.account for each in due])
    payments = [
        Payment(
            beneficiary=each,
            attempt=(each.attempt or 0) + 1,
            account=accounts[each.account],
            amount=each.due,
            reference=f"{campaign.pk}-{number}-{each.number}",
        )
        for each in due
    ]
    total = sum((each.amount for each in payments), Decimal(0))
    fail_if.over_budget(total + _gone(campaign), campaign.budget)
    content = csv_of(rows_of(payments, f"{entry.name.chinese}{campaign.period}"))
    made = PaymentFile.objects.create(
        campaign=campaign,
        number=number,
        lines=len(payments),
        total=total,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        **signed(by, at),
    )
    for each in payments:
        each.file = made
    Payment.objects.bulk_create(payments, batch_size=5_000)
    return made


def payable_lines(campaign: Campaign, *, on: date) -> list[tuple[Any, bool]]:
    """The lines that could be paid now, each with whether it may: nothing goes to one that is gone from the register, or that turned
    out to be another one on the list."""
    lines = list(payable(campaign, needs_consent=known(campaign.type).entry.consent == "needed"))
    named = names_of([Entitled(each.subject_kind, each.subject_key, each.due, None) for each in lines], campaign.district, on=on)
    same = _merged(campaign)
    served = {same.get(key, key) for key in _served(campaign)} if same else set[str]()
    found = []
    for each in lines:
        key = same.get(each.subject_key, each.subject_key)
        found.append((each, each.subject_key in named and key not in served))
        served.add(key)
    return found


def _merged(campaign: Campaign) -> dict[str, str]:
    """Of those on the list whose entry in the register was merged into another one, the key of that one."""
    keys = campaign.beneficiaries.values("subject_key")
    rows = Entry.objects.filter(district=campaign.district_id, key__in=keys).exclude(merged_into=None).select_related("merged_into")
    return {each.key: kept(each).key for each in rows}


def _served(campaign: Campaign) -> Iterator[str]:
    """Who has been paid, or is about to be."""
    rows = Payment.objects.filter(file__campaign=campaign).exclude(result__outcome=Outcome.RETURNED)
    yield from rows.values_list("beneficiary__subject_key", flat=True)


def _gone(campaign: Campaign) -> Decimal:
    """What was paid, or is on the way."""
    rows = Payment.objects.filter(file__campaign=campaign).exclude(result__outcome=Outcome.RETURNED)
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


@transaction.atomic
def read_results(campaign: Campaign, content: bytes, *, name: str, by: Authority, at: datetime) -> int:
    """Book what the bank says of payments, all rows or none; what is booked already stays. Returns how many were new.

    Args:
        campaign: whose payments.
        content: the bank's file, CSV or XLSX, as :mod:`~luoshi.district.campaigns.bank_files` reads it.
        name: what it is called.
        by: who brings it.
        at: when.

    Raises:
        NotAllowed: the person may not.
        ResultsRefused: it cannot be read, or rows are wrong; with all of them.
    """
    campaign = locked(campaign.pk)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    answers = read_answers(content, name)
    rows = Payment.objects.select_related("beneficiary", "result", "file").filter(file__campaign=campaign)
    payments = {each.reference: each for each in rows.filter(reference__in=[each.reference for each in answers])}
    if faults := list(_faults(answers, payments, on=day_of(at))):
        raise ResultsRefused.wrong_rows(faults)
    digest = hashlib.sha256(content).hexdigest()
    new = [each for each in answers if not hasattr(payments[each.reference], "result")]
    results = [
        PaymentResult(
            payment=payments[each.reference],
            beneficiary=payments[each.reference].beneficiary,
            outcome=each.outcome,
            on=each.on,
            reason=each.reason[: fail_if.REASON_MAX],
            bank_reference=each.bank_reference[:100],
            file_sha256=digest,
            **signed(by, at),
        )
        for each in new
    ]
    PaymentResult.objects.bulk_create(results, batch_size=5_000)
    _book(campaign, results, by=by, at=at)
    return len(new)


def _faults(answers: Sequence[Answered], payments: Mapping[str, Payment], *, on: date) -> Iterator[Words]:
    seen: set[str] = set()
    for each in answers:
        where = Words(f"第{each.row}行付款编号 {each.reference}", f"row {each.row}, payment {each.reference}")
        found = payments.get(each.reference)
        if found is None:
            yield Words(f"{where.chinese}不在这一批里", f"{where.english} is not of this campaign")
        elif each.reference in seen:
            yield Words(f"{where.chinese}写了两次", f"{where.english} stands twice")
        elif hasattr(found, "result") and found.result.outcome != each.outcome:
            yield Words(f"{where.chinese}已经记为“{found.result.get_outcome_display()}”", f"{where.english} is booked otherwise already")
        elif each.amount is not None and each.amount != found.amount:
            yield Words(
                f"{where.chinese}的金额是 {each.amount:,} 元，付款文件里是 {found.amount:,} 元",
                f"{where.english}: {each.amount:,} yuan, the payment file says {found.amount:,}",
            )
        elif each.on > on or each.on < day_of(found.file.at):
            yield Words(
                f"{where.chinese}的日期 {each.on} 早于付款文件或者还没有到",
                f"{where.english}: {each.on} is before the file or has not come",
            )
        seen.add(each.reference)


def _book(campaign: Campaign, results: Sequence[PaymentResult], *, by: Authority, at: datetime) -> None:
    """Facts of what went and what came back, and word to whoever it concerns."""
    for each in results:
        each.beneficiary.campaign = campaign
    facts = (
        of_beneficiary(
            each.beneficiary,
            f"benefit.{each.outcome}",
            happened_at=begin_of(each.on),
            amount=each.payment.amount,
            reference=each.payment.reference,
            bank_reference=each.bank_reference,
            file_sha256=each.file_sha256,
        )
        for each in results
    )
    record_many(facts, district=campaign.district, by=by, at=at)
    for outcome, words in ((Outcome.PAID, PAID), (Outcome.RETURNED, RETURNED)):
        told = [each for each in results if each.outcome == outcome]
        subjects = {(each.beneficiary.subject_kind, each.beneficiary.subject_key) for each in told}
        acting = acting_for_all(campaign.district, subjects, on=day_of(at))
        for each in told:
            each.beneficiary.amount = each.payment.amount
        found = [(each.beneficiary, acting.get((each.beneficiary.subject_kind, each.beneficiary.subject_key), [])) for each in told]
        tell(found, f"benefit.{outcome}", at=at, template=words)
