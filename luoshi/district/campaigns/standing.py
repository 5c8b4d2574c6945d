"""Where each line of a list stands: what is due after corrections, whether it is disputed, accepted, declined, with the bank, paid."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, When

from luoshi.district.campaigns.cases import open_cases
from luoshi.district.campaigns.models import Account, Answer, Beneficiary, Correction, Objection, Outcome, Payment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from luoshi.district.campaigns.models import Campaign

_MONEY: Final[DecimalField[Decimal, Decimal]] = DecimalField(max_digits=18, decimal_places=2)


class Stand(StrEnum):
    """Where a line stands."""

    OFF = "off"  # an objection took it off the list
    DISPUTED = "disputed"  # an objection about it is open
    DECLINED = "declined"
    WAITING = "waiting"  # for an answer, or for an account
    READY = "ready"  # to be paid
    SENT = "sent"  # with the bank
    RETURNED = "returned"  # and waiting for another account
    PAID = "paid"
    TOLD = "told"  # nothing is paid in this campaign


def lines_of(campaign: Campaign) -> QuerySet[Any, Any]:
    """The lines of a list, each with ``due`` after corrections, whether it is ``off``, ``disputed``, and its last answer and payment."""
    corrections = Correction.objects.filter(beneficiary=OuterRef("pk")).order_by("-pk")
    answers = Answer.objects.filter(beneficiary=OuterRef("pk")).order_by("-pk")
    payments = Payment.objects.filter(beneficiary=OuterRef("pk")).order_by("-attempt")
    accounts = Account.objects.filter(
        district=campaign.district_id, subject_kind=OuterRef("subject_kind"), subject_key=OuterRef("subject_key")
    ).order_by("-pk")
    return campaign.beneficiaries.annotate(
        corrected=Exists(corrections),
        due=Case(When(corrected=True, then=Subquery(corrections.values("amount")[:1])), default=F("amount"), output_field=_MONEY),
        off=Case(When(corrected=True, due=None, then=True), default=False, output_field=BooleanField()),
        disputed=Exists(Objection.objects.filter(beneficiary=OuterRef("pk"), case_code__in=open_cases(campaign))),
        accepts=Subquery(answers.values("accepts")[:1]),
        answered_account=Subquery(answers.values("account")[:1]),
        account=Subquery(accounts.values("pk")[:1]),
        attempt=Subquery(payments.values("attempt")[:1]),
        outcome=Subquery(payments.values("result__outcome")[:1]),
        paid_into=Subquery(payments.values("account")[:1]),
    )


def on_list(campaign: Campaign) -> QuerySet[Any, Any]:
    """The lines that count."""
    return lines_of(campaign).filter(off=False)


def payable(campaign: Campaign, *, needs_consent: bool) -> QuerySet[Any, Any]:
    """The lines that can be paid now: on the list, not disputed, accepted where that is needed, with an account, not with the bank."""
    free = on_list(campaign).filter(Q(attempt=None) | Q(outcome=Outcome.RETURNED), disputed=False).exclude(account=None)
    agreed = free.filter(accepts=True) if needs_consent else free.exclude(accepts=False)
    # What was returned waits for another account than the one that it was returned from.
    return agreed.filter(Q(attempt=None) | ~Q(paid_into=F("account"))).order_by("number")


def stand_of(line: Any, *, paid: bool, needs_consent: bool) -> Stand:
    """Where a line of :func:`lines_of` stands; ``paid`` says whether money goes out in its campaign at all."""
    if line.off:
        return Stand.OFF
    if line.attempt is not None and line.outcome != Outcome.RETURNED:
        return Stand.PAID if line.outcome == Outcome.PAID else Stand.SENT
    if line.disputed:
        return Stand.DISPUTED
    return _stand_of_unpaid(line, needs_consent=needs_consent) if paid else Stand.TOLD


def _stand_of_unpaid(line: Any, *, needs_consent: bool) -> Stand:
    if line.accepts is False:
        return Stand.DECLINED
    if line.outcome == Outcome.RETURNED and line.paid_into == line.account:
        return Stand.RETURNED
    return Stand.READY if line.account is not None and (line.accepts or not needs_consent) else Stand.WAITING


def due_of(beneficiary: Beneficiary) -> Decimal | None:
    """What is due to one after corrections."""
    found: Decimal | None = lines_of(beneficiary.campaign).get(pk=beneficiary.pk).due
    return found


def total_due(campaign: Campaign) -> Decimal:
    """What the lines that count come to."""
    found: Decimal | None = on_list(campaign).aggregate(total=Sum("due"))["total"]
    return found or Decimal(0)
