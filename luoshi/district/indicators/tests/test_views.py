"""Pages: from a figure to its records in two clicks; what is not approved is for officials; one click confirms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from luoshi.district.facts.queries import Fact
from luoshi.district.indicators import operations
from luoshi.district.indicators.models import Confirmation, Indicator, OfficialValue, ReportedValue
from luoshi.district.indicators.queries import late_in
from luoshi.district.indicators.tests.measured import ISSUED, REPORTED, at, counted, declared, file, happened, month, sealed
from luoshi.district.indicators.tests.test_figures import said
from luoshi.district.offices.tests.government import Government


@pytest.fixture(autouse=True)
def _spring(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 5 April 2023."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2023, 4, 5))
    monkeypatch.setattr(timezone, "now", lambda: at(4, 5))


@pytest.fixture
def measured(county: Government) -> list[Indicator]:
    """One indicator of each sort, and a fact that counts."""
    found = declared(county, counted("posts"), ISSUED, REPORTED)
    happened(county, at(3))
    sealed()
    operations.count(at=at(4))
    return found


def signed_in(county: Government, person: str) -> Client:
    """Somebody's browser."""
    client = Client()
    account = county.people[person].account
    assert account is not None
    client.force_login(account)
    return client


def test_a_figure_leads_to_its_facts_in_two_clicks(measured: list[Indicator], client: Client) -> None:
    page = client.get("/indicators/posts/").content.decode()
    assert '<a href="/indicators/posts/2023-03/"><b>1</b></a>' in page
    page = client.get("/indicators/posts/2023-03/").content.decode()
    assert "post.developed" in page
    assert f'href="/facts/{happened_number()}/"' in page
    assert "这个数是对的" not in page, "nobody from outside confirms"
    assert client.get("/indicators/posts/2023-Q1/").status_code == 404
    assert client.get("/indicators/investment/2023-01/").status_code == 404


def test_programs_read_what_is_public(county: Government, measured: list[Indicator], client: Client) -> None:
    said(county, measured[2], 77)
    assert [one["code"] for one in client.get("/api/v1/indicators").json()] == ["posts", "investment", "fairs"]
    assert client.get("/api/v1/indicators/fairs").json()["values"] == []
    shown = client.get("/api/v1/indicators/posts", headers={"accept-language": "en"}).json()
    assert shown["name"] == "indicator posts"
    assert [one["number"] for one in shown["values"]] == ["0", "0", "1", "0"]
    assert client.get("/api/v1/indicators/nothing").status_code == 404


def happened_number() -> int:
    return Fact.objects.get().number


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_is_not_approved_is_for_officials(county: Government, measured: list[Indicator], client: Client, language: str) -> None:
    said(county, measured[2], 77)
    headers = {"accept-language": language}
    assert ">77 " not in client.get("/indicators/fairs/2023-03/", headers=headers).content.decode()
    inside = signed_in(county, "li")
    inside.cookies["django_language"] = language
    assert "77 " in inside.get("/indicators/fairs/2023-03/").content.decode()
    for address in ("/indicators/", "/indicators/releases/", "/indicators/fairs/"):
        assert client.get(address, headers=headers).status_code == 200


def test_a_unit_confirms_reports_and_another_person_approves(county: Government, measured: list[Indicator]) -> None:
    reporter, head = signed_in(county, "zhou"), signed_in(county, "li")
    assert "这个数是对的" in reporter.get("/workbench/figures/").content.decode()
    reporter.post("/workbench/figures/posts/2023-03/confirm/", {"seen": "1.00000000", "is_right": "1"})
    assert Confirmation.objects.get().is_right
    address = "/workbench/figures/fairs/2023-03/"
    refused = reporter.post(address, {"number": "5", "act": "hand_in"})
    assert refused.status_code == 422
    assert "没有佐证" in refused.content.decode()
    file = SimpleUploadedFile("签到表.txt", "示例".encode())
    assert reporter.post(address, {"number": "6", "act": "hand_in", "evidence": file}).status_code == 302
    assert "通过以后这个数就算数" in head.get(address).content.decode()
    assert head.post(address, {"act": "return", "seen_steps": "3", "reason": ""}).status_code == 422
    steps = ReportedValue.objects.get().step_count
    assert head.post(address, {"act": "approve", "seen_steps": str(steps)}).status_code == 302
    assert ReportedValue.objects.get().stage == "approved"
    assert ReportedValue.objects.get().number == 6


def test_a_table_of_official_figures_comes_in_or_is_told_row_by_row(county: Government, measured: list[Indicator]) -> None:
    Indicator.objects.filter(code="investment").update(responsible=county.units["education"])
    reporter = signed_in(county, "zhou")
    form = {"issuer": "县统计局", "title": "一季度运行情况", "document_number": "示统1号", "issued_on": "2023-04-03"}
    wrong = SimpleUploadedFile("a.csv", "指标,期别,数值\n固定资产投资,2023-01,5\n".encode())
    page = reporter.post("/workbench/figures/official/", {**form, "table": wrong})
    assert page.status_code == 422
    assert "没有2023年1月的数据" in page.content.decode()
    right = SimpleUploadedFile("a.csv", "指标,期别,数值\n固定资产投资,2023-02,5.5\n".encode())
    assert reporter.post("/workbench/figures/official/", {**form, "table": right}).status_code == 302
    assert OfficialValue.objects.get().quote == "固定资产投资 2023-02 5.5"
    assert "示统1号" in reporter.get("/indicators/investment/2023-02/").content.decode()


def test_the_office_closes_and_reopens_a_period(county: Government, measured: list[Indicator]) -> None:
    office = signed_in(county, "sun")
    assert signed_in(county, "zhou").get("/workbench/figures/periods/").status_code == 403
    assert office.post("/workbench/figures/periods/", {"act": "close", "period": "2023-13"}).status_code == 422
    assert office.post("/workbench/figures/periods/", {"act": "close", "period": "2023-03"}).status_code == 302
    sent = {"act": "reopen", "reopen-period": "2023-03", "reopen-decision": "常务会议", "reopen-reason": "补记"}
    assert office.post("/workbench/figures/periods/", sent).status_code == 302
    assert "常务会议" in office.get("/workbench/figures/periods/").content.decode()


DECLARED = {
    "name": "新建幼儿园", "code": "kindergartens", "measure": "increment", "unit": "所", "decimals": "0", "rhythm": "month",
    "accumulation": "cumulative", "direction": "ascending", "definition": "当年建成并招生的幼儿园", "valid_from": "2023-01-01",
    "issuer": "", "due_day": "10", "due_basis": "",
}  # fmt: skip


def test_the_office_declares_an_indicator_in_the_browser(county: Government) -> None:
    client = signed_in(county, "sun")
    assert "/workbench/figures/declare/" in client.get("/indicators/").content.decode()
    said = {**DECLARED, "responsible": str(county.units["education"].pk)}
    answer = client.post("/workbench/figures/declare/", said)
    assert answer.headers["Location"] == "/indicators/kindergartens/"
    made = Indicator.objects.get()
    assert (made.origin, made.responsible, made.due_basis, made.due_status) == (
        "reported", county.units["education"], "在网页上登记，依据待补", "unverified",
    )  # fmt: skip
    assert [each.words for each in made.definitions.all()] == ["当年建成并招生的幼儿园"]
    again = client.post("/workbench/figures/declare/", said)
    assert again.status_code == 422
    assert "编码“kindergartens”已经有指标在用" in again.content.decode()


def test_what_statistics_issue_is_declared_with_its_issuer(county: Government) -> None:
    said = {**DECLARED, "responsible": str(county.units["education"].pk), "issuer": "县统计局"}
    assert signed_in(county, "sun").post("/workbench/figures/declare/", said).status_code == 302
    made = Indicator.objects.get()
    assert (made.origin, made.issuer) == ("official", "县统计局")


def test_a_declaration_that_lacks_something_keeps_what_was_typed(county: Government) -> None:
    answer = signed_in(county, "sun").post("/workbench/figures/declare/", {**DECLARED, "valid_from": "2023-02-30"})
    assert answer.status_code == 422
    assert "当年建成并招生的幼儿园" in answer.content.decode()
    assert not Indicator.objects.exists()


def test_nobody_but_the_office_declares(county: Government) -> None:
    client = signed_in(county, "li")
    assert "/workbench/figures/declare/" not in client.get("/indicators/").content.decode()
    assert client.post("/workbench/figures/declare/", {**DECLARED, "responsible": "1"}).status_code == 403
    assert not Indicator.objects.exists()


def test_a_figure_that_nobody_asked_for_is_seen_by_whoever_approves_it_and_nobody_is_late_with_it(county: Government) -> None:
    operations.declare(county.district, [REPORTED], by=county.by("sun"), at=at(4, 4))
    fairs = Indicator.objects.get()
    head = signed_in(county, "li")
    assert "/workbench/figures/fairs/2023-01/" not in head.get("/workbench/figures/").content.decode()
    value = operations.draft(fairs, month(1), Decimal(3), by=county.by("zhou"), at=at(4, 4))
    operations.hand_in(value, evidence=[file(county)], by=county.by("zhou"), at=at(4, 4))
    assert "/workbench/figures/fairs/2023-01/" in head.get("/workbench/figures/").content.decode()
    assert late_in(county.district, on=date(2023, 4, 5)) == []
    operations.approve(value, seen_steps=2, by=county.by("li"), at=at(4, 5))
    assert "/workbench/figures/fairs/2023-01/" not in head.get("/workbench/figures/").content.decode()
