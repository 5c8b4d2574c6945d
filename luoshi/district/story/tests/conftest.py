"""青溪县 once more, whose promises are lit, and which takes questions of the public."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import luoshi
from luoshi.district.casework.operations import load_case_type
from luoshi.district.lights.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    _stored_county,
    county,
    link,
    plan,
)
from luoshi.district.offices import operations as offices
from luoshi.district.offices.tests.government import BEGIN, Government
from luoshi.district.plan.queries import Commitment
from luoshi.district.progress.models import Link
from luoshi.engines.packs import GrantEntry

PACKS = Path(luoshi.__file__).parent / "packs"
ZONE = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2023, 1, 2, 9, tzinfo=ZONE)


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of the year."""
    return datetime(2023, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def promise(link: Link, county: Government) -> Commitment:  # noqa: F811
    """The promise about revenue, about which anybody may ask."""
    powers = (("reporter", ("see", "handle")), ("approver", ("see", "handle", "approve")))
    grants = [GrantEntry(role, "", "public_question", given, "unit", BEGIN, None) for role, given in powers]
    offices.set_up(county.district, units=(), posts=(), people=(), grants=grants)
    load_case_type(PACKS / "public_question", county.district, by=county.by("sun"), at=EARLY)
    return link.commitment
