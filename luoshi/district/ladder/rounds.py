"""What the background worker does for ladders: in a demonstration somebody looks a first time, so that there is something to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.ladder import operations
from luoshi.district.ladder.models import Ladder, Survey
from luoshi.district.offices.queries import District, keepers
from luoshi.district.population.operations import take_snapshot
from luoshi.district.population.queries import newest_snapshot
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from datetime import datetime


def _look_first(at: datetime) -> int:
    """A first look at each invented district that has rungs. Of a real one it is a person of the office who looks."""
    surveyed = Survey.objects.values("district")
    waiting = District.objects.filter(invented=True, pk__in=Ladder.objects.values("district")).exclude(pk__in=surveyed).in_bulk()
    return one_by_one(lambda number: _looked(waiting[number], at), waiting)


def _looked(district: District, at: datetime) -> int:
    on = localtime(at).date()
    office = keepers(district, on=on)
    if not office:
        return 0
    if newest_snapshot(district) is None:
        take_snapshot(district, on=on, by=None, at=at)
    return len(operations.survey(district, on=on, by=office[0], at=at))


ROUNDS = (Round("ladder.first_look", 60, _look_first),)
