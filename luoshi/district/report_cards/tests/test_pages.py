"""The page of comparison, and what an official takes over from it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import cast

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from luoshi.district.attachments.queries import Attachment
from luoshi.district.indicators.queries import OfficialValue
from luoshi.district.offices.tests.government import Government, found_county
from luoshi.district.report_cards.tests.measured import INVESTMENT, declared

REPORT = """2023年样本县政府工作报告
一、2023年重点工作
今年主要预期目标是：固定资产投资增长10%以上，新开发就业岗位8000个，粮食产量稳定在3亿斤以上。
"""
BULLETIN = """样本县2023年国民经济和社会发展统计公报
全年固定资产投资比上年增长4.3%。
城镇新增就业2598人，增长14.9%。开发就业岗位8000余个。
"""


@pytest.fixture
def county(db: None) -> Government:
    """青溪县, whose bureau of education brings what statistics says of investment."""
    county = found_county()
    declared(county, INVESTMENT)
    return county


@pytest.fixture
def official(client: Client, county: Government) -> Client:
    """The browser of the bureau's reporter."""
    person = county.people["zhou"]
    person.account = User.objects.create_user("zhou-account")
    person.save(update_fields=["account"])
    client.force_login(person.account)
    return client


def page_of(answer: HttpResponse) -> str:
    return unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


def compared(client: Client, **changes: object) -> HttpResponse:
    given = {"report_text": REPORT, "bulletin_text": BULLETIN, "tolerance": "0.5"}
    return cast("HttpResponse", client.post(reverse("report_cards:compare"), {**given, **changes}))


@pytest.mark.django_db
def test_anybody_may_compare_two_documents_and_nothing_is_kept(client: Client) -> None:
    file = SimpleUploadedFile("公报.txt", BULLETIN.encode("gb18030"))
    answer = compared(client, bulletin_text="", bulletin=file)
    page = page_of(answer)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "固定资产投资 增长不低于10%" in page
    assert "<mark>全年固定资产投资比上年增长4.3%</mark>" in answer.content.decode()
    assert "不是同一指标" in page
    assert "粮食产量" in page
    assert "采用为官方统计值" not in page
    assert not Attachment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"report_text": ""}, "还没有选择文件"),
        ({"bulletin_text": "全区上下开拓进取。"}, "没有读到任何统计数字"),
        ({"report_text": BULLETIN}, "没有读到可以衡量的目标"),
        ({"report_text": "今年地区生产总值增长6%左右。" * 40_000}, "交来的内容过大"),
        ({"report_text": "Nothing but English words in this long text about other things."}, "汉字"),
        ({"plan": "no-such-plan"}, "no-such-plan"),
    ],
)
def test_what_cannot_be_compared_is_refused_and_stays_in_the_form(client: Client, changes: dict[str, str], words: str) -> None:
    answer = compared(client, **changes)
    assert answer.status_code == 422
    assert words in page_of(answer)
    assert changes.get("bulletin_text", "城镇新增就业2598人") in page_of(answer)


def boxes(answer: HttpResponse) -> list[str]:
    return re.findall(r'name="chosen" value="([^"]+)"', answer.content.decode())


def taken(client: Client, chosen: list[str], **changes: str) -> HttpResponse:
    given = {
        "issuer": "县统计局",
        "title": "样本县2023年统计公报",
        "document_number": "",
        "issued_on": "2024-03-20",
        "text": BULLETIN,
        "year": "",
    }
    return cast("HttpResponse", client.post(reverse("report_cards:take-over"), {**given, "chosen": chosen, **changes}))


def test_an_official_takes_a_figure_over_with_its_place_in_the_document(official: Client) -> None:
    (key,) = boxes(compared(official))
    assert "已采用" in page_of(taken(official, [key]))
    (value,) = OfficialValue.objects.select_related("release")
    assert (value.period, value.number, value.release.issued_on) == ("2023-12", Decimal("4.3"), date(2024, 3, 20))
    assert value.quote == "全年固定资产投资比上年增长4.3%"
    start, end = map(int, re.findall(r"\d+", value.place))
    (file,) = Attachment.objects.all()
    assert file.content is not None
    assert BULLETIN[start:end] == value.quote


def test_what_does_not_stand_in_the_document_cannot_be_taken_over(official: Client) -> None:
    (key,) = boxes(compared(official))
    for chosen, changes in [([], {}), (["investment-7"], {}), ([key], {"issued_on": "2022-01-01"})]:
        assert taken(official, chosen, **changes).status_code == 422
    assert not OfficialValue.objects.exists()
    assert not Attachment.objects.exists()


def test_only_officials_take_over(client: Client, county: Government) -> None:
    assert boxes(compared(client)) == []
    assert taken(client, ["investment-0"]).status_code in {302, 403}
    assert not OfficialValue.objects.exists()
