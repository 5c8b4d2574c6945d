"""When a delivery that did not succeed is tried again."""

from __future__ import annotations

from datetime import timedelta

GAPS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
"""After the first, second … attempt: 1 and 5 minutes, half an hour, 2 and 6 hours; then the office is told."""

LEASE = timedelta(minutes=10)
"""For so long nobody else takes a delivery that is being sent: far longer than any gateway may take to answer."""

INTERRUPTIONS_MAX = 1
"""So often a message is sent again though it may have arrived; beyond that a person decides."""


def gap_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; ``None`` when there is to be no other."""
    return GAPS[attempts - 1] if attempts <= len(GAPS) else None
