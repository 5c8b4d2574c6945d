"""A demonstration begins anew from an empty database: nothing that happened is undone one by one, all of it goes away at once."""

from __future__ import annotations

from typing import Final

from django.db import OperationalError, connection, transaction

from luoshi.district.demonstration import fail_if
from luoshi.district.demonstration.errors import StillRunning

PATIENCE: Final = "3s"


def empty() -> None:
    """Remove everything that the database holds, tables and all; preparing makes them again.

    Raises:
        NotOnlyInvented: a real district's plan or people are there.
        StillRunning: a server or worker still uses the database.
    """
    fail_if.not_only_invented()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except OperationalError as problem:
        raise StillRunning from problem
