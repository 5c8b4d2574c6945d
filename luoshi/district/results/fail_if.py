"""Everything that is refused at the end of a year. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.errors import NotAllowed, SecondPersonNeeded
from luoshi.district.offices.queries import Role
from luoshi.district.reasons import without_reason
from luoshi.district.results.errors import (
    ClosedAlready,
    LaidBeforeAlready,
    LeftOut,
    NoObjection,
    NotLaidBefore,
    NoWindow,
    ObjectedAlready,
    Unanswered,
    UnknownOutcome,
    WindowOpen,
    WindowOver,
    YearNotOver,
)
from luoshi.district.results.models import Hearing, Objection, Result, YearClosing
from luoshi.district.results.outcomes import Outcome
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.decisions.parameters import InForce


BASIS_MAX: Final = 300


def not_who_settles(report: Report, by: Authority) -> None:
    """The person does not keep the plan."""
    if not by.is_office_of(report.district):
        raise NotAllowed.but_the_office(
            Words("年终结果由政府办（督查室）核定。", "Results of the year are settled by the government office.")
        )


def closes(report: Report, by: Authority) -> bool:
    """Whether the person may close the year: a leader of the district, or its office."""
    leads = any(post.role == Role.LEADER and post.unit.district_id == report.district_id for post in by.posts)
    return leads or by.is_office_of(report.district)


def not_who_closes(report: Report, by: Authority) -> None:
    """The person neither leads the district nor keeps its plan."""
    if not closes(report, by):
        raise NotAllowed(
            Words("年度由区领导或政府办（督查室）关账。", "The year is closed by a leader or the government office."),
            Words("请联系他们。", "Ask one of them."),
        )


def year_not_over(report: Report, on: date) -> None:
    """There are days of the year to come."""
    last = date(report.year or on.year, 12, 31)
    if on < last:
        raise YearNotOver(last)


def closed_already(report: Report) -> None:
    """The results of a closed year stay."""
    closing = YearClosing.objects.filter(report=report).first()
    if closing is not None:
        raise ClosedAlready(closing)


def no_such_outcome(outcome: str) -> Outcome:
    """There are four; else the outcome."""
    if outcome not in [*Outcome]:
        raise UnknownOutcome(outcome)
    return Outcome(outcome)


def corrected_without_reason(outcome: Outcome, proposed: Outcome, reason: str) -> None:
    """It is not what follows from figures and words, and nobody says why; or at too great length."""
    if reason.strip() or outcome is not proposed:
        without_reason(reason)


def some_left_out(promises: Sequence[Commitment], settled: set[int]) -> None:
    """Of some promises nobody has said what became of them."""
    labels = [each.label for each in promises if each.pk not in settled]
    if labels:
        raise LeftOut(labels)


def settled_by_the_same_person(report: Report, by: Authority) -> None:
    """双人规则: whoever settled any of the results would close them."""
    if by.person is None or Result.objects.filter(commitment__report=report, person=by.person).exists():
        raise SecondPersonNeeded(
            Words("您核定过其中的结果，不能自己关账。", "You settled some of these results and cannot close them yourself."),
            Words("请由没有核定过的区领导或政府办人员关账。", "Let a leader or somebody of the office close them who settled none."),
        )


def no_window(rule: InForce | None) -> InForce:
    """No rule says how long units may object; else the rule."""
    if rule is None:
        raise NoWindow
    return rule


def laid_before_already(hearing: Hearing | None, *, is_current: bool) -> None:
    """Units look at just these results."""
    if hearing is not None and is_current:
        raise LaidBeforeAlready(hearing)


def not_laid_before(hearing: Hearing | None, *, is_current: bool) -> Hearing:
    """Units have not seen the results as they are now; else when and until when they may object."""
    if hearing is None or not is_current:
        raise NotLaidBefore
    return hearing


def window_open(hearing: Hearing, *, on: date) -> None:
    """Units may still object."""
    if on <= hearing.until:
        raise WindowOpen(hearing)


def window_over(hearing: Hearing, *, on: date) -> None:
    """It is too late to object."""
    if on > hearing.until:
        raise WindowOver(hearing)


def unanswered(report: Report, codes: Iterable[str] | None = None) -> None:
    """Somebody objected, to any of these results if some are named, and was not answered."""
    waiting = Objection.objects.filter(result__commitment__report=report, answer=None).select_related("result__commitment").order_by("pk")
    if codes is not None:
        waiting = waiting.filter(result__commitment__code__in=list(codes))
    if labels := [each.result.commitment.label for each in waiting]:
        raise Unanswered(labels)


def not_who_objects(commitment: Commitment, by: Authority) -> None:
    """The person does not head the unit that leads the promise."""
    if not by.approves_for(commitment.lead):
        raise NotAllowed(
            Words("对结果的异议由牵头单位负责人提出。", "The head of the unit that leads the promise objects to its result."),
            Words("请联系牵头单位负责人。", "Ask the head of that unit."),
        )


def objected_already(result: Result) -> None:
    """There is an objection to it."""
    if hasattr(result, "objection"):
        raise ObjectedAlready(result.commitment.label)


def no_objection(result: Result) -> Objection:
    """Nobody objected to it, or was answered; else the objection."""
    found = Objection.objects.filter(result=result, answer=None).first()
    if found is None:
        raise NoObjection(result.commitment.label)
    return found


def same_side(objection: Objection, by: Authority) -> None:
    """双人规则: whoever settled the result, or works for the unit that objects, would answer."""
    result = objection.result
    if by.person is None or by.person.pk in {result.person_id, objection.person_id} or by.reports_for(result.commitment.lead):
        raise SecondPersonNeeded(
            Words("这个结果由您核定，或者异议出自您的单位，不能由您答复。", "You settled this result, or your unit objects to it."),
            Words("请由没有参与的区领导或政府办人员答复。", "Let a leader or somebody of the office answer who took no part."),
        )
