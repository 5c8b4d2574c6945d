"""How a figure came to be what it is: every number that it had, since when, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import connection

from luoshi.district.days import day_of
from luoshi.district.indicators.figures import months_of
from luoshi.engines.progress import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from luoshi.district.indicators.models import Indicator
    from luoshi.engines.progress import Period

# On which days the facts of some months were counted, and what they added then.
BY_DAY: Final = """
SELECT (counted.at AT TIME ZONE %(zone)s)::date AS day, sum(entry.quantity)
FROM indicators_contribution AS entry
CROSS JOIN LATERAL (SELECT at FROM indicators_count WHERE size > entry.position ORDER BY size LIMIT 1) AS counted
WHERE entry.indicator_id = %(indicator)s AND entry.month = ANY(%(months)s) GROUP BY day ORDER BY day
"""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """From a day on the figure was this number; ``words`` say of a reported one what was done with it, ``signature`` by whom."""

    on: date
    number: Decimal
    revision: int = 1
    stage: str = ""
    signature: str = ""
    reason: str = ""


def history(indicator: Indicator, period: Period) -> list[HistoryLine]:
    """Every number that the figure of a period had, the first one first; of a reported one also every step that it took."""
    of = {Origin.COMPUTED: _counted, Origin.OFFICIAL: _issued, Origin.REPORTED: _said}
    return list(of[Origin(indicator.origin)](indicator, period))


def _counted(indicator: Indicator, period: Period) -> Iterator[HistoryLine]:
    asked: dict[str, Any] = {"zone": settings.TIME_ZONE, "indicator": indicator.pk, "months": list(months_of(indicator, period))}
    with connection.cursor() as cursor:
        cursor.execute(BY_DAY, asked)
        rows = cursor.fetchall()
    for count, (day, _) in enumerate(rows, start=1):
        yield HistoryLine(day, sum(added for _, added in rows[:count]), count)


def _issued(indicator: Indicator, period: Period) -> Iterator[HistoryLine]:
    for row in indicator.official_values.filter(period=str(period)).select_related("release").order_by("revision"):
        yield HistoryLine(row.release.issued_on, row.number, row.revision, signature=row.release.signature)


def _said(indicator: Indicator, period: Period) -> Iterator[HistoryLine]:
    for value in indicator.reported_values.filter(period=str(period)).order_by("revision"):
        for step in value.steps.order_by("pk"):
            yield HistoryLine(day_of(step.at), step.number, value.revision, step.stage, step.signature, step.reason)
