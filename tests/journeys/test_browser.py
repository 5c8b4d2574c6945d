"""The browser fixture itself: a journey must fail when a page misbehaves."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page


def test_the_sign_in_page_works_under_our_content_policy(page: Page) -> None:
    page.goto("/admin/login/")
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    assert page.get_by_role("button").first.is_visible()


def test_axe_finds_a_picture_without_words(page: Page, accessibility_faults: Callable[[Page], list[str]]) -> None:
    page.goto("/admin/login/")
    assert not any("image-alt" in fault for fault in accessibility_faults(page))
    page.evaluate("document.querySelector('form').append(document.createElement('img'))")
    assert any("image-alt" in fault for fault in accessibility_faults(page))
