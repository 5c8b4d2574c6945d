"""What ladders take from packs: the rungs; and in a demonstration a first look at who stands on them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.timezone import localtime

import luoshi
from luoshi.district.ladder import operations, queries
from luoshi.district.loads import Load
from luoshi.district.population import operations as population
from luoshi.district.population.queries import newest_snapshot
from luoshi.engines.packs.ladder import FILE

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack

PACKS: Final = Path(luoshi.__file__).parent / "packs"


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Take the ladder of a pack, or where a district declares departments' tables the one that comes with Luoshi; returns what was new."""
    folders = [pack.folder] if (pack.folder / FILE).exists() else sorted(each.parent for each in PACKS.glob(f"*/{FILE}"))
    wanted = folders if pack.ladder or pack.department_tables else []
    new = sum(operations.load_ladder(district, each.name, (each / FILE).read_text("utf-8"), by=by, at=at) for each in wanted)
    if new and district.invented and not queries.surveys(district):
        _look(district, by=by, at=at)
    return new


def _look(district: District, *, by: Authority, at: datetime) -> None:
    on = localtime(at).date()
    if newest_snapshot(district) is None:
        population.take_snapshot(district, on=on, by=None, at=at)
    operations.survey(district, on=on, by=by, at=at)


LOADS = (Load(30, load_pack),)
