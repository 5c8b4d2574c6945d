"""What indicators take from a district's pack: their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.indicators.declaring import declare
from luoshi.district.loads import Load

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


def declare_all(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Declare what a pack measures; returns how much was new."""
    return declare(district, pack.indicators, by=by, at=at) if pack.indicators else 0


LOADS = (Load(10, declare_all),)
