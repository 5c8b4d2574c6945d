"""What the background worker does for ladders: of an invented district somebody looks when a rung's table came that nobody has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from luoshi.district.days import day_of
from luoshi.district.ladder import operations, queries
from luoshi.district.ladder.models import Ladder
from luoshi.district.offices.queries import District, keepers
from luoshi.district.population.operations import take_snapshot
from luoshi.district.population.queries import DepartmentTable, newest_snapshot
from luoshi.district.rounds import Round, one_by_one

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from luoshi.district.ladder.models import Survey
    from luoshi.engines.packs.model_of_ladders import RungEntry


def _look(at: datetime) -> int:
    """A look at each invented district whose rungs have news. Of a real one it is a person of the office who looks."""
    invented = District.objects.filter(invented=True, pk__in=Ladder.objects.values("district"))
    waiting = {each.pk: (each, rungs) for each in invented if (rungs := _with_news(each))}
    return one_by_one(lambda number: _looked(*waiting[number], at), waiting)


def _with_news(district: District) -> list[str]:
    """The rungs at which nobody has looked, or of which a table was brought since."""
    found, looks = queries.ladder(district), queries.surveys(district)
    brought = DepartmentTable.objects.filter(district=district).values_list("name").annotate(last=Max("at"))
    last = dict(brought)
    return [rung.code for rung in queries.rungs(found) if _is_news(rung, looks.get(rung.code), last)] if found is not None else []


def _is_news(rung: RungEntry, look: Survey | None, brought: Mapping[str, datetime]) -> bool:
    if look is None:
        return True
    return any(brought[name] > look.at for each in rung.sources if (name := each.get("table", "")) in brought)


def _looked(district: District, rungs: Collection[str], at: datetime) -> int:
    on = day_of(at)
    office = keepers(district, on=on)
    if not office:
        return 0
    if newest_snapshot(district) is None:
        take_snapshot(district, on=on, by=None, at=at)
    return len(operations.survey(district, on=on, by=office[0], at=at, only=rungs))


ROUNDS = (Round("ladder.look", 60, _look),)
