"""Who asks, so that tries can be counted together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

__all__ = ["Asker", "asker_of"]


@dataclass(frozen=True, slots=True)
class Asker:
    """From which address of the network somebody asks, and when by the machine's clock, whatever day a demonstration shows."""

    address: str
    at: datetime


def asker_of(request: HttpRequest) -> Asker:
    """Who asks: as the proxy in front tells it, where there is one.

    What the asker itself wrote into the header stands before that, and does not count.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    address = told.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
    return Asker(address, timezone.now())  # noqa: TID251 - a brake is as quick as whoever guesses
