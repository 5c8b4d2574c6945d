"""The renewals of a demonstration: its rounds are run for a day gone by and for today, so that each outcome is there to be seen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.services.models import Renewal
from luoshi.district.services.operations_of_renewals import open_renewals, tell_of_overdue

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import District

DAYS_BACK: Final = 25
"""What was opened then and expired yesterday is undecided today; what the rules renew today was not due yet."""


def play_renewals(district: District, *, at: datetime) -> int:
    """Run the rounds of renewals as if they had run before; returns how much that did. Where there are renewals nothing is played."""
    if Renewal.objects.filter(district=district).exists():
        return 0
    return open_renewals(at - timedelta(days=DAYS_BACK), [district]) + open_renewals(at, [district]) + tell_of_overdue(at)
