"""Days of the district, which begin and end by its own time zone."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils.timezone import localtime, make_aware

if TYPE_CHECKING:
    from datetime import date


def day_of(at: datetime) -> date:
    """The day that it is in the district at a moment."""
    return localtime(at).date()


def begin_of(day: date) -> datetime:
    """The moment at which a day begins in the district."""
    return make_aware(datetime.combine(day, time.min))
