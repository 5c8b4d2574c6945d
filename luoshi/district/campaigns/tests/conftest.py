"""The county that pays, entered once for all tests of a module; each of them changes it in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.campaigns.models import Campaign
from luoshi.district.campaigns.tests.world import MONDAY, Desk, found_list, found_paying_county
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import known
from luoshi.district.tests.snapshots import standing


@pytest.fixture(scope="module")
def _own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Files of a module are its own, from before anything is stored."""
    from django.conf import settings

    before, settings.DATA_FOLDER = settings.DATA_FOLDER, tmp_path_factory.mktemp("data")
    yield settings.DATA_FOLDER
    settings.DATA_FOLDER = before


@pytest.fixture(scope="module")
def _stored_county(_own_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that pays without application", found_paying_county, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def _stored_list(_own_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that has published a list", found_list, django_db_blocker):
        yield


@pytest.fixture
def beginning(_stored_county: None, db: None) -> Desk:
    """Acts for its people from a Monday on, before anything was run."""
    return Desk(known(District.objects.get(name="青溪县")))


@pytest.fixture
def desk(_stored_list: None, db: None) -> Desk:
    """Acts for its people from the day on which the list was published."""
    campaign: Any = Campaign.objects.select_related("district", "type", "unit", "publication").get()
    return Desk(known(campaign.district), MONDAY + timedelta(hours=4), [campaign])
