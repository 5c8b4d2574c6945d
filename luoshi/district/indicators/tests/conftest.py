"""青溪县, which measures."""

from __future__ import annotations

import pytest

from luoshi.district.offices.tests.government import Government, found_county


@pytest.fixture
def county(db: None) -> Government:
    """The county's offices."""
    return found_county()
