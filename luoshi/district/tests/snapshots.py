"""Everything that a database holds, taken once and laid back in an instant: loading the demonstration takes far longer than most tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

Snapshot: TypeAlias = "tuple[dict[str, bytes], dict[str, int | None]]"
"""The rows of each table in PostgreSQL's own binary form, and where each sequence stands."""

_TAKEN: dict[str, Snapshot] = {}


def stored_once(name: str, store: Callable[[], object]) -> None:
    """Have in the database what ``store`` puts into an empty one. Later calls with the same name lay it back."""
    if name in _TAKEN:
        lay_back(_TAKEN[name])
    else:
        store()
        _TAKEN[name] = take()


@contextmanager
def standing(name: str, store: Callable[[], object], blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is stored once stands in the database while a module is tested, each test in a transaction of its own; then it is emptied."""
    with blocker.unblock():
        stored_once(name, store)
        yield
        call_command("flush", interactive=False, verbosity=0)


def take() -> Snapshot:
    """All rows of all tables."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in _tables(cursor)}, _sequences(cursor)


def lay_back(snapshot: Snapshot) -> None:
    """Replace whatever the database holds."""
    rows, sequences = snapshot
    with transaction.atomic(), connection.cursor() as cursor, _without_triggers(cursor):
        cursor.execute(f"TRUNCATE {', '.join(_tables(cursor))}")
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy:
                copy.write(content)
        for sequence, value in sequences.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence, value or 1, value is not None])


def _tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'")
    return [name for (name,) in cursor.fetchall()]


def _rows(cursor: CursorWrapper, table: str) -> bytes:
    with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as copy:
        return b"".join(copy)


def _sequences(cursor: CursorWrapper) -> dict[str, int | None]:
    cursor.execute("SELECT quote_ident(sequencename), last_value FROM pg_sequences WHERE schemaname = 'public'")
    return dict(cursor.fetchall())


@contextmanager
def _without_triggers(cursor: CursorWrapper) -> Iterator[None]:
    """Rows come back as they were: what guards them, and checks their references, looked at them when they were first written."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")
