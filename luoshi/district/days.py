"""Days of the district, which begin and end by its own time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

if TYPE_CHECKING:
    from datetime import date, datetime


def day_of(at: datetime) -> date:
    """The day that it is in the district at a moment."""
    return localtime(at).date()
