"""The way from an empty installation to a plan that is measured stands on the workbench of whoever keeps it, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from luoshi.district.offices.operations import name_district
from luoshi.district.overview.beginning import first_steps
from luoshi.district.overview.tests.test_overview import sign_in
from luoshi.district.plan.queries import commitments_of

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Link

pytestmark = pytest.mark.django_db


def done(county: Government) -> list[bool]:
    return [each.done for each in first_steps(county.district, on=timezone.localdate())]


def test_a_district_that_has_nothing_begins_with_its_offices() -> None:
    steps = first_steps(name_district("青川区"), on=timezone.localdate())
    assert [each.done for each in steps] == [False] * 6
    assert [each.address for each in steps][:3] == ["/offices/", "/workbench/import/", "/workbench/import/"]


def test_each_step_is_crossed_off_and_at_the_end_nothing_is_left(county: Government, plan: Report, link: Link) -> None:
    commitments_of(plan).update(lead=None)
    assert done(county) == [True, True, True, False, True, True]
    commitments_of(plan).filter(pk=link.commitment.pk).update(lead=county.units["civil"])
    assert done(county) == []


@pytest.mark.parametrize(("code", "times"), [("sun", 1), ("li", 0)])
def test_the_office_alone_sees_it(client: Client, county: Government, link: Link, code: str, times: int) -> None:
    commitments_of(link.commitment.report).update(lead=None)
    sign_in(client, county, code)
    assert client.get("/workbench/").content.decode().count("从这里开始") == times
