"""The engine that reads and writes Parquet: DuckDB within the process, with bounded memory, that fetches nothing from anywhere."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import duckdb

from luoshi.engines.decisions.sets.runners.duckdb import quoted_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MEMORY: Final = "2GB"
"""What does not fit goes to disk meanwhile."""


@contextmanager
def connected(place: Path, database: Path | None = None, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, or in the file ``database``, open as long as the block; ``place`` takes what does not fit."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(place),
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(str(database or ":memory:"), read_only=read_only, config=settings) as engine:
        yield engine


def csv(path: Path, columns: Sequence[str], *, header: bool) -> str:
    """The rows of a file as text, with nothing where nothing stands between two commas."""
    declared = ", ".join(f"{quoted_text(each)}: 'VARCHAR'" for each in columns)
    options = "delim = ',', quote = '\"', escape = '\"', nullstr = '', auto_detect = false"
    return f"read_csv({quoted_text(str(path))}, header = {str(header).lower()}, {options}, columns = {{{declared}}})"
