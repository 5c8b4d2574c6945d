"""What other pages show of cases: those about a subject, in a line each, and what may be opened on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.casework.case_rows import rows
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.models import Case, CaseTypeVersion
from luoshi.district.languages import said
from luoshi.district.offices.queries import Power

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from luoshi.district.casework.case_rows import Row
    from luoshi.district.facts.queries import Subject
    from luoshi.district.offices.queries import Authority, District


@dataclass(frozen=True, slots=True)
class Opening:
    """A kind of case that the person may open on a subject."""

    matter: str
    name: str
    verb: str


def openings(kind: str, *, district: District, by: Authority) -> list[Opening]:
    """What the person may open on a subject of a kind."""
    if not by.serves(district):
        return []
    types = [known(version).case_type for version in _newest(district)]
    return [
        Opening(each.code, said(each.name), said(each.opening.name))
        for each in types
        if kind in each.subjects and by.may(Power(each.actor(each.opening.actor).power), each.code)
    ]


def rows_about(subject: Subject, *, district: District, at: datetime) -> list[Row]:
    """The cases about a subject, the newest first; its title and holder are for those who may see the case."""
    found = Case.objects.filter(subject_kind=subject.kind, subject_key=subject.key, district_id=district.pk)
    return rows(found.select_related("unit", "holder", "type").order_by("-pk"), district, at=at)


def open_rows(kind: str, keys: Iterable[str], *, district: District, at: datetime, limit: int) -> list[Row]:
    """The open cases about any of some subjects, the most urgent first."""
    found = Case.objects.filter(subject_kind=kind, subject_key__in=list(keys), district_id=district.pk, closed_at=None)
    return rows(found.select_related("unit", "holder", "type").order_by("place", "pk")[:limit], district, at=at)


def event_names(district: District) -> dict[tuple[str, str], str]:
    """What the facts that cases leave are called, by their kinds and the transitions in their details: 督查通知 · 交办."""
    types = [known(version).case_type for version in _newest(district)]
    return {(verb.event, verb.code): f"{said(each.name)} · {said(verb.name)}" for each in types for verb in each.verbs() if verb.event}


def _newest(district: District) -> list[CaseTypeVersion]:
    return list(CaseTypeVersion.objects.filter(district=district).order_by("code", "-number").distinct("code"))
