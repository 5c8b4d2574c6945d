"""The background work of stories: news are noticed and told once a day; what nobody confirmed or needs is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.rounds import Round
from luoshi.district.story.operations import forget_old, forget_unconfirmed, notice_all, tell_followers

if TYPE_CHECKING:
    from datetime import datetime


def _notice(at: datetime) -> int:
    return notice_all(at=at)


def _tell(at: datetime) -> int:
    return tell_followers(at=at)


def _forget(at: datetime) -> int:
    return forget_unconfirmed(at=at) + forget_old(at=at)


ROUNDS = (Round("story.notice", 300, _notice), Round("story.tell", 600, _tell), Round("story.forget", 3600, _forget))
