"""A demonstration's people take each campaign step by step, as far as its pack says and no further."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import yaml

from luoshi.district.campaigns import demonstration, pages, queries
from luoshi.district.campaigns.played import STEPS
from luoshi.district.campaigns.tests.world import MONDAY, PACKS, REFUND, Desk
from luoshi.district.casework.queries import Case
from luoshi.district.invented import planned
from luoshi.district.offices.operations import name_district
from luoshi.district.population.tests.samples import CODES

BACK = {
    "amount": "1000.00", "reason": "多算（示例）", "basis": "示例 第一条", "statement": "同意（示例）", "receipt": "收-1",
    "propose": {"opinion": "order", "finding": "属实", "clause": "示例 第一条"},
    "order": {"reason": "多算", "clause": "示例 第一条", "appeal": "复议"},
}  # fmt: skip
OBJECTION = {
    "enterprise": CODES[3], "matter": "left_out", "reason": "裁员人数填错了", "opinion": "uphold", "finding": "属实", "clause": "示例",
    "amount": "700.00",
}  # fmt: skip
TOLD: dict[str, Any] = {"campaign": REFUND, "period": "2023", "unit": "civil"}


def lived(desk: Desk, monkeypatch: pytest.MonkeyPatch, **told: Any) -> queries.Campaign:
    """What became of a campaign in so many days; on the last of them nothing is left to do."""
    desk.frozen()
    monkeypatch.setattr(demonstration, "planned", lambda _file, on: [(desk.county.district, TOLD | told)])
    done = [demonstration.play(at=MONDAY + timedelta(days=day)) for day in range(32)]
    assert done[-1] == 0
    return queries.published().get() if "until" in told and told["until"] != "tried" else queries.Campaign.objects.get()


def test_what_was_paid_in_error_comes_back_by_every_step(beginning: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(beginning, monkeypatch, until="clawed_back", claw_back=BACK, objection=OBJECTION, declines=[CODES[2]])
    figures = queries.figures(found)
    assert (figures.listed, figures.accepted, figures.declined, figures.paid) == (4, 2, 1, 1), "the bank returned the last one"
    assert (figures.asked_back, figures.repaid) == (Decimal(1000), Decimal(1000))
    assert {each.matter: each.status for each in Case.objects.all()} == {"benefit_claw_back": "repaid", "campaign_objection": "upheld"}


def test_a_campaign_waits_where_its_pack_says(beginning: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    found = lived(beginning, monkeypatch, until="tried")
    assert str(pages.STEPS[pages.stage_of(found)]) == "审批"
    assert queries.approval_of(found) is None


def test_the_pack_names_what_there_is() -> None:
    told = yaml.safe_load((PACKS / "peach_blossom" / demonstration.FILE).read_text())
    kinds = {each["campaign"]: yaml.safe_load((PACKS / each["campaign"] / "campaign.yaml").read_text())["kind"] for each in told}
    assert set(kinds) == {file.parent.name for file in PACKS.glob("*/campaign.yaml")}, "each campaign is shown"
    stages = [name for name, _ in STEPS]
    for each in told:
        assert each["until"] in stages
        assert each["begins"] < each["ends"]
        assert ("claw_back" in each) == (each["until"] == "clawed_back")
        assert kinds[each["campaign"]] == "payment" or stages.index(each["until"]) <= stages.index("told")


@pytest.mark.django_db
def test_what_is_planned_comes_in_its_days_and_to_its_district_alone() -> None:
    assert list(planned(demonstration.FILE, on=date(2023, 4, 12))) == [], "there is no such district"
    district = name_district("桃源新区")
    assert [(found, told["campaign"]) for found, told in planned(demonstration.FILE, on=date(2023, 4, 12))] == [(district, REFUND)]
    assert list(planned(demonstration.FILE, on=date(2024, 4, 12))) == []
