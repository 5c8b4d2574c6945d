"""What indicators take from a district's pack: what the district measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.indicators.operations import declare
from luoshi.district.loads import Load

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Declare what a pack measures; returns how many indicators were new.

    Raises:
        DeclaredOtherwise: one is declared already as something else.
    """
    return declare(district, pack.indicators, by=by, at=at) if pack.indicators else 0


LOADS = (Load(10, load_pack),)
