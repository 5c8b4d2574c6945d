"""Browsers that are not like others: one that runs no script, and one that is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

import luoshi
from luoshi.district.plan.models import Report

DEMONSTRATION = Path(luoshi.__file__).parent / "packs" / "peach_blossom" / "report" / "2023.txt"


def test_a_wrong_file_is_refused_in_words(browser: Browser, live_server: Any, accessibility_faults: Callable[..., list[str]]) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")  # the browser itself logs the refusal as an error
    page = context.new_page()
    page.goto("/reports/")
    photo = b"\x89PNG\r\n\x1a\n" + bytes(99)
    page.get_by_label("选择报告文件，或把它拖到这里").set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": photo})
    with page.expect_response("**/reports/") as answer:
        page.get_by_role("button", name="读这份报告").click()
    assert answer.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("图片")
    expect(page.get_by_role("alert")).to_be_focused()
    assert accessibility_faults(page) == []
    context.close()


def test_reading_filtering_and_switching_need_no_script(browser: Browser, live_server: Any, demonstration_district: None) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("查找承诺").fill("供热面积")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".small-thread")).to_have_count(1)
    page.get_by_role("link", name="全文", exact=True).click()
    expect(page.locator(".mark")).to_have_count(1)
    page.locator(".mark").click()
    expect(page.locator(".thread .figure-number")).to_have_text("300")
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html")).to_have_class("elder")
    page.goto("/reports/")
    expect(page.locator("#document")).to_be_visible()
    context.close()


def test_a_reading_that_cannot_be_fetched_is_explained(browser: Browser, live_server: Any, demonstration_district: None) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")  # the browser itself logs the failures as errors
    page = context.new_page()
    page.goto("/?view=text")
    panel = page.locator("#reading")
    page.route("**/commitments/*/", lambda route: route.abort())
    page.locator("a.mark-target").first.click()
    expect(panel).to_contain_text("网络出错，请重试")
    expect(panel.get_by_role("heading").first).to_be_focused()
    page.unroute("**/commitments/*/")
    page.route("**/commitments/*/", lambda route: route.continue_(url=f"{live_server.url}/commitments/of-no-report-0001/"))
    page.locator("a.mark-target").nth(1).click()
    expect(panel).to_contain_text("没有这份报告，或者它已被删除")
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("点一下文中带标记的句子")
    context.close()


def test_a_report_is_handed_in_and_removed_without_script(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/reports/")
    page.locator("#document").set_input_files(DEMONSTRATION)
    page.get_by_label("报告名称").fill("试读")
    page.get_by_role("button", name="读这份报告").click()
    page.get_by_role("link", name="删除这份报告").click()
    page.get_by_role("button", name="永久删除").click()
    expect(page.get_by_role("status").first).to_have_text("报告已删除。")
    assert not Report.objects.exists()
    context.close()
