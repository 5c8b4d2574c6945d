"""Browsers that are not like others: one that runs no script, and one that is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect


def test_a_wrong_file_is_refused_in_words(browser: Browser, live_server: Any, accessibility_faults: Callable[[Page], list[str]]) -> None:
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")  # the browser itself logs the refusal as an error
    page = context.new_page()
    page.goto("/reports/")
    photo = b"\x89PNG\r\n\x1a\n" + bytes(99)
    page.get_by_label("选择报告文件，或把它拖到这里").set_input_files({"name": "photo.png", "mimeType": "image/png", "buffer": photo})
    with page.expect_response("**/reports/") as answer:
        page.get_by_role("button", name="读这份报告").click()
    assert answer.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("图片")
    assert accessibility_faults(page) == []
    context.close()


def test_reading_filtering_and_switching_need_no_script(browser: Browser, live_server: Any) -> None:
    call_command("load_demonstration", verbosity=0)
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("包含文字").fill("供热面积")
    page.get_by_role("button", name="筛选", exact=True).click()
    expect(page.locator(".mark")).to_have_count(1)
    page.locator(".mark").click()
    expect(page.locator(".figure-number")).to_have_text("300")
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html")).to_have_class("elder")
    page.goto("/reports/")
    expect(page.locator("#document")).to_be_visible()
    context.close()
