"""A county whose people hand files in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from luoshi.district.offices.tests.government import Government, found_county

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def government(db: None) -> Government:
    """The county's offices."""
    return found_county()
