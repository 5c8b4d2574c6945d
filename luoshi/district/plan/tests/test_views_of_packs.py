"""The office chooses in the browser which of the rules that come along its district takes; models wait for a second person."""

from __future__ import annotations

import pytest

from luoshi.district.decisions.models import DecisionModel, Enforcement
from luoshi.district.offices.tests.government import Government
from luoshi.district.plan.mechanisms import shipped
from luoshi.district.plan.tests.test_adoption import browser

pytestmark = pytest.mark.django_db
ADDRESS = "/workbench/packs/"


def test_what_can_be_taken_are_rules_and_calendars_and_no_districts_or_items() -> None:
    codes = {each.id for each in shipped()}
    assert {"supervision", "working_days", "lights_xuancheng"} <= codes
    assert not {"peach_blossom", "new_district", "food_business_licence"} & codes


def test_a_pack_is_taken_once_and_its_models_wait_as_drafts(government: Government) -> None:
    client = browser(government, "sun")
    before = client.get(ADDRESS).content.decode()
    assert 'value="lights_xuancheng"' in before
    told = client.post(ADDRESS, {"pack": "lights_xuancheng"}, follow=True).content.decode()
    assert "0 份办件规则或日历，1 个决策模型" in told
    assert 'value="lights_xuancheng"' not in told
    assert DecisionModel.objects.count() == 1
    assert not Enforcement.objects.exists()
    assert "1 份办件规则或日历，0 个决策模型" in client.post(ADDRESS, {"pack": "supervision"}, follow=True).content.decode()


def test_nobody_else_takes_packs_and_only_those_that_are_there(government: Government) -> None:
    assert browser(government, "li").post(ADDRESS, {"pack": "supervision"}).status_code == 403
    for code in ("no_such_pack", "peach_blossom", ""):
        assert browser(government, "sun").post(ADDRESS, {"pack": code}).status_code == 404
