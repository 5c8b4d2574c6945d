"""Everything that is refused about lights. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.lights.errors import DecidedAlready, NoRule, NoSuchExemption, NotAllowed, NotDue, NotLit, WrongDays
from luoshi.district.lights.ladder import MATTER
from luoshi.district.lights.models import Exemption
from luoshi.district.lights.rules import LIGHT, rules_of
from luoshi.district.lights.telling import present_lead
from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.district.offices.queries import Power
from luoshi.engines.progress.escalation import Rung
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.lights.ladder import Following
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment

BASIS_MAX: Final = 300


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed.to_choose()


def no_rule(district: District, pack: str, *, on: date) -> None:
    """No pack of this name is in force, or it says nothing of lights."""
    rules = rules_of(district, pack, on=on)
    if rules is None or LIGHT not in rules.package.offered:
        raise NoRule(pack)


def no_promise_in_force(code: str, commitment: Commitment | None) -> None:
    """There is no such commitment, or its plan is not adopted."""
    if commitment is None or not commitment.report.adopted or commitment.report.district is None:
        raise NotLit.no_commitment(code)


def not_due(found: Following, *, on: date) -> Rung:
    """Nothing follows on the light, or not yet; else what does."""
    if found.next is None:
        raise NotDue.nothing_follows()
    if not found.next.is_due(on):
        raise NotDue.not_yet(found.next)
    if found.next.rung is Rung.REMIND:
        raise NotDue.reminded_by_the_system()
    return found.next.rung


def may_escalate(rung: Rung, commitment: Commitment, by: Authority) -> bool:
    """Whether the person may take a step: the office drafts a notice, a leader decides on a circular and a talk."""
    unit = present_lead(commitment)
    power = Power.DIRECT if rung is Rung.ORDER else Power.APPROVE
    return unit is not None and by.may(power, MATTER, unit=unit)


def may_not_escalate(rung: Rung, commitment: Commitment, by: Authority) -> None:
    """The person may not take the step, or nobody leads the commitment."""
    if not may_escalate(rung, commitment, by):
        raise NotAllowed.to_escalate(rung)


def asks(commitment: Commitment, by: Authority) -> bool:
    """Whether the person may ask for an exemption."""
    return by.approves_for(commitment.lead) or by.is_office_of(commitment.report.district)


def may_not_ask(commitment: Commitment, by: Authority) -> None:
    """The person is neither the head of the lead unit nor of the office."""
    if not asks(commitment, by):
        raise NotAllowed.to_ask(commitment)


def grants(commitment: Commitment, by: Authority) -> bool:
    """Whether the person decides on exemptions: a leader of the district."""
    district = commitment.report.district
    return district is not None and bool(by.posts_throughout(Power.APPROVE, MATTER, district.pk))


def may_not_grant(commitment: Commitment, by: Authority) -> None:
    """The person is no leader of the district."""
    if not grants(commitment, by):
        raise NotAllowed.to_grant()


def same_person(exemption: Exemption, by: Authority) -> None:
    """Whoever asked does not decide."""
    if by.person is None or exemption.person_id == by.person.pk:
        raise SecondPersonNeeded(
            Words("申请的人不能自己批准。", "Whoever asked for an exemption does not decide on it."),
            Words("请另一位区领导决定。", "Ask another leader."),
        )


def no_such_exemption(commitment: Commitment, number: int) -> Exemption:
    """There is none of this number; else the exemption."""
    found = Exemption.objects.filter(commitment=commitment, number=number).select_related("answer").first()
    if found is None:
        raise NoSuchExemption(commitment, number)
    return found


def decided_already(exemption: Exemption) -> None:
    """Somebody has granted or refused it."""
    if hasattr(exemption, "answer"):
        raise DecidedAlready(exemption.answer.signature)


def days_are_wrong(first: date, last: date, *, on: date) -> None:
    """It ends before it begins, or is over already."""
    if last < first or last < on:
        raise WrongDays(first, last)
