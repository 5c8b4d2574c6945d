"""What other pages show of cases: those about a subject, in a line each, and what may be opened on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.casework.case_rows import rows
from luoshi.district.casework.catalogue import HEAVY, known
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.models import Case, CaseTypeVersion
from luoshi.district.languages import said
from luoshi.district.offices.queries import Power
from luoshi.engines.casework import ClockState, Standing, allowed, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from luoshi.district.casework.case_rows import Row
    from luoshi.district.casework.lives import Life
    from luoshi.district.facts.queries import Fact, Subject
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.casework import CaseType, Transition


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
        if kind in each.subjects and (power := each.actor(each.opening.actor).power) and by.may(Power(power), each.code)
    ]


@dataclass(frozen=True, slots=True)
class Window:
    """A right of the applicant that ends, such as that to correct an application."""

    clock: str
    name: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Outline:
    """A case as whoever has a part in it sees it: where it stands, the last step that was seen, and what he or she can do now.

    ``concerning`` are the transitions of which its applicant may know: those that tell the applicant something, and those that a second
    person decides. What officials draft and pass among themselves is none of them. ``windows`` are open now.
    """

    row: Row
    expected_step: int
    steps: tuple[Transition, ...]
    concerning: frozenset[str]
    windows: tuple[Window, ...]


def outline(code: str, *, by: Authority, at: datetime) -> Outline | None:
    """A case, for the applicant as for officials; ``None`` if it is none of their business."""
    case = Case.objects.select_related("district", "type", "unit", "holder").defer(*HEAVY).filter(code=code).first()
    if case is None or not (life := life_of(case, at=at)).is_business_of(by):
        return None
    leading = life.case_type.leading_from(life.state.status)
    steps = tuple(each for each in leading if each in allowed(life.case_type, life.state, life.asking(each, by, at=at)))
    row = rows([case], case.district, at=at)[0]
    return Outline(row, case.step_count, steps, _concerning(life.case_type), tuple(_windows(life, at)))


def _concerning(case_type: CaseType) -> frozenset[str]:
    applicants = {each.code for each in case_type.actors if each.of is Standing.APPLICANT}
    verbs = case_type.verbs()
    return frozenset(each.code for each in verbs if each.not_by or any(applicants.intersection(notice.to) for notice in each.notices))


def _windows(life: Life, at: datetime) -> Iterator[Window]:
    for code, reading in readings(life.state, life.timetable, at=at).items():
        clock = life.case_type.clock(code)
        if clock.is_window and reading.state is ClockState.RUNNING and reading.due is not None:
            yield Window(code, said(clock.name), reading.due)


def rows_about(subject: Subject, *, district: District, at: datetime) -> list[Row]:
    """The cases about a subject, the newest first; its title and holder are for those who may see the case."""
    return rows_among(subject.kind, [subject.key], district=district, at=at)


def rows_among(kind: str, keys: Iterable[str], *, district: District, at: datetime) -> list[Row]:
    """The cases about any of some subjects of a kind, the newest first."""
    found = Case.objects.filter(subject_kind=kind, subject_key__in=list(keys), district_id=district.pk)
    return rows(found.select_related("unit", "holder", "type").order_by("-pk"), district, at=at)


def rows_coded(codes: Iterable[str], *, district: District, at: datetime) -> dict[str, Row]:
    """The cases with these codes, by their codes."""
    found = Case.objects.filter(code__in=list(codes), district_id=district.pk).select_related("unit", "holder", "type")
    return {row.case.code: row for row in rows(found, district, at=at)}


def open_rows(kind: str, keys: Iterable[str], *, district: District, at: datetime, limit: int) -> list[Row]:
    """The open cases about any of some subjects, the most urgent first."""
    found = Case.objects.filter(subject_kind=kind, subject_key__in=list(keys), district_id=district.pk, closed_at=None)
    return rows(found.select_related("unit", "holder", "type").order_by("place", "pk")[:limit], district, at=at)


def fact_names(facts: Sequence[Fact]) -> dict[int, str]:
    """What the facts that cases left are called, by the types that the cases keep: 督查通知 · 交办."""
    cases = Case.objects.filter(code__in={one.case for one in facts} - {""}).select_related("type").defer(*HEAVY)
    types = {case.code: known(case.type).case_type for case in cases}
    verbs = {one.number: (each, verb_of(each, one)) for one in facts if (each := types.get(one.case))}
    return {number: f"{said(each.name)} · {said(verb.name)}" for number, (each, verb) in verbs.items() if verb}


def verb_of(case_type: CaseType, fact: Fact) -> Transition | None:
    """The transition that left a fact; several may leave facts of one kind."""
    verb = case_type.transition(str(fact.said["details"].get("transition")))
    return verb if verb is not None and verb.event == fact.kind else None


def _newest(district: District) -> list[CaseTypeVersion]:
    return list(CaseTypeVersion.objects.filter(district=district).order_by("code", "-number").distinct("code"))
