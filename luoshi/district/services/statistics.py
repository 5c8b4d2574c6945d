"""What came of applications: by item and path, how many, how fast, and how many promises were kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from luoshi.district.services.models import Application, Assessed, ItemVersion, PromiseCheck, State
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from luoshi.district.offices.queries import District


@dataclass(slots=True)
class ItemFigures:
    """Of one item: ``states`` counts applications that were handed in by where they stand now, ``paths`` by the path that they took.

    ``at_once`` were granted without a person, ``asked`` once asked for something, ``seconds`` is the median from the hand-in to the grant
    of a machine, ``hours`` that to a person's decision; ``checks`` counts what was found of promises.
    """

    code: str
    name: Words
    submitted: int = 0
    at_once: int = 0
    asked: int = 0
    states: Counter[str] = field(default_factory=Counter)
    paths: Counter[str] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    seconds: float | None = None
    hours: float | None = None


def statistics(district: District, *, since: datetime) -> list[ItemFigures]:
    """What came of the applications that were handed in since a moment, by item, in the order of the items' codes."""
    found = {code: ItemFigures(code, name) for code, name in _names(district).items()}
    machine, people = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    rows = Application.objects.filter(district=district, submitted_at__gte=since)
    for matter, state, path, submitted, decided, case in rows.values_list(
        "matter", "state", "path", "submitted_at", "decided_at", "case_code"
    ).iterator():
        figures = found[matter]
        figures.submitted += 1
        figures.states[state] += 1
        figures.paths[path] += 1
        if decided is not None and submitted is not None and state in {State.GRANTED, State.REFUSED}:
            taken = (decided - submitted).total_seconds()
            (people if case else machine)[matter].append(taken)
            figures.at_once += not case
    _count_asked(district, since, found)
    _count_checks(district, since, found)
    for code, figures in found.items():
        figures.seconds = median(machine[code]) if machine[code] else None
        figures.hours = median(people[code]) / 3600 if people[code] else None
    return [found[code] for code in sorted(found)]


def _names(district: District) -> Mapping[str, Words]:
    rows = ItemVersion.objects.filter(district=district).order_by("code", "-number").distinct("code")
    return {code: Words(name, name_en) for code, name, name_en in rows.values_list("code", "name", "name_en")}


def _count_asked(district: District, since: datetime, found: Mapping[str, ItemFigures]) -> None:
    rows = Assessed.objects.filter(application__district=district, application__submitted_at__gte=since, outcome="ask")
    for matter, _ in rows.values_list("application__matter", "application").distinct():
        found[matter].asked += 1


def _count_checks(district: District, since: datetime, found: Mapping[str, ItemFigures]) -> None:
    rows = PromiseCheck.objects.filter(promise__application__district=district, promise__application__submitted_at__gte=since)
    for matter, outcome in rows.values_list("promise__application__matter", "found"):
        found[matter].checks[outcome] += 1
