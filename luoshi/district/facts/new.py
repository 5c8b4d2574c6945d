"""What is handed in to be recorded, and how it is written down: one text for one fact, the same for everybody who computes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from datetime import datetime

Details: TypeAlias = "bool | int | str | Sequence[Details] | Mapping[str, Details] | None"
"""JSON without floats: a float does not say which number was meant. Write a quantity as text."""

KIND_MAX: Final = 100
KEY_MAX: Final = 200
UNIT_MAX: Final = 40
DIGITS, DECIMALS = 26, 8
"""Of a quantity: eighteen digits before the point, eight after it."""

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fact is about: a commitment, an enterprise, a case, by its kind and its permanent key. Never a person's name or number."""

    kind: str
    key: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact to be recorded. It stays for ever, so it holds no personal data: keys, codes and hashes only.

    Attributes:
        kind: what happened, in dotted English: ``supervision.issued``.
        subject: about what.
        happened_at: when it happened, which may be long before it is recorded.
        source: where it is known from: a document, a system, a form.
        quantity: how much, exactly; ``None`` where the fact counts as one.
        unit: of the quantity, as the documents write it: ``户``, ``万元``.
        case: the code of the case that it belongs to, if any.
        application: the code of the application that the case began with, if any.
        corrects: the number of the fact that this one takes the place of: same kind, same subject.
        reason: why; a correction must say it.
        withdrawn: a correction that says: it did not happen.
        public: whether anybody may read it; otherwise the officials of the district.
        details: whatever else belongs to it.
    """

    kind: str
    subject: Subject
    happened_at: datetime
    source: str
    quantity: Decimal | None = None
    unit: str = ""
    case: str = ""
    application: str = ""
    corrects: int | None = None
    reason: str = ""
    withdrawn: bool = False
    public: bool = False
    details: Mapping[str, Details] = field(default_factory=dict)


def canonical(value: Details) -> str:
    """The JSON text of RFC 8785, of values without floats whose keys are ASCII (so that code points sort as UTF-16 does)."""
    return _CANONICAL.encode(value)


def content_of(
    new: NewFact, *, number: int, nonce: str, district: Mapping[str, Any], by: Mapping[str, Any] | None, recorded_at: str
) -> str:
    """The content of a fact: all keys always, the times in UTC with one width, the quantity as text.

    Args:
        new: what is recorded.
        number: its permanent number.
        nonce: without it nobody can guess the content from its hash, which stands in the proofs of its neighbours.
        district: its id and name.
        by: the codes of the posts; ``None`` where the clock did it.
        recorded_at: as :func:`moment` writes it.
    """
    return canonical({
        "application": new.application,
        "by": by,
        "case": new.case,
        "corrects": new.corrects,
        "details": new.details,
        "district": district,
        "happened_at": moment(new.happened_at),
        "kind": new.kind,
        "nonce": nonce,
        "number": number,
        "public": new.public,
        "quantity": None if new.quantity is None else format(new.quantity + 0, "f"),
        "reason": new.reason,
        "recorded_at": recorded_at,
        "source": new.source,
        "subject": {"key": new.subject.key, "kind": new.subject.kind, "title": new.subject.title},
        "unit": new.unit,
        "withdrawn": new.withdrawn,
    })  # fmt: skip


def moment(at: datetime) -> str:
    """A time in UTC to the microsecond: 2023-01-20T01:30:00.000000Z."""
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"
