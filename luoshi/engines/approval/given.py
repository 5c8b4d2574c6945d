"""What is given with an application: the value of each field with where it comes from, and how each paper stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

FieldValue: TypeAlias = str | bool | Decimal | date | tuple[str, ...] | None
"""What a field holds; None is that nothing is known. Codes of choices are texts, of several choices a tuple of them."""


class Source(StrEnum):
    """Who says a value."""

    REGISTER = "register"
    APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class Given:
    """A field's value. ``stale``: the register's entry is older than it may be for a machine."""

    value: FieldValue
    source: Source
    stale: bool = False


class PaperState(StrEnum):
    """How a material stands."""

    KNOWN = "known"  # 免提交: a register proves it
    HANDED = "handed"
    ABSENT = "absent"


def proves(value: FieldValue) -> bool:
    """Whether what a register says proves a material: it says something, and not that it is not so."""
    return value is not None and value is not False and value not in ("", ())
