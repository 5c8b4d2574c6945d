"""The round by which the worker shows that it lives, even where no capability has anything to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime


def beat(at: datetime) -> int:
    """Do nothing: that it ran is recorded, and that is all it is for."""
    return 0


ROUNDS = (Round("background.heartbeat", 30, beat),)
