"""What campaigns take from packs: of a mechanism its own ``campaign.yaml``, of a demonstration those of all mechanisms beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.campaigns.operations import load_campaign_type
from luoshi.district.loads import Load
from luoshi.engines.packs.campaigns import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Load the campaigns of a pack; returns how many were new."""
    return sum(load_campaign_type(folder, district, by=by, at=at) is not None for folder in _folders(pack))


def _folders(pack: Pack) -> Iterator[Path]:
    if (pack.folder / FILE).exists():
        yield pack.folder
    if pack.status == "demonstration":
        yield from (file.parent for file in sorted(pack.folder.parent.glob(f"*/{FILE}")))


LOADS = (Load(60, load_pack),)
