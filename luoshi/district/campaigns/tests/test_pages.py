"""The pages of campaigns say what stands, to whom it may be said, and the steps that are taken on them are taken."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.district.access_log.queries import Look
from luoshi.district.campaigns import queries
from luoshi.district.campaigns.models import Payment
from luoshi.district.campaigns.tests.world import ACCOUNT, Desk
from luoshi.district.casework.queries import Case
from luoshi.district.offices.models import Person
from luoshi.district.population.tests.samples import CODES


def signed_in(desk: Desk, code: str) -> Client:
    person = Person.objects.select_related("account").get(district=desk.county.district, code=code)
    account = person.account or get_user_model().objects.create(username=f"{code}-here")
    Person.objects.filter(pk=person.pk).update(account=account)
    client = Client()
    client.force_login(account)
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_everybody_sees_the_list_and_nobody_else_the_work(desk: Desk) -> None:
    pk = desk.campaign.pk
    page = said(Client(), f"/campaigns/{pk}/")
    assert "青溪第1示例有限公司" in page
    assert "6,000.03" in page
    assert "期限未经核实" in page
    assert "稳岗返还免申即享" in said(Client(), "/campaigns/")
    said(Client(), f"/workbench/campaigns/{pk}/", 302)
    said(signed_in(desk, "li"), f"/workbench/campaigns/{pk}/", 404)
    said(Client(), "/campaigns/999/", 404)


def test_the_office_pays_and_sees_accounts_only_in_the_file(desk: Desk) -> None:
    desk.accepted(1, 2)
    desk.later(days=9)
    office, pk = signed_in(desk, "sun"), desk.campaign.pk
    assert "第 1 次" in said(office, f"/workbench/campaigns/{pk}/")
    assert office.post(f"/workbench/campaigns/{pk}/pay/").status_code == 302
    assert office.post(f"/workbench/campaigns/{pk}/pay/").status_code == 422
    assert ACCOUNT["number"].replace(" ", "") not in said(office, f"/workbench/campaigns/{pk}/")
    kept = office.get(f"/workbench/campaigns/{pk}/payments/1.csv")
    assert ACCOUNT["number"].replace(" ", "") in kept.content.decode("utf-8-sig")
    assert office.get(f"/workbench/campaigns/{pk}/payments/1.xlsx").content[:2] == b"PK"
    assert Look.objects.filter(subject_key=f"{pk}/payments/1", what="export").count() == 2
    wrong = SimpleUploadedFile("a.csv", "付款编号,结果\n1,已支付".encode())
    assert "找不到表头" in office.post(f"/workbench/campaigns/{pk}/results/", {"results": wrong}).content.decode()
    said(signed_in(desk, "zheng"), f"/workbench/campaigns/{pk}/payments/1.csv", 404)


def test_a_beneficiary_confirms_on_the_own_page_and_objects(desk: Desk) -> None:
    own = signed_in(desk, "an")
    one = desk.line(1)
    assert "6,000.03 元" in said(own, "/benefits/")
    wrong = {"bank": "示例银行", "number": "123", "holder": one.name}
    assert own.post(f"/benefits/{one.pk}/accept/", wrong).status_code == 422
    assert own.post(f"/benefits/{one.pk}/accept/", {**ACCOUNT, "holder": one.name}).status_code == 302
    page = said(own, "/benefits/")
    assert "****2222" in page
    assert ACCOUNT["number"] not in page
    assert own.post(f"/benefits/{one.pk}/decline/").status_code == 302
    other = signed_in(desk, "bi")
    assert other.post(f"/benefits/{one.pk}/decline/").status_code == 422
    form = {"matter": "left_out", "reason": "裁员人数填错了", "subject": f"enterprises/{CODES[1]}"}
    assert other.post(f"/benefits/campaigns/{desk.campaign.pk}/object/", form).status_code == 422
    assert not Payment.objects.exists()
    assert queries.figures(desk.campaign).declined == 1


def test_who_objects_hands_in_evidence_follows_the_case_and_withdraws(desk: Desk) -> None:
    other, neighbour = signed_in(desk, "bi"), signed_in(desk, "an")
    form = {"matter": "left_out", "reason": "裁员人数填错了", "subject": f"enterprises/{CODES[3]}"}
    address = f"/benefits/campaigns/{desk.campaign.pk}/object/"
    wrong = SimpleUploadedFile("a.exe", b"MZ no evidence")
    assert other.post(address, {**form, "papers": wrong}).status_code == 422
    assert not desk.campaign.objections.exists()
    assert other.post(address, {**form, "papers": SimpleUploadedFile("工资表.txt", "裁员两人（示例）".encode())}).status_code == 302
    code = desk.campaign.objections.get().case_code
    assert Case.objects.get(code=code).steps.get(number=1).values["papers"]
    own = f"/benefits/cases/{code}/"
    assert own in said(other, "/benefits/")
    page = said(other, own)
    assert "裁员人数填错了" in page
    assert f"{own}withdraw/" in page
    said(neighbour, own, 404)
    said(neighbour, f"{own}withdraw/", 404)
    said(other, f"{own}uphold/", 404)
    assert "撤回异议" in said(other, f"{own}withdraw/")
    assert other.post(f"{own}withdraw/", {"reason": "已经核对清楚", "step": "1"}).status_code == 302
    assert Case.objects.get(code=code).status == "withdrawn"
    assert f"{own}withdraw/" not in said(other, own)
