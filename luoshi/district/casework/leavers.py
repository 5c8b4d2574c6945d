"""Who holds a case and has left the unit that has it: the case is nobody's, whatever its row says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper

from luoshi.district.offices.queries import Person, valid_on, with_successors

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.db.models import QuerySet

    from luoshi.district.casework.models import Case


def people_who_left(units: Collection[int], *, on: date) -> list[int]:
    """The ids of those who once held a post in some units, and on a day hold none there."""
    there = Person.objects.filter(pk__in=Person.objects.filter(tenures__post__unit__in=units).values("pk"))
    return sorted(pk for pk, held in _held(there, on).items() if _has_left(held, units))


def left_behind(cases: Iterable[Case], *, on: date) -> set[int]:
    """The ids of those cases whose holder has left the unit that has them, or whoever took over from it."""
    open_ones = [case for case in cases if case.holder_id is not None and not case.closed]
    held = _held(Person.objects.filter(pk__in={case.holder_id for case in open_ones}), on) if open_ones else {}
    return {case.pk for case in open_ones if _has_left(held[case.holder_id or 0], with_successors(case.unit))}


_Held = dict[int, bool]
"""In which units somebody ever held a post, by their ids, and whether on the day in question."""


def _held(people: QuerySet[Person], on: date) -> dict[int, _Held]:
    """The posts of people, in one look."""
    is_held = ExpressionWrapper(valid_on(on, "tenures__") & valid_on(on, "tenures__post__"), output_field=BooleanField())
    found: dict[int, _Held] = defaultdict(dict)
    for person, unit, now in people.annotate(is_held=is_held).values_list("pk", "tenures__post__unit", "is_held"):
        found[person][unit] = found[person].get(unit, False) or bool(now)
    return found


def _has_left(held: _Held, units: Collection[int]) -> bool:
    return any(unit in held for unit in units) and not any(held.get(unit, False) for unit in units)
