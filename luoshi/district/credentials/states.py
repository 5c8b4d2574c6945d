"""What a licence is on a day, from what happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from luoshi.district.credentials.models import SIGNED, EventKind
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from luoshi.district.credentials.models import Event


class State(StrEnum):
    """The state of a licence."""

    VALID = "valid"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"

    @property
    def words(self) -> Words:
        """The state, as it stands on a page."""
        return _WORDS[self]


_WORDS: Final = {
    State.VALID: Words("有效", "valid"),
    State.EXPIRED: Words("已过期", "expired"),
    State.SUSPENDED: Words("已暂停", "suspended"),
    State.REVOKED: Words("已撤销", "revoked"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a licence stands on a day: its state, the signed event that counts, and the event that took it away, if any."""

    state: State
    signed: Event
    because: Event | None

    @property
    def expires_on(self) -> date | None:
        """The last day of its validity; ``None`` without end."""
        return self.signed.expires_on


def standing(events: Sequence[Event], *, on: date) -> Standing:
    """How a licence stands on a day, from all its events in their order."""
    signed = [event for event in events if event.kind in SIGNED][-1]
    revoked = next((event for event in events if event.kind == EventKind.REVOKED), None)
    held = [event for event in events if event.kind in {EventKind.SUSPENDED, EventKind.RESTORED}][-1:]
    if revoked is not None:
        return Standing(State.REVOKED, signed, revoked)
    if signed.expires_on is not None and signed.expires_on < on:
        return Standing(State.EXPIRED, signed, None)
    if held and held[0].kind == EventKind.SUSPENDED:
        return Standing(State.SUSPENDED, signed, held[0])
    return Standing(State.VALID, signed, None)
