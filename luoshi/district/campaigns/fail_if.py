"""Everything that is refused about campaigns. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db.models import Q

from luoshi.district.campaigns.cases import is_upheld
from luoshi.district.campaigns.errors import (
    BegunAlready,
    BookedAlready,
    DecidedAlready,
    FutureDay,
    LookedAtAnother,
    NeedsWords,
    NobodyEntitled,
    NoList,
    NoSuchBeneficiary,
    NotAllowed,
    NothingToClawBack,
    NotTheOffice,
    NotUpheld,
    NotYet,
    OnTheList,
    OverBudget,
    RestsOnOld,
    SecondPersonNeeded,
    TooLate,
    WrongAccount,
    WrongAmount,
    WrongPeriod,
)
from luoshi.district.campaigns.grants import POWERS, may
from luoshi.district.campaigns.models import Beneficiary, Campaign, Outcome, Repayment
from luoshi.district.campaigns.people import may_act
from luoshi.district.population.queries import changed_since, result_of
from luoshi.engines.progress import Period, Rhythm
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.campaigns.catalogue import Known
    from luoshi.district.campaigns.models import Approval, ClawBack, DryRun, Objection, Payment, Publication
    from luoshi.district.offices.queries import Authority, District, Person, Power, Unit

REASON_MAX: Final = 500
BASIS_MAX: Final = 300
_ACCOUNT: Final = re.compile(r"[0-9]{8,34}")
_CENT: Final = Decimal("0.01")


def not_granted(power: Power, unit: Unit, by: Authority) -> None:
    """No post of the person was granted the power for this unit's campaigns."""
    if not may(power, unit, by):
        raise NotAllowed(POWERS[power])


def not_the_office(district: District, by: Authority) -> Person:
    """The person does not keep the district's campaigns; else who it is."""
    if by.person is None or not by.is_office_of(district):
        raise NotTheOffice
    return by.person


# --- from the beginning to the list


def not_a_period(said: Known, period: str, *, on: date) -> None:
    """The period is of another kind than the campaign's."""
    example = Period.of(on, Rhythm(said.entry.period))
    if not _is_of(example.rhythm, period):
        raise WrongPeriod(period, str(example))


def _is_of(rhythm: Rhythm, period: str) -> bool:
    try:
        read = Period.parse(period)
    except ValueError:
        return False
    return read.rhythm is rhythm and str(read) == period


def begun_already(district: District, said: Known, period: str) -> None:
    """There is one for this period."""
    if Campaign.objects.filter(district=district, code=said.entry.code, period=period).exists():
        raise BegunAlready(said.entry.name, period)


def approved_already(approval: Approval | None) -> None:
    """Another dry run was approved."""
    if approval is not None:
        raise TooLate.for_a_dry_run()


def not_approved(approval: Approval | None) -> Approval:
    """None was approved; else by whom."""
    if approval is None:
        raise NotYet.approved()
    return approval


def not_published(publication: Publication | None) -> Publication:
    """There is no list; else the list."""
    if publication is None:
        raise NotYet.published()
    return publication


def decided_already(dry_run: DryRun) -> None:
    """Somebody has approved it, or not."""
    if hasattr(dry_run, "approval"):
        raise DecidedAlready


def the_same_person(dry_run: DryRun, by: Authority) -> None:
    """Whoever ran it does not approve it."""
    if by.person is None or by.person.pk == dry_run.person_id:
        raise SecondPersonNeeded


def looked_at_another(dry_run: DryRun, sha256: str) -> None:
    """The hash that the person saw is not that of the result."""
    if sha256 != dry_run.run.sha256:
        raise LookedAtAnother


def rests_on_old(dry_run: DryRun) -> None:
    """Since it was run its rules or data were changed; or its result is not in the store as it was frozen, which the store tells."""
    with result_of(dry_run.run):
        pass
    if changed := list(changed_since(dry_run.run)):
        raise RestsOnOld(changed)


def without_words(words: str, most: int, what: Words) -> str:
    """Nothing is said, or too much; else what is said."""
    said = words.strip()
    if not 0 < len(said) <= most:
        raise NeedsWords(what, most)
    return said


REASON: Final = Words("理由", "reason")
BASIS: Final = Words("依据", "legal basis")
RECEIPT: Final = Words("凭证号", "number of the receipt")
BANK: Final = Words("开户银行", "name of the bank")


def over_budget(amount: Decimal, budget: Decimal | None) -> None:
    """More would be paid than there is."""
    if budget is not None and amount > budget:
        raise OverBudget(amount, budget)


def nobody_is_entitled(count: int) -> None:
    """The list would be empty."""
    if not count:
        raise NobodyEntitled


# --- objections, answers


def without_a_list(publication: Publication | None) -> Publication:
    """There is no list that could be objected to or answered; else the list."""
    if publication is None:
        raise NoList
    return publication


def may_not_act(by: Authority, district: District, kind: str, key: str, *, on: date) -> None:
    """The person does not act for whom it is about."""
    if not may_act(by, district, kind, key, on=on):
        raise NoSuchBeneficiary


def not_upheld(objection: Objection | None, case_code: str) -> Objection:
    """No such objection was upheld; else which one."""
    if objection is None or not is_upheld(case_code):
        raise NotUpheld(case_code)
    return objection


def on_the_list(campaign: Campaign, kind: str, key: str, case_code: str) -> None:
    """Whoever is to be added is there, or was taken off, or is on another list for the same reason."""
    there = Q(campaign=campaign, subject_kind=kind, subject_key=key) | Q(case_code=case_code)
    found = Beneficiary.objects.filter(there).first()
    if found is not None:
        raise OnTheList(found.name)


def with_the_bank(beneficiary: Beneficiary) -> None:
    """A payment is on its way, or has arrived."""
    last = beneficiary.payments.order_by("-attempt").select_related("result").first()
    if last is not None and getattr(getattr(last, "result", None), "outcome", "") != Outcome.RETURNED:
        raise TooLate.to_answer()


def not_an_account(number: str) -> str:
    """It has other signs than digits; else the digits."""
    even = re.sub(r"\s", "", number)
    if not _ACCOUNT.fullmatch(even):
        raise WrongAccount.number()
    return even


def of_somebody_else(holder: str, name: str) -> None:
    """The account is not the beneficiary's own."""
    if "".join(holder.split()) != "".join(name.split()):
        raise WrongAccount.holder(name)


# --- money


def still_open_to_objections(publication: Publication, *, on: date) -> None:
    """The list can be objected to until a day that is not over."""
    if publication.objection_until is not None and on <= publication.objection_until:
        raise NotYet.objected(publication.objection_until)


def not_paid(payment: Payment | None) -> Payment:
    """It was not paid, or is asked back already; else the payment."""
    if payment is None or hasattr(payment, "claw_back") or getattr(getattr(payment, "result", None), "outcome", "") != Outcome.PAID:
        raise NothingToClawBack
    return payment


def no_claw_back(found: ClawBack | None) -> ClawBack:
    """Nothing is asked back in the case; else what."""
    if found is None:
        raise NothingToClawBack
    return found


def not_an_amount(amount: Decimal, most: Decimal) -> None:
    """It is nothing, finer than a cent, or more than there was."""
    if not (0 < amount <= most and amount == amount.quantize(_CENT)):
        raise WrongAmount(most)


def not_yet_come(day: date, *, on: date) -> None:
    """It is said of a day that has not come."""
    if day > on:
        raise FutureDay(day)


def booked_already(claw_back: ClawBack, reference: str) -> None:
    """The receipt was booked before."""
    if Repayment.objects.filter(claw_back=claw_back, reference=reference).exists():
        raise BookedAlready(reference)
