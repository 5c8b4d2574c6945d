"""DuckDB: embedded, columns in memory or in Parquet files larger than it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class Connection(Protocol):
    """What is needed of ``duckdb.DuckDBPyConnection``."""

    def execute(self, query: str, parameters: Any = ..., /) -> Any: ...


def limit(connection: Connection, *, memory_mb: int, threads: int, folder: Path) -> None:
    """No more memory and threads than these; what does not fit goes to files in ``folder``."""
    connection.execute(f"SET memory_limit = '{int(memory_mb)}MB'")
    connection.execute(f"SET threads = {int(threads)}")
    connection.execute(f"SET temp_directory = {quoted_text(str(folder))}")
    connection.execute("SET preserve_insertion_order = false")  # rows have a key, and keeping their order takes memory


def to_parquet(connection: Connection, statement: str, file: Path) -> None:
    """Runs a statement and writes what it answers as a Parquet file."""
    connection.execute(f"COPY ({statement}) TO {quoted_text(str(file))} (FORMAT PARQUET, COMPRESSION ZSTD)")


def to_table(connection: Connection, statement: str, name: str) -> None:
    """Runs a statement and keeps what it answers as a table, in the place of one that was there."""
    connection.execute(f"CREATE OR REPLACE TABLE {quoted_name(name)} AS {statement}")


def parquet(file: Path) -> str:
    """A Parquet file as the ``source`` of a statement."""
    return f"read_parquet({quoted_text(str(file))})"


def quoted_name(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
