"""The background work of throttles: old tries are forgotten."""

from __future__ import annotations

from typing import Final

from luoshi.district.rounds import Round
from luoshi.district.throttle.operations import forget_tries

EVERY_SECONDS: Final = 3600

ROUNDS = (Round("throttle.forget_tries", EVERY_SECONDS, forget_tries),)
