"""Every reason for which something about populations is refused, each a function whose name is the condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from luoshi.district.offices.queries import Power
from luoshi.district.population.errors import (
    NeedsWords,
    NotAllowed,
    NothingNew,
    NothingRegistered,
    SnapshotRemoved,
    TableRefused,
    WrongPeriod,
)
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.population.intake import Fault
    from luoshi.district.population.models import DepartmentTable, FrozenRegister, Snapshot

MATTER: Final = "population"
"""What powers are granted in: see, bring tables (change), take snapshots and run (handle), see personal data (unmask)."""

POWERS: Final = {
    Power.SEE: Words("查看全体运行", "see what was run over everybody"),
    Power.CHANGE: Words("导入部门数据", "import departments' tables"),
    Power.HANDLE: Words("取快照和对全体运行规则", "take snapshots and run rules over everybody"),
    Power.UNMASK: Words("查看完整个人信息", "see personal data"),
}
_PERIOD: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def may(power: Power, district: District, by: Authority, unit: Unit | None = None) -> bool:
    """Whether a post of the person in this district was granted a power, where a unit is named for what is that unit's."""
    posts = by.posts_in(power, MATTER, district.pk)
    return bool(posts) and (unit is None or by.may(power, MATTER, unit=unit))


def not_granted(power: Power, district: District, by: Authority, unit: Unit | None = None) -> None:
    """No post of the person was granted the power."""
    if not may(power, district, by, unit):
        raise NotAllowed(POWERS[power])


def not_the_office(district: District, by: Authority) -> None:
    """The person does not keep the district's rules."""
    if not by.is_office_of(district):
        raise NotAllowed(Words("说明部门数据", "declare departments' tables"))


def nothing_registered(frozen: Sequence[FrozenRegister], on: date) -> None:
    """No register has an entry on that day."""
    if not frozen:
        raise NothingRegistered(on)


def removed(snapshot: Snapshot) -> None:
    """The files of the snapshot are gone by rule."""
    if snapshot.is_removed:
        raise SnapshotRemoved(snapshot.on)


def not_a_period(period: str) -> None:
    """It is neither a year nor a month."""
    if not _PERIOD.fullmatch(period):
        raise WrongPeriod(period)


def without_source(source: str) -> None:
    """Nobody says where the data are known from."""
    if not source.strip():
        raise NeedsWords.source()


def replaced_without_reason(before: DepartmentTable | None, reason: str) -> None:
    """There is a table for the period, and nobody says why another one."""
    if before is not None and not reason.strip():
        raise NeedsWords.reason(before.name, before.period)


def nothing_new(before: DepartmentTable | None, digest: str) -> None:
    """The file is the very one that was imported last."""
    if before is not None and before.received_sha256 == digest:
        raise NothingNew(before.name, before.period)


def rows_are_wrong(faults: Sequence[Fault], rows: int, *, only_accepted: bool) -> None:
    """Rows have faults, and nobody said to leave them out; or there is none without."""
    wrong = len({each.row for each in faults})
    if faults and (not only_accepted or wrong == rows):
        raise TableRefused.with_faults(faults, wrong, rows)
