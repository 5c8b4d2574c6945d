"""How changes of a register are told to the record of facts: by keys and hashes, never by personal data, since no fact can be deleted."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from django.utils.translation import pgettext_lazy

from luoshi.district.facts.operations import NewFact
from luoshi.district.facts.queries import Subject
from luoshi.district.register.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from luoshi.district.facts.queries import Fact
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.validity import Span

ENTERED: Final = "entered"
CHANGED: Final = "changed"
ENDED: Final = "ended"
MERGED: Final = "merged"
UNMERGED: Final = "unmerged"
DISTINGUISHED: Final = "distinguished"
NOT_DISTINGUISHED: Final = "not_distinguished"
WORDS: Final = {
    ENTERED: pgettext_lazy("fact", "登记"),
    CHANGED: pgettext_lazy("fact", "变更"),
    ENDED: pgettext_lazy("fact", "退出"),
    MERGED: pgettext_lazy("fact", "并入另一条"),
    UNMERGED: pgettext_lazy("fact", "撤销合并"),
    DISTINGUISHED: pgettext_lazy("fact", "认定不是同一个"),
    NOT_DISTINGUISHED: pgettext_lazy("fact", "撤销“不是同一个”的认定"),
}
TOLD_SOURCE: Final = "名录"
"""A source may name a person; so the fact says where the record is, and the record says the source."""

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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


def names(facts: Sequence[Fact]) -> dict[int, str]:
    """What facts of registers are called: 市场主体 · 变更."""
    called = {f"{kind.matter}.{what}": f"{kind.name} · {words}" for kind in KINDS.values() for what, words in WORDS.items()}
    return {one.number: called[one.kind] for one in facts if one.kind in called}


def of_version(version: int, kind: Kind, span: Span) -> dict[str, str | int | None]:
    """The details of what was said: which row, and the hash by which whoever has the row can tell that it is the same."""
    return {"version": version, "sha256": digest(kind, span)}


def digest(kind: Kind, span: Span) -> str:
    """The hash of a row: its days and what is not personal of its values, since little is found out by trying all that it may be."""
    told = span.values and {code: value for code, value in span.values.items() if not kind.by_code[code].personal}
    days = [span.valid_from.isoformat(), span.valid_to.isoformat() if span.valid_to else None]
    return hashlib.sha256(_CANONICAL.encode([*days, told]).encode()).hexdigest()


def subject(kind: Kind, key: str) -> Subject:
    """The entry as facts, cases and looks name it."""
    return Subject(kind.matter, key)
