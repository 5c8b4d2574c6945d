"""The rows are written by DuckDB straight to Parquet, group by group: what is made is gone from memory when it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

from luoshi.engines.synthetic.columns import COLUMNS, INTERMEDIATE, ROWS_MAX, Column

MEMORY: Final = "1GB"


def write_enterprises(path: Path, rows: int, *, seed: int) -> None:
    """Write invented enterprises to a Parquet file. The same seed gives the same rows, however many there are, with the same DuckDB.

    Raises:
        ValueError: there would be none, or more than :data:`ROWS_MAX`.
        FileExistsError: the file is there; it is left alone.
    """
    if not 1 <= rows <= ROWS_MAX:
        raise ValueError(f"rows: 1 to {ROWS_MAX:,}, not {rows:,}")
    if path.exists():
        raise FileExistsError(path)
    labels = f"{{synthetic: 'true', seed: '{seed}', rows: '{rows}'}}"
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(path.parent)}) as engine:
        # the engine's hash of several values differs from column to column by an exclusive or alone: hashed again, no column tells another
        engine.execute(f"CREATE MACRO u(i, n) AS (hash(xor(hash(i, {seed}::BIGINT), n::UBIGINT)) >> 12) / 4503599627370496.0")
        engine.execute(f"COPY ({enterprises(rows)}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {labels})")


def enterprises(rows: int) -> str:
    """The statement that gives the rows."""
    source = f"(SELECT i::BIGINT AS i FROM range({rows}) numbers(i))"
    for name, sql in INTERMEDIATE:
        source = f"(SELECT *, {sql} AS {name} FROM {source})"
    chosen = ",\n  ".join(_cell(number, each) for number, each in enumerate(COLUMNS, start=100))
    return f"SELECT\n  {chosen}\nFROM {source}"


def _cell(number: int, column: Column) -> str:
    value = f"CASE WHEN u(i, {number}) >= {column.empty} THEN {column.sql} END" if column.empty else column.sql
    return f'{value} AS "{column.name}"'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
