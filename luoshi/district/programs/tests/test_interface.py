"""The page for whoever writes programs: all of the description is on it in both languages, and tokens are made and ended there."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from django.test import Client

from luoshi.district.api import api
from luoshi.district.offices.tests.government import Government
from luoshi.district.programs.chinese import CHINESE
from luoshi.district.programs.description import Kind, Operation, Shape, by_group, kind_of, shapes

DOCUMENT = api.get_openapi_schema(path_prefix="/api/v1/")


def test_every_description_has_its_chinese_and_no_chinese_is_left_over() -> None:
    found: list[Operation | Shape] = [*chain.from_iterable(by_group(DOCUMENT).values()), *shapes(DOCUMENT)]
    told = {each.description for each in found} | {part.description for each in found for part in each.parts}
    assert told - {""} == set(CHINESE)


def test_kinds_are_told_in_few_words() -> None:
    assert kind_of({"anyOf": [{"$ref": "#/components/schemas/Path"}, {"type": "null"}]}) == Kind("null", ("Path",))
    assert kind_of({"type": "array", "items": {"type": "string", "format": "date"}}) == Kind("[string (date)]")
    assert kind_of({"type": "object", "properties": {"file": {"type": "string"}}}) == Kind("{file: string}")


@pytest.mark.django_db
def test_every_operation_and_shape_is_on_the_page_and_every_link_leads_somewhere() -> None:
    page = Client(headers={"Accept-Language": "en"}).get("/api/").content.decode()
    for path in DOCUMENT["paths"]:
        assert path in page
    assert set(re.findall(r'href="#(shape-\w+)"', page)) <= set(re.findall(r'id="(shape-\w+)"', page))
    assert "Sign in to make and end tokens here" in page


def test_a_token_is_shown_once_works_and_ends(government: Government) -> None:
    person = government.by("zheng").person
    assert person is not None
    assert person.account is not None
    client = Client()
    client.force_login(person.account)
    assert "没有写明令牌的用途" in client.post("/api/tokens/", {"name": " ", "scope": "read"}).content.decode()
    made = client.post("/api/tokens/", {"name": "记账软件（示例）", "scope": "read"})
    secret = re.findall(r'class="secret".*?<code>([^<]+)</code>', made.content.decode(), re.DOTALL)[0]
    assert made.headers["Cache-Control"] == "no-store"
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/representations").status_code != 401
    page = client.get("/api/").content.decode()
    assert secret not in page
    ended = re.findall(r'action="(/api/tokens/\d+/end/)"', page)[0]
    assert "令牌已经停用" in client.post(ended, follow=True).content.decode()
    assert program.get("/api/v1/representations").status_code == 401
    assert client.post(ended).status_code == 422
    for address in ("/api/tokens/", ended):
        assert client.get(address).headers["Location"] == "/api/"
