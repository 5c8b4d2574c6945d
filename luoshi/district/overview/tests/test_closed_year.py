"""Once a year is closed the leaders' page asks for no more steps on its lights, and says why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

import pytest

from luoshi.district import clock
from luoshi.district.lights import queries as lights
from luoshi.district.overview.tests.test_overview import ADDRESS, sign_in
from luoshi.district.results import operations as results
from luoshi.district.results.queries import results_of
from luoshi.district.results.tests.conftest import (  # noqa: F401 - fixtures are found by their names
    YEAR_END,
    _stored_county,
    county,
    plan,
)

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

CLOSED = datetime(2024, 2, 5, 15).astimezone()


@pytest.mark.django_db
def test_a_closed_year_asks_for_no_more_steps(client: Client, county: Government, plan: Report, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    def asked(*_: object, **__: object) -> NoReturn:
        raise AssertionError("what is closed is not escalated")

    on, by = YEAR_END + timedelta(days=26), county.by("wen")
    at = CLOSED - timedelta(days=10)
    results.confirm(plan, {each.commitment.code: each.outcome for each in results_of(plan, on=on)}, by=by, at=at)
    results.lay_before_units(plan, by=by, at=at)
    results.close_year(plan, by=county.by("zhao"), at=CLOSED)
    monkeypatch.setattr(lights, "steps_until", asked)
    monkeypatch.setattr(clock, "now", lambda: CLOSED)
    sign_in(client, county, "sun")
    shown = client.get(ADDRESS).content.decode()
    assert "2024-02-05 封账" in shown
    assert "/results/2023/" in shown
    assert "The year was closed on" in client.get(ADDRESS, headers={"accept-language": "en"}).content.decode()
