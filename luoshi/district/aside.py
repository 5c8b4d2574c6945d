"""A connection beside the one at work: what it writes stays when that work is rolled back, and is seen while it goes on."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from django.db import connection, connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.backends.base.base import BaseDatabaseWrapper


@contextmanager
def aside() -> Iterator[BaseDatabaseWrapper]:
    """The usual connection where no transaction is open, since then each statement stands for itself; else one of its own."""
    if not connection.in_atomic_block:
        yield connection
        return
    with closing(connections.create_connection("default")) as own:
        yield own
