"""What the background worker does for populations: each night it takes a snapshot of every district, and lets old ones go by rule; in a
demonstration units bring their tables when the time has come of which they tell.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.timezone import localtime

from luoshi.district.days import day_of
from luoshi.district.population import operations
from luoshi.district.population.loads import bring_what_has_come
from luoshi.district.population.models import Snapshot
from luoshi.district.register.queries import districts
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District

QUIET: Final = time(2)
"""When the night is quiet: nobody works, and the day's entries are in."""


def _take(at: datetime) -> int:
    """A snapshot of today for each district that has none yet."""
    moment = localtime(at)
    if moment.time() < QUIET:
        return 0
    waiting = {each.pk: each for each in districts() if not Snapshot.objects.filter(district=each, on=moment.date()).exists()}
    return one_by_one(lambda number: _taken(waiting[number], at), waiting)


def _taken(district: District, at: datetime) -> int:
    operations.take_snapshot(district, on=day_of(at), by=None, at=at)
    operations.clear(district, at=at)
    return 1


def _bring(at: datetime) -> int:
    return bring_what_has_come(at=at) if settings.DEMONSTRATION else 0


ROUNDS = (Round("population.demonstration", 60, _bring), Round("population.snapshot", 600, _take))
