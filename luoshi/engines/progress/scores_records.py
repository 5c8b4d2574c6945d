"""What a score rested on, as text that is kept: from it the same score can be computed again, whenever."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.progress.periods import Rhythm
from luoshi.engines.progress.scores import Duty, Reached
from luoshi.engines.progress.scores_formula import AdjustmentKind
from luoshi.words import Words

_AS_THEY_ARE: Final = (
    "commitment",
    "number",
    "letter",
    "targets",
    "is_own",
    "answers",
    "due",
    "evident",
    "asked",
    "on_time",
    "late",
    "references",
)


def duties_to_json(duties: Sequence[Duty]) -> str:
    """Items as JSON, in their order: the same duties are always the same text."""
    rows = [_row(each) for each in sorted(duties, key=lambda each: each.key)]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def duties_from_json(text: str) -> tuple[Duty, ...]:
    """The duties of such a text."""
    return tuple(_duty(each) for each in json.loads(text))


def _row(duty: Duty) -> dict[str, Any]:
    reached = duty.reached
    return {name: getattr(duty, name) for name in _AS_THEY_ARE} | {
        "rhythm": duty.rhythm,
        "by_hand": None if duty.by_hand is None else str(duty.by_hand),
        "reached": None if reached is None else {each.name: _plain(getattr(reached, each.name)) for each in fields(Reached)},
        "cannot": _plain(duty.cannot),
        "exempt": _plain(duty.exempt),
        "counts": dict(sorted(duty.counts.items())),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return [value.chinese, value.english]
    return str(value) if isinstance(value, Decimal) else value


def _duty(row: Mapping[str, Any]) -> Duty:
    return Duty(
        **{name: row[name] for name in _AS_THEY_ARE},
        rhythm=Rhythm(row["rhythm"]) if row["rhythm"] else None,
        by_hand=None if row["by_hand"] is None else Decimal(row["by_hand"]),
        reached=None if row["reached"] is None else _reached(row["reached"]),
        cannot=_words(row["cannot"]),
        exempt=_words(row["exempt"]),
        counts={AdjustmentKind(kind): count for kind, count in row["counts"].items()},
    )


def _reached(row: Mapping[str, Any]) -> Reached:
    numbers = {name: Decimal(row[name]) for name in ("number", "expected", "tolerance", "uncertain")}
    return Reached(**numbers, upward=row["upward"], measure=row["measure"], said=Words(*row["said"]))


def _words(said: Sequence[str] | None) -> Words | None:
    return None if said is None else Words(*said)
