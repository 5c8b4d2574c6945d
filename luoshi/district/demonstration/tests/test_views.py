"""The page of the demonstration, the banner on top of every page, and who may move the day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from luoshi.district.demonstration import queries
from luoshi.district.demonstration.models import Showing
from luoshi.district.demonstration.tests.conftest import BEGINS, ENDS, YEAR
from luoshi.district.offices.tests.government import Government


@pytest.fixture(autouse=True)
def _demonstration(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEMONSTRATION = True
    monkeypatch.setattr(queries, "year_of", lambda: YEAR)


def signed_in(county: Government, person: str) -> Client:
    """Somebody's browser."""
    browser = Client()
    account = county.people[person].account
    assert account is not None
    browser.force_login(account)
    return browser


@pytest.mark.usefixtures("county")
def test_every_page_says_which_day_is_shown_and_that_it_is_simulated(client: Client, showing: Callable[..., Showing]) -> None:
    assert client.get("/demonstration/").status_code == 404
    assert "shown-day" not in client.get("/services/status/").content.decode()
    showing(BEGINS)
    for address in ("/services/status/", "/demonstration/"):
        told = client.get(address).content.decode()
        assert "<strong>2023年3月8日</strong>" in told
        assert "数据为模拟" in told
    english = Client(headers={"accept-language": "en"}).get("/demonstration/").content.decode()
    assert "simulated data" in english
    assert "One is withdrawn" in english


def test_the_office_moves_the_day_and_nobody_else(county: Government, showing: Callable[..., Showing]) -> None:
    showing(BEGINS)
    office, other = signed_in(county, "sun"), signed_in(county, "zheng")
    assert 'name="day"' in office.get("/demonstration/").content.decode()
    assert 'name="day"' not in other.get("/demonstration/").content.decode()
    assert other.post("/demonstration/move/", {"day": ENDS.isoformat()}).status_code == 403
    assert office.post("/demonstration/move/", {"day": "tomorrow"}).status_code == 422
    assert office.post("/demonstration/move/", {"day": "2022-01-01"}).status_code == 422
    assert Showing.objects.get().aim == BEGINS
    assert office.post("/demonstration/move/", {"day": ENDS.isoformat()}).status_code == 302
    assert Showing.objects.get().aim == ENDS
    assert "<progress" in office.get("/demonstration/banner/").content.decode()
