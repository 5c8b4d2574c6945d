"""Anybody verifies a licence by number and code, sees how it stands, and takes away what is needed to check it."""

from __future__ import annotations

import json
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from luoshi.district import fonts
from luoshi.district.credentials import queries
from luoshi.district.credentials.operations import revoke, suspend
from luoshi.district.credentials.tests.conftest import AT, CITIZEN, NUMBER, TODAY, issued
from luoshi.district.credentials.tests.test_licences import WHY
from luoshi.engines.credentials import FaultKind, check, read_json, read_keys

if TYPE_CHECKING:
    from luoshi.district.credentials.models import Credential
    from luoshi.district.offices.tests.government import Government

ADDRESSES = count(1)


@pytest.fixture
def client() -> Client:
    """A visitor who has tried nothing yet."""
    return Client(REMOTE_ADDR=f"192.0.2.{next(ADDRESSES)}")


def ask(client: Client, number: str, code: str) -> Any:
    """The form, filled in."""
    return client.post("/licences/verify/", {"number": number, "code": code})


def page(client: Client, credential: Credential, language: str = "zh-hans") -> str:
    """The page of a licence."""
    return client.get(f"/licences/{credential.code}/", headers={"accept-language": language}).content.decode()


def everything(client: Client, credential: Credential) -> dict[str, Any]:
    """The files that the page offers, read."""
    own = queries.document(credential)
    lists = [entry["statusListCredential"].removeprefix("https://luoshi.example") for entry in own["credentialStatus"]]
    return {
        "document": read_json(client.get(f"/licences/{credential.code}/licence.json").content.decode()),
        "keys": read_keys(read_json(client.get("/licences/keys.json").content.decode())),
        "lists": [read_json(client.get(place).content.decode()) for place in lists],
        "at": timezone.now(),
    }


def test_number_and_code_lead_to_the_licence_and_wrong_ones_all_to_the_same_answer(client: Client, government: Government) -> None:
    credential = issued(government)
    assert "核验电子证照" in client.get("/licences/verify/").content.decode()
    right = ask(client, NUMBER, queries.grouped(credential.code).lower())
    assert (right.status_code, right["Location"]) == (302, f"/licences/{credential.code}/")
    answers = {ask(client, number, "0000-0000-0000").content.decode().replace(number, "") for number in (NUMBER, "没有的编号")}
    assert len({answer.split("csrfmiddlewaretoken")[0] for answer in answers}) == 1
    assert "编号和核验码对不上" in answers.pop()
    assert client.get("/licences/0000-0000-0000/").status_code == 404


def test_whoever_is_wrong_too_often_waits_and_still_may_open_a_licence(client: Client, government: Government) -> None:
    credential = issued(government)
    assert [ask(client, NUMBER, "0").status_code for _ in range(11)] == [422] * 10 + [429]
    assert ask(client, NUMBER, credential.code).status_code == 429
    assert client.get(f"/licences/{credential.code}/").status_code == 200


def test_the_page_says_in_both_languages_how_the_licence_stands(client: Client, government: Government) -> None:
    credential = issued(government, expires_on=None)
    assert ">有效<" in page(client, credential)
    assert "Training school licence" in page(client, credential, "en")
    revoke(NUMBER, **WHY, by=government.by("li"), at=AT)
    revoked = page(client, credential)
    assert ">已撤销<" in revoked
    assert WHY["basis"] in revoked
    expired = page(client, issued(government, number="2", expires_on=TODAY), "en")
    assert ">Expired<" in expired


def test_a_natural_person_is_masked_wherever_the_public_looks(client: Client, government: Government) -> None:
    credential = issued(government, holder_name="秦示例", holder_code=CITIZEN)
    suspend(NUMBER, **WHY, by=government.by("li"), at=AT)
    sheet = PdfReader(BytesIO(client.get(f"/licences/{credential.code}/licence.pdf").content))
    shown = [
        page(client, credential),
        client.get(f"/licences/{credential.code}/licence.json").content.decode(),
        sheet.pages[0].extract_text(),
    ]
    for text in shown:
        assert "秦示例" not in text
        assert CITIZEN not in text
    assert WHY["reason"] not in shown[0]


def test_the_files_of_the_page_prove_the_licence_and_its_revocation(client: Client, government: Government) -> None:
    credential = issued(government, expires_on=None)
    neighbour = issued(government, number="2", expires_on=None)
    checked = check(**everything(client, credential))
    assert (checked.faults, checked.unknown) == ((), ())
    revoke(NUMBER, **WHY, by=government.by("li"), at=AT)
    assert [fault.kind for fault in check(**everything(client, credential)).faults] == [FaultKind.REVOKED]
    assert check(**everything(client, neighbour)).faults == ()
    for place in ("9999/revocation", "0/other", "9" * 30 + "/revocation"):
        assert client.get(f"/licences/status/{place}.json").status_code == 404


def test_the_sheet_is_the_same_file_each_time_and_holds_the_signed_one(client: Client, government: Government) -> None:
    government.district.invented = True
    government.district.save()
    credential = issued(government, expires_on=None, holder_name="青溪县示例𠮷学校")
    first, second = (client.get(f"/licences/{credential.code}/licence.pdf").content for _ in range(2))
    assert first == second
    sheet = PdfReader(BytesIO(first))
    assert json.loads(sheet.attachments["licence.json"][0]) == queries.document(credential)
    text = sheet.pages[0].extract_text()
    for said in (NUMBER, "校外培训办学许可证", "青溪县示例〓学校", "演示", queries.grouped(credential.code)):
        assert said in text, said


def test_without_the_font_it_says_so_and_the_licence_stays_readable(
    client: Client, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    credential = issued(government)
    monkeypatch.setattr(finders, "find", lambda _name: None)
    fonts._parts.cache_clear()
    answer = client.get(f"/licences/{credential.code}/licence.pdf")
    assert answer.status_code == 503
    assert "没有装中文字体" in answer.content.decode()
