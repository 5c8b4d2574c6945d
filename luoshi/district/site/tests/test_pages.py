"""The site's own pages: the elder switch, the components, and the pages of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.test import Client

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

WORDS_OF_ERRORS = [
    ("404.html", "没有这个页面"),
    ("403_csrf.html", "页面已过期"),
    ("400.html", "无法处理这个请求"),
    ("500.html", "系统出错"),
]


def test_elder_mode_is_switched_on_and_off_and_kept(client: Client) -> None:
    assert 'class="elder"' not in client.get("/reports/").content.decode()
    response = client.post("/elder/", {"elder": "1", "next": "/reports/?x=1"})
    assert response.headers["Location"] == "/reports/?x=1"
    assert client.cookies["elder"]["max-age"] > 300 * 24 * 3600
    shown = client.get("/reports/").content.decode()
    assert 'class="elder"' in shown
    assert 'aria-pressed="true"' in shown
    client.post("/elder/", {"elder": "0"})
    assert 'class="elder"' not in client.get("/reports/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    assert client.post("/elder/", {"elder": "1", "next": elsewhere}).headers["Location"] == "/"


def test_the_switch_is_a_form_only(client: Client) -> None:
    assert client.get("/elder/").status_code == 405


def test_pages_have_landmarks_a_skip_link_and_one_heading(client: Client) -> None:
    shown = client.get("/components/", headers={"accept-language": "zh-CN"}).content.decode()
    for words in ('<html lang="zh-Hans"', 'href="#main"', '<main id="main"', "<header", "<nav", "<footer"):
        assert words in shown
    assert shown.count("<h1") == 1


def test_pages_bring_no_inline_script_or_style(client: Client) -> None:
    shown = client.get("/components/").content.decode()
    assert "<style" not in shown
    assert "style=" not in shown
    assert "onclick" not in shown
    assert shown.count("<script") == shown.count("<script src=")


def test_only_who_works_on_the_site_is_led_to_its_components(client: Client, settings: Settings) -> None:
    link = 'href="/components/"'
    assert link not in client.get("/reports/").content.decode()
    settings.DEBUG = True
    assert link in client.get("/reports/").content.decode()
    settings.DEBUG = False
    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert link in client.get("/reports/").content.decode()


@pytest.mark.parametrize(("template", "words"), WORDS_OF_ERRORS)
def test_pages_of_errors_need_no_request(template: str, words: str) -> None:
    assert words in render_to_string(template)


def test_an_unexpected_error_is_told_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("luoshi.district.plan.queries.reports", lambda **_: 1 / 0)
    response = client.get("/reports/", headers={"accept-language": "zh-CN"})
    assert response.status_code == 500
    assert "系统出错" in response.content.decode()
