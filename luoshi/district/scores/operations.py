"""Changes of scores: a formula is published and chosen, a period is frozen, a unit objects, somebody else decides, a score is corrected.

Each is whole or does not happen. Nothing is altered: what was frozen stays, and a correction is another version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.locks import alone
from luoshi.district.plan.queries import Report, plan_in_force
from luoshi.district.reasons import without_reason
from luoshi.district.scores import fail_if, queries, telling
from luoshi.district.scores.models import FormulaChoice, FrozenScore, Objection, ObjectionAnswer, ObjectionKind, ScoringFormula
from luoshi.district.signing import signed
from luoshi.engines.progress.scores_records import duties_to_json

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.packs import Pack, ScoringEntry
    from luoshi.engines.progress import Period


@transaction.atomic
def publish(district: District, said: ScoringEntry, *, by: Authority, at: datetime) -> ScoringFormula:
    """Publish a formula in a district, as the next version of its code; one that is published already stays as it is.

    Raises:
        NotAllowed: the person does not keep the district's plan.
    """
    fail_if.not_the_office(district, by)
    known = ScoringFormula.objects.filter(district=district, sha256=said.version).first()
    if known is not None:
        return known
    number = ScoringFormula.objects.filter(district=district, code=said.code).count() + 1
    return ScoringFormula.objects.create(
        district=district, code=said.code, number=number, text=said.text, sha256=said.version, **signed(by, at)
    )


@transaction.atomic
def choose(report: Report, formula: ScoringFormula, *, reason: str, by: Authority, at: datetime) -> FormulaChoice:
    """Let the units that work on a plan be scored by a formula from now on; what is frozen keeps its own.

    Raises:
        NotAllowed: the person does not keep the district's plan, or the formula is of another district.
        NeedsReason: nobody says why.
    """
    fail_if.not_the_office(report.district, by)
    fail_if.not_the_office(formula.district, by)
    without_reason(reason)
    return FormulaChoice.objects.create(report=report, formula=formula, reason=reason.strip(), **signed(by, at))


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Publish the formula of a pack; a district's own is chosen for the plan of its year, where nobody has chosen one yet.

    Returns:
        How much was new.

    Raises:
        ScoresError: as :func:`publish` and :func:`choose` say.
    """
    if pack.scoring is None:
        return 0
    before = ScoringFormula.objects.filter(district=district).count()
    formula = publish(district, pack.scoring, by=by, at=at)
    new = ScoringFormula.objects.filter(district=district).count() - before
    plan = plan_in_force(district, pack.year) if pack.year else None
    if plan is None or queries.choice_of(plan) is not None:
        return new
    choose(plan, formula, reason="按数据包载入", by=by, at=at)
    return new + 1


@transaction.atomic
def freeze(report: Report, period: Period, *, by: Authority, at: datetime) -> list[FrozenScore]:
    """Freeze the scores of all units in a period, with everything that they rest on as it is known now.

    Raises:
        NotAllowed: the person has no such power.
        NoFormula: none is chosen.
        WrongPeriod: units are not scored for it, or it is not over.
        FrozenAlready: somebody has frozen it.
        NothingToScore: no unit has anything to be scored by.
    """
    today = day_of(at)
    fail_if.may_not_freeze(report, by)
    _lock(report)
    formula = _scored(report, period)
    fail_if.not_over(period, on=today)
    fail_if.frozen_already(report, period)
    found = queries.provisional_scores(report, period, formula, on=today)
    fail_if.nothing_to_score(found)
    return [_frozen(each, report, 1, by=by, at=at) for each in found]


@transaction.atomic
def correct(report: Report, unit: Unit, period: Period, *, reason: str, by: Authority, at: datetime) -> FrozenScore:
    """Freeze a score once more, by its own formula and as it is known now, as its next version.

    Raises:
        NotAllowed: the person has no such power.
        NeedsReason: nobody says why.
        NotFrozen: it is not frozen, and follows the figures anyhow.
        NothingToScore: the unit has nothing to be scored by any more.
    """
    fail_if.may_not_freeze(report, by)
    without_reason(reason)
    _lock(report)
    return _next_version(report, unit, period, reason.strip(), None, by=by, at=at)


@transaction.atomic
def object_to(
    report: Report, unit: Unit, period: Period, code: str, *, kind: ObjectionKind, reason: str, basis: str, by: Authority, at: datetime
) -> Objection:
    """Object to a unit's score, provisional or frozen: something about a commitment is wrong, or it was out of anybody's hands.

    Args:
        report: the plan.
        unit: whose score.
        period: of which period.
        code: the commitment about which something is wrong.
        kind: what is asked.
        reason: what is wrong, or what happened.
        basis: the document, notice or record that shows it.
        by: the head of the unit.
        at: when.

    Raises:
        NotAllowed: the person does not speak for the unit.
        NeedsReason: no reason, or no basis.
        NoFormula: none is chosen.
        WrongPeriod: units are not scored for it.
        NotItsOwn: the unit is not scored by this commitment.
    """
    fail_if.may_not_object(unit, by)
    without_reason(reason)
    without_reason(basis, fail_if.BASIS_MAX)
    _lock(report)
    _scored(report, period)
    scored = queries.score_of(unit, report, period, on=day_of(at))
    about = fail_if.not_its_own(code, {each.commitment for each in scored.duties} if scored else ())
    number = Objection.objects.filter(report=report, unit=unit, period=str(period)).count() + 1
    objection = Objection.objects.create(
        report=report, unit=unit, period=str(period), number=number, commitment=about, kind=kind, reason=reason.strip(),
        basis=basis.strip(), **signed(by, at),
    )  # fmt: skip
    telling.tell_deciders(objection, at=at)
    return objection


@transaction.atomic
def decide(
    report: Report, unit: Unit, period: Period, number: int, *, accepted: bool, reason: str, by: Authority, at: datetime
) -> ObjectionAnswer:
    """Follow an objection or do not, with the reason. Where the score is frozen, following it makes its next version.

    Force majeure takes the commitment out of the denominator. A correction scores anew what the record says now: whoever decides has
    the figures put right first, where they are wrong.

    Raises:
        NoSuchObjection: there is none of this number.
        NotAllowed: the person has no such power.
        SecondPersonNeeded: the person objected, or works for the unit that did.
        DecidedAlready: somebody has decided it.
        NeedsReason: nobody says why.
    """
    _lock(report)
    objection = fail_if.no_such_objection(report, unit, period, number)
    fail_if.may_not_decide(report, by)
    fail_if.decided_already(objection)
    fail_if.same_side(objection, by)
    without_reason(reason)
    answer = ObjectionAnswer.objects.create(objection=objection, accepted=accepted, reason=reason.strip(), **signed(by, at))
    if accepted and queries.last_frozen(unit, report, period) is not None:
        _next_version(report, unit, period, reason.strip(), objection, by=by, at=at)
    telling.tell_answer(answer, at=at)
    return answer


def _scored(report: Report, period: Period) -> ScoringFormula:
    """The formula by which units are scored in a period."""
    choice = queries.choice_of(report)
    formula = fail_if.no_formula(choice.formula if choice else None)
    fail_if.of_another_rhythm(period, formula, report)
    return formula


def _next_version(
    report: Report, unit: Unit, period: Period, reason: str, objection: Objection | None, *, by: Authority, at: datetime
) -> FrozenScore:
    last = fail_if.not_frozen(queries.last_frozen(unit, report, period))
    known = queries.provisional_scores(report, period, last.formula, on=day_of(at))
    now = [each for each in known if each.unit == unit]
    fail_if.nothing_to_score(now)
    return _frozen(now[0], report, last.number + 1, reason=reason, objection=objection, by=by, at=at)


def _frozen(
    scored: UnitScore, report: Report, number: int, *, reason: str = "", objection: Objection | None = None, by: Authority, at: datetime
) -> FrozenScore:
    frozen = FrozenScore.objects.create(
        report=report, unit=scored.unit, period=str(scored.period), number=number, formula=scored.formula, known_on=scored.known_on,
        points=scored.points, duties=duties_to_json(scored.duties), reason=reason, objection=objection, **signed(by, at),
    )  # fmt: skip
    telling.tell_frozen(frozen, at=at)
    return frozen


def _lock(report: Report) -> None:
    """Of two who change what belongs to the scores of a plan at once, one waits."""
    alone(f"scores of {report.pk}")
