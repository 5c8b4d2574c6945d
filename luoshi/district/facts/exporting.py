"""Facts as a Parquet file for whoever counts with other tools: typed columns, read and written as a stream."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import duckdb
from django.db import connection

from luoshi.district.facts.new import DECIMALS, DIGITS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from luoshi.district.facts.models import Fact

COLUMNS: Final = {
    "number": ("fact.number", "BIGINT"),
    "kind": ("fact.kind", "VARCHAR"),
    "district": ("facts_text(fact.content, 'district', 'name')", "VARCHAR"),
    "subject_kind": ("fact.subject_kind", "VARCHAR"),
    "subject_key": ("fact.subject_key", "VARCHAR"),
    "subject_title": ("facts_text(fact.content, 'subject', 'title')", "VARCHAR"),
    "happened_at": ("facts_text(fact.content, 'happened_at')", "TIMESTAMPTZ"),
    "recorded_at": ("facts_text(fact.content, 'recorded_at')", "TIMESTAMPTZ"),
    "quantity": ("fact.quantity", f"DECIMAL({DIGITS}, {DECIMALS})"),
    "unit": ("fact.unit", "VARCHAR"),
    "source": ("facts_text(fact.content, 'source')", "VARCHAR"),
    "by_posts": ("facts_text(fact.content, 'by', 'posts')", "JSON"),
    "case": ("fact.case", "VARCHAR"),
    "application": ("facts_text(fact.content, 'application')", "VARCHAR"),
    "corrects": ("fact.corrects", "BIGINT"),
    "corrected_by": ("later.number", "BIGINT"),
    "withdrawn": ("fact.withdrawn", "BOOLEAN"),
    "reason": ("facts_text(fact.content, 'reason')", "VARCHAR"),
    "public": ("fact.public", "BOOLEAN"),
    "details": ("facts_text(fact.content, 'details')", "JSON"),
    "position": ("leaf.position", "BIGINT"),
    "leaf_hash": ("encode(leaf.hash, 'hex')", "VARCHAR"),
}
"""Of the file: how the database says it, and its type."""


def to_parquet(facts: QuerySet[Fact], file: Path) -> int:
    """Write facts into a file; see ``queries.export``."""
    with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
        rows, parquet = Path(folder) / "rows.csv", Path(folder) / "facts.parquet"
        _copy_out(facts, rows)
        count = _convert(rows, parquet)
        parquet.replace(file)
    return count


def _copy_out(facts: QuerySet[Fact], rows: Path) -> None:
    wanted, values = facts.order_by().values("number").query.sql_with_params()
    said = ", ".join(expression for expression, _ in COLUMNS.values())
    statement = (
        f"COPY (SELECT {said} FROM facts_fact fact LEFT JOIN facts_leaf leaf USING (number) "  # noqa: S608 - nothing typed in
        f"LEFT JOIN facts_fact later ON later.corrects = fact.number WHERE fact.number IN ({wanted}) ORDER BY fact.number) "
        "TO STDOUT (FORMAT csv)"
    )
    with rows.open("wb") as file, connection.cursor() as cursor, cursor.copy(statement, values) as copy:
        for block in copy:
            file.write(block)


def _convert(rows: Path, parquet: Path) -> int:
    """A text that is empty stands in quotes, one that is missing does not: only the second becomes null."""
    types = {name: kind for name, (_, kind) in COLUMNS.items()}
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        read = engine.read_csv(
            str(rows), header=False, columns=types, allow_quoted_nulls=False, auto_detect=False, delimiter=",", quotechar='"'
        )
        read.write_parquet(str(parquet), compression="zstd")
        return len(engine.read_parquet(str(parquet)))
