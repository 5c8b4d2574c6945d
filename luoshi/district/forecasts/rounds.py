"""Work in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.plan.queries import Report
from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime


def foresee(at: datetime) -> int:
    """Foresee what changed in every plan in force. The engine is loaded with the first one, for that takes a while."""
    from luoshi.district.forecasts import operations  # noqa: PLC0415

    return sum(operations.foresee(each, at=at) for each in Report.objects.filter(adopted_at__isnull=False).order_by("pk"))


ROUNDS = (Round("forecasts.foresee", 600, foresee),)
