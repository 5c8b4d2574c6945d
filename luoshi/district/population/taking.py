"""A register becomes a file: read from PostgreSQL by one COPY, given its types, written as Parquet, and looked over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.population import files
from luoshi.district.population.engine import connected, csv
from luoshi.district.population.models import FrozenRegister
from luoshi.district.population.quality import quality_of
from luoshi.district.register.queries import KINDS, Kind, Type, merged_keys, whole_register
from luoshi.engines.decisions.sets.runners.duckdb import parquet, quoted_name, to_parquet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import duckdb

    from luoshi.district.offices.queries import District

KEY: Final = "key"
TYPES: Final = {Type.DAY: "DATE", Type.NUMBER: "DECIMAL(21, 6)"}
"""Of a register's fields in Parquet; all others are text. Registers hold numbers of 15 digits with 6 decimals."""


def freeze(district: District, *, on: date) -> list[FrozenRegister]:
    """The registers of a district that have anything on a day, each in the store, still without their snapshot."""
    with files.workplace() as place, connected(place) as engine:
        made = {kind.code: path for kind in KINDS.values() if (path := _written(kind, district, on, place, engine))}
        relations = {code: parquet(path) for code, path in made.items()}
        looked_at = {code: quality_of(KINDS[code], relations, engine) for code in made}
        counts = {code: _rows(relation, engine) for code, relation in relations.items()}
        return [_kept(KINDS[code], district, path, counts[code], looked_at[code]) for code, path in made.items()]


def _kept(kind: Kind, district: District, path: Path, rows: int, quality: dict[str, object]) -> FrozenRegister:
    digest, size = files.keep(path)
    return FrozenRegister(
        register=kind.code, rows=rows, columns=[field.code for field in kind.fields],
        merged=merged_keys(kind, district), quality=quality, sha256=digest, size_bytes=size,
    )  # fmt: skip


def _written(kind: Kind, district: District, on: date, place: Path, engine: duckdb.DuckDBPyConnection) -> Path | None:
    """The file of a register; nothing where nobody is in it."""
    lines, made = place / f"{kind.code}.csv", place / f"{kind.code}.parquet"
    _write(lines, (part for part in whole_register(kind, district, on=on)))
    to_parquet(engine, _typed(kind, lines), made)
    lines.unlink()
    return made if _rows(parquet(made), engine) else None


def _write(path: Path, parts: Iterator[bytes]) -> None:
    with path.open("xb") as opened:
        opened.writelines(parts)


def _typed(kind: Kind, lines: Path) -> str:
    """The rows of a CSV file with the types of their columns."""
    chosen = ", ".join(_cast(field.code, TYPES.get(field.type)) for field in kind.fields)
    return f"SELECT {quoted_name(KEY)}, {chosen} FROM {csv(lines, [KEY, *(field.code for field in kind.fields)], header=True)}"


def _cast(code: str, type_: str | None) -> str:
    return f"CAST({quoted_name(code)} AS {type_}) AS {quoted_name(code)}" if type_ else quoted_name(code)


def _rows(relation: str, engine: duckdb.DuckDBPyConnection) -> int:
    found: tuple[int] | None = engine.execute(f"SELECT count(*) FROM {relation}").fetchone()
    assert found is not None, "a count always has a row"
    return found[0]
