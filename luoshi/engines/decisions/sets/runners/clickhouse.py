"""ClickHouse, by way of chdb or a client: a statement and the settings it needs."""

from __future__ import annotations

from typing import Final

SETTINGS: Final = {
    "join_use_nulls": 1,  # a row without a match has nulls, not empty texts and zeros
    "cast_keep_nullable": 1,
    "decimal_check_overflow": 1,
}


def with_settings(statement: str) -> str:
    """The statement with what must hold for it to mean what it means elsewhere."""
    return f"{statement}\nSETTINGS {', '.join(f'{name} = {value}' for name, value in SETTINGS.items())}"
