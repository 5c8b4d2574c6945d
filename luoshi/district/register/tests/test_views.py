"""What people see of registers: the public what is public, officials what was granted, everybody personal data masked."""

from __future__ import annotations

import csv
import html
import re
from datetime import date
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.district.access_log.queries import looks_at
from luoshi.district.offices.models import Reach
from luoshi.district.offices.operations import appoint, grant
from luoshi.district.offices.queries import Power
from luoshi.district.offices.tests.government import Government, found_neighbour
from luoshi.district.register import operations, queries
from luoshi.district.register.importing import work
from luoshi.district.register.kinds import COMMITMENTS, ENTERPRISES, KINDS, PERSONS, PLACES
from luoshi.district.register.models import Entry, Import
from luoshi.district.register.tests.samples import AT, BEGIN, citizen_id, credit_code, enterprise, person
from luoshi.district.register.tests.test_imports import file_of
from luoshi.district.uploads import SizeLimit

PERSONAL = ("13800000000", "张虚构")


def signed_in(county: Government, code: str) -> Client:
    """A client of somebody in office."""
    account = county.people[code].account
    assert account is not None
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def firm(county: Government) -> Entry:
    """青溪第1示例有限公司."""
    return operations.enter(ENTERPRISES, county.district, enterprise(1), valid_from=BEGIN, source="登记簿", by=county.by("zheng"), at=AT)


def text_of(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_the_public_sees_public_fields_of_public_registers_and_nothing_else(county: Government, firm: Entry) -> None:
    home = text_of(Client(), "/registers/")
    assert [kind for kind in KINDS if f"/registers/{kind}/" in home] == ["enterprises", "licences", "commitments"]
    page = text_of(Client(), f"/registers/enterprises/{firm.pk}/")
    assert firm.name in page
    assert not [word for word in (*PERSONAL, "联系电话", "郑示例", "谁看过") if word in page]
    assert firm.name in text_of(Client(), "/registers/enterprises/?q=第1示例&state=存续")
    assert firm.name not in text_of(Client(), "/registers/enterprises/?state=注销")
    for kind in ("persons", "places"):
        text_of(Client(), f"/registers/{kind}/", status=403)


def test_what_may_no_longer_be_published_is_hidden_from_the_public_alone(county: Government) -> None:
    words = {
        "number": "承1", "subject": credit_code(1), "matter": "示例事项", "receiver": "示例局", "promised_on": "2022-05-01",
        "outcome": "未履行", "checked_on": "2022-06-01", "basis": "示例记录", "public_until": "2022-12-31",
    }  # fmt: skip
    entry = operations.enter(COMMITMENTS, county.district, words, valid_from=date(2022, 6, 1), source="台账", by=county.by("zhao"), at=AT)
    assert "示例事项" not in text_of(Client(), "/registers/commitments/")
    text_of(Client(), f"/registers/commitments/{entry.pk}/", status=404)
    assert "示例事项" in text_of(signed_in(county, "sun"), f"/registers/commitments/{entry.pk}/")


def test_what_ended_before_that_day_is_hidden_from_the_public_too(county: Government) -> None:
    words = {
        "number": "承2",
        "subject": credit_code(1),
        "matter": "示例事项",
        "receiver": "示例局",
        "promised_on": "2022-05-01",
        "outcome": "待核查",
    }
    by = county.by("zhao")
    entry = operations.enter(COMMITMENTS, county.district, words, valid_from=date(2022, 6, 1), source="台账", by=by, at=AT)
    address = f"/registers/commitments/{entry.pk}/?on=2022-07-01"
    assert "示例事项" in text_of(Client(), address)
    operations.end(entry, last_day=date(2022, 12, 31), source="台账", reason="撤回", by=by, at=AT)
    text_of(Client(), address, status=404)
    assert "示例事项" not in text_of(Client(), "/registers/commitments/")


def test_no_form_shows_what_another_district_registered(county: Government, firm: Entry) -> None:
    neighbour = found_neighbour()
    for power in (Power.SEE, Power.CHANGE, Power.CHECK):
        grant(
            neighbour.district, post=neighbour.posts["head"], matter="*", power=power, reach=Reach.DISTRICT, on=BEGIN, by=neighbour.office
        )
    appoint(neighbour.posts["head"], neighbour.people["shi"], on=BEGIN, by=neighbour.office)
    client = signed_in(neighbour, "shi")
    assert text_of(client, "/registers/enterprises/new/")
    for form in ("change", "end", "merge", "unmerge"):
        text_of(client, f"/registers/enterprises/{firm.pk}/{form}/", status=403)


def test_an_official_sees_masks_uncovers_for_a_reason_and_each_look_is_noted(county: Government, firm: Entry) -> None:
    client, address = signed_in(county, "wu"), f"/registers/enterprises/{firm.pk}/"
    page = text_of(client, address)
    assert "138****0000" in page
    assert not [word for word in PERSONAL if word in page]
    assert client.post(f"{address}reveal/", {"field": "phone", "reason": ""}).status_code == 422
    answer = client.post(f"{address}reveal/", {"field": "phone", "reason": "核实投诉"})
    assert "13800000000" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    looks = [(look.what, look.reason) for look in looks_at("register.enterprises", firm.key)]
    assert ("field", "核实投诉") in looks
    assert ("page", "") in looks
    other = signed_in(county, "zheng").post(f"{address}reveal/", {"field": "phone", "reason": "好奇"})
    assert (other.status_code, "13800000000" in other.content.decode()) == (422, False)


def test_persons_show_no_personal_data_in_lists_pages_and_addresses(county: Government) -> None:
    entry = operations.enter(PERSONS, county.district, person(7), valid_from=BEGIN, source="样本", by=county.by("zhou"), at=AT)
    client = signed_in(county, "zhou")
    for address in ("/registers/persons/", f"/registers/persons/{entry.pk}/", f"/registers/persons/{entry.pk}/change/"):
        page = text_of(client, address)
        assert not [word for word in (citizen_id(7), "李样本7", "13900000000", "虚构路一号") if word in page], address


def test_a_person_is_looked_for_without_any_address_that_tells_who(county: Government) -> None:
    by = county.by("zhou")
    one, twin, *_ = (
        operations.enter(PERSONS, county.district, person(number, name="李样本"), valid_from=BEGIN, source="样本", by=by, at=AT)
        for number in range(queries.PAGE + 1)
    )
    client = signed_in(county, "zhao")
    for page in ("/registers/", "/registers/persons/"):
        assert re.search(r'<form[^>]*method="post"[^>]*role="search"', text_of(client, page)), page
    answer = client.post("/registers/persons/", {"q": citizen_id(0)})
    number_asked = answer.headers["Location"]
    assert number_asked == "/registers/persons/?question=1"
    assert re.findall(r"/registers/persons/(\d+)/", text_of(client, number_asked)) == [str(one.pk)]
    name_asked = client.post("/registers/persons/", {"q": "李样本"}).headers["Location"]
    first = text_of(client, name_asked)
    further = re.search(r'rel="next"[^>]*href="([^"]+)"', first)
    assert further
    second = text_of(client, "/registers/persons/" + html.unescape(further[1]))
    assert re.findall(r"/registers/persons/(\d+)/", second) == [str(one.pk)]  # the oldest of all who are called so
    assert not [word for word in (citizen_id(0), "李样本", quote("李样本")) if word in number_asked + name_asked + further[1]]
    assert client.get("/registers/persons/", {"q": citizen_id(0)}).headers["Location"] == "/registers/persons/"
    assert "请重新查找" in text_of(signed_in(county, "zhou"), number_asked)  # another's session
    found = client.post(f"/registers/persons/{twin.pk}/merge/", {"into": citizen_id(0), "find": "1"}).content.decode()
    led_by_key = f'type="hidden" name="into" value="{one.key}"'
    assert led_by_key in found
    assert "没有找到另一个条目" in text_of(client, f"/registers/persons/{twin.pk}/merge/?into={citizen_id(0)}")
    assert led_by_key in text_of(client, f"/registers/persons/{twin.pk}/merge/?into={one.key}")


def test_a_form_enters_and_changes_and_says_beside_the_field_what_is_wrong(county: Government) -> None:
    client = signed_in(county, "zheng")
    by = {"by-valid_from": "2022-01-01", "by-source": "窗口", "by-reason": "登记"}
    wrong = client.post("/registers/enterprises/new/", {**enterprise(1, phone="12"), **by})
    assert (wrong.status_code, Entry.objects.count()) == (422, 0)
    assert "field-error" in wrong.content.decode()
    made = client.post("/registers/enterprises/new/", {**enterprise(1), **by})
    entry = Entry.objects.get()
    assert made.headers["Location"] == f"/registers/enterprises/{entry.pk}/"
    changed = client.post(f"{made.headers['Location']}change/", {"name": "青溪改名示例公司", "state": "存续", "seen": "0", **by})
    assert changed.status_code == 422  # somebody said something since
    seen = entry.versions.order_by("-pk")[0].pk
    again = {**enterprise(1), "name": "青溪改名示例公司", "phone": "", "contact": "", "seen": str(seen)}
    assert client.post(f"{made.headers['Location']}change/", {**again, **by}).status_code == 302
    last = entry.versions.order_by("-pk")[0]
    assert last.values is not None
    assert (last.values["name"], last.values["phone"]) == ("青溪改名示例公司", "13800000000")
    assert signed_in(county, "wu").get("/registers/enterprises/new/").status_code == 403


def test_a_file_goes_through_the_pages(county: Government) -> None:
    client = signed_in(county, "zheng")
    assert client.get("/registers/enterprises/template.xlsx").status_code == 200
    file = SimpleUploadedFile("名录.csv", file_of(enterprise(1), enterprise(2, name="")))
    answer = client.post("/registers/enterprises/import/", {"table": file, "valid_from": "2023-01-01", "source": "样本"})
    kept = Import.objects.get()
    assert answer.headers["Location"] == f"/registers/imports/{kept.pk}/"
    assert "hx-get" in text_of(client, answer.headers["Location"])
    work(AT)
    assert client.get(f"{answer.headers['Location']}progress/").headers["HX-Refresh"] == "true"
    assert "没有填写“名称”" in text_of(client, answer.headers["Location"])
    faults = b"".join(client.get(f"{answer.headers['Location']}faults.csv")).decode("utf-8-sig")
    assert [row[:2] for row in csv.reader(StringIO(faults))][1:] == [["3", "名称"]]
    assert client.post(answer.headers["Location"], {}).status_code == 422
    assert client.post(answer.headers["Location"], {"accepted": "1"}).status_code == 302
    work(AT)
    assert Entry.objects.get().identifier == credit_code(1)
    assert "没有填写“名称”" in text_of(client, answer.headers["Location"])
    asked = {"valid_from": "2023-01-01", "source": "样本"}
    for given, told in ((asked, "还没有选择文件"), ({**asked, "table": SimpleUploadedFile("空.xlsx", b"")}, "0 字节")):
        refused = client.post("/registers/enterprises/import/", given)
        assert (refused.status_code, told in refused.content.decode()) == (422, True)


def test_a_file_beyond_the_limit_is_refused_as_too_large_and_nothing_is_said_of_the_fields(
    county: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.district.uploads.SizeLimit", lambda request, _: SizeLimit(request, bytes_max=10))
    given = {"source": "样本", "table": SimpleUploadedFile("大.csv", b"x" * 100), "valid_from": "2023-01-01"}
    answer = signed_in(county, "zheng").post("/registers/enterprises/import/", given)
    page = answer.content.decode()
    assert (answer.status_code, "文件超过上限" in page, "必填项" in page) == (422, True, False)


def test_what_no_database_holds_is_found_nowhere(county: Government, firm: Entry) -> None:
    client, address = signed_in(county, "wu"), f"/registers/enterprises/{firm.pk}/"
    for asked in ("/registers/enterprises/duplicates/?after=%00", f"{address}merge/?into=%00", "/registers/enterprises/?q=%00"):
        text_of(client, asked)
    assert client.post(f"{address}merge/", {"into": "\x00", "find": "1"}).status_code == 200
    text_of(client, "/registers/enterprises/of/%00/", status=404)
    assert client.post(f"{address}reveal/", {"field": "phone", "reason": "\x00"}).status_code == 422
    assert client.post("/registers/enterprises/export/", {"unmasked": "1", "reason": "\x00"}).status_code == 422


def test_an_export_is_masked_noted_and_harmless_to_spreadsheets(county: Government, firm: Entry) -> None:
    operations.change(firm, {"name": "=1+1示例"}, valid_from=date(2022, 1, 1), source="通知书", reason="更名", by=county.by("zheng"), at=AT)
    client = signed_in(county, "wu")
    masked = b"".join(client.post("/registers/enterprises/export/")).decode("utf-8-sig")
    assert ("138****0000" in masked, "13800000000" in masked, "'=1+1示例" in masked) == (True, False, True)
    assert client.post("/registers/enterprises/export/", {"unmasked": "1", "reason": ""}).status_code == 422
    whole = b"".join(client.post("/registers/enterprises/export/", {"unmasked": "1", "reason": "核查"}))
    assert "13800000000" in whole.decode("utf-8-sig")
    assert signed_in(county, "zheng").post("/registers/enterprises/export/", {"unmasked": "1", "reason": "核查"}).status_code == 422
    assert Client().post("/registers/enterprises/export/").status_code == 302
    noted = [(look.what, look.reason) for look in looks_at("register.enterprises", "") if look.what == "export"]
    assert noted[:2] == [("export", "核查"), ("export", "")]


def test_duplicates_are_merged_and_separated_on_pages_and_keys_lead_to_the_kept_one(county: Government, firm: Entry) -> None:
    twin = operations.enter(
        ENTERPRISES, county.district, {**enterprise(2), "name": firm.name}, valid_from=BEGIN, source="登记簿", by=county.by("zheng"), at=AT
    )
    client = signed_in(county, "wu")
    assert f"/registers/enterprises/{twin.pk}/merge/?into={firm.key}" in text_of(client, "/registers/enterprises/duplicates/")
    address = f"/registers/enterprises/{twin.pk}/merge/"
    assert credit_code(1) in text_of(client, f"{address}?into={firm.key}")
    assert client.post(address, {"into": firm.key, "reason": "重复登记"}).headers["Location"] == f"/registers/enterprises/{firm.pk}/"
    assert Client().get(f"/registers/enterprises/of/{twin.key}/").headers["Location"] == f"/registers/enterprises/{firm.pk}/"
    assert client.post(f"/registers/enterprises/{twin.pk}/unmerge/", {"reason": "是两家"}).status_code == 302
    ended = {"by-valid_from": "2022-12-31", "by-source": "通知书", "by-reason": "注销"}
    address, version = f"/registers/enterprises/{twin.pk}/end/", twin.versions.get().pk
    assert f'name="seen" value="{version}"' in text_of(signed_in(county, "zheng"), address)
    assert signed_in(county, "zheng").post(address, {**ended, "seen": str(version - 1)}).status_code == 422  # somebody said something since
    assert signed_in(county, "zheng").post(address, {**ended, "seen": str(version)}).status_code == 302
    assert "没有登记内容" in text_of(client, f"/registers/enterprises/{twin.pk}/?on=2023-01-01")


def test_a_number_means_its_own_entry_though_the_name_of_another_holds_it(county: Government) -> None:
    head = county.by("zhao")
    first, twin, other = (
        operations.enter(
            PLACES, county.district, {"code": code, "name": name, "address": "虚构路"}, valid_from=BEGIN, source="样本", by=head, at=AT
        )
        for code, name in (("Q1", "一号楼"), ("Q2", "一号楼"), ("Q3", "Q1附属楼"))
    )  # fmt: skip
    client = signed_in(county, "zhao")
    address = f"/registers/places/{twin.pk}/merge/"
    assert other.name not in text_of(client, f"{address}?into=Q1")
    assert client.post(address, {"into": "Q1", "reason": "同一栋"}).headers["Location"] == f"/registers/places/{first.pk}/"


def test_the_public_is_not_led_to_a_register_that_is_not_public(county: Government, firm: Entry) -> None:
    head = county.by("zhao")
    place = operations.enter(
        PLACES, county.district, {"code": "Q1", "name": "一号楼", "address": "虚构路"}, valid_from=BEGIN, source="样本", by=head, at=AT
    )
    operations.change(firm, {"place": "Q1"}, valid_from=BEGIN, source="样本", reason="补", by=county.by("zheng"), at=AT)
    seen = [
        f"/registers/places/{place.pk}/" in text_of(client, f"/registers/enterprises/{firm.pk}/")
        for client in (Client(), signed_in(county, "zhao"))
    ]
    assert seen == [False, True]


def test_the_log_of_looks_is_read_by_the_office_alone(county: Government, firm: Entry) -> None:
    signed_in(county, "wu").get(f"/registers/enterprises/{firm.pk}/")
    page = text_of(signed_in(county, "sun"), f"/looks/?who=吴&what=page&key={firm.key}&since=2000-01-01&before=9000000000")
    assert "县民政局局长 吴示例" in page
    assert "没有符合条件" in text_of(signed_in(county, "sun"), "/looks/?who=并无此人")
    assert signed_in(county, "wu").get("/looks/").status_code == 403
