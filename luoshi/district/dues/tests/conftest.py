"""青溪县, whose plan is in force and whose reporting calendar counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from luoshi.district.decisions import operations as decisions
from luoshi.district.lights.tests.conftest import EARLY, PACKS, found_lit_county, grant
from luoshi.district.offices import operations as offices
from luoshi.district.offices.models import District
from luoshi.district.offices.tests.government import Government, known
from luoshi.district.plan.models import Commitment, ReportingClass
from luoshi.district.plan.queries import Report
from luoshi.district.plan.tests.conftest import SLUG, promise
from luoshi.district.tests.snapshots import standing, stored_once

CENTRE = "建设溪谷数据中心"


def found_reporting_county() -> Government:
    """The county of the lights, whose education bureau builds a data centre, reported every month, and measures revenue."""
    stored_once("the county whose promises are lit", found_lit_county)
    county = known(District.objects.get(name="青溪县"))
    offices.set_up(county.district, units=(), posts=(), people=(), grants=(grant("office", "check"),))
    decisions.load_pack(
        PACKS / "reporting_calendar", county.district, saved_by=county.by("sun"), put_in_force_by=county.by("wen"), at=EARLY
    )
    monthly = ReportingClass.objects.create(
        district=county.district, letter="A", name="重点工作", every_months=1, basis="示例", status="elsewhere"
    )
    Commitment.objects.filter(pk=promise(Report.objects.get(slug=SLUG), CENTRE).pk).update(
        lead=county.units["education"], reporting_class=monthly
    )
    return county


@pytest.fixture(scope="module")
def _stored_county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing("the county that reports", found_reporting_county, django_db_blocker):
        yield


@pytest.fixture
def county(_stored_county: None, db: None) -> Government:
    """青溪县, with everybody in office."""
    return known(District.objects.get(name="青溪县"))


@pytest.fixture
def plan(county: Government) -> Report:
    """Its plan in force."""
    return Report.objects.select_related("district", "adoption").get(slug=SLUG)


@pytest.fixture
def centre(plan: Report) -> Commitment:
    """The promise that nothing measures."""
    return promise(plan, CENTRE)
