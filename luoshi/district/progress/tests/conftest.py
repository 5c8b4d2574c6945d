"""青溪县, whose plan is in force and whose promises are measured."""

from __future__ import annotations

import pytest

from luoshi.district.offices.tests.government import Government, found_county
from luoshi.district.plan.operations import adopt_plan, import_report
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import AT, COUNTY, SLUG, resolved


@pytest.fixture
def county(db: None) -> Government:
    """The county's offices."""
    return found_county()


@pytest.fixture
def plan(county: Government) -> Report:
    """The county's plan in force."""
    import_report(COUNTY.encode(), "青溪县.txt", slug=SLUG, district="青溪县", at=AT)
    adopt_plan(SLUG, resolution=resolved(county), by=county.by("sun"), at=AT)
    return Report.objects.get(slug=SLUG)
