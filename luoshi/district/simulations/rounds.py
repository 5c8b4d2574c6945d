"""Work in the background: the invented simulations of a demonstration go on, a step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.conf import settings

from luoshi.district.rounds import Round
from luoshi.district.simulations.demonstration import play

if TYPE_CHECKING:
    from datetime import datetime

EVERY_SECONDS: Final = 20


def _play(at: datetime) -> int:
    return play(at=at) if settings.DEMONSTRATION else 0


ROUNDS = (Round("simulations.demonstration", EVERY_SECONDS, _play),)
