"""The background work of open data: archives that were asked for are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.open_data.operations import make_archive
from luoshi.district.rounds import Round

if TYPE_CHECKING:
    from datetime import datetime


def _archive(at: datetime) -> int:
    return make_archive(at=at)


ROUNDS = (Round("open_data.archive", 5, _archive),)
