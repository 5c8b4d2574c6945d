"""What campaigns take from packs: of a mechanism that has one, its ``campaign.yaml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.campaigns.operations import load_campaign_type
from luoshi.district.loads import Load

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import Pack


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Load the campaign of a pack, where it has one; returns how much was new."""
    if pack.campaign is None:
        return 0
    return int(load_campaign_type(pack.folder, district, by=by, at=at) is not None)


LOADS = (Load(60, load_pack),)
