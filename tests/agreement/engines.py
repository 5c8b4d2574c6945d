"""The databases that must agree: each takes the same rows and answers with the same columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
from django.db import connection

from luoshi.engines.decisions.sets import Dialect, SetPlan
from luoshi.engines.decisions.sets.dialects import written
from luoshi.engines.decisions.sets.statement import Asked, query
from tests.agreement.rows import Row, plain

KEY = "row_number"


def statement(plan: SetPlan, dialect: Dialect, *, with_doubtful: bool) -> str:
    """The statement, for comparisons also of rows that are in doubt."""
    return written(query(plan, Asked("population", KEY), dialect, with_doubtful=with_doubtful), dialect)


def table(plan: SetPlan, rows: Sequence[Row]) -> tuple[str, str, list[object]]:
    """Statements that make the table and fill it, with the values."""
    columns = [f'"{each.name}" {each.sql_type}' for each in plan.inputs]
    one = "(" + ", ".join(["{}"] * (len(columns) + 1)) + ")"
    values = [value for position, row in enumerate(rows) for value in (position, *(plain(row[each.name]) for each in plan.inputs))]
    return f'CREATE TEMPORARY TABLE population ("{KEY}" INTEGER, {", ".join(columns)})', ", ".join([one] * len(rows)), values


def by_duckdb(plan: SetPlan, rows: Sequence[Row], *, with_doubtful: bool = False) -> list[dict[str, Any]]:
    """The answers of DuckDB."""
    return run(statement(plan, Dialect.DUCKDB, with_doubtful=with_doubtful), plan, rows)


def run(query_text: str, plan: SetPlan, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What DuckDB answers to a statement about these rows."""
    made, places, values = table(plan, rows)
    with duckdb.connect() as database:
        database.execute(made)
        database.execute(f"INSERT INTO population VALUES {places.replace('{}', '?')}", values)  # noqa: S608 - question marks only
        found = database.execute(query_text)
        names = [each[0] for each in found.description or ()]
        return sorted((dict(zip(names, row, strict=True)) for row in found.fetchall()), key=lambda each: each[KEY])


def by_postgresql(plan: SetPlan, rows: Sequence[Row], *, with_doubtful: bool = False) -> list[dict[str, Any]]:
    """The answers of PostgreSQL, within the transaction of the test."""
    made, places, values = table(plan, rows)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS population")
        cursor.execute(made)
        cursor.execute(f"INSERT INTO population VALUES {places.replace('{}', '%s')}", values)  # type: ignore[arg-type] # noqa: S608 - places for values only
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(statement(plan, Dialect.POSTGRESQL, with_doubtful=with_doubtful))
        names = [each[0] for each in cursor.description or ()]
        return sorted((dict(zip(names, row, strict=True)) for row in cursor.fetchall()), key=lambda each: each[KEY])
