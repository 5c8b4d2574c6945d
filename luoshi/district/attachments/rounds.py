"""What was handed in with a form that nobody sent goes away after some days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.attachments.operations import remove_drafts
from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime


def _remove_drafts(at: datetime) -> int:
    return remove_drafts(at=at)


ROUNDS = (Round("attachments.remove_drafts", 3600, _remove_drafts),)
