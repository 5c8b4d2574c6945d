"""Work in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.plan.queries import Report
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from datetime import datetime


def foresee(at: datetime) -> int:
    """Foresee what changed in every plan in force. The engine is loaded with the first one, for that takes a while."""
    from luoshi.district.forecasts import operations  # noqa: PLC0415

    plans = Report.objects.filter(adopted_at__isnull=False).in_bulk()
    return one_by_one(lambda key: operations.foresee(plans[key], at=at), sorted(plans))


ROUNDS = (Round("forecasts.foresee", 600, foresee),)
