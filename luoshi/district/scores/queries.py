"""Reads of scores: how units are scored by which formula, provisionally or frozen, on what that rests, who objected, what a unit owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.indicators.queries import Owed, owed
from luoshi.district.offices.queries import Power, present_units, units_within_reach
from luoshi.district.plan.queries import plan_in_force
from luoshi.district.scores import unit_scores
from luoshi.district.scores.fail_if import MATTER
from luoshi.district.scores.models import FormulaChoice, FrozenScore, Objection, ObjectionAnswer, ObjectionKind, ScoringFormula
from luoshi.district.scores.unit_scores import Difference, UnitScore, differences
from luoshi.engines.progress import Period, Rhythm, last_ended

if TYPE_CHECKING:
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.plan.queries import Report

__all__ = [
    "Difference",
    "FormulaChoice",
    "FrozenScore",
    "Objection",
    "ObjectionAnswer",
    "ObjectionKind",
    "ScoringFormula",
    "UnitScore",
    "UnitSheet",
    "choice_of",
    "differences",
    "formulas_of",
    "last_frozen",
    "objections_of",
    "objections_waiting",
    "periods_of",
    "plan_of",
    "score_of",
    "scores_of",
    "unit_sheet",
    "units_seen",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What concerns a unit on a day: what it owes, and its score; None where nothing is scored.

    ``owed`` says of each figure what the record says already: a counted one needs no more than to be confirmed.
    """

    unit: Unit
    owed: tuple[Owed, ...]
    score: UnitScore | None


def plan_of(district: District) -> Report | None:
    """The plan in force by which units are scored; None where it has no year, and so no periods."""
    found = plan_in_force(district)
    return found if found is not None and found.year else None


def choice_of(report: Report) -> FormulaChoice | None:
    """By which formula the units are scored that work on a plan; None where nobody chose one."""
    return FormulaChoice.objects.filter(report=report).select_related("formula").order_by("-pk").first()


def formulas_of(district: District) -> list[ScoringFormula]:
    """The formulas that were published in a district, the newest version of each, in the order of their codes."""
    return list(ScoringFormula.objects.filter(district=district).order_by("code", "-number").distinct("code"))


def periods_of(report: Report, *, on: date) -> list[Period]:
    """The periods of a plan for which units are scored, as far as they have begun; the last one is the newest."""
    choice = choice_of(report)
    if choice is None or report.year is None:
        return []
    rhythm = Rhythm(choice.formula.said.rhythm)
    every = (Period(report.year, rhythm, number) for number in range(1, rhythm.per_year + 1))
    return [each for each in every if each.first_day <= on]


def present_period(report: Report, *, on: date) -> Period | None:
    """The period that is looked at first: the last one that is over, or else the one that runs."""
    begun = periods_of(report, on=on)
    over = [each for each in begun if each <= last_ended(on, each.rhythm)]
    return next(reversed(over or begun), None)


def scores_of(report: Report, period: Period, *, on: date) -> list[UnitScore]:
    """The scores of all units in a period, in the order of the units: as they were frozen, or provisionally as they are known on a day."""
    frozen = FrozenScore.objects.filter(report=report, period=str(period)).order_by("unit", "-number").distinct("unit")
    found = [unit_scores.as_frozen(each) for each in frozen.select_related("unit", "formula", "report__district")]
    choice = choice_of(report) if not found else None
    return provisional_scores(report, period, choice.formula, on=on) if choice else found


def provisional_scores(report: Report, period: Period, formula: ScoringFormula, *, on: date) -> list[UnitScore]:
    """The scores of all units by a formula, as they are known on a day, whatever was frozen."""
    assert report.district is not None, "a plan in force is a district's"
    units = {unit.pk: unit for unit in present_units(report.district).values()}
    return unit_scores.provisional(report, period, formula, units, on=on)


def score_of(unit: Unit, report: Report, period: Period, *, on: date) -> UnitScore | None:
    """The score of a unit; None where it has nothing to be scored by. Only what concerns the unit is read."""
    frozen = FrozenScore.objects.filter(report=report, period=str(period))
    own = frozen.filter(unit=unit).select_related("unit", "formula", "report__district").order_by("-number").first()
    if own is not None:
        return unit_scores.as_frozen(own)
    choice = None if frozen.exists() else choice_of(report)
    found = unit_scores.provisional(report, period, choice.formula, {unit.pk: unit}, unit, on=on) if choice else []
    return next(iter(found), None)


def unit_sheet(unit: Unit, *, on: date, period: Period | None = None) -> UnitSheet:
    """What a unit owes on a day, and its score in a period, or in the one that is looked at first."""
    report = plan_of(unit.district)
    period = period or (present_period(report, on=on) if report else None)
    score = score_of(unit, report, period, on=on) if report and period else None
    return UnitSheet(unit, tuple(owed(unit, on=on)), score)


def versions_of(unit: Unit, report: Report, period: Period) -> list[FrozenScore]:
    """Every version of a frozen score, the last one first."""
    found = FrozenScore.objects.filter(unit=unit, report=report, period=str(period))
    return list(found.select_related("formula", "objection").order_by("-number"))


def last_frozen(unit: Unit, report: Report, period: Period) -> FrozenScore | None:
    """The version of a frozen score that counts."""
    found = FrozenScore.objects.filter(unit=unit, report=report, period=str(period))
    return found.select_related("formula", "unit", "report__district").order_by("-number").first()


def objections_of(unit: Unit, report: Report, period: Period) -> list[Objection]:
    """All objections to a score, the last one first, with their answers."""
    found = Objection.objects.filter(unit=unit, report=report, period=str(period))
    return list(found.select_related("answer", "commitment__report__district").order_by("-number"))


def objections_waiting(report: Report) -> list[Objection]:
    """The objections to scores of a plan that nobody has decided yet, the oldest first."""
    found = Objection.objects.filter(report=report, answer=None).select_related("unit", "commitment__report__district")
    return list(found.order_by("pk"))


def units_seen(by: Authority) -> set[int] | None:
    """The ids of the units whose scores somebody may know; None: those of all of the district."""
    return units_within_reach(by, Power.SEE, MATTER)
