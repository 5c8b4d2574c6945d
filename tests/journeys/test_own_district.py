"""A district of its own, from nothing: one command, then pages alone, until nothing is left to begin with."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from luoshi.district.offices.models import Person
from luoshi.district.overview.beginning import first_steps
from luoshi.district.plan.models import Commitment
from luoshi.district.plan.tests.conftest import COUNTY

pytestmark = pytest.mark.django_db

LIGHTS = "/decisions/lights-xuancheng/versions/1/in-force/"
ROSTER = """单位,岗位,职责,姓名,账号
青川区政府办,督查室主任,政府办（督查室）,赵示例,zhao
教育局,教育局局长,单位负责人,李示例,li
,教育局联络员,报送人,周示例,zhou
"""
INDICATOR = {
    "name": "新建幼儿园", "code": "kindergartens", "measure": "increment", "unit": "所", "decimals": "0", "rhythm": "month",
    "accumulation": "cumulative", "direction": "ascending", "definition": "当年建成的幼儿园", "due_day": "10",
}  # fmt: skip


def browser(account: str) -> Client:
    """A browser that reads Chinese, signed in as somebody."""
    client = Client(headers={"accept-language": "zh-CN"})
    person = Person.objects.get(account__username=account)
    assert person.account is not None
    client.force_login(person.account)
    return client


def done() -> list[bool]:
    """Which of the first steps are done."""
    return [each.done for each in first_steps(Person.objects.get(code="zhang").district, on=timezone.localdate())]


def went_on(answer: Any) -> None:
    """The form was accepted."""
    assert answer.status_code == 302, answer.content.decode()[:3_000]


def test_from_one_command_to_a_plan_that_is_measured() -> None:
    today = timezone.localdate()
    call_command("begin_district", "青川区", "--office", "青川区政府办", "--person", "张示例", "--account", "zhang", verbosity=0)
    office = browser("zhang")
    assert done() == [False] * 6
    assert "从这里开始" in office.get("/workbench/").content.decode()

    went_on(office.post("/offices/roster/bring/", {"roster": SimpleUploadedFile("花名册.csv", ROSTER.encode("gb18030"))}))
    text = COUNTY.replace("青溪县", "青川区").replace("2023", str(today.year))
    went_on(office.post("/workbench/import/", {"document": SimpleUploadedFile("报告.txt", text.encode("gb18030")), "slug": "qingchuan"}))
    assert done() == [True, True, False, False, False, False]
    went_on(office.post("/workbench/qingchuan/adopt/", {"meeting": "青川区人代会", "held_on": today.isoformat()}))

    schools = Commitment.objects.get(quote="新建幼儿园3所")
    unit = Person.objects.get(code="li").tenures.get().post.unit
    owner = {"code": schools.code, f"revision-{schools.code}": str(schools.revision), f"lead-{schools.code}": str(unit.pk)}
    went_on(office.post("/workbench/qingchuan/responsibility/", owner))

    went_on(office.post("/workbench/packs/", {"pack": "lights_xuancheng"}))
    itself = office.post(LIGHTS, {"from_day": today.isoformat(), "to_day": "", "reason": "参照宣城"})
    assert itself.status_code != 302, "nobody puts in force what he saved"
    went_on(browser("zhao").post(LIGHTS, {"from_day": today.isoformat(), "to_day": "", "reason": "参照宣城"}))
    went_on(office.post("/workbench/qingchuan/yardsticks/rule/", {"pack": "lights_xuancheng", "why": "本区试用"}))
    assert done() == [True] * 5 + [False]

    went_on(office.post("/workbench/figures/declare/", {**INDICATOR, "valid_from": f"{today.year}-01-01", "responsible": str(unit.pk)}))
    assert done() == []
    link = {"indicator": "kindergartens", "target": "1", "reason": "口径一致"}
    went_on(office.post(f"/workbench/commitments/{schools.code}/progress/", link))
    assert "新建幼儿园" in Client().get(f"/commitments/{schools.code}/progress/").content.decode()
    assert "从这里开始" not in office.get("/workbench/").content.decode()
