"""Reads of background work: does it run, and what fails?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from luoshi.district.background.models import RoundRun

SILENCE = timedelta(minutes=5)
"""The worker shows itself every half minute; a round may take some minutes. Beyond this somebody should look."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with background work: since when nothing ran (``None``: it never did), or the rounds that fail."""

    is_silent: bool
    last_ran: datetime | None
    failing: tuple[str, ...]


def trouble(*, at: datetime) -> Trouble | None:
    """What the workbench has to say about background work at a moment; ``None`` while all is well."""
    runs = list(RoundRun.objects.order_by("name"))
    last = max((run.ran_at for run in runs), default=None)
    is_silent = last is None or at - last > SILENCE
    failing = tuple(run.name for run in runs if run.failures > 1)
    return Trouble(is_silent, last, failing) if is_silent or failing else None
