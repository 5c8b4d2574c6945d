"""Messages leave by the worker, soon after they were committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.messages.letters import deliver_letters
from luoshi.district.messages.operations import deliver
from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime


def _deliver(at: datetime) -> int:
    return deliver(at=at)


def _deliver_letters(at: datetime) -> int:
    return deliver_letters(at=at)


ROUNDS = (Round("messages.deliver", 5, _deliver), Round("messages.letters", 20, _deliver_letters))
