"""青溪县 at the end of its year: two promises measured, one told of in words, and somebody of the office who may settle them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.dues.operations import draft, hand_in, sign_off
from luoshi.district.dues.tests.conftest import CENTRE, found_reporting_county
from luoshi.district.indicators.tests.measured import at, file
from luoshi.district.lights.tests.conftest import grew
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.plan.models import Commitment
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import SLUG, promise
from luoshi.district.progress.tests.measured import GROWTH, bring, linked
from luoshi.district.tests.snapshots import standing, stored_once
from luoshi.engines.progress import Period

YEAR_END = date(2023, 12, 31)
INVESTMENT = "固定资产投资增长10%"


def found_county_at_the_end() -> Government:
    """Revenue grew by 8.4 % (promised: 8 %), investment by 4.1 % (promised: 10 %), and the data centre is built."""
    stored_once("the county that reports", found_reporting_county)
    county = known(District.objects.get(name="青溪县"))
    plan = Report.objects.get(slug=SLUG)
    linked(county, plan, GROWTH, INVESTMENT)
    for month in range(1, 12):
        grew(county, month, "8.4")
    bring(county, "revenue", {"2023-12": "8.4"}, date(2023, 12, 31))
    bring(county, "gdp", {"2023-Q4": "4.1"}, date(2023, 12, 31))
    centre, zhou, when = promise(plan, CENTRE), county.by("zhou"), at(9, 20)
    said = draft(centre.code, Period.parse("2023-09"), work="done", progress="验收合格（示例）。", by=zhou, at=when)
    handed = hand_in(said, evidence=[file(county)], by=zhou, at=when)
    sign_off(handed, seen_steps=handed.step_count, by=county.by("li"), at=when)
    return county


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county at the end of its year", found_county_at_the_end, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def plan(county: Government) -> Report:
    """Its plan, whose year is over."""
    return Report.objects.select_related("district", "adoption").get(slug=SLUG)


@pytest.fixture
def centre(plan: Report) -> Commitment:
    """The promise that its unit said was kept."""
    return promise(plan, CENTRE)
