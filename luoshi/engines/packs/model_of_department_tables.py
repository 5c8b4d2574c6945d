"""What a pack holds of departments' tables, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column: ``digits`` after the point of a number, the ``least`` and ``most`` that can be true, the ``choices`` of a text."""

    name: str
    name_en: str
    type: str
    unit: str
    digits: int
    least: Decimal | None
    most: Decimal | None
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A file of a demonstration for a period, with where its data are said to be from."""

    path: Path
    period: str
    source: str
    document: str


@dataclass(frozen=True, slots=True)
class DepartmentTableEntry:
    """A table: about whom it is, by the register's code, and which unit brings it."""

    name: str
    name_en: str
    register: str
    unit: str
    columns: tuple[ColumnEntry, ...]
    files: tuple[BroughtFile, ...]
