"""Work in the background: whoever owes something is reminded when the time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.dues.operations import remind_all
from luoshi.district.plan.queries import Report
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from datetime import datetime


def remind(at: datetime) -> int:
    """Remind in each district by the plan of its newest year; returns how many people were told."""
    adopted = Report.objects.filter(adopted_at__isnull=False, district__isnull=False, year__isnull=False)
    plans = {
        each.pk: each for each in adopted.select_related("district", "adoption").order_by("district", "-year", "-pk").distinct("district")
    }
    return one_by_one(lambda key: remind_all(plans[key], at=at), plans)


ROUNDS = (Round("dues.remind", 1800, remind),)
