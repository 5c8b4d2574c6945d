"""One commitment changes: what is wanted is compared with what is said, checked by the rules, written with its history.

Every way in (a page, a workbook, the bulk pages, the demonstration) comes through here, so that the rules stand once.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.db.models import Model

from luoshi.district.days import day_of
from luoshi.district.plan import fail_if
from luoshi.district.plan.fields import FIELDS, QUARTERS, WHOLE, Key, Settled, Value, empty_target, is_empty, text, values_of
from luoshi.district.plan.missing import missing_in
from luoshi.district.plan.models import Change, Commitment, Milestone, Nature, PlannedTarget
from luoshi.district.plan.storing import VALUE_LIMIT
from luoshi.engines.reading.model import Measurement, Operator
from luoshi.engines.reading.units import dimension

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.offices.queries import Authority
    from luoshi.district.plan.fields import Field
    from luoshi.district.plan.models import Resolution

_MEASURED_BY: dict[str, Measurement] = {
    Operator.PEGGED: Measurement.PEGGED,
    Operator.RANK: Measurement.RANK,
    Operator.UP: Measurement.DIRECTIONAL,
    Operator.DOWN: Measurement.DIRECTIONAL,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What a commitment is to say. ``revision`` is the one its editor looked at; ``None`` where nothing was looked at."""

    values: Mapping[Key, Value]
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Who changes something, when, why, and by which resolution."""

    by: Authority
    at: datetime
    reason: str = ""
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is to change, and of what nature the change is."""

    number: int
    field: Field
    old: Value
    new: Value
    nature: Nature


def differences(commitment: Commitment, wanted: Mapping[Key, Value]) -> list[Difference]:
    """What would change, in the order of the table of fields."""
    said, new = _said(commitment, {number for number, _ in wanted})
    for number in new:
        if is_empty(wanted.get((number, "operator"))):
            wanted = {**wanted, (number, "operator"): Operator.EQUAL.value}  # what a bare number means
    order = {name: place for place, name in enumerate(FIELDS)}
    changed = [key for key, value in wanted.items() if not _same(key[1], value, said[key])]
    outdated = _outdated_words(said, changed)
    wanted, changed = {**wanted, **dict.fromkeys(outdated, "")}, [*changed, *outdated]
    return [
        Difference(number, FIELDS[name], said[number, name], wanted[number, name], _nature(commitment, FIELDS[name], said[number, name]))
        for number, name in sorted(changed, key=lambda key: (key[0], order[key[1]]))
    ]


def _outdated_words(said: Mapping[Key, Value], changed: Sequence[Key]) -> list[Key]:
    """The report's own words of comparison that fall with their operator: they belong to what was read, not to what it was corrected to."""
    words = [(number, "comparator") for number, name in changed if name == "operator"]
    return [key for key in words if key not in changed and not is_empty(said[key])]


def _said(commitment: Commitment, numbers: set[int]) -> tuple[dict[Key, Value], set[int]]:
    """What is said now, with nothing said yet about those of some quantities that are new; and which of them these are."""
    said = values_of(commitment)
    new = numbers - {number for number, _ in said}
    for number in new:
        said |= empty_target(number)
    return said, new


def _same(name: str, one: Value, other: Value) -> bool:
    """Whether two values say the same: rows by their identity, for two of them may bear one name; the rest by its words."""
    if isinstance(one, Model) or isinstance(other, Model) or isinstance(one, tuple):
        return bool(one == other) or (is_empty(one) and is_empty(other))
    return text(name, one) == text(name, other)


def change(commitment: Commitment, edit: Edit, act: Act) -> list[Change]:
    """Change a locked commitment and return the history of it, not stored yet; empty if nothing would change.

    Raises:
        PlanError: somebody else changed it meanwhile, the person may not, a reason or a resolution is missing, or a value cannot be.
    """
    found = differences(commitment, edit.values)
    if not found:
        return []
    fail_if.changed_meanwhile(commitment, edit.revision)
    fail_if.not_allowed(commitment, found, act.by)
    fail_if.without_reason(commitment, found, act.reason)
    fail_if.without_resolution(commitment, found, act.resolution)
    said, _ = _said(commitment, {one.number for one in found})
    wanted = said | {(one.number, one.field.name): one.new for one in found}
    fail_if.values_cannot_be(commitment, wanted, found, on=day_of(act.at))
    _write(commitment, found)
    return [_change(commitment, one, act) for one in found]


def _nature(commitment: Commitment, field_: Field, old: Value) -> Nature:
    if field_.promised:
        return Nature.DECIDED if commitment.report.adopted else Nature.CORRECTED
    settled = {
        Settled.BY_ADOPTION: commitment.report.adopted,
        Settled.BY_CONFIRMATION: commitment.report.adopted and commitment.confirmed,
        Settled.NEVER: False,
    }
    return Nature.DECIDED if settled[field_.settled] and not is_empty(old) else Nature.ARRANGED


def _change(commitment: Commitment, one: Difference, act: Act) -> Change:
    return Change(
        commitment=commitment,
        target_number=one.number,
        field=one.field.name,
        nature=one.nature,
        old=text(one.field.name, one.old),
        new=text(one.field.name, one.new),
        revision=commitment.revision,
        person=act.by.person,
        signature=act.by.signature,
        at=act.at,
        reason=act.reason,
        resolution=act.resolution if one.nature is Nature.DECIDED else None,
    )


def _write(commitment: Commitment, found: list[Difference]) -> None:
    targets = {target.number: target for target in commitment.targets.all()}
    for number in sorted({one.number for one in found} - {WHOLE} - set(targets)):
        targets[number] = PlannedTarget(commitment=commitment, number=number, operator=Operator.EQUAL, measurement=Measurement.NUMERIC)
    for number, target in targets.items():
        _write_target(target, [one for one in found if one.number == number])
    whole = [one for one in found if one.number == WHOLE]
    for one in whole:
        if one.field.name == "cooperating":
            commitment.cooperating.set(one.new)
        elif one.field.name not in QUARTERS:
            setattr(commitment, one.field.name, one.new)
    _write_milestones(commitment, None, whole)
    _forget_what_was_prefetched(commitment)
    _count(commitment, found)


def _write_target(target: PlannedTarget, found: list[Difference]) -> None:
    if not found:
        return
    named = {one.field.name: one.new for one in found if one.field.name not in QUARTERS}
    for name, value in named.items():
        setattr(target, name, value)
    if "operator" in named:
        target.direction = named["operator"] if named["operator"] in {Operator.UP, Operator.DOWN} else ""
    if target.measurement != Measurement.STANDARD or "operator" in named:
        target.measurement = _MEASURED_BY.get(target.operator, Measurement.NUMERIC)
    if "unit" in named:
        target.dimension = dimension(target.unit) or ""
    target.save()
    _write_milestones(target.commitment, target, found)


def _write_milestones(commitment: Commitment, target: PlannedTarget | None, found: Sequence[Difference]) -> None:
    said = {QUARTERS.index(one.field.name) + 1: one.new for one in found if one.field.name in QUARTERS}
    if any(one.old for one in found if one.field.name in QUARTERS):
        commitment.milestones.filter(target=target, quarter__in=said).delete()
    Milestone.objects.bulk_create(
        Milestone(commitment=commitment, target=target, quarter=quarter, text=words, value=_number(words))
        for quarter, words in said.items()
        if words
    )


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < VALUE_LIMIT else None


def _count(commitment: Commitment, found: list[Difference]) -> None:
    """A change is a new revision; what was confirmed is to be confirmed again, unless only a note was added."""
    commitment.revision += 1
    commitment.settled = commitment.settled or any(one.field.promised for one in found)
    if any(one.field.settled is not Settled.NEVER for one in found):
        commitment.confirmed_at, commitment.confirmed_signature = None, ""
    commitment.missing = missing_in(commitment)
    commitment.save()


def _forget_what_was_prefetched(commitment: Commitment) -> None:
    commitment._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # noqa: SLF001 - Django offers no other way to read anew
