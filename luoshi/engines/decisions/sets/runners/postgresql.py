"""PostgreSQL, by way of psycopg: where the register already is."""

from __future__ import annotations

from typing import Any, Protocol


class Connection(Protocol):
    """What is needed of ``psycopg.Connection``, or of a cursor of Django."""

    def execute(self, query: Any, params: Any = ..., /) -> Any: ...


def to_table(connection: Connection, statement: str, name: str, *, temporary: bool = True) -> None:
    """Runs a statement within the transaction and keeps what it answers as a table.

    Just-in-time compiling is off for it: on statements of this length it takes longer than it saves.
    """
    connection.execute("SET LOCAL jit = off")
    kind = "TEMPORARY TABLE" if temporary else "TABLE"
    connection.execute(f'CREATE {kind} "{name}" AS {statement}')
