"""How changes of a register are told to the record of facts: by keys and hashes, never by personal data, since no fact can be deleted."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from luoshi.district.facts.operations import NewFact
from luoshi.district.facts.queries import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from luoshi.district.register.kinds import Kind

ENTERED: Final = "entered"
CHANGED: Final = "changed"
ENDED: Final = "ended"
MERGED: Final = "merged"
UNMERGED: Final = "unmerged"
TOLD_SOURCE: Final = "名录"
"""A source may name a person; so the fact says where the record is, and the record says the source."""


def fact(kind: Kind, key: str, what: str, *, at: datetime, details: Mapping[str, str | int | None]) -> NewFact:
    """What happened to an entry."""
    return NewFact(
        kind=f"{kind.matter}.{what}",
        subject=subject(kind, key),
        happened_at=at,
        source=TOLD_SOURCE,
        public=kind.is_public,
        details=details,
    )


def of_version(version: int, values: Mapping[str, str] | None, first: date, last: date | None, kind: Kind) -> dict[str, str | int | None]:
    """The details of what was said: which row, of which days, and the hash by which anybody who has the values can tell they are these."""
    return {
        "version": version,
        "valid_from": first.isoformat(),
        "valid_to": last.isoformat() if last else None,
        "sha256": digest(kind, values) if values is not None else None,
    }


def digest(kind: Kind, values: Mapping[str, str]) -> str:
    """The hash of what is not personal of some values: a hash of little would tell a name or a number to whoever tries all of them."""
    told = {code: value for code, value in values.items() if not kind.by_code[code].personal}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def subject(kind: Kind, key: str) -> Subject:
    """The entry as facts, cases and looks name it."""
    return Subject(kind.matter, key)
