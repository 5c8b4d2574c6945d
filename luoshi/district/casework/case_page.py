"""The page of one case, put together: the answer first, then what can be done, then all that happened. Templates decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.casework.calendars import calendar_of
from luoshi.district.casework.clock_rows import clock_rows
from luoshi.district.casework.history import history
from luoshi.district.casework.lights import light
from luoshi.district.casework.models import CoHandling
from luoshi.district.casework.rules_pages import picture
from luoshi.district.casework.subjects import subject_shown
from luoshi.district.languages import said
from luoshi.engines.casework import Assignment, CaseRefused, ClockState, FieldType, RefusalCode, advance, allowed

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case
    from luoshi.district.offices.queries import Authority
    from luoshi.engines.casework import Transition

_UNSAID = {RefusalCode.VALUE_MISSING.value, RefusalCode.VALUE_UNFIT.value}


@dataclass(frozen=True, slots=True)
class Button:
    """A step that can be taken now. ``at_once``: it asks nothing, so that the button does it; ``leads_on``: to another status."""

    code: str
    name: str
    at_once: bool
    leads_on: bool


@dataclass(frozen=True, slots=True)
class Hindered:
    """A step that this person cannot take now, with the reasons; ``others``: somebody else can."""

    name: str
    reasons: tuple[str, ...]
    others: bool


def case_page(case: Case, life: Life, *, by: Authority, at: datetime) -> dict[str, Any]:
    """Everything that the page of a case shows."""
    clocks = clock_rows(case, life, at=at)
    buttons, hindered = next_steps(life, by, at=at)
    return {
        **heading(case, life, by=by),
        "light": light(case, calendar_of(life.calendar), paused=any(row.state is ClockState.PAUSED for row in clocks), at=at),
        "clocks": clocks,
        "counting": [row for row in clocks if row.state is not ClockState.STOPPED],
        "buttons": buttons,
        "hindered": hindered,
        "helpers": CoHandling.objects.filter(case=case).select_related("unit", "asked", "answered").order_by("pk"),
        "history": history(case, life, at=at),
        "picture": picture(life.case_type, current=case.status),
    }


def heading(case: Case, life: Life, *, by: Authority) -> dict[str, Any]:
    """What every page about a case begins with."""
    return {
        "case": case,
        "matter": said(life.case_type.name),
        "status": said(life.case_type.status(case.status).name),
        "subject": subject_shown(case.subject_kind, case.subject_key, by=by),
    }


def next_steps(life: Life, by: Authority, *, at: datetime) -> tuple[list[Button], list[Hindered]]:
    """What can be done where the case stands: by this person, and what not, and why not. The person's own hindrances come first."""
    buttons, hindered = [], []
    mine = by.person is not None and life.state.holder == by.person.code
    for verb in life.case_type.leading_from(life.state.status):
        if mine and verb.assignment is Assignment.TAKE and verb.target is None:
            continue  # whoever holds it need not take it
        if verb in allowed(life.case_type, life.state, life.asking(verb, by, at=at)):
            buttons.append(Button(verb.code, said(verb.name), at_once=not verb.fields, leads_on=verb.target is not None))
        else:
            hindered.append(_hindered(life, verb, by, at=at))
    return sorted(buttons, key=lambda each: not each.leads_on), sorted(hindered, key=lambda each: each.others)


def _hindered(life: Life, verb: Transition, by: Authority, *, at: datetime) -> Hindered:
    try:
        advance(life.case_type, life.state, verb.code, values={}, asking=life.asking(verb, by, at=at))
    except CaseRefused as refused:
        told = [each for each in refused.refusals if each.code not in _UNSAID]
        others = any(each.code == RefusalCode.NOT_YOUR_PART for each in told)
        shown = [each for each in told if each.code == RefusalCode.NOT_YOUR_PART] if others else told
        return Hindered(said(verb.name), tuple(said(each.words) for each in shown), others)
    raise AssertionError("a step that is not allowed is refused with its reasons")


def proposed(verb: Transition, case: Case | None, *, unit: str) -> dict[str, str]:
    """What a form begins with: where a unit is named, the one whose work the subject is, unless it has the case already."""
    present = case.unit.code if case else ""
    return {each.code: unit for each in verb.fields if each.type is FieldType.UNIT and unit and unit != present}
