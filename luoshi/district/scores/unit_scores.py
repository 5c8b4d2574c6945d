"""单位得分: the score of a unit in a period, computed from what is known, or as it was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.indicators.queries import indicators_coded, series_of
from luoshi.district.scores.duties import duties_within
from luoshi.district.scores.formulas import formula_of
from luoshi.district.scores.models import FrozenScore
from luoshi.engines.progress import newest
from luoshi.engines.progress.scores import Duty, PartScore, Score, score

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from luoshi.district.offices.queries import Unit
    from luoshi.district.plan.queries import Report
    from luoshi.district.scores.models import ScoringFormula
    from luoshi.engines.progress import Period


@dataclass(frozen=True, slots=True)
class UnitScore:
    """What a unit is scored in a period.

    Attributes:
        unit, period: whose, and when.
        formula: the version of the formula by which.
        duties: what it rests on.
        score: every step.
        known_on: as of which day.
        frozen: the version that was frozen; None: provisional.
    """

    unit: Unit
    period: Period
    formula: ScoringFormula
    duties: tuple[Duty, ...]
    score: Score
    known_on: date
    frozen: FrozenScore | None = None

    @property
    def points(self) -> Decimal | None:
        """The score; None where nothing can be judged."""
        return self.score.points

    @property
    def maximum(self) -> Decimal:
        """What its parts come to at most."""
        return self.score.formula.whole

    @property
    def parts(self) -> tuple[PartScore, ...]:
        """Its parts."""
        return self.score.parts


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that a frozen score rested on and that the record tells otherwise."""

    commitment: str
    period: str
    kept: str
    found: str


def provisional(
    report: Report, period: Period, formula: ScoringFormula, units: dict[int, Unit], only: Unit | None = None, *, on: date
) -> list[UnitScore]:
    """The scores of all units, or one, that have anything to be scored by, as they are known on a day; in the order of the units."""
    found, said = duties_within(report, period, formula.said, only, on=on), formula_of(formula.said)
    return [
        UnitScore(unit, period, formula, tuple(found[pk]), score(said, found[pk]), on) for pk, unit in sorted(units.items()) if pk in found
    ]


def as_frozen(frozen: FrozenScore) -> UnitScore:
    """A frozen score, computed again from what it rested on."""
    duties = frozen.rested_on
    computed = score(formula_of(frozen.formula.said), duties)
    return UnitScore(frozen.unit, frozen.of, frozen.formula, duties, computed, frozen.known_on, frozen)


def differences(frozen: FrozenScore) -> list[Difference]:
    """The figures of a frozen score that the record does not tell any more as it did on the day; none, where nobody tampered with it.

    Nothing is found where points and duties fit, and each figure is still known, as of that day, by the same revision.
    """
    found = list(_differing_figures(frozen))
    points = as_frozen(frozen).points
    return found if points == frozen.points else [*found, Difference("", frozen.period, str(frozen.points), str(points))]


def _differing_figures(frozen: FrozenScore) -> Iterator[Difference]:
    assert frozen.report.district is not None, "a plan in force is a district's"
    duties = [each for each in frozen.rested_on if each.references.get("values")]
    known = indicators_coded({each.references["indicator"] for each in duties}, frozen.report.district)
    series = series_of(list(known.values()), on=frozen.known_on)
    for duty in duties:
        now = {str(each.period): each for each in newest(series[known[duty.references["indicator"]].pk]).values()}
        for period, revision, number in duty.references["values"]:
            value = now.get(period)
            told = (value.revision, f"{value.number.normalize():f}") if value else None
            if told != (revision, number):
                yield Difference(duty.commitment, period, f"{number} ({revision})", f"{told[1]} ({told[0]})" if told else "")
