"""Changes of progress: an indicator measures a target from now on, or no longer; a trajectory is planned; a question is answered.

Each is whole or does not happen. Nothing is altered: what was said before stays, with who said it and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.indicators import queries as indicators
from luoshi.district.locks import alone
from luoshi.district.plan import queries as plans
from luoshi.district.progress import fail_if
from luoshi.district.progress.errors import LinkRefused
from luoshi.district.progress.gathering import gather, links_of, present_links
from luoshi.district.progress.models import WHOLE, Answer, Link, LinkEnd, Tolerance, Trajectory
from luoshi.district.progress.questions import questions_about
from luoshi.district.reasons import without_reason
from luoshi.district.signing import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.progress import Measure, Step


@transaction.atomic
def link_indicator(code: str, indicator_code: str, *, target: int = WHOLE, reason: str, by: Authority, at: datetime) -> Link:
    """Let an indicator measure a target of a commitment from now on.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason: nobody says why it belongs there.
        LinkRefused: the plan is not in force, there is no such target, the two cannot be compared, or are linked already.
        NoSuchIndicator: the district keeps none of this code.
    """
    commitment = _promise(code, by)
    without_reason(reason)
    fail_if.no_such_target(commitment, target)
    assert commitment.report.district is not None, "a plan in force is a district's"
    indicator = indicators.indicator(indicator_code, commitment.report.district)
    fail_if.of_another_sort(next((each for each in commitment.targets.all() if each.number == target), None), indicator)
    fail_if.linked_already(commitment, target, indicator)
    number = Link.objects.filter(commitment=commitment).count() + 1
    return Link.objects.create(
        commitment=commitment, number=number, target_number=target, indicator=indicator, reason=reason.strip(), **signed(by, at)
    )


@transaction.atomic
def end_link(code: str, number: int, *, reason: str, by: Authority, at: datetime) -> LinkEnd:
    """Let an indicator measure a target no longer; its figures, trajectories and answers stay on record.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason: nobody says why.
        LinkRefused: it does not measure it now.
    """
    commitment = _promise(code, by)
    without_reason(reason)
    return LinkEnd.objects.create(link=_link(commitment, number), reason=reason.strip(), **signed(by, at))


@transaction.atomic
def plan_trajectory(code: str, number: int, steps: Sequence[Step], *, reason: str, by: Authority, at: datetime) -> Trajectory:
    """Plan what is to be reached along the way, as a new version.

    Raises:
        NotAllowed: the person is neither the head of the lead unit nor of the office.
        NeedsReason: nobody says why.
        LinkRefused: nothing of that number measures the commitment.
        TrajectoryRefused: it names other periods than the indicator has, falls, or ends short of the goal.
    """
    commitment = _locked(code)
    fail_if.may_not_plan(commitment, by)
    without_reason(reason)
    link, ordered = _link(commitment, number), sorted(steps, key=lambda each: each.period)
    [measured] = gather([link], on=day_of(at))
    fail_if.no_trajectory(measured, ordered)
    return Trajectory.objects.create(
        link=link,
        number=link.trajectories.count() + 1,
        steps={str(each.period): f"{each.expected:f}" for each in ordered},
        reason=reason.strip(),
        **signed(by, at),
    )


@transaction.atomic
def answer(code: str, number: int, key: str, text: str, *, by: Authority, at: datetime) -> Answer:
    """Answer a question that is asked about figures; an answer can be followed by another one.

    Raises:
        NotAllowed: the person works neither for the lead unit nor for the office.
        LinkRefused: nothing of that number measures the commitment.
        AnswerRefused: the question is not asked (any more), or nothing is said.
    """
    commitment = _locked(code)
    fail_if.may_not_answer(commitment, by)
    fail_if.answer_is_empty(text)
    link = _link(commitment, number)
    measured = gather(links_of(commitment), on=day_of(at))
    asked = {each.sign.key: each.sign for each in questions_about(measured)[link.pk]}
    fail_if.not_asked(key, asked)
    assert by.person is not None, "whoever may answer is a person"
    return Answer.objects.create(link=link, kind=asked[key].kind, key=key, text=text.strip(), **signed(by, at))


@transaction.atomic
def set_tolerance(report: Report, measure: Measure, number: Decimal, *, basis: str, status: str, by: Authority, at: datetime) -> Tolerance:
    """Say how far below 左右 and 同步 reach in a plan. ``status`` says how sure the basis is for this district.

    Raises:
        NotAllowed: the person does not keep the district's plan.
        NeedsReason: there is no basis.
        ToleranceRefused: it is less than nothing.
    """
    fail_if.not_the_office(report.district, by)
    without_reason(basis)
    fail_if.tolerance_is_wrong(number)
    return Tolerance.objects.create(report=report, measure=measure, number=number, status=status, reason=basis.strip(), **signed(by, at))


def _promise(code: str, by: Authority) -> Commitment:
    """A commitment of a plan in force, locked, for whoever keeps the plan."""
    commitment = _locked(code)
    fail_if.not_the_office(commitment.report.district, by)
    return commitment


def _locked(code: str) -> Commitment:
    """A commitment of a plan in force; of two who change what belongs to it at once, one waits."""
    commitment = plans.commitment(code)
    fail_if.no_promise_in_force(code, commitment)
    assert commitment is not None, "looked at just now"
    alone(f"progress of {commitment.pk}")
    return commitment


def _link(commitment: Commitment, number: int) -> Link:
    link = present_links(Link.objects.filter(commitment=commitment, number=number)).first()
    if link is None:
        raise LinkRefused.not_linked(commitment.code, number)
    return link
