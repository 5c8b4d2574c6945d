"""What ladders take from packs: the rungs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.ladder import operations
from luoshi.district.loads import Load
from luoshi.engines.packs import SHIPPED
from luoshi.engines.packs.ladder import FILE

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Take the ladder of a pack, or where a district declares departments' tables the one that comes with Luoshi; returns what was new."""
    folders = [pack.folder] if (pack.folder / FILE).exists() else sorted(each.parent for each in SHIPPED.glob(f"*/{FILE}"))
    wanted = folders if pack.ladder or pack.department_tables else []
    return sum(operations.load_ladder(district, each.name, (each / FILE).read_text("utf-8"), by=by, at=at) for each in wanted)


LOADS = (Load(30, load_pack),)
