"""A small county and its neighbour, for the tests of offices."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, found_county, found_neighbour, known
from luoshi.district.tests.snapshots import standing


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """青溪县, entered once for all tests of a module; each of them changes it in a transaction of its own."""
    with standing("the county", found_county, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def neighbour(db: None) -> Government:
    """白石县, whose offices bear the same names."""
    return found_neighbour()
