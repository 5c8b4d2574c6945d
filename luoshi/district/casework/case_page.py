"""The page of one case, put together: the answer first, then what can be done, then all that happened. Templates decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from luoshi.district.casework.calendars import calendar_of
from luoshi.district.casework.clock_rows import clock_rows
from luoshi.district.casework.history import history
from luoshi.district.casework.leavers import left_behind
from luoshi.district.casework.lights import light
from luoshi.district.casework.models import CoHandling
from luoshi.district.casework.outlines import verb_of
from luoshi.district.casework.rules_pages import picture
from luoshi.district.casework.subjects import subject_shown
from luoshi.district.days import day_of
from luoshi.district.facts.queries import facts_of_case, names
from luoshi.district.languages import said
from luoshi.engines.casework import Assignment, CaseRefused, ClockState, FieldType, RefusalCode, advance, allowed, steps_to_done

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case
    from luoshi.district.casework.subjects import SubjectShown
    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import Transition

_ASIDE: Final = inf
"""How far it is where a step leads nowhere, or to where the work is given up."""
_UNSAID = {RefusalCode.VALUE_MISSING.value, RefusalCode.VALUE_UNFIT.value}


@dataclass(frozen=True, slots=True)
class Button:
    """A step that can be taken now.

    Attributes:
        code: of the transition.
        name: what it is called.
        at_once: it asks nothing, so that the button does it.
        still_to_do: the least number of steps from there to the end of the work.
        leads_on: it brings the work nearer to its end.
    """

    code: str
    name: str
    at_once: bool
    still_to_do: float
    leads_on: bool


@dataclass(frozen=True, slots=True)
class Hindered:
    """A step that this person cannot take now, with the reasons."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """The steps that are for somebody else."""

    actor: str
    names: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What can be done where a case stands: by this person, what not and why not, and what others can."""

    buttons: list[Button]
    hindered: list[Hindered]
    others: list[Others]


def case_page(case: Case, life: Life, *, by: Authority, at: datetime) -> dict[str, Any]:
    """Everything that the page of a case shows."""
    clocks = clock_rows(case, life, at=at)
    return {
        **heading(case, life, by=by),
        "light": light(case, calendar_of(life.calendar), paused=any(row.state is ClockState.PAUSED for row in clocks), at=at),
        "holder_left": bool(left_behind([case], on=day_of(at))),
        "clocks": clocks,
        "counting": [row for row in clocks if row.state is not ClockState.STOPPED],
        "next": next_steps(life, by, at=at),
        "helpers": CoHandling.objects.filter(case=case).select_related("unit", "asked", "answered").order_by("pk"),
        "history": history(case, life, at=at),
        "facts": _facts(case, life),
        "picture": picture(life.case_type, current=case.status),
    }


def _facts(case: Case, life: Life) -> list[tuple[Fact, str]]:
    """What the case left on record, each with what was done; what another capability recorded of it, as that one calls it."""
    found = list(facts_of_case(case.code))
    verbs, called = [verb_of(life.case_type, fact) for fact in found], names(found)
    return [(fact, said(verb.name) if verb else called.get(fact.number, fact.kind)) for fact, verb in zip(found, verbs, strict=True)]


def heading(case: Case, life: Life, *, by: Authority) -> dict[str, Any]:
    """What every page about a case begins with."""
    return {
        "case": case,
        "matter": said(life.case_type.name),
        "status": said(life.case_type.status(case.status).name),
        "subject": subject_shown(case.subject_kind, case.subject_key, by=by),
    }


def next_steps(life: Life, by: Authority, *, at: datetime) -> NextSteps:
    """Every step that leads on from where the case stands, those first by which the work is done soonest."""
    distance = steps_to_done(life.case_type)
    here = distance.get(life.state.status or "", _ASIDE)
    mine = by.person is not None and life.state.holder == by.person.code
    buttons, hindered, others = list[Button](), list[Hindered](), dict[str, list[str]]()
    for verb in life.case_type.leading_from(life.state.status):
        actor = life.case_type.actor(verb.actor)
        if mine and verb.assignment is Assignment.TAKE and verb.target is None:
            continue  # whoever holds it need not take it
        if verb in allowed(life.case_type, life.state, life.asking(verb, by, at=at)):
            still_to_do = distance.get(verb.target, _ASIDE) if verb.target else _ASIDE
            buttons.append(Button(verb.code, said(verb.name), not verb.fields, still_to_do, leads_on=still_to_do < here))
        elif life.part(actor, by) is None:
            others.setdefault(said(actor.name), []).append(said(verb.name))
        else:
            hindered.append(Hindered(said(verb.name), tuple(reasons(life, verb, by, at=at))))
    told = [Others(actor, gettext("、").join(names)) for actor, names in others.items()]
    return NextSteps(sorted(buttons, key=lambda each: each.still_to_do), hindered, told)


def reasons(life: Life, verb: Transition, by: Authority, *, at: datetime) -> Iterator[str]:
    """Why somebody cannot take a step, as far as that does not depend on what would be said."""
    try:
        advance(life.case_type, life.state, verb.code, values={}, asking=life.asking(verb, by, at=at))
    except CaseRefused as refused:
        yield from (said(each.words) for each in refused.refusals if each.code not in _UNSAID)


def proposed(verb: Transition, case: Case | None, subject: SubjectShown | None) -> dict[str, str]:
    """What a form begins with: what the owner of the subject proposes, and as unit the one whose work the subject is, unless it has it."""
    present = case.unit.code if case else ""
    unit = subject.unit.code if subject is not None and subject.unit is not None else ""
    units = {each.code: unit for each in verb.fields if each.type is FieldType.UNIT and unit and unit != present}
    words = subject.proposed(case.matter, verb.code) if case is not None and subject is not None and subject.proposed is not None else {}
    return {**units, **words}
