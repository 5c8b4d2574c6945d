"""Every reason for which a change of a register is refused, each a function whose name is the condition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Power
from luoshi.district.register.cells import faults
from luoshi.district.register.errors import (
    AlreadyEntered,
    ChangedMeanwhile,
    DistinguishedAlready,
    IdentifierStays,
    Merged,
    NeedsReason,
    NoPair,
    NotAllowed,
    NothingShared,
    WrongDays,
    WrongValues,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.cells import Problem
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Distinction, Entry, EntryVersion

LAST_DAY: Final = date(2100, 12, 31)

POWERS: Final[Mapping[Power, Words]] = {
    Power.SEE: Words("查看", "see"),
    Power.CHANGE: Words("登记和变更", "change"),
    Power.CHECK: Words("合并和撤销合并", "merge entries of"),
    Power.UNMASK: Words("查看完整个人信息", "see personal data in"),
}


def not_granted(power: Power, kind: Kind, district: District, by: Authority) -> None:
    """No post of the person was granted the power in this district's register."""
    if not may(power, kind, district, by):
        raise NotAllowed(kind, POWERS[power])


def may(power: Power, kind: Kind, district: District, by: Authority) -> bool:
    """Whether a post of the person in this district was granted a power in a register."""
    return bool(by.posts_in(power, kind.matter, district.pk))


def without_reason(reason: str) -> None:
    """Nobody says why."""
    if not reason.strip():
        raise NeedsReason(Words("理由", "reason"))


def without_source(source: str) -> None:
    """Nobody says where it is known from."""
    if not source.strip():
        raise NeedsReason(Words("来源", "source"))


def values_are_wrong(kind: Kind, values: Mapping[str, str], problems: Sequence[Problem] = ()) -> None:
    """Something cannot be read, is missing, or contradicts something else."""
    named = {problem.field for problem in problems}
    found = [*problems, *(fault for fault in faults(kind, values) if fault.field not in named)]
    if found:
        raise WrongValues(found)


def days_are_wrong(first: date, last: date | None) -> None:
    """It would end before it began, or after any sensible day."""
    if first > LAST_DAY or (last is not None and not first <= last <= LAST_DAY):
        raise WrongDays(first, last)


def identifier_would_change(kind: Kind, entry: Entry, values: Mapping[str, str]) -> None:
    """The changes touch what tells the entry from others."""
    if kind.identifier(values) != entry.identifier:
        raise IdentifierStays("、".join(kind.by_code[code].column for code in kind.identified_by))


def there_already(entry: Entry, present: Mapping[str, str] | None) -> None:
    """The entry is valid on the day from which it is to be entered."""
    if present is not None:
        raise AlreadyEntered(entry)


def changed_meanwhile(versions: Sequence[EntryVersion], seen: int | None) -> None:
    """Somebody said something since the version ``seen``; ``None`` where nobody looked."""
    if seen is not None and versions and versions[-1].pk > seen:
        raise ChangedMeanwhile(versions[-1])


def merged_away(entry: Entry) -> None:
    """It was merged into another one."""
    if entry.merged_into_id is not None:
        raise Merged(entry)


def no_pair(one: Entry, other: Entry) -> None:
    """They are one and the same, or of different registers."""
    if one.pk == other.pk or (one.kind, one.district_id) != (other.kind, other.district_id):
        raise NoPair


def nothing_shared(shared: Sequence[str]) -> None:
    """Two entries have no mark in common by which they would be suggested as duplicates."""
    if not shared:
        raise NothingShared


def distinguished_already(standing: Distinction | None, shared: Sequence[str]) -> None:
    """Somebody said already that two entries are not the same, and knew all that they share."""
    if standing is not None and set(shared) <= set(standing.shared):
        raise DistinguishedAlready(standing)
