"""Where a measured target stands on a day: its figures laid beside what each yardstick expects. All follows from the arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.engines.progress import (
    CannotAdd,
    Judgement,
    Period,
    Standing,
    Unknown,
    Value,
    Verdict,
    Yard,
    YearToDate,
    comparable,
    judge,
    newest,
    planned,
    standing,
    straight_line,
    year_to_date,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from luoshi.district.plan.queries import PlannedTarget
    from luoshi.district.progress.models import Link
    from luoshi.engines.progress import Goal, Indicator, Step


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that is known on a day about one target that an indicator measures.

    Attributes:
        link: says that it does.
        target: the target; None where the commitment as a whole is measured, which states no quantity.
        goal: what is to be reached; None where no number was promised.
        indicator: as it is declared.
        values: its figures, as they were known on the day.
        peg: those of the indicator that it follows, and how that is declared; None where it follows none.
        steps: what is planned along the way.
        on: the day.
    """

    link: Link
    target: PlannedTarget | None
    goal: Goal | None
    indicator: Indicator
    values: tuple[Value, ...]
    peg: tuple[Indicator, tuple[Value, ...]] | None
    steps: tuple[Step, ...]
    on: date

    def to_date(self, at: Period) -> YearToDate | Unknown | CannotAdd:
        """What the year had come to when a period ended."""
        return year_to_date(self.indicator, self.values, at)

    def peg_at(self, at: Period) -> Decimal | None:
        """The number that a pegged target is to keep up with."""
        if self.peg is None:
            return None
        indicator, values = self.peg
        found = year_to_date(indicator, values, at)
        return found.number if isinstance(found, YearToDate) and found.through.last_day == at.last_day else None

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the goal's time that are over and have a figure, or should have one; without a goal, of the newest year."""
        year = self.goal.due.year if self.goal else max((each.period.year for each in self.values), default=self.on.year)
        due = self.goal.due if self.goal else None
        whole = self.indicator.periods_of(year)
        return tuple(each for each in whole if each.last_day <= self.on and (due is None or each.first_day <= due))


@dataclass(frozen=True, slots=True)
class Beside:
    """A yardstick, and the number beside it if there is one."""

    yard: Yard
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period: its own figure, what the year had come to, and what was expected."""

    period: Period
    value: Value | None
    to_date: YearToDate | Unknown | CannotAdd
    straight: Beside | None
    planned: Beside | None


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """Where a target stands.

    Attributes:
        measured: everything that is known about it.
        now: what the year has come to by the last period of which that can be said; why nothing can be said, where there is none.
        straight: the official straight line; None without a goal.
        planned: the planned trajectory; None without a goal.
        judgement: the verdict and why.
        awaited: periods that are over and lack their figure.
        changed: that the definition changed, where it did; what was counted before is not compared.
    """

    measured: Measured
    now: YearToDate | Unknown | CannotAdd
    straight: Beside | None
    planned: Beside | None
    judgement: Judgement
    awaited: tuple[Period, ...]
    changed: Words | None

    @property
    def at(self) -> Period | None:
        """The period by whose end it is judged."""
        return self.now.through if isinstance(self.now, YearToDate) else None


NO_NUMBER = Words(
    "承诺没有写明数量，只看做了多少，不判断是否达到。", "No quantity was promised: what is done is shown, and nothing is judged."
)


def progress_of(measured: Measured) -> TargetProgress:
    """Lay the last figure that can be compared beside every yardstick and judge it."""
    known = newest(measured.values)
    now = _latest(measured)
    straight, plan = _beside(measured, now)
    return TargetProgress(
        measured,
        now,
        straight,
        plan,
        _judged(measured, now),
        tuple(each for each in measured.periods if each not in known),
        comparable(measured.values).words,
    )


def rows_of(measured: Measured) -> list[PeriodRow]:
    """Each period of the goal's time until the day, in order."""
    known = newest(measured.values)
    rows = []
    for period in measured.periods:
        to_date = measured.to_date(period)
        rows.append(PeriodRow(period, known.get(period), to_date, *_beside(measured, to_date, period)))
    return rows


def _latest(measured: Measured) -> YearToDate | Unknown | CannotAdd:
    """What the year has come to by the last period of which that can be said."""
    found: YearToDate | Unknown | CannotAdd = Unknown(Words("还没有到出数的时候。", "No figure is due yet."))
    for period in reversed(measured.periods):
        to_date = measured.to_date(period)
        if isinstance(to_date, YearToDate):
            return to_date
        found = to_date
    return found


def _beside(measured: Measured, to_date: YearToDate | Unknown | CannotAdd, at: Period | None = None) -> tuple[Beside | None, Beside | None]:
    """Both yardsticks at the period of a number; where there is no number, at ``at``."""
    period = to_date.through if isinstance(to_date, YearToDate) else at
    if measured.goal is None or period is None:
        return None, None
    peg = measured.peg_at(period)
    yards = straight_line(measured.goal, measured.indicator, period, peg), planned(measured.steps, period)
    number = to_date.number if isinstance(to_date, YearToDate) else None
    goal, indicator = measured.goal, measured.indicator
    one, other = (Beside(yard, None if number is None else standing(goal, indicator, number, yard, peg)) for yard in yards)
    return one, other


def _judged(measured: Measured, to_date: YearToDate | Unknown | CannotAdd) -> Judgement:
    """By the planned trajectory where there is one, for the district itself said so; by the straight line otherwise."""
    if measured.goal is None:
        return Judgement(Verdict.CANNOT_JUDGE, NO_NUMBER)
    if not isinstance(to_date, YearToDate):
        return Judgement(Verdict.CANNOT_JUDGE, to_date.reason)
    now, later = _yard(measured, to_date.through), _yard(measured, to_date.through.next)
    return judge(measured.goal, measured.indicator, to_date, now, next_yard=later, peg=measured.peg_at(to_date.through))


def _yard(measured: Measured, at: Period) -> Yard:
    assert measured.goal is not None, "asked where there is a goal"
    plan = planned(measured.steps, at)
    return plan if plan.expected is not None else straight_line(measured.goal, measured.indicator, at, measured.peg_at(at))
