"""What the background worker does for ladders: of an invented district somebody looks when a rung's table came that nobody has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.ladder import operations, queries
from luoshi.district.ladder.models import Ladder, Survey
from luoshi.district.offices.queries import District, keepers
from luoshi.district.population.operations import take_snapshot
from luoshi.district.population.queries import DepartmentTable, newest_snapshot
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from datetime import datetime


def _look(at: datetime) -> int:
    """A look at each invented district whose rungs have news. Of a real one it is a person of the office who looks."""
    invented = District.objects.filter(invented=True, pk__in=Ladder.objects.values("district"))
    waiting = {each.pk: each for each in invented if _has_news(each)}
    return one_by_one(lambda number: _looked(waiting[number], at), waiting)


def _has_news(district: District) -> bool:
    """Nobody has looked, or a table of a rung was brought since."""
    last = Survey.objects.filter(district=district).order_by("-pk").first()
    found = queries.ladder(district)
    if last is None or found is None:
        return True
    names = {each["table"] for rung in queries.rungs(found) for each in rung.sources if "table" in each}
    return DepartmentTable.objects.filter(district=district, name__in=names, at__gt=last.at).exists()


def _looked(district: District, at: datetime) -> int:
    on = localtime(at).date()
    office = keepers(district, on=on)
    if not office:
        return 0
    if newest_snapshot(district) is None:
        take_snapshot(district, on=on, by=None, at=at)
    return len(operations.survey(district, on=on, by=office[0], at=at))


ROUNDS = (Round("ladder.look", 60, _look),)
