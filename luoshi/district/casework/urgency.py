"""How urgent a case is at a moment: what a page says by word, shape and colour."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.models import Case


class Urgency(StrEnum):
    """The closed list, the most urgent first."""

    LATE = "late"  # 逾期
    SOON = "soon"  # 临期
    IN_TIME = "in_time"  # 期内
    NO_DEADLINE = "no_deadline"  # 暂停, or nothing is due
    CLOSED = "closed"


def urgency_of(case: Case, *, at: datetime) -> Urgency:
    """How a case stands to its next deadline."""
    if case.closed:
        return Urgency.CLOSED
    if case.due_at is None:
        return Urgency.NO_DEADLINE
    if at > case.due_at:
        return Urgency.LATE
    return Urgency.SOON if case.warn_at is not None and at >= case.warn_at else Urgency.IN_TIME
