"""The browser fixture itself: a journey must fail when a page misbehaves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def test_the_sign_in_page_works_under_our_content_policy(page: Page) -> None:
    page.goto("/admin/login/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.get_by_role("button").first.is_visible()


def test_axe_finds_a_picture_without_words(page: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    page.goto("/admin/login/")
    assert not any("image-alt" in fault for fault in accessibility_faults(page))
    page.evaluate("document.querySelector('form').append(document.createElement('img'))")
    assert any("image-alt" in fault for fault in accessibility_faults(page))


def test_axe_asks_some_rules_alone(page: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    page.goto("/admin/login/")
    page.evaluate("document.querySelector('form').append(document.createElement('img'))")
    page.evaluate("Object.assign(document.querySelector('label').style, {color: '#777', background: '#666'})")
    assert {fault.split(":")[0] for fault in accessibility_faults(page, ["color-contrast"])} == {"color-contrast"}
