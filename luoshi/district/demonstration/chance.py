"""Chance that can be computed again: a number for each name, from the seed alone, so that any day can be drawn without those before it."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, TypeVar

Thing = TypeVar("Thing")
BITS: Final = 64


@lru_cache(maxsize=2**15, typed=True)  # most days ask what the day before asked
def draw(seed: int, *names: Hashable) -> Decimal:
    """A number from 0 to below 1, the same for ever for a seed and these names."""
    told = "/".join(map(str, (seed, *names))).encode()
    number = int.from_bytes(hashlib.sha256(told).digest()[: BITS // 8])
    return Decimal(number) / Decimal(2**BITS)


def whole(seed: int, first: int, last: int, *names: Hashable) -> int:
    """A whole number from ``first`` to ``last``, both inclusive."""
    return first + int(draw(seed, *names) * (last - first + 1))


def pick(seed: int, things: Sequence[Thing], *names: Hashable) -> Thing:
    """One of several things."""
    return things[whole(seed, 0, len(things) - 1, *names)]
