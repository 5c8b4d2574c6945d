"""A rule of the district is opened, edited, checked, put in force by a second person, and asked by the public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

import luoshi
from luoshi.district.decisions.models import ModelVersion
from luoshi.district.decisions.operations import load_pack
from luoshi.district.decisions.tests.conftest import AT, MODEL, SLUG, found_office
from luoshi.district.offices.tests.government import Government

PACK = Path(luoshi.__file__).parent / "packs" / "job_retention_refund"
VENDOR = Path(luoshi.__file__).parent / "district" / "site" / "static" / "vendor" / "dmn-js"


@dataclass(frozen=True, slots=True)
class People:
    """Two people of the county's office, each before an own browser, and a member of the public."""

    county: Government
    editor: Page
    second: Page
    public: Page


@pytest.fixture
def people(page: Page, browser: Browser, live_server: Any) -> Iterator[People]:
    """Everybody who takes part; the editor's page is the one whose faults are noted."""
    if not VENDOR.is_dir():
        pytest.skip("needs dmn-js: python3 -m tools.set_up --for-tests")
    county = found_office()
    contexts = [browser.new_context(base_url=live_server.url, locale="zh-CN") for _ in range(2)]
    second, public = (each.new_page() for each in contexts)
    sign_in(page.context, county, "sun", live_server.url)
    sign_in(second.context, county, "wen", live_server.url)
    page.goto("/decisions/")
    yield People(county, page, second, public)
    for each in contexts:
        each.close()


def sign_in(context: BrowserContext, county: Government, code: str, address: str) -> None:
    """As whoever has this code, without the page of signing in, which has its own journey."""
    client, account = Client(), county.people[code].account
    assert account is not None
    client.force_login(account)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_a_rule_is_edited_put_in_force_by_another_and_asked(people: People) -> None:
    bring(people.editor)
    assert people.public.goto(f"/decisions/{SLUG}/").status == 404  # type: ignore[union-attr]  # there is an answer
    keep_every_byte(people.editor)
    edit_a_cell(people.editor)
    put_in_force(people.second)
    ask(people.public)


def bring(page: Page) -> None:
    page.get_by_role("link", name="新建决策模型").click()
    page.get_by_label("名称", exact=True).fill("高龄津贴")
    page.get_by_label("固定名称").fill(SLUG)
    page.get_by_label(".dmn 文件").set_input_files({"name": "津贴.dmn", "mimeType": "application/xml", "buffer": MODEL.encode()})
    page.get_by_role("button", name="建立并编辑").click()


def keep_every_byte(page: Page) -> None:
    """Looking at a model, in the graph and as text, changes nothing."""
    expect(page.get_by_role("button", name="月津贴", pressed=True)).to_be_visible()
    page.get_by_role("button", name="关系图").click()
    page.get_by_role("button", name="改用文字编辑").click()
    expect(page.get_by_label("模型文字（DMN XML）")).to_have_value(MODEL)
    page.get_by_role("button", name="改用图形编辑").click()


def edit_a_cell(page: Page) -> None:
    """The second rule pays 130 instead of 100; its clause stays, and so does every other cell."""
    expect(page.get_by_role("button", name="月津贴", pressed=True)).to_be_visible()
    cell = page.locator(".editor-canvas td.output-cell", has_text="100")
    cell.click()
    page.keyboard.press("Control+A")
    page.keyboard.type("130")
    page.get_by_label("改了什么，为什么").fill("按示例文件提高标准")
    page.get_by_role("button", name="保存为新的一版").click()
    expect(page.get_by_role("status").first).to_contain_text("第 2 版草稿")
    expect(page.locator(".checks")).to_contain_text("没有错误")
    expect(page.locator(".decision-table tbody tr").nth(1)).to_contain_text("130")
    expect(page.locator(".decision-table tbody tr").nth(1)).to_contain_text("示例文件 第二条")
    stored = ModelVersion.objects.get(number=2)
    assert "https://www.omg.org/spec/DMN/20230324/MODEL/" in stored.content
    assert stored.content.count("annotationEntry") == MODEL.count("annotationEntry")
    expect(page.get_by_text("您保存的版本要由另一个人施行")).to_be_visible()


def put_in_force(page: Page) -> None:
    page.goto("/decisions/")
    page.get_by_role("link", name="第 2 版草稿").click()
    page.get_by_role("link", name="核对并施行").click()
    page.get_by_label("自哪天起施行").fill("2023-01-01")
    page.get_by_label("理由").fill("与示例文件核对一致")
    page.get_by_role("button", name="施行并公开").click()
    expect(page.get_by_role("status").first).to_contain_text("自 2023-01-01 起施行")


def ask(page: Page) -> None:
    page.goto("/decisions/")
    page.get_by_role("link", name=re.compile("它会怎么说")).click()
    page.get_by_label("年龄", exact=True).fill("85")
    page.get_by_role("group", name="户籍").get_by_label("本县").check()
    page.get_by_role("button", name="看它怎么说").click()
    answer = page.locator("#answer")
    expect(answer.locator(".answer-value")).to_have_text("130")
    expect(answer).to_contain_text("规则 2 适用")
    expect(answer).to_contain_text("示例文件 第二条")
    expect(answer.locator("tr.is-fired")).to_contain_text("130")


def test_what_was_typed_outlives_a_lost_session(people: People, live_server: Any) -> None:
    page = people.editor
    bring(page)
    page.get_by_role("button", name="改用文字编辑").click()
    page.get_by_label("模型文字（DMN XML）").fill(MODEL.replace("<text>100</text>", "<text>140</text>"))
    page.get_by_label("改了什么，为什么").fill("提高到 140")
    page.wait_for_timeout(1500)  # the browser keeps what is typed a second after the last key
    assert page.evaluate("localStorage.length") == 1
    page.context.clear_cookies()
    page.get_by_role("button", name="保存为新的一版").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    sign_in(page.context, people.county, "sun", live_server.url)
    page.goto(f"/decisions/{SLUG}/edit/")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("改了什么，为什么")).to_have_value("提高到 140")
    page.get_by_role("button", name="保存为新的一版").click()
    expect(page.locator(".decision-table")).to_contain_text("140")
    page.wait_for_load_state()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 360)])
def test_no_page_of_rules_has_a_fault(people: People, accessibility_faults: Callable[..., list[str]], language: str, width: int) -> None:
    """The canvas of the editor is dmn-js's own, so the editor is looked at as text."""
    page, by = people.editor, people.county.by
    bring(page)
    load_pack(PACK, people.county.district, saved_by=by("sun"), put_in_force_by=by("wen"), at=AT)
    if language == "en":
        page.get_by_role("button", name="English").click()
    page.set_viewport_size({"width": width, "height": 780})
    for address in (
        "/decisions/",
        "/decisions/job-retention-refund/",
        f"/decisions/{SLUG}/versions/1/",
        "/decisions/new/",
        f"/decisions/{SLUG}/edit/",
        f"/decisions/{SLUG}/versions/1/in-force/",
        "/decisions/job-retention-refund/withdraw/",
        "/decisions/job-retention-refund/versions/1/ask/?on=2023-07-01",
    ):
        page.goto(address)
        if address.endswith("/edit/"):
            page.locator("[data-editor-text]").click()
        see_no_fault(page, accessibility_faults)
    answer_the_form(page)
    see_no_fault(page, accessibility_faults)


def see_no_fault(page: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    assert accessibility_faults(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


def answer_the_form(page: Page) -> None:
    """A small enterprise that laid off nobody gets 60 % of its premium back."""
    page.locator("select[name='in:单位类型']").select_option("企业")
    page.locator("input[name='in:企业规模'][value='小型']").check()
    typed = {"足额缴费月数": "12", "裁员人数": "0", "参保职工人数": "31", "上年度实缴失业保险费（元）": "10000", "本年度已返还（元）": "0"}
    for name, value in typed.items():
        page.locator(f"input[name='in:{name}']").fill(value)
    page.locator(".ask-form button.button").click()
    expect(page.locator(".answer-value")).to_contain_text("6000")
