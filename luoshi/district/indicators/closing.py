"""Periods are closed when they are over, and reopened by a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.indicators import fail_if, figures
from luoshi.district.indicators.models import ClosedFigure, Closing, Reopening
from luoshi.district.signing import signed
from luoshi.engines.progress import Origin

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.progress import Period


@transaction.atomic
def close_period(district: District, period: Period, *, by: Authority, at: datetime) -> Closing:
    """Close a period: its figures stay as they are, the counted ones as the record is now.

    Raises:
        IndicatorError: by somebody else than the office, before it is over, or closed already.
    """
    fail_if.not_of_the_office(district, by)
    today = day_of(at)
    fail_if.not_over(period, today)
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    fail_if.closed(locked, period)
    closing = Closing.objects.create(district=locked, period=str(period), size=figures.counted_size(), **signed(by, at))
    computed = locked.indicators.filter(origin=Origin.COMPUTED, rhythm=period.rhythm)
    known = figures.values_of_period(computed, period, on=today)
    ClosedFigure.objects.bulk_create(ClosedFigure(closing=closing, indicator_id=pk, number=number) for pk, number in known.items())
    return closing


@transaction.atomic
def reopen_period(district: District, period: Period, *, decision: str, reason: str, by: Authority, at: datetime) -> Reopening:
    """Reopen a closed period by a decision: its figures can be corrected, and counted ones follow the record again.

    Raises:
        IndicatorError: by somebody else than the office, without decision or reason, or not closed.
    """
    fail_if.not_of_the_office(district, by)
    fail_if.without_decision(decision)
    fail_if.without_reason(reason)
    locked = type(district).objects.select_for_update().get(pk=district.pk)
    closing = figures.closing_of(locked, period)
    fail_if.not_closed(closing, period)
    assert closing is not None, "else it is refused"
    return Reopening.objects.create(closing=closing, decision=decision.strip(), reason=reason.strip(), **signed(by, at))
