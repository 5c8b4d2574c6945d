"""Reads of ladders: the rungs, the last look at each, who is near and by what; for one enterprise all that is one step away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from luoshi.district.ladder.models import Ladder, Near, Standing, Survey
from luoshi.engines.packs.ladder import ladder_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.engines.packs.model_of_ladders import RungEntry

__all__ = [
    "Ladder",
    "Near",
    "OneStep",
    "Standing",
    "Survey",
    "ladder",
    "near",
    "one_step_away",
    "rung_of",
    "rungs",
    "rungs_of",
    "standings",
    "surveys",
]


@dataclass(frozen=True, slots=True)
class OneStep:
    """What an enterprise lacks for a rung: conditions, each with how much and in which unit, where that is known."""

    key: str
    rung: RungEntry
    survey: Survey
    unmet: list[list[str]]


def ladder(district: District | int) -> Ladder | None:
    """The ladder that counts in a district, or in that of an id."""
    return Ladder.objects.filter(district=district).order_by("-pk").first()


def rungs(of: Ladder) -> tuple[RungEntry, ...]:
    """Its rungs, the lowest first."""
    return rungs_of(of.text)


@lru_cache(maxsize=16)
def rungs_of(text: str) -> tuple[RungEntry, ...]:
    """The rungs that a text says.

    Raises:
        PackProblem: it is no ladder.
    """
    return ladder_of(text)


def rung_of(of: Ladder, code: str) -> RungEntry | None:
    """A rung by its code."""
    return next((each for each in rungs(of) if each.code == code), None)


def surveys(district: District) -> dict[str, Survey]:
    """The last look at each rung, by its code."""
    last = Survey.objects.filter(district=district).order_by("rung", "-pk").distinct("rung")
    return {each.rung: each for each in last.select_related("run__snapshot", "ladder")}


def near(of: Survey, *, limit: int | None = None) -> list[Near]:
    """Who was near at a look."""
    return list(of.those_near.order_by("pk")[:limit])


def standings(of: Survey) -> dict[str, list[date | None]]:
    """Since when whoever counted at looks at a rung stood there, by key."""
    rows = Standing.objects.filter(district=of.district_id, rung=of.rung).values_list("key", "since")
    found: dict[str, list[date | None]] = {}
    for key, since in rows:
        found.setdefault(key, []).append(since)
    return found


def one_step_away(district: District, keys: Collection[str]) -> list[OneStep]:
    """For which rungs enterprises were near when somebody looked last, the lowest rung first."""
    last = surveys(district)
    surveyed = [each.pk for each in last.values()]
    rows = Near.objects.filter(survey__in=surveyed, key__in=keys).select_related("survey__ladder", "survey__run").order_by("key")
    found = [OneStep(each.key, rung, each.survey, each.unmet) for each in rows if (rung := rung_of(each.survey.ladder, each.survey.rung))]
    order = [each.code for each in rungs(found[0].survey.ladder)] if found else []
    return sorted(found, key=lambda each: (each.key, order.index(each.rung.code) if each.rung.code in order else len(order)))
