"""Which pack a demonstration lives by, and its year."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from luoshi.engines.packs import SHIPPED, Pack, read_description
from luoshi.engines.packs.year import FILE, read_year

if TYPE_CHECKING:
    from luoshi.engines.packs.model_of_year import Year


@cache  # packs stay the same while a program runs
def played() -> tuple[Pack, Year] | None:
    """The demonstration that brings a year; nothing where this version brings none.

    Raises:
        PackProblem: its pack or year is wrong.
    """
    for file in sorted(SHIPPED.glob(f"*/{FILE}")):
        pack = read_description(file.parent)
        year = read_year(pack)
        if pack.status == "demonstration" and year is not None:
            return pack, year
    return None


def year_of() -> Year | None:
    """The year of the demonstration."""
    found = played()
    return found[1] if found else None
