"""What a district gives away as data: the tables that capabilities publish, and how all of them are found.

A capability that publishes something has a module ``public_tables`` with ``TABLES``, a sequence of :class:`PublicTable`. Its columns are
all that ever leaves: whoever writes a file asks them of each row, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from luoshi.district.installed import modules_called
from luoshi.words import Words

Cell: TypeAlias = str | int | bool | Decimal | date | None
"""A value of a row; nothing where it is not known: a blank is no zero."""


class Type(StrEnum):
    """What the values of a column are, as XML Schema calls it."""

    TEXT = "string"
    NUMBER = "decimal"
    COUNT = "integer"
    DAY = "date"
    YES_NO = "boolean"
    ADDRESS = "anyURI"


@dataclass(frozen=True, slots=True)
class Column:
    """A column that may leave: its permanent name, what it means, and the value ``of`` a row."""

    code: str
    meaning: Words
    of: Callable[[Any], Cell]
    type: Type = Type.TEXT


@dataclass(frozen=True, slots=True)
class PublicTable:
    """A table of a plan; ``rows`` are asked with a plan in force and a day, and are whatever the columns ask."""

    code: str
    order: int
    name: Words
    columns: tuple[Column, ...]
    rows: Callable[[Any, date], Iterable[Any]]


def tables() -> list[PublicTable]:
    """The tables of all installed capabilities, in their order."""
    return sorted((each for module in modules_called("public_tables") for each in module.TABLES), key=lambda each: each.order)
