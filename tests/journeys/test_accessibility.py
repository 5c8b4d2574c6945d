"""axe-core finds nothing on any page, in either language, in elder mode, in the dark, on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize
from pytest_django import Settings

import luoshi
from luoshi.district import clock
from luoshi.district.casework.models import Case
from luoshi.district.offices.queries import District, keepers
from luoshi.district.population import operations as population
from luoshi.district.simulations import operations as simulations
from luoshi.district.simulations.changes import Change, ChangeKind
from luoshi.engines.packs.campaigns import campaign_of

DEMONSTRATION = Path(luoshi.__file__).parent / "packs" / "peach_blossom" / "report" / "2023.txt"

SLUG = "peach-blossom-2023"
PAGES = [
    "/", "/?view=list", "/?view=list&state=incomplete", "/?view=text", "/?open=200", "/sign-in/", "/?q=nothing-like-this", "/report-cards/",
    "/?kind=target&numbers=1", "/reports/", "/components/", f"/reports/{SLUG}/findings/",
    f"/commitments/{SLUG}-0001/", f"/commitments/{SLUG}-0007/", f"/commitments/{SLUG}-0030/",
    "/case-types/supervision/", "/working-days/", "/licences/verify/", "/open-data/",
    f"/commitments/{SLUG}-0001/story/", f"/commitments/{SLUG}-0001/follow/", f"/commitments/{SLUG}-0001/ask/",
    "/bulletins/", "/results/2023/", f"/commitments/{SLUG}-0010/updates/", "/campaigns/",
    "/indicators/", f"/commitments/{SLUG}-0007/progress/", f"/commitments/{SLUG}-0007/lights/",
]  # fmt: skip
WORKBENCH = [
    "/workbench/", f"/workbench/{SLUG}/", "/workbench/import/", "/offices/", "/password/",
    "/workbench/packs/", "/workbench/figures/declare/",
    *(f"/workbench/{SLUG}/{section}/" for section in ("responsibility", "delivery", "assessment", "supervision")),
    f"/workbench/commitments/{SLUG}-0007/", "/workbench/scores/", "/workbench/units/commerce/",
    "/workbench/dues/", *(f"/workbench/{SLUG}/{section}/" for section in ("calendar", "owing", "burden", "bulletins", "results")),
    "/workbench/campaigns/", "/workbench/simulations/",
    "/workbench/population/", "/workbench/population/tables/", "/workbench/population/tables/bring/", "/workbench/population/runs/new/",
    "/workbench/ladder/", "/workbench/ladder/above_scale/", "/workbench/ladder/technology_based_small/",
    "/workbench/overview/", f"/workbench/{SLUG}/lights/", f"/workbench/{SLUG}/yardsticks/",
]  # fmt: skip
CASES = ["/workbench/cases/", "/workbench/cases/?queue=turn", "/workbench/cases/late/?days=20", "/working-days/"]

LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")
"""The rules that depend on colour and size; all others see the same elements and words, however the page looks."""

TELEPHONE: ViewportSize = {"width": 360, "height": 780}


@pytest.fixture
def visitor(page: Page, demonstration_district: None) -> Page:
    """A visitor before the demonstration district."""
    return page


def simulated() -> list[str]:
    """The pages of a simulation beside a run of the demonstration's rules, and of a proposal that came of it."""
    district, on, at = District.objects.get(name="桃源新区"), clock.today(), clock.now()
    [office, *_] = keepers(district, on=on)
    entry = campaign_of((DEMONSTRATION.parents[2] / "social_insurance_subsidy" / "campaign.yaml").read_text())
    snapshot = population.take_snapshot(district, on=on, by=office, at=at)
    sources = [each.said for each in entry.sources]
    said = {"keep": entry.keep, "on": on, "by": office, "at": at}
    run = population.run(snapshot, entry.code, entry.wanted, entry.explained_by, sources, **said)  # type: ignore[arg-type]
    one = simulations.begin(run, title="补贴比例（示例）", answer=entry.amount, by=office, at=at)
    change = Change(ChangeKind.PARAMETER, "单位部分补贴比例", "1", "0.8")
    words = {"title": "补贴比例改为百分之八十（示例）", "reason": "资金不够（虚构）", "document": "通知（拟）"}
    simulations.propose(one, [change], **words, valid_from=on, by=office, at=at)
    return [
        f"/workbench/simulations/{page}" for page in ("1/", "1/rows/?which=losing&p.单位部分补贴比例=0.8", "proposals/1/", f"new/{run.pk}/")
    ]


def see_no_fault(page: Page, faults: Callable[..., list[str]]) -> None:
    """Nothing is wrong as the page stands, nor with what depends on its looks in elder mode, in the dark, on a telephone."""
    width = page.viewport_size
    assert width is not None
    assert faults(page) == [], page.url
    assert fits(page), page.url
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(TELEPHONE)
    page.evaluate("document.documentElement.classList.add('elder')")  # all that the switch changes on a page, besides itself
    assert faults(page, LOOKS) == [], page.url
    assert fits(page), page.url
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(width)


def fits(page: Page) -> bool:
    """Nobody has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_no_page_has_a_fault(visitor: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    for address in PAGES:
        visitor.goto(address)
        see_no_fault(visitor, accessibility_faults)


def test_english_on_a_telephone_has_no_fault(visitor: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    """What depends on looks was asked in Chinese, in all of them."""
    visitor.set_viewport_size(TELEPHONE)
    visitor.goto("/reports/")
    visitor.get_by_role("button", name="English").click()
    for address in PAGES:
        visitor.goto(address)
        assert accessibility_faults(visitor, settled=LOOKS) == [], address
        assert fits(visitor), address


def test_deleting_a_report_has_no_fault(visitor: Page, accessibility_faults: Callable[..., list[str]]) -> None:
    visitor.goto("/reports/")
    visitor.locator("summary").click()
    visitor.get_by_label("报告正文").fill(DEMONSTRATION.read_text().replace("桃源新区", "青溪新区"))
    visitor.get_by_role("button", name="读这份报告").click()
    visitor.get_by_role("link", name="删除这份报告").click()
    for size, language in (((1280, 900), "English"), ((360, 780), "中文")):
        visitor.set_viewport_size({"width": size[0], "height": size[1]})
        assert accessibility_faults(visitor) == []
        assert fits(visitor)
        visitor.get_by_role("button", name=language).click()
        assert visitor.url.endswith("/remove/")


def test_the_workbench_has_no_fault(visitor: Page, accessibility_faults: Callable[..., list[str]], settings: Settings) -> None:
    settings.DEMONSTRATION = True
    visitor.goto("/sign-in/")
    see_no_fault(visitor, accessibility_faults)
    visitor.get_by_role("button", name="区政府办主任 田示例").click()
    for address in [*WORKBENCH, *simulated()]:
        visitor.goto(address)
        see_no_fault(visitor, accessibility_faults)


def test_the_workbench_in_english_on_a_telephone_has_no_fault(
    visitor: Page, accessibility_faults: Callable[..., list[str]], settings: Settings
) -> None:
    settings.DEMONSTRATION = True
    visitor.set_viewport_size(TELEPHONE)
    visitor.goto("/sign-in/")
    visitor.get_by_role("button", name="English").click()
    visitor.get_by_role("button", name="区政府办主任 田示例").click()
    for address in [*WORKBENCH, *simulated()]:
        visitor.goto(address)
        assert accessibility_faults(visitor, settled=LOOKS) == [], address
        assert fits(visitor), address


def test_cases_have_no_fault(visitor: Page, accessibility_faults: Callable[..., list[str]], settings: Settings) -> None:
    settings.DEMONSTRATION = True
    visitor.goto("/sign-in/")
    visitor.get_by_role("button", name="区政府办主任 田示例").click()
    shown = Case.objects.filter(status__in=["handling", "replied", "objection_window", "suspended", "returned"]).distinct("status")
    forms = [f"/workbench/cases/{case.code}/reissue/" for case in shown if case.status == "returned"]
    opening = f"/workbench/cases/new/supervision/?kind=commitment&key={SLUG}-0009"
    for address in (*CASES, opening, *forms, *(f"/workbench/cases/{case.code}/" for case in shown)):
        visitor.goto(address)
        for details in visitor.locator("main details").all():
            details.evaluate("details => details.open = true")
        see_no_fault(visitor, accessibility_faults)
