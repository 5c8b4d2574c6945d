"""What visitors hand in: the right thing, the wrong thing, too much of it, and what was made to do harm."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luoshi.district.plan.models import Report, ReportVersion
from luoshi.district.plan.tests.conftest import COUNTY
from luoshi.engines.documents.refusals import BYTES_MAX

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client: Client) -> Client:
    """A browser that reads Chinese."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-CN"
    return client


def hand_in(visitor: Client, content: bytes, name: str = "报告.txt") -> str:
    """What the visitor reads after handing in a file."""
    response = visitor.post("/reports/", {"document": SimpleUploadedFile(name, content)}, follow=True)
    return response.content.decode()


def refused(visitor: Client, content: bytes, name: str = "报告.txt") -> str:
    """The reason that the visitor reads; nothing may be stored."""
    response = visitor.post("/reports/", {"document": SimpleUploadedFile(name, content)})
    assert response.status_code == 422
    assert not Report.objects.exists()
    found = re.search(r'role="alert"[^>]*>(.*?)</div>', response.content.decode(), re.S)
    assert found
    return found[1]


def test_a_report_handed_in_is_shown_like_any_other(visitor: Client) -> None:
    shown = hand_in(visitor, COUNTY.encode())
    for words in ("青溪县2023年政府工作报告", "上传的报告", "主要预期目标", "删除这份报告", "提交修订稿"):
        assert words in shown
    assert 'content="noindex"' in shown
    assert int(visitor.cookies["sessionid"]["max-age"]) > 300 * 24 * 3600  # so long the report can be removed again
    assert "青溪县2023年政府工作报告" in visitor.get("/reports/").content.decode()
    assert "青溪县2023年政府工作报告" not in Client().get("/reports/").content.decode()


def test_text_of_an_old_office_machine_is_understood(visitor: Client) -> None:
    assert "青溪县2023年政府工作报告" in hand_in(visitor, COUNTY.encode("gb18030"))
    assert ReportVersion.objects.get().encoding == "gb18030"


def test_pasted_text_is_a_report_too(visitor: Client) -> None:
    response = visitor.post("/reports/", {"text": COUNTY}, follow=True)
    assert "青溪县2023年政府工作报告" in response.content.decode()
    assert ReportVersion.objects.get().file_name == "粘贴的报告.txt"


@pytest.mark.parametrize("where", ["", "revise/"])
def test_pasted_text_survives_a_refusal(visitor: Client, where: str) -> None:
    if where:
        where = visitor.post("/reports/", {"text": COUNTY}).headers["Location"].removeprefix("/reports/") + where
    response = visitor.post(f"/reports/{where}", {"text": "\n今天<b>天气</b>很好。", "title": "天气"})
    assert response.status_code == 422
    shown = response.content.decode()
    assert ">\n\n今天&lt;b&gt;天气&lt;/b&gt;很好。</textarea>" in shown
    assert '<details class="paste" open>' in shown
    assert re.search(r'role="alert"[^>]* tabindex="-1" autofocus', shown)
    assert where or 'name="title" value="天气"' in shown


def test_a_visitor_names_a_report(visitor: Client) -> None:
    text = COUNTY.replace("青溪县2023年政府工作报告", "工作总结")
    response = visitor.post("/reports/", {"text": text, "title": "新河区工作安排"}, follow=True)
    shown = response.content.decode()
    assert "新河区工作安排</h1>" in shown
    assert "上传-2023-0001" in visitor.get(f"/commitments/{Report.objects.get().slug}-0001/").content.decode()
    assert "上传的报告" in visitor.get("/reports/").content.decode()


def test_the_same_file_twice_leads_to_the_same_page(visitor: Client) -> None:
    first = visitor.post("/reports/", {"document": SimpleUploadedFile("a.txt", COUNTY.encode())}).headers["Location"]
    second = visitor.post("/reports/", {"document": SimpleUploadedFile("b.txt", COUNTY.encode())}).headers["Location"]
    assert first == second
    assert Report.objects.count() == 1


def test_pressing_the_button_too_early_is_explained(visitor: Client) -> None:
    response = visitor.post("/reports/", {})
    assert response.status_code == 422
    assert "还没有选择文件" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "空.txt", "文件是空的"),
        (b"   \n", "空.txt", "文件是空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "截图.png", "图片"),
        (b"PK\x03\x04" + bytes(100), "报告.docx", "损坏"),
        (b"%PDF-1.7\n" + bytes(50), "报告.pdf", "PDF"),
        (b"MZ" + bytes(range(256)) * 8, "报告.exe", "二进制"),
        ("今天天气很好。".encode() * 3, "日记.txt", "汉字"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(visitor: Client, content: bytes, name: str, words: str) -> None:
    assert words in refused(visitor, content, name)


def test_reasons_are_given_in_english_too(client: Client) -> None:
    response = client.post("/reports/", {"document": SimpleUploadedFile("a.txt", b"")}, headers={"accept-language": "en"})
    assert "The file is empty" in response.content.decode()


def test_a_file_over_the_limit_is_refused_and_not_kept(visitor: Client) -> None:
    reason = refused(visitor, b"\xe6" * (BYTES_MAX + 1))
    assert "超过上限 20 MB" in reason


def test_the_limit_itself_is_let_through(visitor: Client) -> None:
    assert "超过上限 20 MB" not in refused(visitor, b"a" * BYTES_MAX)


def test_too_long_a_text_is_refused(visitor: Client) -> None:
    assert "120,000" in refused(visitor, COUNTY.encode() * 400)


def test_too_much_pasted_text_is_refused(visitor: Client) -> None:
    response = visitor.post("/reports/", {"text": COUNTY * 4000})
    assert response.status_code == 413
    assert "粘贴的文字过长" in response.content.decode()


def test_markup_in_a_report_stays_text(visitor: Client) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = COUNTY.replace("青溪县2023", f"青溪县{attack}2023", 1).replace("新建幼儿园", f"新建{attack}幼儿园")
    shown = hand_in(visitor, text.encode(), f"{attack}.txt")
    slug = Report.objects.get().slug
    pages = [
        shown,
        *(visitor.get(address).content.decode() for address in ("/reports/", f"/reports/{slug}/?view=list", f"/reports/{slug}/findings/")),
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_markup_in_a_search_stays_text(visitor: Client) -> None:
    hand_in(visitor, COUNTY.encode())
    page = visitor.get(f"/reports/{Report.objects.get().slug}/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize("token", ["", "forged"])
@pytest.mark.parametrize("address", ["/reports/", "/reports/x/revise/", "/reports/x/remove/", "/elder/"])
def test_a_form_without_a_valid_token_is_refused_in_words(address: str, token: str) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-CN"})
    response = strict.post(address, {"text": COUNTY, "csrfmiddlewaretoken": token})
    assert response.status_code == 403
    assert "页面已过期" in response.content.decode()
    assert not Report.objects.exists()


def test_a_form_with_its_token_is_accepted() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/reports/")
    token = strict.cookies["csrftoken"].value
    assert strict.post("/reports/", {"text": COUNTY, "csrfmiddlewaretoken": token}).status_code == 302
    document = SimpleUploadedFile("a.txt", COUNTY.replace("青溪", "白石").encode())
    assert strict.post("/reports/", {"csrfmiddlewaretoken": token, "document": document}).status_code == 302
