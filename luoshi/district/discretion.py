"""PostgreSQL quotes the rows that it refuses: ``DETAIL: Key (identifier)=(…) already exists``. Nothing of that leaves the connection.

What is raised says which constraint was broken, and no more; so no traceback, log or page repeats a citizen's number. Whoever needs the
rest in code finds it in ``diag`` of the psycopg error.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import psycopg
from django.db.backends.postgresql import base
from django.db.utils import DatabaseErrorWrapper

if TYPE_CHECKING:
    from collections.abc import Iterator


def forget_values(error: psycopg.Error) -> None:
    """Let an error say only what kind of refusal it is: without detail, hint, context and the statement, which all may quote values."""
    if error.diag.message_primary:
        error.args = (error.diag.message_primary,)


class DiscreetErrors(DatabaseErrorWrapper):
    """Django's translation of psycopg's errors into its own, after they have forgotten the values."""

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        """Raises Django's error of the same kind."""
        if isinstance(exc_value, psycopg.Error):
            forget_values(exc_value)
        super().__exit__(exc_type, exc_value, traceback)


class DiscreetCursor(base.Cursor):
    """Django does not look into COPY, so its errors are made discreet here."""

    @contextmanager
    def copy(self, *given: Any, **named: Any) -> Iterator[psycopg.Copy]:
        """As psycopg's own."""
        try:
            with super().copy(*given, **named) as copy:  # type: ignore[misc]  # the stubs are those of psycopg 2
                yield copy
        except psycopg.Error as error:
            forget_values(error)
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own PostgreSQL backend, whose errors repeat no values."""

    @cached_property
    def wrap_database_errors(self) -> DiscreetErrors:
        """Around everything that Django asks of PostgreSQL."""
        return DiscreetErrors(self)

    def get_connection_params(self) -> dict[str, Any]:
        """Those of a connection whose cursors are discreet."""
        return {**super().get_connection_params(), "cursor_factory": DiscreetCursor}
