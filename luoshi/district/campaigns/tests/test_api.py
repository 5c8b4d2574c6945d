"""Campaigns for programs: public lists as everybody sees them, own benefits for whoever acts for somebody."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from luoshi.district.campaigns.tests.world import Desk
from luoshi.district.population.tests.samples import CODES
from luoshi.district.tokens import operations as tokens
from luoshi.district.tokens.models import Scope

SECRET = "benefits-of-a-sample"


@pytest.fixture
def program(desk: Desk) -> Client:
    """A program of ``an``, which may read."""
    tokens.make(name="财务软件（示例）", scope=Scope.READ, secret=SECRET, by=desk.by("an"), at=desk.at.replace(year=2026))
    return Client(headers={"Authorization": f"Bearer {SECRET}", "Accept-Language": "en"})


def told(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_everybody_reads_what_was_published(desk: Desk) -> None:
    [brief] = told(Client(), "campaigns")
    assert (brief["code"], brief["kind"], brief["figures"]["listed"], brief["figures"]["due"]) == (
        "job_retention_refund", "payment", 3, "10200.04",
    )  # fmt: skip
    one = told(Client(headers={"Accept-Language": "en"}), f"campaigns/{brief['number']}")
    assert (one["name"], one["is_listed"], one["on"]) == ("Job-retention refund without application", True, "2023-07-24")
    assert one["basis"]
    lines = told(Client(), f"campaigns/{brief['number']}/list?start=1")
    assert (lines["total"], [(each["identifier"], each["amount"]) for each in lines["lines"]]) == (
        3, [(CODES[2], "3000.01"), (CODES[6], "1200.00")],
    )  # fmt: skip
    for address in ("campaigns/999", "campaigns/999/list"):
        told(Client(), address, 404)


def test_own_benefits_are_told_to_whoever_acts(desk: Desk, program: Client) -> None:
    found = told(program, f"benefits/enterprises/{CODES[1]}")
    assert [(each["amount"], each["standing"]) for each in found["gets"]] == [("6000.03", "waiting")]
    assert found["nearly"] == []
    told(program, f"benefits/enterprises/{CODES[3]}", 404)
    told(Client(), f"benefits/enterprises/{CODES[1]}", 401)
