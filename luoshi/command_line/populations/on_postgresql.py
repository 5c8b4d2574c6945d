"""PostgreSQL: the file is laid into a table of the session, the result read back. Planning at length costs more than it saves there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import duckdb
import psycopg
from psycopg import sql

from luoshi.command_line.populations.on_duckdb import source
from luoshi.command_line.populations.running import RESULT, Asked, Totals, refuse_missing, totals, totals_statements
from luoshi.engines.decisions.sets import Dialect
from luoshi.engines.decisions.sets.runners.duckdb import quoted_text, to_parquet
from luoshi.engines.decisions.sets.runners.postgresql import to_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from luoshi.engines.decisions.sets import CompiledSet

TABLE: Final = "population"
_AT_ONCE: Final = 50_000


def run(plan: CompiledSet, asked: Asked, *, database: str, master: str) -> Totals:
    """Run a plan over a file in a database; nothing stays there."""
    with duckdb.connect() as reader, psycopg.connect(database) as connection:
        found = reader.execute(f"DESCRIBE SELECT * FROM {source(asked)}").fetchall()
        refuse_missing(plan, asked, [row[0] for row in found])
        types = {name: _TYPES.get(type_, type_) for name, type_, *_ in found}
        wanted = list(dict.fromkeys(asked.needed(plan)))
        with connection.cursor() as cursor:
            cursor.execute(_created(wanted, types))
            _laid_in(cursor, wanted, reader, asked)
            statement = plan.statement(Dialect.POSTGRESQL, source=TABLE, key=asked.key, keep=asked.keep, columns=asked.columns)
            to_table(cursor, statement, RESULT)
            counted = [cursor.execute(each.encode()).fetchall() for each in totals_statements(plan, RESULT)]
            if asked.out is not None:
                _written(cursor, asked.out)
        connection.rollback()
    return totals(counted)


def _created(wanted: list[str], types: dict[str, str]) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.SQL("{} {}").format(sql.Identifier(each), sql.SQL(types[each])) for each in wanted)
    return sql.SQL("CREATE TEMP TABLE {} ({})").format(sql.Identifier(TABLE), columns)


def _laid_in(cursor: psycopg.Cursor[tuple[object, ...]], wanted: list[str], reader: duckdb.DuckDBPyConnection, asked: Asked) -> None:
    chosen = ", ".join(f'"{each}"' for each in wanted)
    rows = reader.execute(f"SELECT {chosen} FROM {source(asked)}")
    with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(TABLE))) as copy:
        for row in _all(rows):
            copy.write_row(row)


def _all(rows: duckdb.DuckDBPyConnection) -> Iterator[tuple[object, ...]]:
    while part := rows.fetchmany(_AT_ONCE):
        yield from part


def _written(cursor: psycopg.Cursor[tuple[object, ...]], out: Path) -> None:
    """The result as Parquet, by way of CSV."""
    lines = out.with_suffix(".csv.part")
    try:
        with lines.open("xb") as opened, cursor.copy(f"COPY {RESULT} TO STDOUT (FORMAT csv, HEADER true)".encode()) as copy:
            opened.writelines(map(bytes, copy))
        with duckdb.connect() as writer:
            to_parquet(writer, f"FROM read_csv({quoted_text(str(lines))})", out)
    finally:
        lines.unlink(missing_ok=True)


_TYPES: Final = {"VARCHAR": "text", "DOUBLE": "double precision", "HUGEINT": "numeric", "UBIGINT": "numeric", "TINYINT": "smallint"}
"""Types of DuckDB that PostgreSQL calls otherwise."""
