"""How often somebody may try something in a while, so that nobody guesses. Counted by each process in its memory: a brake, no lock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Throttle:
    """So many tries of one address in so many seconds."""

    name: str
    tries: int
    seconds: int

    def is_used_up(self, request: HttpRequest) -> bool:
        """Whether whoever asks has tried too often."""
        used: int = cache.get(self._key(request), 0)
        return used >= self.tries

    def count(self, request: HttpRequest) -> None:
        """One try more; the first one begins the while."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # the while is over just now
                cache.add(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        return f"throttle:{self.name}:{request.META.get('REMOTE_ADDR', '')}"
