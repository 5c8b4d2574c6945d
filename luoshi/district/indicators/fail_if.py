"""Every reason for which a change of indicators and figures is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.indicators import calendar
from luoshi.district.indicators.errors import (
    ApprovedAlready,
    ChangedMeanwhile,
    IsComputed,
    IsNotComputed,
    IsOfficial,
    NeedsDecision,
    NeedsEvidence,
    NeedsReason,
    NotAllowed,
    NotAtThisStage,
    NotClosed,
    NotOver,
    PeriodClosed,
    SecondPersonNeeded,
    WrongNumber,
    WrongPeriod,
)
from luoshi.district.indicators.figures import closing_of
from luoshi.district.indicators.models import DECIMALS, DIGITS, Closing, Stage
from luoshi.engines.progress import Measure, Origin, Period

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from decimal import Decimal

    from luoshi.district.indicators.models import Indicator, ReportedValue
    from luoshi.district.offices.queries import Authority, District


def not_of_the_office(district: District, by: Authority) -> None:
    """The person does not keep the district's plan."""
    if not by.is_office_of(district):
        raise NotAllowed.to_keep()


def not_of_its_unit(indicator: Indicator, by: Authority) -> None:
    """The person does not report for the unit that answers for the indicator."""
    if not by.reports_for(indicator.responsible):
        raise NotAllowed.to_report(indicator)


def not_who_approves(indicator: Indicator, by: Authority) -> None:
    """The person neither heads the unit that answers for the indicator nor keeps the district's plan."""
    if not (by.approves_for(indicator.responsible) or by.is_office_of(indicator.district)):
        raise NotAllowed.to_approve(indicator)


def not_reported(indicator: Indicator) -> None:
    """Its figures are issued or counted: nobody types them."""
    if indicator.origin == Origin.OFFICIAL:
        raise IsOfficial(indicator)
    if indicator.origin == Origin.COMPUTED:
        raise IsComputed(indicator)


def not_counted(indicator: Indicator) -> None:
    """Nothing of it is counted that could be looked at."""
    if indicator.origin != Origin.COMPUTED:
        raise IsNotComputed(indicator)


def no_such_period(indicator: Indicator, period: Period, on: date) -> None:
    """It has no figure of such a period, or the period is not over."""
    if not calendar.has_figure_of(indicator, period) or period.last_day > on:
        raise WrongPeriod(indicator, period)


def no_such_number(indicator: Indicator, number: Decimal) -> None:
    """A number of things is negative, or there are more digits than the indicator has."""
    exponent = number.as_tuple().exponent
    of_things = indicator.measure == Measure.INCREMENT
    if (
        not isinstance(exponent, int)
        or -exponent > indicator.decimals
        or number.adjusted() >= DIGITS - DECIMALS
        or (of_things and number < 0)
    ):
        raise WrongNumber(indicator, number)


def closed(district: District, period: Period) -> None:
    """The figures of the period stay as they are."""
    closing = closing_of(district, period)
    if closing is not None:
        raise PeriodClosed(closing)


def not_closed(closing: Closing | None, period: Period) -> None:
    """There is nothing to reopen."""
    if closing is None:
        raise NotClosed(period)


def not_over(period: Period, today: date) -> None:
    """Figures of the period are still to come."""
    if period.last_day >= today:
        raise NotOver(period, today)


def without_reason(reason: str) -> None:
    """Nobody says why."""
    if not reason.strip():
        raise NeedsReason


def without_decision(decision: str) -> None:
    """Nobody says by which meeting or document."""
    if not decision.strip():
        raise NeedsDecision


def without_evidence(evidence: Collection[str]) -> None:
    """没有佐证的数字."""
    if not evidence:
        raise NeedsEvidence


def reported_by_the_same_person(value: ReportedValue, by: Authority) -> None:
    """双人规则: whoever reported it would approve it."""
    if by.person is None or by.person.pk == value.reporter_id:
        raise SecondPersonNeeded


def at_another_stage(value: ReportedValue, *stages: Stage) -> None:
    """It has come further, or not so far."""
    if value.stage not in stages:
        raise NotAtThisStage(value, Stage(value.stage))


def approved_already(value: ReportedValue | None, period: Period) -> None:
    """What was approved is corrected, not written over."""
    if value is not None and value.stage == Stage.APPROVED:
        raise ApprovedAlready(value.indicator, period)


def changed_meanwhile(seen: int | Decimal | None, now: int | Decimal | None) -> None:
    """What was looked at is not what stands there now."""
    if seen != now:
        raise ChangedMeanwhile
