"""What the database refuses, whoever asks: rows that only grow, and rows that stay. A migration says which tables and why."""

from __future__ import annotations

from typing import Final

from django.db.migrations import RunSQL

CHANGES: Final = "UPDATE OR DELETE OR TRUNCATE"
"""All that may not happen to a table that only grows."""

_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""


def rows_stay(*tables: str, says: str, against: str = CHANGES) -> RunSQL:
    """An operation of a migration: from then on the database refuses to change tables.

    Args:
        tables: their names in the database.
        says: why, as whoever tries is told: ``what happened to a case is not altered: take another step``.
        against: what is refused; ``DELETE OR TRUNCATE`` lets rows be altered, ``TRUNCATE`` adds to triggers that are there.
    """
    quoted = says.replace("'", "''")
    guards = [
        f"CREATE TRIGGER {_name(against)} BEFORE {against} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION rows_stay('{quoted}')"
        for table in tables
    ]
    return RunSQL([_FUNCTION, *guards], [f"DROP TRIGGER {_name(against)} ON {table}" for table in tables])


def _name(against: str) -> str:
    return f"rows_stay_against_{against.lower().replace(' or ', '_')}"
