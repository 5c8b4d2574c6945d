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

_SHOWN: Final[list[Callable[[], datetime | None]]] = []


def now() -> datetime:
    """The moment that it is in the district: the machine's, or in a demonstration whose day was set a moment of that day."""
    shown = next((at for find in _SHOWN if (at := find()) is not None), None) if settings.DEMONSTRATION else None
    return timezone.now() if shown is None else shown


def today() -> date:
    """The day that it is in the district."""
    return timezone.localdate(now())


def shown_by(find: Callable[[], datetime | None]) -> None:
    """Declare where a demonstration keeps its moment; nothing found is the machine's clock. Called once, in ``ready()``."""
    _SHOWN.append(find)
