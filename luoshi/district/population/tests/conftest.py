"""青溪县 with a register of invented enterprises, and powers in its populations: its office runs, its bureau of civil affairs brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.models import Reach
from luoshi.district.offices.operations import grant
from luoshi.district.offices.queries import District, Power
from luoshi.district.offices.tests.government import BEGIN, Government, found_county, known
from luoshi.district.population import operations
from luoshi.district.population.tests.samples import AT, COLUMNS, enter, load_refund
from luoshi.district.register.tests.samples import grant_powers
from luoshi.district.tests.snapshots import standing


def found() -> None:
    """Enter it all."""
    county = found_county()
    grant_powers(county)
    for post, powers, reach in (
        ("office_director", (Power.SEE, Power.HANDLE), Reach.DISTRICT),
        ("civil_reporter", (Power.SEE, Power.CHANGE), Reach.UNIT),
        ("head", (Power.SEE, Power.UNMASK), Reach.DISTRICT),
    ):
        for power in powers:
            grant(county.district, post=county.posts[post], matter="population", power=power, reach=reach, on=BEGIN, by=county.office)
    enter(county)
    load_refund(county)
    operations.declare_table(
        county.district, "失业保险缴费", COLUMNS, name_en="Unemployment insurance", register="enterprises",
        unit=county.units["civil"], by=county.by("sun"), at=AT,
    )  # fmt: skip


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county over whose enterprises rules are run", found, django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    """Files of a test are its own."""
    settings.DATA_FOLDER = tmp_path


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))
