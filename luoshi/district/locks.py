"""One at a time: who works on the same thing waits until the other's transaction is over. Things are called by words, and need no row.

Advisory locks of PostgreSQL. A thing is named like ``f"light of {commitment.pk}"``: no two capabilities mean different things by one name.
"""

from __future__ import annotations

from django.db import connection


def alone(*things: str) -> None:
    """Wait for all who work on these things, and keep others from them until the transaction is over.

    Whoever needs several takes them together: they are locked in the one order, so that no two wait for each other for ever.
    """
    _ask(
        "SELECT pg_advisory_xact_lock(lock) FROM "
        "(SELECT DISTINCT hashtextextended(thing, 0) lock FROM unnest(%s::text[]) thing ORDER BY lock) ordered",
        list(things),
    )


def is_alone(thing: str) -> bool:
    """Whether nobody else works on a thing just now; if so, others are kept from it until the transaction is over."""
    return bool(_ask("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", thing))


def together(thing: str) -> None:
    """Wait for whoever works on a thing :func:`alone`, and keep such a one waiting; others who work on it together do not wait."""
    _ask("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", thing)


def _ask(statement: str, about: str | list[str]) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, [about])
        row = cursor.fetchone()
    return row[0] if row else None
