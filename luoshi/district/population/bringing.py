"""Rows of a department become a file of the store; and what of the store is still needed by anybody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from luoshi.district.population import files
from luoshi.district.population.engine import connected, csv
from luoshi.district.population.intake import KEYS, Fault, Read, write_rows
from luoshi.district.population.models import DepartmentTable, FrozenRegister, Removal, Run, Snapshot
from luoshi.district.population.taking import KEY
from luoshi.district.register.queries import KINDS, Entry
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name, to_parquet
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import duckdb

    from luoshi.district.population.declared import Column
    from luoshi.district.population.models import Declaration

_UNKNOWN = Words("名录里没有这个人。", "Nobody with this number is registered.")
_ENTER = Words("请核对号码，或者先在人员名录里登记。", "Check the number, or enter the person first.")


def keyed(read: Read, declaration: Declaration) -> Read:
    """Rows by the permanent keys of the register. Of persons the key tells nothing, so that no file holds their numbers; whoever is not
    registered has none, which is a fault."""
    if not KINDS[declaration.register].is_personal:
        return read
    entries = Entry.objects.filter(district=declaration.district_id, kind=declaration.register)
    keys = dict(entries.filter(identifier__in=[row[0] for row in read.rows]).values_list("identifier", "key"))
    column = KEYS[declaration.register]
    unknown = [
        Fault(number, column, row[0], _UNKNOWN, _ENTER) for number, row in zip(read.numbers, read.rows, strict=True) if row[0] not in keys
    ]
    there = [(number, (keys[row[0]], *row[1:])) for number, row in zip(read.numbers, read.rows, strict=True) if row[0] in keys]
    return replace(read, rows=tuple(row for _, row in there), numbers=tuple(number for number, _ in there), faults=(*read.faults, *unknown))


def stored(rows: Sequence[tuple[str, ...]], declaration: Declaration, columns: Sequence[Column]) -> tuple[str, int, dict[str, Any]]:
    """Put rows into the store: hash, size in bytes, and how good the columns are."""
    with files.workplace() as place, connected(place) as engine:
        lines, made = place / "rows.csv", place / "rows.parquet"
        write_rows(rows, lines)
        chosen = ", ".join(f"CAST({quoted_name(each.name)} AS {each.sql_type}) AS {quoted_name(each.name)}" for each in columns)
        read = csv(lines, [KEY, *(each.name for each in columns)], header=False)
        to_parquet(engine, f"SELECT {KEY}, {chosen} FROM {read} ORDER BY {KEY}", made)
        quality = {
            "columns": {each.name: _quality(each, parquet(made), engine) for each in columns},
            "not_registered": _strangers(rows, declaration),
        }
        return *files.keep(made), quality


def _quality(column: Column, relation: str, engine: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows are filled, and where the values lie."""
    row = engine.execute(
        f"SELECT count({quoted_name(column.name)}), min({quoted_name(column.name)}), max({quoted_name(column.name)}) FROM {relation}"
    ).fetchone()
    assert row is not None, "a count always has a row"
    return {"filled": row[0], "least": str(row[1]), "most": str(row[2])} if row[0] else {"filled": 0}


def _strangers(rows: Sequence[tuple[str, ...]], declaration: Declaration) -> int:
    """How many rows are about somebody who was never registered."""
    keys = {row[0] for row in rows}
    return len(keys) - Entry.objects.filter(district=declaration.district_id, kind=declaration.register, key__in=keys).count()


def rested_on(snapshots: Iterable[Snapshot]) -> set[int]:
    """The numbers of the snapshots on which anything rests: a run, or what another capability made of one."""
    numbers = [each.pk for each in snapshots]
    own = {FrozenRegister, Removal}
    found: set[int] = set()
    for each in Snapshot._meta.related_objects:  # noqa: SLF001 - Django's documented way to ask what refers to a model
        model: Any = each.related_model
        if model not in own:
            found.update(model.objects.filter(**{f"{each.field.name}__in": numbers}).values_list(each.field.attname, flat=True))
    return found


def digests_named() -> set[str]:
    """The hashes of all files that something names."""
    frozen = FrozenRegister.objects.filter(snapshot__removal=None).values_list("sha256", flat=True)
    return {*frozen, *DepartmentTable.objects.values_list("sha256", flat=True), *Run.objects.values_list("sha256", flat=True)}
