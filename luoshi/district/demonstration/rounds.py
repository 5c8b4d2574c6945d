"""Work in the background: the year goes on to the day that somebody chose, a day at a time, between everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

from luoshi.district.demonstration.evening import OWN
from luoshi.district.demonstration.operations import live_next
from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime

EVERY_SECONDS: Final = 0.2


def live(_at: datetime) -> int:
    """One day more of a demonstration that has not reached its aim. When a day became the shown one is told by the machine's clock."""
    return int(settings.DEMONSTRATION and live_next(machine=timezone.now()) is not None)


ROUNDS = (Round(OWN, EVERY_SECONDS, live),)
