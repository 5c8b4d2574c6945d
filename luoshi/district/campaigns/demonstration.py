"""The invented campaigns of a demonstration: its people take them step by step through the same operations, as far as the pack says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from luoshi.district.campaigns.models import Campaign, CampaignType
from luoshi.district.campaigns.played import STEPS, WAITS, Played
from luoshi.district.days import day_of
from luoshi.district.invented import planned
from luoshi.district.population.queries import newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from luoshi.district.campaigns.played import Act
    from luoshi.district.offices.queries import District

FILE: Final = "demonstration_campaigns.yaml"


def play(*, at: datetime) -> int:
    """Take the next step of each campaign whose days have come; returns how many were taken."""
    return sum(_step(told, district, at) for district, told in planned(FILE, on=day_of(at)))


def _step(told: Mapping[str, Any], district: District, at: datetime) -> bool:
    """Take the step that is due, if the district is ready for it and its people may."""
    is_ready = newest_snapshot(district) is not None and CampaignType.objects.filter(district=district, code=told["campaign"]).exists()
    by = Played.of(told, district, at) if is_ready else None
    act = _due(by) if by is not None else None
    if by is None or act is None or by.runner.person is None:
        return False
    act()
    return True


def _due(by: Played) -> Act | None:
    """What comes next; nothing where the campaign is as far as it shall go, or waits for another day."""
    found = Campaign.objects.filter(district=by.district, code=by.told["campaign"], period=str(by.told["period"])).first()
    if found is None:
        return by.begin
    for stage, due in STEPS:
        act = due(by, found)
        if act is not None or stage == by.told["until"]:
            return None if act is WAITS else act
    return None
