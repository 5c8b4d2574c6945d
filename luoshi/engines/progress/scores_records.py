"""What a score rested on, as text that is kept: from it the same score can be computed again, whenever."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from luoshi.engines.progress.periods import Rhythm
from luoshi.engines.progress.scores import Item, Reached
from luoshi.engines.progress.scores_formula import AdjustmentKind
from luoshi.words import Words

_AS_THEY_ARE: Final = ("commitment", "number", "letter", "targets", "is_own", "due", "evident", "asked", "on_time", "late", "references")


def items_to_json(items: Sequence[Item]) -> str:
    """Items as JSON, in their order: the same items are always the same text."""
    rows = [_row(each) for each in sorted(items, key=lambda each: each.key)]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def items_from_json(text: str) -> tuple[Item, ...]:
    """The items of such a text."""
    return tuple(_item(each) for each in json.loads(text))


def _row(item: Item) -> dict[str, Any]:
    reached = item.reached
    return {name: getattr(item, name) for name in _AS_THEY_ARE} | {
        "rhythm": item.rhythm,
        "by_hand": None if item.by_hand is None else str(item.by_hand),
        "reached": None if reached is None else {each.name: _plain(getattr(reached, each.name)) for each in fields(Reached)},
        "cannot": _plain(item.cannot),
        "exempt": _plain(item.exempt),
        "counts": dict(sorted(item.counts.items())),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Words):
        return [value.chinese, value.english]
    return str(value) if isinstance(value, Decimal) else value


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
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
