"""One case as a page shows it: what was done, by when what is due and why, what the reader can do and why not the rest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.attachments.queries import attachments_of
from luoshi.district.casework.catalogue import known
from luoshi.district.casework.deadlines import BEGIN
from luoshi.district.casework.lives import life_of
from luoshi.district.casework.records import values_of
from luoshi.district.casework.storing import OWNER, step_key
from luoshi.engines.casework.case_types import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from luoshi.district.attachments.queries import Attachment
    from luoshi.district.casework.lives import Life
    from luoshi.district.casework.models import Case, CaseStep, CoHandling, Deadline, Reminder
    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.engines.casework import CaseClock, CaseRefusal, CaseType, Field, Limit, Status, StepValue, Transition
    from luoshi.engines.decisions.parameters import InForce


@dataclass(frozen=True, slots=True)
class Said:
    """What was written in a field of a step; a unit as itself, files in :attr:`StepEntry.attachments`."""

    field: Field
    value: StepValue | Unit


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step with everything that a page says about it."""

    row: CaseStep
    transition: Transition
    to_status: Status
    said: tuple[Said, ...]
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class ClockEntry:
    """A clock: what it says now, everything that it said before, by which limit, and on which document that rests."""

    clock: CaseClock
    now: Deadline
    before: tuple[Deadline, ...]
    limit: Limit
    basis: InForce | None


@dataclass(frozen=True, slots=True)
class Prospect:
    """A transition that leads on from here: it can be taken if nothing speaks ``against`` it."""

    transition: Transition
    against: tuple[CaseRefusal, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case for somebody who may see it."""

    case: Case
    case_type: CaseType
    status: Status
    steps: tuple[StepEntry, ...]
    clocks: tuple[ClockEntry, ...]
    prospects: tuple[Prospect, ...]
    help: tuple[CoHandling, ...]
    cards: tuple[Reminder, ...]
    units: tuple[Unit, ...]
    """The present units, for whoever names one."""


def page_of(case: Case, *, by: Authority, at: datetime) -> CasePage | None:
    """A case with all that belongs to it, for somebody who may see it; else ``None``."""
    life = life_of(case, at=at)
    if not life.is_business_of(by):
        return None
    assert life.state.status is not None, "a case stands somewhere"
    on = localtime(at).date()
    return CasePage(
        case=case,
        case_type=life.case_type,
        status=life.case_type.status(life.state.status),
        steps=tuple(_steps(case, life)),
        clocks=tuple(_clocks(case, life)),
        prospects=tuple(Prospect(each, life.against(each, by, at=at)) for each in life.case_type.leading_from(life.state.status)),
        help=tuple(case.co_handlings.select_related("unit", "asked", "answered").order_by("pk")),
        cards=tuple(case.reminders.order_by("pk")),
        units=tuple(unit for unit in life.units.values() if unit.is_valid(on)),
    )


def _steps(case: Case, life: Life) -> Iterator[StepEntry]:
    for row in case.steps.select_related("person", "post", "unit", "fact").order_by("number"):
        transition = life.case_type.transition(row.transition)
        assert transition is not None, "a step was taken by a transition"
        yield StepEntry(
            row,
            transition,
            life.case_type.status(row.to_status),
            tuple(_said(row, transition, life)),
            tuple(attachments_of(OWNER, step_key(case, row.number))) if _has_files(row, transition) else (),
        )


def _has_files(row: CaseStep, transition: Transition) -> bool:
    return any(row.values.get(field.code) for field in transition.fields if field.type is FieldType.ATTACHMENTS)


def _said(row: CaseStep, transition: Transition, life: Life) -> Iterator[Said]:
    values = values_of(row.values, life.case_type)
    for field in transition.fields:
        if field.code in values and field.type is not FieldType.ATTACHMENTS:
            value = values[field.code]
            yield Said(field, life.units[str(value)] if field.type is FieldType.UNIT else value)


def _clocks(case: Case, life: Life) -> Iterator[ClockEntry]:
    """In the order of the case type; the limit is that of the day on which the clock began, and so is its document."""
    rows = case.deadlines.select_related("step", "calendar").order_by("clock", "pk")
    by_clock = {clock: list(found) for clock, found in groupby(rows, key=lambda row: row.clock)}
    for clock in life.case_type.clocks:
        if found := by_clock.get(clock.code):
            rule = life.state.clocks[clock.code].rule
            yield ClockEntry(clock, found[-1], tuple(found[:-1]), rule.limit, _basis(case, clock, life))


def _basis(case: Case, clock: CaseClock, life: Life) -> InForce | None:
    """The parameter from which the limit of a clock was taken when it began."""
    began = [each.at for each in life.state.clocks[clock.code].events if each.kind.value in BEGIN]
    name = clock.limits.get(str(life.state.values.get(clock.by, "")) if clock.by else "", "")
    return known(case.type).in_force(case.district, on=localtime(began[-1]).date()).get(name)
