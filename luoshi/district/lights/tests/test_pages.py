"""The pages say which light there is, why, since when and what comes next, in both languages; people act on them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from luoshi.district.lights import operations, queries
from luoshi.district.lights.models import Exemption, Light
from luoshi.district.lights.tests.conftest import grew

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report
    from luoshi.district.progress.queries import Link

pytestmark = pytest.mark.django_db


def sign_in(client: Client, county: Government, code: str) -> None:
    """Sign a person of the county in."""
    account = county.people[code].account
    assert account is not None
    client.force_login(account)


def test_everybody_is_told_why_and_officials_what_comes_next(client: Client, county: Government, plan: Report, link: Link) -> None:
    grew(county, 1, "1.0")
    now = timezone.now()
    operations.judge(plan, on=timezone.localdate(), at=now)
    address = f"/commitments/{link.commitment.code}/lights/"
    public = client.get(address).content.decode()
    assert 'class="lamp lamp-red"' in public
    assert "没有按月完成" in public
    assert "下一步" not in public
    assert "Not done in the month" in client.get(address, headers={"accept-language": "en"}).content.decode()
    assert "没有按月完成" in client.get(f"/commitments/{link.commitment.code}/").content.decode()
    record = client.get(f"{address}{Light.objects.get().pk}/record/")
    assert record.json()["decision"] == "亮灯"
    sign_in(client, county, "li")
    assert "下一步：提醒" in client.get(address).content.decode()
    listed = client.get(f"/workbench/{plan.slug}/lights/?colour=red").content.decode()
    assert link.commitment.label in listed
    assert link.commitment.label not in client.get(f"/workbench/{plan.slug}/lights/?colour=green").content.decode()
    assert "lamp-red" in client.get(f"/workbench/{plan.slug}/supervision/").content.decode()


def test_an_exemption_is_asked_for_and_granted_on_the_page(client: Client, county: Government, plan: Report, link: Link) -> None:
    code, today = link.commitment.code, timezone.localdate()
    grew(county, 1, "1.0")
    asked = {"first": today.isoformat(), "last": (today - timedelta(days=1)).isoformat(), "reason": "洪水", "basis": "通告（示例）"}
    sign_in(client, county, "li")
    assert client.post(f"/workbench/commitments/{code}/exemptions/", asked).status_code == 422
    assert client.post(f"/workbench/commitments/{code}/exemptions/", {**asked, "last": today.isoformat()}).status_code == 302
    decide = f"/workbench/commitments/{code}/exemptions/1/"
    assert client.post(decide, {"decision": "grant"}).status_code == 422
    sign_in(client, county, "zhao")
    assert client.post(decide, {"decision": "grant"}).status_code == 302
    assert Exemption.objects.get().answer.granted
    assert Light.objects.latest("id").colour == "exempt"
    assert client.post(f"/workbench/commitments/{code}/lights/1/escalate/", {"words": "通报"}).status_code == 422


def test_the_office_chooses_the_rule_and_how_far_about_reaches(client: Client, county: Government, plan: Report) -> None:
    address = f"/workbench/{plan.slug}/yardsticks/"
    sign_in(client, county, "li")
    assert client.get(address).status_code == 403
    sign_in(client, county, "sun")
    assert address in client.get(f"/workbench/{plan.slug}/delivery/").content.decode()
    shown = client.get(address).content.decode()
    assert "按月看进度" in shown
    assert re.search(r'<option value="lights_ouhai_2020"[^>]*>按月亮灯（瓯海2020）', shown), "rules go by their names"
    assert ">按月亮灯（瓯海2020）</a>" in shown
    assert '<option value="light_escalation">' not in shown, "it lights nothing"
    assert client.post(f"{address}rule/", {"pack": "lights_ouhai_2020", "why": "会议定的"}).status_code == 302
    assert [each.reason for each in queries.rules_chosen(plan)] == ["会议定的", "按月看进度"]
    assert client.post(f"{address}rule/", {"pack": "lights_ouhai_2020", "why": ""}).status_code == 422
    given = {"measure": "yoy", "number": "0.5", "basis": "示例〔2023〕1号"}
    assert client.post(f"{address}tolerance/", given).status_code == 302
    assert client.post(f"{address}tolerance/", given | {"number": "-1"}).status_code == 422
    again = client.get(address).content.decode()
    assert "0.5 个百分点" in again
    assert "未经核实" in again
