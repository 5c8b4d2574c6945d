"""What time it is in the district. Only the edge asks, and it asks here: a demonstration is looked at on a chosen day of its own.

Sessions, tokens, throttles and the worker's own timing go by the machine's clock, whatever day is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

_SHOWN: Final[list[Callable[[datetime], datetime | None]]] = []


def now() -> datetime:
    """The moment that it is in the district: the machine's, or in a demonstration whose day was set a moment of that day."""
    machine = timezone.now()
    shown = (find(machine) for find in _SHOWN) if settings.DEMONSTRATION else ()
    return next(filter(None, shown), machine)


def today() -> date:
    """The day that it is in the district."""
    return timezone.localdate(now())


def shown_by(find: Callable[[datetime], datetime | None]) -> None:
    """Declare what finds the moment that a demonstration shows at a moment of the machine, if it shows one. Called once, in ``ready()``."""
    _SHOWN.append(find)
