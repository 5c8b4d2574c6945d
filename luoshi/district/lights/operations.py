"""Changes of lights: a plan is judged, a rule is chosen, an exemption is asked for and decided, a step of the ladder is taken.

Each is whole or does not happen. Nothing is altered: a new light is a new row, and what was said before stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.casework import operations as casework
from luoshi.district.days import day_of
from luoshi.district.facts.queries import Subject
from luoshi.district.lights import fail_if, telling
from luoshi.district.lights.judging import lights_on
from luoshi.district.lights.ladder import MATTER, followings
from luoshi.district.lights.models import Exemption, ExemptionAnswer, LadderStep, Light, LightRule
from luoshi.district.lights.queries import histories_that_last, lit, rule_of
from luoshi.district.locks import alone
from luoshi.district.plan import queries as plans
from luoshi.district.reasons import without_reason
from luoshi.district.signing import signed
from luoshi.engines.progress.escalation import Rung

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.lights.ladder import Following
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.packs import Pack


@transaction.atomic
def choose_rule(report: Report, pack: str, *, reason: str, by: Authority, at: datetime) -> LightRule:
    """Let the promises of a plan be lit by the rule of a pack from now on.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason: nobody says why.
        NoRule: no such rule is in force, or it lights nothing.
    """
    fail_if.not_the_office(report.district, by)
    without_reason(reason)
    assert report.district is not None
    fail_if.no_rule(report.district, pack, on=day_of(at))
    return LightRule.objects.create(report=report, pack=pack, reason=reason.strip(), **signed(by, at))


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Choose the rule that a district's pack names for the plan of its year; what is chosen already stays. Returns how many were chosen.

    Raises:
        LightsError: as :func:`choose_rule` says.
    """
    wanted = pack.yardsticks.lights if pack.yardsticks else ""
    report = plans.plan_in_force(district, pack.year) if wanted and pack.year else None
    if report is None or rule_of(report) is not None:
        return 0
    choose_rule(report, wanted, reason="按数据包载入", by=by, at=at)
    return 1


@transaction.atomic
def judge(report: Report, *, on: date, at: datetime) -> int:
    """Light every promise of an adopted plan as it stands on a day: each measured target, and by its milestones what nothing measures.
    Returns how many lights changed.

    Where no rule is chosen or in force, what was lit before stands.
    """
    alone(f"lights of {report.pk}")  # of two who judge a plan at once, one waits and finds nothing new
    rule = rule_of(report)
    return len(Light.objects.bulk_create(lights_on(report, rule, on=on, at=at))) if rule and report.adopted else 0


@transaction.atomic
def follow(report: Report, *, at: datetime) -> int:
    """Remind the units of lights that lasted, and tell the office which other steps may be taken. Returns how much was done.

    Only a reminder is the system's own: a notice, a circular and a talk are decided by people.
    """
    assert report.district is not None, "a plan in force is a district's"
    today, reminders, others = day_of(at), list["Following"](), list["Following"]()
    for found in followings(histories_that_last(report), report.district, at=at).values():
        if found.next is not None and found.next.is_due(today):
            (reminders if found.next.rung is Rung.REMIND else others).append(found)
    return sum(_remind(each, at=at) for each in reminders) + telling.tell_keepers(others, report.district, at=at)


def _remind(found: Following, *, at: datetime) -> int:
    return _take(found, "", by=None, at=at).told


@transaction.atomic
def escalate(code: str, number: int, *, words: str, by: Authority, at: datetime) -> LadderStep:
    """Take the step that is due on a light: draft a supervision notice, name the unit in a circular, or call it to a talk.

    Args:
        code: the commitment.
        number: what measures it, as it is numbered there; 0 where nothing does.
        words: what is demanded, or why it is done.
        by: of the office for a notice, a leader for what is more.
        at: when.

    Raises:
        NotLit: nothing of that number is lit.
        NotDue: nothing follows, the time is not over, or the step before was not served.
        NotAllowed: the person may not take this step.
        NeedsReason: no words.
        CaseworkError: the notice cannot be drafted.
    """
    commitment = _locked(code)
    history = lit(commitment, number)
    assert commitment.report.district is not None
    [found] = followings({history[-1].key: history}, commitment.report.district, at=at).values()
    rung = fail_if.not_due(found, on=day_of(at))
    fail_if.may_not_escalate(rung, commitment, by)
    without_reason(words)
    return _take(found, words.strip(), by=by, at=at)


def _take(found: Following, words: str, *, by: Authority | None, at: datetime) -> LadderStep:
    assert found.next is not None, "something is due"
    rung, light = found.next.rung, found.light
    commitment = light.commitment
    case = _draft(commitment, light, words, by=by, at=at) if rung is Rung.ORDER and by else ""
    told = 0 if rung is Rung.ORDER else telling.tell_unit(found, words, at=at)
    return LadderStep.objects.create(
        commitment=commitment, link=light.link, light=light, rung=rung, on=day_of(at), words=words, told=told, case_code=case,
        person=by.person if by else None, signature=by.signature if by else "系统", at=at,
    )  # fmt: skip


def _draft(commitment: Commitment, light: Light, words: str, *, by: Authority, at: datetime) -> str:
    """A supervision notice as a proposal of the office: by article 11 a leader approves it before it is issued."""
    assert commitment.report.district is not None, "a plan in force is a district's"
    case = casework.open_case(
        MATTER, district=commitment.report.district, subject=Subject(plans.KIND, commitment.code, commitment.label), title=commitment.quote,
        values={"matter": "ordinary", "basis": "proposal", "demand": words}, idempotency_key=f"light/{light.pk}", by=by, at=at,
    )  # fmt: skip
    return case.code


@transaction.atomic
def ask_exemption(code: str, *, first: date, last: date, reason: str, basis: str, by: Authority, at: datetime) -> Exemption:
    """Ask that a commitment is not judged for some days, both inclusive.

    Raises:
        NotAllowed: the person is neither the head of the lead unit nor of the office.
        NeedsReason: no reason, or no basis.
        WrongDays: it ends before it begins, or is over already.
    """
    commitment = _locked(code)
    fail_if.may_not_ask(commitment, by)
    without_reason(reason)
    without_reason(basis, fail_if.BASIS_MAX)
    fail_if.days_are_wrong(first, last, on=day_of(at))
    return Exemption.objects.create(
        commitment=commitment, number=Exemption.objects.filter(commitment=commitment).count() + 1, first_day=first, last_day=last,
        reason=reason.strip(), basis=basis.strip(), **signed(by, at),
    )  # fmt: skip


@transaction.atomic
def decide_exemption(code: str, number: int, *, granted: bool, reason: str = "", by: Authority, at: datetime) -> ExemptionAnswer:
    """Grant an exemption, or refuse it with a reason. What is granted is seen at once.

    Raises:
        NoSuchExemption: there is none of this number.
        NotAllowed: the person is no leader.
        SecondPersonNeeded: the person asked for it.
        DecidedAlready: somebody has decided it.
        NeedsReason: it is refused and nobody says why.
    """
    commitment = _locked(code)
    exemption = fail_if.no_such_exemption(commitment, number)
    fail_if.may_not_grant(commitment, by)
    fail_if.same_person(exemption, by)
    fail_if.decided_already(exemption)
    if not granted:
        without_reason(reason)
    answer = ExemptionAnswer.objects.create(exemption=exemption, granted=granted, reason=reason.strip(), **signed(by, at))
    if granted:
        judge(commitment.report, on=day_of(at), at=at)
    return answer


def _locked(code: str) -> Commitment:
    """A commitment of a plan in force; of two who change what belongs to it at once, one waits."""
    commitment = plans.commitment(code)
    fail_if.no_promise_in_force(code, commitment)
    assert commitment is not None, "looked at just now"
    alone(f"light of {commitment.pk}")
    return commitment
