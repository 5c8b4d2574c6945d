"""A demonstration's people simulate, propose and draft; the draft waits for a second person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from luoshi.district.decisions.queries import package_in_force
from luoshi.district.offices.tests.government import Government
from luoshi.district.population.tests.samples import AT
from luoshi.district.simulations import demonstration
from luoshi.district.simulations.models import PolicyProposal
from luoshi.district.simulations.tests.conftest import ANSWER

RATE = "中小微企业返还比例"
TOLD: dict[str, Any] = {
    "package": "job_retention_refund", "by": "office_director", "title": "示例", "answer": ANSWER, "changes": {RATE: "0.5"},
    "proposal": {"title": "降（示例）", "reason": "资金（示例）", "valid_from": date(2023, 9, 1), "document": "通知（拟）"},
}  # fmt: skip


@pytest.mark.usefixtures("run")
def test_a_proposal_waits_for_a_second_person(county: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "planned", lambda _file, on: [(county.district, TOLD)])
    assert [demonstration.play(at=AT + timedelta(days=day)) for day in range(5)] == [1, 1, 1, 0, 0]
    proposal = PolicyProposal.objects.get()
    assert [(each.name, each.old, each.new) for each in proposal.said] == [(RATE, "0.6", "0.5")]
    files = sorted(each.version.model.file for each in proposal.drafts.select_related("version__model"))
    assert files == ["decisions/job_retention_refund.dmn"], "the review of applications does not ask for the rate"
    values = package_in_force(county.district, "job_retention_refund", on=date(2023, 9, 15)).parameters[RATE].values
    assert "青溪县" not in {each.jurisdiction for each in values}, "nobody has put it in force"


def test_without_a_run_nothing_is_simulated(county: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "planned", lambda _file, on: [(county.district, TOLD)])
    assert demonstration.play(at=AT) == 0
    assert not PolicyProposal.objects.exists()
