"""Changes over a whole frozen population, from the page to the draft of a rule that a second person puts in force."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client
from openpyxl import load_workbook

from luoshi.district.decisions.operations import put_in_force
from luoshi.district.decisions.queries import package_in_force
from luoshi.district.offices.queries import PUBLIC
from luoshi.district.offices.tests.government import Government, found_neighbour
from luoshi.district.population import operations as population
from luoshi.district.population.errors import FileGone
from luoshi.district.population.queries import Run
from luoshi.district.population.tests.samples import AT, CODES, DAY, SOURCES
from luoshi.district.simulations import computing, curves, operations, queries, rows
from luoshi.district.simulations.changes import Change, ChangeKind
from luoshi.district.simulations.errors import (
    AnsweredAlready,
    CannotBeSimulated,
    NeedsWords,
    NoSuchAnswer,
    NotAllowed,
    NothingChanged,
    RulesHaveChanged,
)
from luoshi.district.simulations.models import PolicyProposal, Simulation
from luoshi.district.simulations.tests.conftest import ANSWER

pytestmark = pytest.mark.django_db
LAYOFFS = Change(ChangeKind.PARAMETER, "裁员率上限", "0.055", "0.3")
LESS = Change(ChangeKind.PARAMETER, "中小微企业返还比例", "0.6", "0.5")


def test_a_change_over_everybody_and_the_same_from_the_slider(simulation: Simulation) -> None:
    found = computing.compared(simulation, (LESS,))
    whole = found.difference.whole
    assert (whole.n, whole.uncertain, whole.losing, whole.gaining) == (5, 1, 2, 0)
    assert (whole.before, whole.after) == (Decimal("10200.04"), Decimal("9000.03"))
    assert (found.bounds.rows, found.bounds.before_low, found.bounds.after_high) == (1, Decimal(0), Decimal(5000))
    assert [each.missing for each in found.bounds.lacking] == [("裁员人数",)]
    curve = curves.curve(simulation, (), LAYOFFS.name)
    assert curve is not None
    assert curve.histogram is not None
    for number in (0, 5, len(curve.points) - 1):
        moved = Change(ChangeKind.PARAMETER, LAYOFFS.name, LAYOFFS.old, f"{curve.slider.positions[number]:f}")
        assert curve.histogram.at(number) == computing.compared(simulation, (moved,)).difference
    assert len(found.difference.dimensions["form"]) >= 1


def test_one_row_is_asked_again_with_its_reasons(simulation: Simulation) -> None:
    lost = rows.changed_rows(simulation, (LESS,), "losing", offset=0)
    assert [(each.key, each.was, each.now) for each in lost] == [
        (CODES[1], Decimal("6000.03"), Decimal("5000.02")), (CODES[6], Decimal(1200), Decimal(1000))
    ]  # fmt: skip
    again = rows.asked_again(simulation, (LESS,), CODES[1])
    assert again is not None
    assert again.agrees
    assert (again.before.value, again.after.value) == (Decimal("6000.03"), Decimal("5000.02"))
    assert again.before.sentences
    assert rows.asked_again(simulation, (LESS,), "nobody") is None
    assert [each.lacking for each in rows.changed_rows(simulation, (LESS,), "uncertain", offset=0)] == [("裁员人数",)]


def _propose(simulation: Simulation, county: Government, *changes: Change, valid_from: date = date(2023, 9, 1)) -> PolicyProposal:
    said = {"title": "降到一半（示例）", "reason": "资金不够", "document": "县稳岗返还通知（拟）"}
    return operations.propose(simulation, changes, **said, valid_from=valid_from, by=county.by("sun"), at=AT)


def test_a_proposal_becomes_drafts_and_counts_when_a_second_person_says_so(simulation: Simulation, county: Government) -> None:
    proposal = _propose(simulation, county, LESS)
    assert (proposal.number, proposal.summary["after"]) == (1, "9000.03")
    later = date(2023, 9, 15)
    (made,) = operations.draft(proposal, by=county.by("sun"), at=AT)
    assert made.version.model.file == "decisions/job_retention_refund.dmn"
    assert "第 1 号提案" in made.version.reason

    def rate() -> object:
        values = package_in_force(county.district, "job_retention_refund", on=later).parameters[LESS.name].values
        return [str(each.value) for each in values if each.jurisdiction == "青溪县"]

    assert rate() == []
    said = {"from_day": proposal.valid_from, "reason": "核对", "at": AT}
    put_in_force(made.version.model.slug, made.version.number, by=county.by("wen"), **said)  # type: ignore[arg-type]
    assert rate() == ["0.5"]
    asked = {"keep": ("form",), "on": later, "by": county.by("sun"), "at": AT}
    population.run(simulation.run.snapshot, "job_retention_refund", [ANSWER], "办理意见", SOURCES, **asked)  # type: ignore[arg-type]
    (came,) = queries.came_of(proposal)
    assert (came.total, came.difference) == (Decimal("9000.03"), Decimal(0))
    with pytest.raises(AnsweredAlready):
        operations.draft(proposal, by=county.by("sun"), at=AT)
    again = _propose(simulation, county, Change(ChangeKind.PARAMETER, LESS.name, "0.6", "0.4"), valid_from=date(2023, 10, 1))
    with pytest.raises(RulesHaveChanged):
        operations.draft(again, by=county.by("sun"), at=AT)


def test_what_is_refused(simulation: Simulation, run: Run, county: Government, tmp_path: object) -> None:
    with pytest.raises(NothingChanged):
        _propose(simulation, county)
    with pytest.raises(NeedsWords):
        operations.begin(run, title=" ", answer=ANSWER, by=county.by("sun"), at=AT)
    with pytest.raises(NoSuchAnswer):
        operations.begin(run, title="示例", answer="裁员率", by=county.by("sun"), at=AT)
    for by in (PUBLIC, county.by("li"), county.by("zhao"), found_neighbour().by("bai")):
        with pytest.raises(NotAllowed):
            operations.begin(run, title="示例", answer=ANSWER, by=by, at=AT)
        with pytest.raises(NotAllowed):
            operations.propose(simulation, (LESS,), title="一", reason="二", document="三", valid_from=DAY, by=by, at=AT)
    looped = Change(ChangeKind.CELL, "返还比例|1|3", "大型企业返还比例", 'count(split(企业规模, "大")) / 10')
    with pytest.raises(CannotBeSimulated, match="不能"):
        computing.compared(simulation, (looped,))
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE simulations_simulation SET title = 'x'")
    computing.forget()
    for file in (tmp_path / "population").glob("*.parquet"):  # type: ignore[operator]  # a path
        file.unlink()
    with pytest.raises(FileGone):
        computing.compared(simulation, (LESS,))


def _address(simulation: Simulation, *changes: Change, **more: str) -> str:
    said = {f"p.{each.name}": each.new for each in changes} | more
    return f"/workbench/simulations/{simulation.number}/?{urlencode(said)}"


def test_the_pages(client: Client, simulation: Simulation, county: Government) -> None:
    assert client.get("/workbench/simulations/").status_code == 302
    _sign_in(client, county, "li")
    assert client.get("/workbench/simulations/").status_code == 403
    _sign_in(client, county, "sun")
    assert simulation.title in client.get("/workbench/simulations/").content.decode()
    page = client.get(_address(simulation, LESS)).content.decode()
    for words in ("9,000.03", "−1,200.01", "没有把握", "存为提案", "0 至 1"):
        assert words in page
    slid = {"slide": LAYOFFS.name, "slid": "0.11", "HX-Request": "true"}
    part = client.get(_address(simulation, LESS, **slid), headers={"HX-Request": "true"})
    assert "hx-swap-oob" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "0.11" in part.headers["HX-Replace-Url"]
    wrong = client.get(_address(simulation, Change(ChangeKind.PARAMETER, LESS.name, "", "1.5")))
    assert (wrong.status_code, "1.5" in wrong.content.decode()) == (422, True)
    base = f"/workbench/simulations/{simulation.number}/"
    asked = urlencode({f"p.{LESS.name}": LESS.new})
    assert client.get(f"{base}curve/?{asked}&{urlencode({'of': LAYOFFS.name})}").content.decode().count("<svg") >= 2
    assert CODES[1] in client.get(f"{base}rows/?{asked}&which=losing").content.decode()
    assert "逐条重算与批量计算一致" in client.get(f"{base}rows/{CODES[1]}/?{asked}").content.decode()
    book = load_workbook(BytesIO(b"".join(client.get(f"{base}difference.xlsx?{asked}"))))
    assert Decimal(str(book.worksheets[0]["H3"].value)) == Decimal("-1200.01")
    assert "方法：" in b"".join(client.get(f"{base}difference.csv?{asked}")).decode()
    english = client.get(_address(simulation, LESS), headers={"accept-language": "en"}).content.decode()
    assert "What-if, no decision" in english


def test_a_proposal_on_the_pages(client: Client, simulation: Simulation, county: Government) -> None:
    _sign_in(client, county, "sun")
    form = {f"p.{LESS.name}": LESS.new, "title": "降（示例）", "reason": "资金", "valid_from": "2023-09-01", "document": "通知（拟）"}
    address = f"/workbench/simulations/{simulation.number}/propose/"
    assert client.post(address, {**form, "reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(address, form).status_code == 302
    assert client.post("/workbench/simulations/proposals/1/draft/").status_code == 302
    page = client.get("/workbench/simulations/proposals/1/").content.decode()
    assert "已写成规则草稿" in page
    assert "/decisions/job-retention-refund/versions/2/" in page
    compared = client.get("/workbench/simulations/compare/?first=1&second=2").content.decode()
    assert "后一个比前一个多花 0" in compared
    new = client.get(f"/workbench/simulations/new/{simulation.run_id}/").content.decode()
    assert ANSWER in new


def _sign_in(client: Client, county: Government, name: str) -> None:
    account = county.people[name].account
    assert account is not None
    client.force_login(account)
