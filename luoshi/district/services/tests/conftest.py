"""The county that offers the small item, entered once for all tests of a module; each of them changes it in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.services.tests.world import Counter, found_services
from luoshi.district.tests.snapshots import standing


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that offers the small item", found_services, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def counter(county: Government) -> Counter:
    """Where its people apply."""
    return Counter(county)
