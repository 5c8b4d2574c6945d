"""A browser in front of the running site: what a person sees and does.

A journey takes the fixture ``page``, perhaps ``demonstration_district``, goes to ``/…`` as a visitor would, and may ask
``accessibility_faults(page)``.
The database is real and is emptied after each journey.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from luoshi.district.tests.snapshots import store_demonstration

REFUSAL = re.compile(r"status of (?:401|409|422)")
"""A form that is refused with its reason is no fault of the page, though the browser says so."""

BUILD = re.compile(r"minified copy of the development build of Inferno")
"""What a library inside dmn-js says of the way in which dmn-js itself was built."""

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
VIOLATIONS = """async ([rules, settled]) => {
  const off = Object.fromEntries(settled.map(rule => [rule, {enabled: false}]));
  const found = await axe.run({resultTypes: ["violations"], rules: off, ...(rules.length && {runOnly: rules})});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
}"""
"""What passed stays in the browser: on a long page to bring it here takes longer than to find it."""

# As root Chromium starts only without its sandbox; the rest keeps it from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    if CHROMIUM is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("needs Chromium, for example: sudo apt-get install chromium fonts-noto-cjk")
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which makes Django fear for its database calls; nothing runs at the same time here.
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh visitor in Chinese on a wide screen. The journey fails if the page logged an error or reached for another host."""
    faults: list[str] = []
    context = browser.new_context(base_url=live_server.url, locale="zh-CN", viewport={"width": 1280, "height": 900})
    context.route(lambda address: urlsplit(address).hostname not in {"localhost", "127.0.0.1"}, _refuse(faults))
    opened = context.new_page()
    opened.on("console", lambda message: _note_error(message, faults))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []


@pytest.fixture
def demonstration_district(live_server: Any) -> None:
    """The demonstration district, as `load_demonstration` leaves it; loaded once, and for every later journey laid back."""
    store_demonstration()


@pytest.fixture(scope="session")
def accessibility_faults() -> Callable[..., list[str]]:
    """A function that returns what axe-core finds wrong with the page as it stands, one line for each element.

    ``rules`` are the only ones asked, and ``settled`` are not asked, where the page was looked at with the others already.
    """
    axe = AXE.read_text()

    def check(page: Page, rules: Sequence[str] = (), settled: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)  # by the debugger, which the page's content policy does not bind
        faults: list[str] = page.evaluate(VIOLATIONS, [list(rules), list(settled)])
        return faults

    return check


def _refuse(faults: list[str]) -> Callable[[Route], None]:
    def refuse(route: Route) -> None:
        faults.append(f"asked another host: {route.request.url}")
        route.abort()

    return refuse


def _note_error(message: ConsoleMessage, faults: list[str]) -> None:
    if message.type == "error" and not REFUSAL.search(message.text) and not BUILD.search(message.text):
        faults.append(f"console: {message.text}")
