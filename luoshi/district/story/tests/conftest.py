"""青溪县 once more, whose promises are lit, and which takes questions of the public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

import luoshi
from luoshi.district.casework.operations import load_case_type
from luoshi.district.lights.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    county,
    found_lit_county,
    link,
    plan,
)
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import BEGIN, known
from luoshi.district.plan.queries import Commitment
from luoshi.district.progress.models import Link
from luoshi.district.tests.snapshots import standing, stored_once
from luoshi.engines.packs import GrantEntry

PACKS = Path(luoshi.__file__).parent / "packs"
ZONE = ZoneInfo("Asia/Shanghai")
EARLY = datetime(2023, 1, 2, 9, tzinfo=ZONE)


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of the year."""
    return datetime(2023, month, day, hour, tzinfo=ZONE)


def found_asked_county() -> None:
    """The lit county, whose units answer the public."""
    stored_once("the county whose promises are lit", found_lit_county)
    found = known(District.objects.get(name="青溪县"))
    powers = (("reporter", ("see", "handle")), ("approver", ("see", "handle", "approve")))
    grants = [GrantEntry(role, "", "public_question", given, "unit", BEGIN, None) for role, given in powers]
    offices.set_up(found.district, units=(), posts=(), people=(), grants=grants)
    load_case_type(PACKS / "public_question", found.district, by=found.by("sun"), at=EARLY)


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that is asked", found_asked_county, django_db_blocker):
        yield


@pytest.fixture
def promise(link: Link) -> Commitment:  # noqa: F811
    """The promise about revenue, about which anybody may ask."""
    return link.commitment
