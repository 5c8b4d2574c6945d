"""Everything that a database holds, taken once and laid back in an instant: loading the demonstration takes far longer than most tests."""

from __future__ import annotations

import fcntl
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final, TypeAlias

from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from pytest_django import DjangoDbBlocker

Snapshot: TypeAlias = "tuple[dict[str, bytes], dict[str, int | None]]"
"""The rows of each table in PostgreSQL's own binary form, and where each sequence stands."""

_TAKEN: dict[str, Snapshot] = {}
_SHARED: list[Path] = []


def share_in(folder: Path) -> None:
    """Keep snapshots in this folder, so that of several processes that test at once only one stores what all need."""
    _SHARED[:] = [folder]


def stored_once(name: str, store: Callable[[], object]) -> None:
    """Have in the database what ``store`` puts into an empty one. Later calls with the same name lay it back, in any process of the run."""
    if name not in _TAKEN:
        [folder] = _SHARED
        file = folder / f"{name}.snapshot"
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                _count_from_one()
                store()
                _TAKEN[name] = take()
                file.write_bytes(pickle.dumps(_TAKEN[name]))
                return
        _TAKEN[name] = pickle.loads(file.read_bytes())  # noqa: S301 - written by this run
    lay_back(_TAKEN[name])


Added: TypeAlias = "tuple[dict[str, list[str]], dict[str, int]]"
"""The rows that were added to each table, as lines of text, and where the sequences then stood that moved."""

_ADDED: dict[str, Added] = {}
_RANGES: Final = count(1_000_000, 1_000_000)
"""Rows that are laid in again have numbers from a range of their own, which no other row has taken meanwhile."""


def laid_in(name: str, store: Callable[[], object]) -> None:
    """Add to what stands in the database what ``store`` adds to it; later calls with the same name lay the same rows in again.

    ``store`` may depend only on what whoever calls it under this name has laid in before, and changes none of that.
    """
    if name in _ADDED:
        _lay_in(_ADDED[name])
    else:
        _ADDED[name] = _added_by(store)


def _added_by(store: Callable[[], object]) -> Added:
    with connection.cursor() as cursor:
        before = {table: _lines(cursor, table) for table in _tables(cursor)}
        start = next(_RANGES)
        cursor.execute("SELECT setval(quote_ident(sequencename)::regclass, %s) FROM pg_sequences WHERE schemaname = 'public'", [start])
        store()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        added = {table: _new_lines(cursor, table, set(lines)) for table, lines in before.items()}
        moved = {name: value for name, value in _sequences(cursor).items() if value and value > start}
        return {table: lines for table, lines in added.items() if lines}, moved


def _new_lines(cursor: CursorWrapper, table: str, before: set[str]) -> list[str]:
    now = _lines(cursor, table)
    assert before <= set(now), f"{table}: what stood there before was changed"
    return [line for line in now if line not in before]


def _lay_in(added: Added) -> None:
    rows, moved = added
    with transaction.atomic(), connection.cursor() as cursor, _without_triggers(cursor):
        for table, lines in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write("".join(lines))
        cursor.execute(
            "SELECT setval(name::regclass, greatest(stands, last_value)) FROM unnest(%s::text[], %s::bigint[]) AS moved(name, stands)"
            " JOIN pg_sequences ON quote_ident(sequencename) = name AND schemaname = 'public'",
            [list(moved), list(moved.values())],
        )


def _lines(cursor: CursorWrapper, table: str) -> list[str]:
    with cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(copy).decode().splitlines(keepends=True)


def store_demonstration() -> None:
    """The demonstration district, as `load_demonstration` leaves it."""
    stored_once("demonstration", load_demonstration)


def load_demonstration() -> None:
    """What `make run` shows first."""
    call_command("load_demonstration", verbosity=0)


def _count_from_one() -> None:
    """As in an empty database: those who tested before may have counted far, and some numbers end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences WHERE schemaname = 'public'"
        )


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
