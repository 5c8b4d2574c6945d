"""Counting tries, and forgetting them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from luoshi.district.throttle.models import Try

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Throttle", "forget_tries"]

KEPT: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Throttle:
    """So many tries of one in so many minutes, at most a day. A brake, no lock: who asks many times at once may try a few times more.

    ``name`` says what is tried; whose tries are counted together is said at each question: an address, the number of an application.
    """

    name: str
    tries: int
    minutes: int

    def is_used_up(self, whose: str, *, at: datetime) -> bool:
        """Whether it was tried too often in the while before a moment."""
        since = at - timedelta(minutes=self.minutes)
        return Try.objects.filter(sha256=self._digest(whose), at__gt=since).count() >= self.tries

    def count(self, whose: str, *, at: datetime) -> None:
        """One try more."""
        Try.objects.create(sha256=self._digest(whose), at=at)

    def _digest(self, whose: str) -> str:
        return hashlib.sha256(f"{self.name}: {whose}".encode()).hexdigest()


def forget_tries(at: datetime) -> int:
    """Tries of more than a day ago no longer matter."""
    return Try.objects.filter(at__lt=at - KEPT).delete()[0]
