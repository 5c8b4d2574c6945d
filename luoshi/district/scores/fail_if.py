"""Everything that is refused about scores. The names of the functions are the conditions; each raises what the person is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.offices.errors import SecondPersonNeeded
from luoshi.district.offices.queries import Power, with_successors
from luoshi.district.plan.queries import commitment
from luoshi.district.scores.errors import (
    DecidedAlready,
    FrozenAlready,
    NoFormula,
    NoSuchObjection,
    NotAllowed,
    NotFrozen,
    NothingToScore,
    NotItsOwn,
    WrongPeriod,
)
from luoshi.district.scores.models import FrozenScore, Objection
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.scores.models import ScoringFormula
    from luoshi.engines.progress import Period

MATTER: Final = "scores"
"""As grants name it."""
BASIS_MAX: Final = 300


def not_the_office(district: District | None, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed.to_choose()


def may_freeze(district: District, by: Authority) -> bool:
    """Whether the person freezes and corrects the scores of all units."""
    return bool(by.posts_throughout(Power.DIRECT, MATTER, district.pk))


def may_not_freeze(report: Report, by: Authority) -> None:
    """The person has no such power for the whole district."""
    assert report.district is not None, "a plan in force is a district's"
    if not may_freeze(report.district, by):
        raise NotAllowed.to_freeze()


def may_object(unit: Unit, by: Authority) -> bool:
    """Whether the person speaks for a unit about its score."""
    return bool(by.posts_within(Power.HANDLE, MATTER, unit))


def may_not_object(unit: Unit, by: Authority) -> None:
    """The person does not speak for the unit."""
    if not may_object(unit, by):
        raise NotAllowed.to_object(unit)


def may_decide(district: District, by: Authority) -> bool:
    """Whether the person decides on objections."""
    return bool(by.posts_throughout(Power.APPROVE, MATTER, district.pk))


def may_not_decide(report: Report, by: Authority) -> None:
    """The person has no such power for the whole district."""
    assert report.district is not None, "a plan in force is a district's"
    if not may_decide(report.district, by):
        raise NotAllowed.to_decide()


def may_see(unit: Unit, by: Authority) -> bool:
    """Whether the person may know how a unit is scored."""
    return by.may(Power.SEE, MATTER, unit=unit)


def no_formula(formula: ScoringFormula | None) -> ScoringFormula:
    """The district has chosen none; else the one that counts."""
    if formula is None:
        raise NoFormula
    return formula


def of_another_rhythm(period: Period, formula: ScoringFormula, report: Report) -> None:
    """Units are scored for other stretches of time, or the plan is of another year."""
    if period.rhythm != formula.said.rhythm or period.year != report.year:
        raise WrongPeriod.of_another_rhythm(period)


def not_over(period: Period, *, on: date) -> None:
    """The period still runs."""
    if on <= period.last_day:
        raise WrongPeriod.not_over(period, period.last_day)


def frozen_already(report: Report, period: Period) -> None:
    """Somebody has frozen the scores of this period."""
    first = FrozenScore.objects.filter(report=report, period=str(period)).order_by("pk").first()
    if first is not None:
        raise FrozenAlready(first.signature)


def not_frozen(frozen: FrozenScore | None) -> FrozenScore:
    """There is no frozen score; else its last version."""
    if frozen is None:
        raise NotFrozen
    return frozen


def nothing_to_score(found: Collection[object]) -> None:
    """No unit has anything to be scored by."""
    if not found:
        raise NothingToScore


def not_its_own(code: str, codes: Collection[str]) -> Commitment:
    """The unit is not scored by this commitment; else the commitment."""
    found = commitment(code) if code in codes else None
    if found is None:
        raise NotItsOwn(code[:100])
    return found


def no_such_objection(report: Report, unit: Unit, period: Period, number: int) -> Objection:
    """There is none of this number; else the objection."""
    found = Objection.objects.filter(report=report, unit=unit, period=str(period), number=number).select_related("answer").first()
    if found is None:
        raise NoSuchObjection(number)
    return found


def may_answer(objection: Objection, by: Authority) -> bool:
    """Whether the person neither objected nor works for the unit that did, and nobody has answered yet."""
    own = with_successors(objection.unit)
    on_its_side = by.person is None or objection.person_id == by.person.pk or any(post.unit_id in own for post in by.posts)
    return not on_its_side and not hasattr(objection, "answer")


def same_side(objection: Objection, by: Authority) -> None:
    """Whoever objected does not decide, nor does anybody of the unit that did."""
    if not may_answer(objection, by):
        raise SecondPersonNeeded(
            Words(
                "异议不能由提出的人或本单位的人决定。",
                "An objection is decided neither by whoever raised it nor by anybody of the same unit.",
            ),
            Words("请另一个单位的区领导决定。", "Ask a leader of another unit."),
        )


def decided_already(objection: Objection) -> None:
    """Somebody has decided it."""
    if hasattr(objection, "answer"):
        raise DecidedAlready(objection.answer.signature)
