"""A small county and its neighbour, for the tests of offices."""

from __future__ import annotations

import pytest

from luoshi.district.offices.tests.government import Government, found_county, found_neighbour


@pytest.fixture
def county(db: None) -> Government:
    """青溪县, with everybody in office."""
    return found_county()


@pytest.fixture
def neighbour(db: None) -> Government:
    """白石县, whose offices bear the same names."""
    return found_neighbour()
