"""青溪县 once more, whose promises are lit and of which one has figures."""

from __future__ import annotations

import pytest

from luoshi.district.lights import operations as lights
from luoshi.district.lights.tests.conftest import _stored_county, county, grew, link, plan  # noqa: F401 - fixtures are found by their names
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.queries import Report
from luoshi.district.story.tests.conftest import at


@pytest.fixture
def measured(county: Government, plan: Report) -> Report:  # noqa: F811
    """Its plan, of which revenue grew by 1 % in January and was lit red, then by 8.50 %."""
    grew(county, 1, "1.0")
    lights.judge(plan, on=at(2, 2).date(), at=at(2, 2))
    grew(county, 2, "8.5")
    return plan
