"""Every reason for which a change of a decision model is refused, each a function whose name is the condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.days import day_of
from luoshi.district.decisions import queries
from luoshi.district.decisions.checks import check
from luoshi.district.decisions.errors import (
    AlreadyInForce,
    ChangedMeanwhile,
    DaysAreOver,
    ExamplesGone,
    FilesCountMeanwhile,
    ModelRefused,
    NeedsReason,
    NotAllowed,
    NothingInForce,
    NotSound,
    SecondPersonNeeded,
    WrongDays,
)
from luoshi.district.decisions.sources import source_of
from luoshi.engines.decisions import ProblemKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from luoshi.district.decisions.checks import Checks
    from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion
    from luoshi.district.offices.queries import Authority, District

_NO_MODEL = {ProblemKind.UNREADABLE, ProblemKind.FOREIGN}


def not_of_the_office(district: District, by: Authority) -> None:
    """The person does not keep the district's rules."""
    if not by.is_office_of(district):
        raise NotAllowed


def without_reason(reason: str) -> None:
    """Nobody says why."""
    if not reason.strip():
        raise NeedsReason


def no_model(checks: Checks) -> None:
    """It is no XML, or no DMN. Whatever else is wrong may wait in a draft."""
    refused = next((each for each in checks.problems if each.kind in _NO_MODEL), None)
    if refused is not None:
        raise ModelRefused.unreadable(refused)


def changed_meanwhile(model: DecisionModel, base: int | None) -> None:
    """Somebody else saved a version since the editor looked at number ``base``; ``None`` where nothing was looked at."""
    since = list(model.versions.filter(number__gt=base).order_by("number")) if base is not None else []
    if since:
        raise ChangedMeanwhile(model, since)


def saved_by_the_same_person(version: ModelVersion, by: Authority) -> None:
    """双人规则: nobody puts in force what he or she changed, be it in this version or in one before it that nobody has checked."""
    if by.person is None or by.person.pk in queries.authors(version):
        raise SecondPersonNeeded(version)


def not_sound(version: ModelVersion) -> None:
    """The model has problems, its tables contradict themselves, or an example does not come out; looked at again with today's engine."""
    fault = check(source_of(version)).fault
    if fault is not None:
        raise NotSound(version, fault.chinese, fault.english)


def examples_are_gone(version: ModelVersion) -> None:
    """The version that was in force before it was proved by examples; this one has none of them left."""
    before = queries.last_in_force_before(version)
    if before is not None and before.checked.get("examples") and not version.checked.get("examples"):
        raise ExamplesGone(version, before)


def in_the_past(from_day: date, at: datetime) -> None:
    """Days that are over were governed by the rule; one person cannot take that away."""
    today = day_of(at)
    if from_day < today:
        raise DaysAreOver(from_day, today)


def days_are_wrong(from_day: date, to_day: date | None) -> None:
    """It would end before it began."""
    if to_day is not None and to_day < from_day:
        raise WrongDays(from_day, to_day)


def already_in_force(version: ModelVersion, rows: list[Enforcement], from_day: date, to_day: date | None) -> None:
    """The last thing that was said is the very same."""
    last = rows[-1] if rows else None
    if last is not None and (last.version_id, last.valid_from, last.valid_to) == (version.pk, from_day, to_day):
        raise AlreadyInForce(last)


def files_count_meanwhile(version: ModelVersion, from_day: date) -> None:
    """A pack's models share its parameters: those of a draft would undo what another model brought in force after it was saved."""
    before = queries.last_in_force_before(version)
    if version.pack is None or (before is not None and before.pack_id == version.pack_id):
        return
    since = [row for row in queries.counting_beside(version, on=from_day) if row.at > version.at]
    if since:
        raise FilesCountMeanwhile(since[0])


def nothing_in_force(row: Enforcement | None, on: date) -> None:
    """There is nothing to withdraw."""
    if row is None:
        raise NothingInForce(on)
