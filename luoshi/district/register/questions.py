"""What somebody asked of a register, kept with the session under a number: so no address, and no log or history of addresses, holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

    from luoshi.district.register.fields import Kind

QUESTIONS_MAX: Final = 10
"""A session keeps the newest ones: enough for some pages beside each other, and few enough that little personal is kept at all."""

_NAME: Final = "register.questions"


def keep(session: SessionBase, kind: Kind, words: str) -> int:
    """Keep what was asked until the session ends or ten others were asked since; returns its number in the session."""
    kept = session.get(_NAME, [])
    number = kept[-1][0] + 1 if kept else 1
    session[_NAME] = [*kept, [number, kind.code, words]][-QUESTIONS_MAX:]
    return number


def asked(session: SessionBase, kind: Kind, number: int | None) -> str | None:
    """What was asked of this register under a number; ``None`` where nothing is kept of it."""
    return next((words for kept, code, words in session.get(_NAME, []) if (kept, code) == (number, kind.code)), None)
