"""Changes of populations: a snapshot is taken, a table declared and brought, rules are run. Each is whole or does not happen."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from luoshi.district.days import day_of
from luoshi.district.decisions.errors import NoValueOnDay
from luoshi.district.decisions.queries import versions_in_force
from luoshi.district.locks import alone, together
from luoshi.district.offices.queries import Power
from luoshi.district.population import bringing, fail_if, files, tables
from luoshi.district.population.intake import read_table
from luoshi.district.population.keeping import may_go
from luoshi.district.population.models import Declaration, DepartmentTable, FrozenRegister, Removal, Run, Snapshot
from luoshi.district.population.populations import population_of
from luoshi.district.population.running import plan_by_day, plan_of_versions, reasons_of, written
from luoshi.district.population.sources import read_sources
from luoshi.district.population.taking import freeze
from luoshi.district.signing import signed
from luoshi.engines.decisions import NoValueInForce

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.district.population.declared import Column

_FILES: Final = "files of populations"
"""What nobody sweeps while somebody makes some."""
_FAULTS_KEPT: Final = 500


@transaction.atomic
def take_snapshot(district: District, *, on: date, by: Authority | None, at: datetime) -> Snapshot:
    """Freeze the registers of a district as they stand on a day. Without ``by`` the round does it by itself.

    Raises:
        NotAllowed: the person may not.
        NothingRegistered: no register has an entry on that day.
    """
    if by is not None:
        fail_if.not_granted(Power.HANDLE, district, by)
    alone(f"snapshots of {district.pk}")
    together(_FILES)
    frozen = freeze(district, on=on)
    fail_if.nothing_registered(frozen, on)
    snapshot = Snapshot.objects.create(
        district=district, on=on, taken_at=at, sha256=_digest(frozen),
        person=by.person if by else None, signature=by.signature if by else "",
    )  # fmt: skip
    for each in frozen:
        each.snapshot = snapshot
    FrozenRegister.objects.bulk_create(frozen)
    return snapshot


def _digest(frozen: Sequence[FrozenRegister]) -> str:
    lines = "".join(f"{each.register} {each.sha256}\n" for each in frozen)
    return hashlib.sha256(lines.encode()).hexdigest()


@transaction.atomic
def clear(district: District, *, at: datetime) -> int:
    """Let snapshots go by the rule of keeping, and files that nothing names; returns how many snapshots went."""
    alone(f"snapshots of {district.pk}", _FILES)
    there = list(Snapshot.objects.filter(district=district, removal=None))
    going = may_go(there, bringing.rested_on(there))
    Removal.objects.bulk_create(Removal(snapshot_id=each, at=at) for each in going)
    files.sweep(bringing.digests_named())
    return len(going)


@transaction.atomic
def declare_table(
    district: District, name: str, columns: Sequence[Column], *, name_en: str, register: str, unit: Unit, by: Authority, at: datetime
) -> Declaration | None:
    """Say what a department's table has to be; ``None`` if just this is declared already.

    Raises:
        NotAllowed: the person does not keep the district's rules.
    """
    fail_if.not_the_office(district, by)
    said: dict[str, Any] = {
        "name_en": name_en, "register": register, "unit": unit, "columns": [each.json() for each in columns],
    }  # fmt: skip
    last = Declaration.objects.filter(district=district, name=name).order_by("-pk").first()
    if last is not None and {each: getattr(last, each) for each in said} == said:
        return None
    return Declaration.objects.create(district=district, name=name, **said, **signed(by, at))


@transaction.atomic
def import_table(
    district: District,
    name: str,
    content: bytes,
    *,
    file_name: str,
    period: str,
    source: str,
    by: Authority,
    at: datetime,
    document: str = "",
    reason: str = "",
    only_accepted: bool = False,
) -> DepartmentTable:
    """Take over what a department knows of everybody for a period.

    Args:
        district: whose.
        name: the table, as it is declared.
        content: the file, XLSX or CSV.
        file_name: what it is called.
        period: the year or month of which it tells.
        source: where it is known from.
        by: who brings it.
        at: when.
        document: on which ground it was handed over.
        reason: why there is another file for the same period.
        only_accepted: leave out the rows that have faults; without it, they let nothing be taken over.

    Raises:
        NoSuchTable: none of this name is declared.
        NotAllowed: the person may not bring tables of that unit.
        WrongPeriod, NeedsWords: something is not said as it has to be.
        NothingNew: the file is the one that was taken over last.
        TableRefused: it cannot be read, or rows have faults; nothing was stored.
    """
    declaration = tables.declaration_of(district, name)
    fail_if.not_granted(Power.CHANGE, district, by, declaration.unit)
    fail_if.not_a_period(period)
    fail_if.without_source(source)
    alone(f"department table {name} of {district.pk}")
    together(_FILES)
    before, digest = tables.newest(district, name, period), hashlib.sha256(content).hexdigest()
    fail_if.nothing_new(before, digest)
    fail_if.replaced_without_reason(before, reason)
    columns = tables.columns_of(declaration)
    read = bringing.keyed(read_table(content, file_name, declaration.register, columns, on=day_of(at)), declaration)
    fail_if.rows_are_wrong(read.faults, read.total, only_accepted=only_accepted)
    sha256, size, quality = bringing.stored(read.rows, declaration, columns)
    return DepartmentTable.objects.create(
        declaration=declaration, district=district, name=name, period=period, version=before.version + 1 if before else 1,
        source=source.strip(), document=document.strip(), reason=reason.strip(), file_name=file_name, received_sha256=digest,
        rows=len(read.rows), left_out=read.total - len(read.rows), faults=[each.json() for each in read.faults[:_FAULTS_KEPT]],
        quality=quality, sha256=sha256, size_bytes=size, **signed(by, at),
    )  # fmt: skip


@transaction.atomic
def run(
    snapshot: Snapshot,
    package_id: str,
    wanted: Sequence[str],
    explained_by: str,
    sources: Sequence[Mapping[str, Any]],
    *,
    keep: Sequence[str] = (),
    on: date,
    dated_by: str = "",
    by: Authority,
    at: datetime,
    register: str = "enterprises",
) -> Run:
    """Run the rules of a pack that are in force on a day over everybody in a register of a snapshot, and freeze the result.

    Args:
        snapshot: over whom.
        package_id: the pack.
        wanted: the decisions that are answered for each.
        explained_by: the decision whose rule is the reason.
        sources: where each input comes from, as :mod:`~luoshi.district.population.sources` tells.
        keep: fields of the register that come beside: ``industry``, ``place.grid``, ``sector``.
        on: by the law of which day.
        dated_by: an input that says a day, by whose law its row is decided instead; empty where all are decided by that of ``on``.
        by: who runs it.
        at: when.
        register: which register.

    Raises:
        NotAllowed: the person may not.
        RuleNotInForce: no rule of the pack counts on that day.
        NoValueOnDay: a parameter has no value on that day.
        NotARule: the rules cannot be run over everybody.
        WrongSources, NoSuchTable, NoSuchRegister: what the rules ask for is not there.
        SnapshotRemoved, FileGone, FileChanged: the data are not there, or not what they were.
    """
    district = snapshot.district
    fail_if.not_granted(Power.HANDLE, district, by)
    together(_FILES)
    versions = versions_in_force(district, package_id, on=on)
    asked = versions, tuple(wanted), explained_by, district
    try:
        plan = plan_by_day(*asked, dated_by=dated_by, on=on) if dated_by else plan_of_versions(*asked, on)
    except NoValueInForce as missing:
        raise NoValueOnDay(package_id, missing) from missing
    population = population_of(snapshot, read_sources(sources), keep, register=register, on=on)
    sha256, size, counts = written(plan, population)
    made = Run.objects.create(
        district=district, snapshot=snapshot, register=register, on=on, dated_by=dated_by, package=package_id,
        versions=versions, wanted=list(wanted),
        answers=[each.name for each in plan.outputs],
        explained_by=explained_by, sources=[dict(each) for each in sources], keep=list(keep), reasons=reasons_of(plan),
        counts=counts, rows=counts["rows"], sha256=sha256, size_bytes=size, **signed(by, at),
    )  # fmt: skip
    made.tables.set({each.pk for each in population.tables.values()})
    return made
