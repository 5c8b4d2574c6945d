"""What never leaves the machine: where nothing may, everything; elsewhere what concerns invented people and districts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Q

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District, Person

AT_ONCE_MAX: Final = 20
"""So many are sent before the worker looks whether it shall stop, or another round is due."""
KEPT_AT_ONCE_MAX: Final = 1_000
"""So many that stay are settled together in a round, which has to end. They need no lease."""


def stays_here(whose: District | Person) -> bool:
    """Whether what is written to a person, or by a district, stays on this machine."""
    return bool(settings.MESSAGES_STAY_HERE or whose.invented)


def staying(path: str) -> Q:
    """The condition under which something stays, by the ``path`` to its district or person: ``district__``."""
    return Q() if settings.MESSAGES_STAY_HERE else Q(**{f"{path}invented": True})


def leaving(path: str) -> Q:
    """The condition under which it does not."""
    return Q(pk__in=[]) if settings.MESSAGES_STAY_HERE else Q(**{f"{path}invented": False})
