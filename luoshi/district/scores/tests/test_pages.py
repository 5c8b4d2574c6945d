"""The pages show what a unit owes and how its score came to be, to those who may know it; people act on them, and programs read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from luoshi.district import clock
from luoshi.district.indicators.tests.measured import at
from luoshi.district.plan.tests.conftest import promise
from luoshi.district.scores import operations
from luoshi.district.scores.models import FormulaChoice, FrozenScore, ObjectionAnswer
from luoshi.district.scores.tests.conftest import QUARTER, REVENUE

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Report

pytestmark = pytest.mark.django_db
UNIT = "/workbench/units/education/"


@pytest.fixture(autouse=True)
def _in_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at(5, 2))
    monkeypatch.setattr(clock, "today", lambda: date(2023, 5, 2))


def sign_in(client: Client, county: Government, code: str) -> None:
    """Sign a person of the county in."""
    account = county.people[code].account
    assert account is not None
    client.force_login(account)


def test_a_unit_sees_what_it_owes_and_every_step_and_others_do_not(client: Client, county: Government, plan: Report) -> None:
    sign_in(client, county, "li")
    found = client.get(UNIT).content.decode()
    for words in (
        "74.67",
        "2023年一季度",
        "该数属实" if "confirm" in found else "填报",
        "没有指标衡量",
        "+10.00",
        promise(plan, REVENUE).label,
    ):
        assert words in found
    english = client.get(UNIT, headers={"accept-language": "en"}).content.decode()
    assert "What would change it" in english
    table = client.get(f"{UNIT}score.xlsx?period=2023-Q1")
    assert table.headers["Cache-Control"] == "no-store"
    assert client.get("/workbench/units/civil/").status_code == 404
    listed = client.get("/workbench/scores/").content.decode()
    assert ("县教育局" in listed, "县民政局" in listed) == (True, False)
    assert "单位得分" in client.get(f"/workbench/{plan.slug}/assessment/").content.decode()
    assert client.get(f"{UNIT}?period=2023-Q3").status_code == 404


def test_everybody_reads_the_formula_and_the_office_chooses_it(client: Client, county: Government, plan: Report) -> None:
    page = client.get("/scores/formula/").content.decode()
    assert "名次只作参考" in page
    assert "选定计分办法" not in page
    chosen = {"formula": str(FormulaChoice.objects.get().formula_id), "reason": "再次选定"}
    sign_in(client, county, "li")
    assert client.post("/workbench/scores/formula/", chosen).status_code == 422
    sign_in(client, county, "sun")
    assert client.post("/workbench/scores/formula/", chosen).status_code == 302


def test_objection_decision_freezing_and_correction_on_the_pages(client: Client, county: Government, plan: Report) -> None:
    said = {"period": "2023-Q1", "code": promise(plan, REVENUE).code, "kind": "force_majeure", "reason": "洪水", "basis": "通告（示例）"}
    sign_in(client, county, "li")
    assert client.post(f"{UNIT}objections/", {**said, "code": "nothing"}).status_code == 422
    assert client.post(f"{UNIT}objections/", said).status_code == 302
    assert client.post("/workbench/scores/freeze/", {"period": "2023-Q1"}).status_code == 422
    sign_in(client, county, "sun")
    assert client.post("/workbench/scores/freeze/", {"period": "2023-Q1"}).status_code == 302
    assert client.post(f"{UNIT}correct/", {"period": "2023-Q1", "reason": ""}).status_code == 422
    sign_in(client, county, "zhao")
    assert "待区领导决定" not in client.get(UNIT).content.decode()  # whoever may decide sees the form
    decision = {"period": "2023-Q1", "decision": "accept", "reason": "属实"}
    assert client.post(f"{UNIT}objections/1/", decision).status_code == 302
    assert ObjectionAnswer.objects.get().accepted
    assert FrozenScore.objects.filter(number=2).count() == 1
    assert "第 2 版" in client.get(UNIT).content.decode()


def test_a_program_reads_what_its_person_may_know(client: Client, county: Government, plan: Report) -> None:
    operations.freeze(plan, QUARTER, by=county.by("sun"), at=at(5, 2))
    assert client.get("/api/v1/scores").status_code == 401
    sign_in(client, county, "zhou")
    [own] = client.get("/api/v1/scores").json()
    assert (own["unit"], own["points"], own["version"], own["judged"]) == ("education", "74.67", 1, "100")
    whole: dict[str, Any] = client.get("/api/v1/scores/education?period=2023-Q1").json()
    assert [each["earned"] for each in whole["parts"][0]["lines"]] == ["10.00", "40.00"]
    assert client.get("/api/v1/scores/civil").status_code == 404
