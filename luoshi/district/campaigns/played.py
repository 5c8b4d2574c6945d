"""The steps of an invented campaign in their order: each says what is still to be done of it, by whom, or nothing where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from luoshi.district.campaigns import operations
from luoshi.district.campaigns.beginning import approval_of
from luoshi.district.campaigns.cases import CLAW_BACK, OBJECTION, UPHELD, applicant_of
from luoshi.district.campaigns.catalogue import known
from luoshi.district.campaigns.grants import MATTER
from luoshi.district.campaigns.models import Campaign, ClawBack, Correction, Outcome, Payment, Publication
from luoshi.district.campaigns.people import acting_for_all
from luoshi.district.campaigns.standing import lines_of, payable
from luoshi.district.casework.operations import act as take_step
from luoshi.district.casework.operations import as_applicant
from luoshi.district.casework.queries import Case
from luoshi.district.days import day_of
from luoshi.district.offices.queries import PUBLIC, Power, authority_of_person, people_who_may
from luoshi.district.population.queries import MATTER as POPULATION
from luoshi.district.services.queries import Subject, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from luoshi.district.campaigns.models import Beneficiary
    from luoshi.district.offices.queries import Authority, District, Person, Unit

    Act = Callable[[], object]


def WAITS() -> None:  # noqa: N802 - it stands for a step that is due on another day
    """Nothing is done today."""


@dataclass(frozen=True)  # without slots, for who is found when somebody is needed
class Played:
    """One campaign on its way: what the pack says of it, and who handles its cases, who decides."""

    told: Mapping[str, Any]
    district: District
    unit: Unit
    at: datetime

    @classmethod
    def of(cls, told: Mapping[str, Any], district: District, at: datetime) -> Played | None:
        """Nothing where there is no such unit."""
        unit = district.units.filter(code=told["unit"]).first()
        return cls(told, district, unit, at) if unit is not None else None

    @cached_property
    def runner(self) -> Authority:
        """Whoever may run it over everybody and does not approve; nobody in particular where nobody may."""
        able = people_who_may(Power.HANDLE, MATTER, unit=self.unit, on=self.on)
        runs = (each for each in able if each.may(Power.HANDLE, POPULATION) and not each.may(Power.APPROVE, MATTER, unit=self.unit))
        return next(runs, PUBLIC)

    @property
    def on(self) -> date:
        """The day."""
        return day_of(self.at)

    def somebody(self, power: Power, matter: str = MATTER) -> Authority:
        """Who holds a power in the unit's affairs and runs nothing."""
        able = people_who_may(power, matter, unit=self.unit, on=self.on)
        return next(each for each in able if each.person != self.runner.person)

    def acting(self, found: Campaign) -> dict[tuple[str, str], list[Person]]:
        """Who acts for those on the list."""
        subjects = set(found.beneficiaries.values_list("subject_kind", "subject_key"))
        return acting_for_all(self.district, subjects, on=self.on)

    def as_person(self, kind: str, key: str) -> Authority:
        """Whoever acts for one of a register."""
        [person, *_] = acting_for_all(self.district, {(kind, key)}, on=self.on)[kind, key]
        return authority_of_person(person, on=self.on)

    def begin(self) -> Campaign:
        """Open it, by the law of the day."""
        code, period = self.told["campaign"], str(self.told["period"])
        return operations.open_campaign(self.district, code, period=period, unit=self.unit, on=self.on, by=self.runner, at=self.at)

    def take(self, case: Case, step: str, values: Mapping[str, Any], by: Any) -> Act:
        """A step of one of its cases."""
        return lambda: take_step(case.code, step, expected_step=case.step_count, values=dict(values), by=by, at=self.at)


def _tried(by: Played, found: Campaign) -> Act | None:
    return None if found.dry_runs.exists() else lambda: operations.try_out(found, by=by.runner, at=by.at)


def _approved(by: Played, found: Campaign) -> Act | None:
    if approval_of(found) is not None:
        return None
    dry, head = found.dry_runs.select_related("run").latest("number"), by.somebody(Power.APPROVE)
    return lambda: operations.approve(dry, granted=True, run_sha256=dry.run.sha256, by=head, at=by.at)


def _published(by: Played, found: Campaign) -> Act | None:
    return None if Publication.objects.filter(campaign=found).exists() else lambda: operations.publish(found, by=by.runner, at=by.at)


def _told(by: Played, found: Campaign) -> Act | None:
    if known(found.type).entry.is_paid or hasattr(found, "telling"):
        return None
    return lambda: operations.close_without_payment(found, by=by.runner, at=by.at)


# --- an objection


def _objected(by: Played, found: Campaign) -> Act | None:
    said = by.told.get("objection")
    if said is None:
        return None
    subject = Subject(SubjectKind.ENTERPRISES, said["enterprise"])
    objection = found.objections.filter(subject_key=subject.key).first()
    if objection is None:
        own = by.as_person(subject.kind, subject.key)
        return lambda: operations.object_to(found, subject, matter=said["matter"], reason=said["reason"], by=own, at=by.at)
    case = Case.objects.get(code=objection.case_code)
    if case.closed_at is None and "opinion" in said:
        return _decided(by, case, said)
    return _corrected(by, found, case, said) if case.status == UPHELD else None


def _decided(by: Played, case: Case, said: Mapping[str, Any]) -> Act:
    if case.status == "filed":
        values = {"opinion": said["opinion"], "finding": said["finding"], "clause": said["clause"]}
        return by.take(case, "propose", values, by.somebody(Power.HANDLE, OBJECTION))
    return by.take(case, said["opinion"], said.get("decision", {}), by.somebody(Power.APPROVE, OBJECTION))


def _corrected(by: Played, found: Campaign, case: Case, said: Mapping[str, Any]) -> Act | None:
    """Whoever was left out comes to the list; whoever is on it gets the amount that is right."""
    head, amount = by.somebody(Power.APPROVE), Decimal(said["amount"])
    line = found.beneficiaries.filter(subject_key=said["enterprise"]).first()
    if line is None:
        return lambda: operations.include(found, case_code=case.code, amount=amount, by=head, at=by.at)
    if line.case_code or Correction.objects.filter(beneficiary=line).exists():
        return None
    return lambda: operations.correct(line, amount=amount, case_code=case.code, reason=said["finding"], by=head, at=by.at)


# --- answers and money


def _answered(by: Played, found: Campaign) -> Act | None:
    """Everybody for whom somebody acts answers on the same day."""
    if found.payment_files.exists():
        return None
    acting = by.acting(found)
    waiting = [each for each in lines_of(found).filter(off=False, accepts=None, attempt=None).order_by("number") if _key(each) in acting]
    return (lambda: [_answer(by, each, acting[_key(each)][0]) for each in waiting]) if waiting else None


def _answer(by: Played, one: Beneficiary, person: Person) -> object:
    own = authority_of_person(person, on=by.on)
    if one.subject_key in by.told.get("declines", ()):
        return operations.decline(one.pk, by=own, at=by.at)
    number = f"99{one.pk:014d}"  # invented, and visibly so
    return operations.accept(one.pk, bank="示例银行桃源支行（虚构）", number=number, holder=one.name, by=own, at=by.at)


def _key(line: Beneficiary) -> tuple[str, str]:
    return line.subject_kind, line.subject_key


def _sent(by: Played, found: Campaign) -> Act | None:
    if found.payment_files.exists():
        return None
    until = Publication.objects.get(campaign=found).objection_until
    needs_consent = known(found.type).entry.consent == "needed"
    if (until is not None and by.on <= until) or not payable(found, needs_consent=needs_consent).exists():
        return WAITS
    return lambda: operations.make_payment_file(found, by=by.runner, at=by.at)


def _paid(by: Played, found: Campaign) -> Act | None:
    """The bank answers: all are paid but the last, where there are several, which it returns."""
    payments = list(Payment.objects.filter(file__campaign=found).order_by("pk"))
    if any(hasattr(each, "result") for each in payments):
        return None
    rows = [f"{each.reference},已支付,{by.on},,示例-{each.pk}" for each in payments]
    if len(payments) > 1:
        rows[-1] = f"{payments[-1].reference},退回,{by.on},账户名称不符（示例）,"
    content = "\n".join(["付款编号,结果,日期,原因,银行流水号", *rows]).encode()
    return lambda: operations.read_results(found, content, name="示例回盘.csv", by=by.runner, at=by.at)


# --- what was paid in error comes back


def _clawed_back(by: Played, found: Campaign) -> Act | None:
    said, payment = by.told["claw_back"], Payment.objects.filter(file__campaign=found, result__outcome=Outcome.PAID).earliest("pk")
    asked = ClawBack.objects.filter(payment=payment).first()
    amount = Decimal(said["amount"])
    if asked is None:
        because = {"reason": said["reason"], "basis": said["basis"], "by": by.somebody(Power.HANDLE, CLAW_BACK), "at": by.at}
        return lambda: operations.claw_back(payment.reference, amount=amount, **because)
    case = Case.objects.get(code=asked.case_code)
    if case.status == "ordered":
        booked = {"on": by.on, "reference": said["receipt"], "by": by.somebody(Power.HANDLE, CLAW_BACK), "at": by.at}
        return lambda: operations.book_repayment(case.code, amount=amount, **booked)
    return _heard(by, case, payment.beneficiary, said) if case.closed_at is None else None


def _heard(by: Played, case: Case, one: Beneficiary, said: Mapping[str, Any]) -> Act:
    """The beneficiary is heard, a decision is drafted, and taken by another person."""
    if case.status == "proposed":
        return by.take(case, "order", said["order"], by.somebody(Power.APPROVE, CLAW_BACK))
    if case.steps.filter(transition="state").exists():
        return by.take(case, "propose", said["propose"], by.somebody(Power.HANDLE, CLAW_BACK))
    person = by.as_person(one.subject_kind, one.subject_key).person
    assert person is not None, "whoever acts is a person"
    own = as_applicant(applicant_of(one.subject_kind, one.subject_key), person=person)
    return by.take(case, "state", {"statement": said["statement"]}, own)


STEPS: Final[tuple[tuple[str, Callable[[Played, Campaign], Act | None]], ...]] = (
    ("tried", _tried),
    ("approved", _approved),
    ("published", _published),
    ("told", _told),
    ("objected", _objected),
    ("answered", _answered),
    ("sent", _sent),
    ("paid", _paid),
    ("clawed_back", _clawed_back),
)
"""The stages, each with what leads there. Nothing is told where money is paid, and nothing is paid where people are told."""
