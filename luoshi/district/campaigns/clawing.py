"""Money comes back: what was paid in error is asked back as a case, and each receipt is booked; when all is there the case is settled."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Sum

from luoshi.district.campaigns import fail_if
from luoshi.district.campaigns.beginning import locked
from luoshi.district.campaigns.cases import open_claw_back
from luoshi.district.campaigns.models import ClawBack, Payment, Repayment
from luoshi.district.campaigns.telling import of_beneficiary
from luoshi.district.casework.errors import NoSuchCase, StepRefused
from luoshi.district.casework.operations import act
from luoshi.district.casework.queries import Case
from luoshi.district.days import begin_of, day_of
from luoshi.district.facts.operations import record
from luoshi.district.offices.queries import Power
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority

SETTLE: Final = "settle"
RECEIPT_MAX: Final = 100


@transaction.atomic
def claw_back(reference: str, *, amount: Decimal, reason: str, basis: str, by: Authority, at: datetime) -> ClawBack:
    """Ask back what was paid in error, or a part of it: the beneficiary is told and heard before anything is ordered.

    Args:
        reference: of the payment.
        amount: how much, in yuan.
        reason: why.
        basis: by which law: document and article.
        by: who asks.
        at: when.

    Raises:
        NothingToClawBack: it was not paid, or is asked back already.
        NotAllowed: the person may not.
        WrongAmount, NeedsWords: something is not said as it has to be.
    """
    rows = Payment.objects.select_related("beneficiary", "result", "claw_back", "file")
    payment = rows.filter(reference=reference).first()
    campaign = locked(payment.file.campaign_id) if payment else None
    payment = fail_if.not_paid(rows.filter(reference=reference).first())
    assert campaign is not None, "a payment is of a campaign"
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    fail_if.not_an_amount(amount, payment.amount)
    said = fail_if.without_words(reason, fail_if.REASON_MAX, fail_if.REASON)
    law = fail_if.without_words(basis, fail_if.BASIS_MAX, fail_if.BASIS)
    payment.beneficiary.campaign = campaign
    case = open_claw_back(payment, amount=amount, reason=said, basis=law, by=by, at=at)
    return ClawBack.objects.create(payment=payment, amount=amount, reason=said, basis=law, case_code=case.code, **signed(by, at))


@transaction.atomic
def book_repayment(case_code: str, *, amount: Decimal, on: date, reference: str, by: Authority, at: datetime) -> Repayment:
    """Book money that came back; when it comes to what was asked, the case is settled where the person may.

    Args:
        case_code: of the claw-back.
        amount: how much came, in yuan.
        on: when it came.
        reference: the number of the receipt.
        by: who books it.
        at: when.

    Raises:
        NothingToClawBack: nothing is asked back in this case.
        NotAllowed: the person may not.
        WrongAmount, FutureDay, BookedAlready, NeedsWords: something is not said as it has to be.
    """
    rows = ClawBack.objects.select_related("payment__beneficiary", "payment__file")
    found = fail_if.no_claw_back(rows.filter(case_code=case_code).first())
    campaign = locked(found.payment.file.campaign_id)
    fail_if.not_granted(Power.HANDLE, campaign.unit, by)
    receipt = fail_if.without_words(reference, RECEIPT_MAX, fail_if.RECEIPT)
    fail_if.booked_already(found, receipt)
    left = found.amount - repaid(found)
    fail_if.not_an_amount(amount, left)
    fail_if.not_yet_come(on, on=day_of(at))
    made = Repayment.objects.create(claw_back=found, amount=amount, on=on, reference=receipt, **signed(by, at))
    one = found.payment.beneficiary
    one.campaign = campaign
    happened = begin_of(on)
    fact = of_beneficiary(
        one, "benefit.repaid", happened_at=happened, amount=amount, reference=found.payment.reference, receipt=receipt, case=case_code
    )  # fmt: skip
    record(fact, district=campaign.district, by=by, at=at)
    if amount == left:
        _settle(case_code, receipt, by=by, at=at)
    return made


def repaid(found: ClawBack) -> Decimal:
    """What came back so far."""
    return found.repayments.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _settle(case_code: str, receipt: str, *, by: Authority, at: datetime) -> None:
    """Close the case where whoever books may; else it waits for its handler, or for whoever decides."""
    case = Case.objects.get(code=case_code)
    with suppress(StepRefused, NoSuchCase):
        act(case_code, SETTLE, expected_step=case.step_count, values={"receipt": receipt}, by=by, at=at)
