"""Take the pictures of README from a running site with the demonstration district: ``python tools/take_pictures.py http://localhost:8000``.

Needs Chromium and pngquant (Debian: ``apt-get install chromium fonts-noto-cjk pngquant``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
BYTES_MAX = 300_000
WIDE, PHONE = (1280, 900), (360, 780)
PROMISE = "a.mark-target:has-text('新增供热面积300万平方米')"


class Picture(NamedTuple):
    """What is seen: an address, the size of the screen, who is signed in, what is chosen or done first, and in which mode."""

    name: str
    address: str
    size: tuple[int, int] = WIDE
    chosen: str = ""
    person: str = ""
    act: Callable[[Page], None] | None = None
    language: str = "zh-CN"
    scheme: Literal["light", "dark"] = "light"
    elder: bool = False


def ask_for_the_size(page: Page) -> None:
    """An industrial enterprise that lacks revenue for the middle class."""
    page.get_by_label("企业的主营业务属于哪个行业？").select_option("工业")
    for question, amount in (("期末有多少从业人员？", "320"), ("一年的营业收入是多少万元？", "1800"), ("期末资产总计是多少万元？", "2600")):
        page.get_by_label(question).fill(amount)
    page.get_by_role("button", name="看它怎么说").click()


def open_the_table(page: Page) -> None:
    """The editor has drawn its table."""
    page.get_by_text("失业保险稳岗返还政策 返还比例").first.wait_for()


def open_a_notice(page: Page) -> None:
    """The most urgent supervision notice."""
    page.locator(".case-row", has_text="督查通知").get_by_role("link").first.click()
    page.locator(".case-facts").wait_for()


def open_an_application(page: Page, state: str) -> None:
    """One of the own applications."""
    page.locator("main li", has_text=state).get_by_role("link").first.click()
    page.locator("h1").wait_for()


def show_the_progress(page: Page) -> None:
    """The figure, its yardsticks and the forecast stand on the screen."""
    page.locator("#forecasts-title").wait_for()
    page.evaluate("document.querySelector('#progress-title').scrollIntoView({behavior: 'instant', block: 'start'})")


def show_the_costs(page: Page) -> None:
    """What missing data leave open is computed after the rest."""
    page.get_by_text("按可能的取值试算").wait_for()


PICTURES = (
    Picture("first-page", "/"),
    Picture("reading", "/?view=text", chosen=PROMISE),
    Picture("commitment", "/commitments/peach-blossom-2023-0001/"),
    Picture("workbench", "/workbench/peach-blossom-2023/", person="田示例"),
    Picture("edit", "/workbench/commitments/peach-blossom-2023-0007/", person="田示例"),
    Picture("rule", "/decisions/small-and-medium-enterprise-size/ask/?on=2023-07-01", act=ask_for_the_size),
    Picture("rule-edit", "/decisions/job-retention-refund/edit/", person="桑示例", act=open_the_table),
    Picture("case", "/workbench/cases/late/", person="田示例", act=open_a_notice),
    Picture("late", "/workbench/cases/late/", person="田示例"),
    Picture("apply", "/services/mine/", person="业示例", act=partial(open_an_application, state="没办完")),
    Picture("granted", "/services/mine/", person="鱼样本", act=partial(open_an_application, state="准予")),
    Picture("overview", "/workbench/overview/", person="田示例"),
    Picture("measured", "/commitments/peach-blossom-2023-0165/", act=show_the_progress),
    Picture("simulation", "/workbench/simulations/1/?p.中小微企业返还比例=0.5", person="田示例", act=show_the_costs),
    Picture("renewals", "/workbench/renewals/", person="竹虚构"),
    Picture("record", "/facts/"),
    Picture("phone", "/commitments/peach-blossom-2023-0001/", PHONE),
    Picture("elder", "/", elder=True),
    Picture("english", "/?view=text", chosen=PROMISE, language="en"),
)


def main(site: str) -> None:
    """Take all pictures; one that is too large for a README is an error."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        for picture in PICTURES:
            take(chromium, site, picture)
        chromium.close()


def take(browser: Browser, site: str, picture: Picture) -> None:
    """Take one picture in a browser of its own."""
    width, height = picture.size
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": height}, locale=picture.language, color_scheme=picture.scheme
    )
    if picture.elder:
        context.add_cookies([{"name": "elder", "value": "1", "url": site}])
    page = context.new_page()
    if picture.person:
        page.goto("/sign-in/")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.get_by_role("button", name=picture.person).click()
    page.goto(picture.address)
    if picture.act is not None:
        picture.act(page)
    if picture.chosen:
        page.locator(picture.chosen).scroll_into_view_if_needed()
        page.locator(picture.chosen).click()
        page.locator("#reading .thread").wait_for()
        page.mouse.move(0, 0)
        page.wait_for_timeout(1000)  # the sentence glides to where it can be seen
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file, animations="disabled")
    context.close()
    subprocess.run(["pngquant", "--force", "--output", file, "256", file], check=True)
    if file.stat().st_size > BYTES_MAX:
        sys.exit(f"{file.name}: {file.stat().st_size:,} bytes, more than {BYTES_MAX:,}")


if __name__ == "__main__":
    main(sys.argv[1])
