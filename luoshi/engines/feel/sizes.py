"""How large a value is when it is written out.

Values share their parts, so a short expression can make one that no machine could write down: each round of
``for i in 1..400 return [partial]`` doubles it, in no time and no memory. Whatever looks at every part of a value therefore asks first."""

from __future__ import annotations

from luoshi.engines.feel.findings import LimitReached
from luoshi.engines.feel.values import Range, Value

PARTS_MAX = 1_000_000
"""Parts of a value, each counted wherever it stands."""


def fail_if_too_large(value: Value) -> None:
    """Refuse a value that has too many parts to be looked at one by one."""
    if isinstance(value, tuple | dict | Range) and _parts(value, {}) > PARTS_MAX:
        raise LimitReached("值的组成部分太多", "The value has too many parts", PARTS_MAX)


def _parts(value: Value, known: dict[int, int]) -> int:
    """The number of parts; what is shared is counted once and taken as often as it stands."""
    if isinstance(value, Range):
        return 3
    if not isinstance(value, tuple | dict):
        return 1
    if id(value) not in known:
        inner = value if isinstance(value, tuple) else value.values()
        known[id(value)] = 1 + sum(_parts(part, known) for part in inner)
    return known[id(value)]
