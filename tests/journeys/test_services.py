"""Somebody applies: by keyboard alone to a licence at once; on a phone with a paper, through signing out; in English; in elder mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django import Settings

from luoshi.district.casework.models import Case
from luoshi.district.embedded.tests.killable import own_database
from luoshi.district.offices.models import Person
from luoshi.district.offices.queries import authority_of_person
from luoshi.district.services.models import Application
from luoshi.district.services.operations import save
from luoshi.district.tests.served import PATIENCE_SECONDS, Served

APPLICANT = "applicant_ye"
SHOP = "落英美发"
FILING = "/services/prepackaged_food_filing/"

Faults = Callable[[Page], list[str]]


@pytest.fixture
def applicant(page: Page, demonstration_district: None, settings: Settings) -> Page:
    """A browser in which an invented applicant is signed in."""
    settings.DEMONSTRATION = True
    sign_in(page)
    return page


@pytest.fixture
def phone(page: Page, demonstration_district: None, settings: Settings) -> Page:
    """The same on a phone."""
    settings.DEMONSTRATION = True
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page)
    return page


def sign_in(page: Page, person: str = APPLICANT, to: str = f"{FILING}apply/") -> None:
    page.goto(f"/sign-in/?next={to}")
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    page.get_by_role("button", name=Person.objects.get(code=person).name).first.click()
    page.wait_for_url(f"**{to}")


def begin(page: Page) -> Application:
    """From the choice for whom to the empty form."""
    page.get_by_label(SHOP).check()
    page.locator("form.stacked button").click()
    page.wait_for_url("**/services/applications/*/")
    return Application.objects.latest("pk")


def press(page: Page, selector: str, *keys: str) -> None:
    """Go on with the tabulator until something has the focus, then press keys."""
    for _ in range(80):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            break
        page.keyboard.press("Tab")
    else:
        pytest.fail(f"no key leads to {selector}")
    for key in keys:
        page.keyboard.press(key)


def test_by_keyboard_alone_a_filing_is_granted_at_once(applicant: Page) -> None:
    page = applicant
    press(page, "input[name=subject]", "Space")
    press(page, "form.stacked button", "Enter")
    page.wait_for_url("**/services/applications/*/")
    expect(page.locator("#announced")).to_have_text("还差 5 项")
    press(page, "[name=field-own_products]", "ArrowDown")
    press(page, "[name=field-goods]", "Space")
    press(page, "[name=field-way]", "Space")
    press(page, "#input-food_safety_manager")
    page.keyboard.type("捕示例")
    expect(page.locator("#announced")).to_have_text("齐了，提交后当场办结")
    expect(page.locator("#field-site")).to_be_hidden()
    press(page, "button[value=submit]", "Enter")
    expect(page.locator(".result-word")).to_have_text("办成了")
    found = Application.objects.latest("pk")
    expect(page.locator(".licence-line")).to_contain_text(found.licence)
    expect(page.locator(".checked li").first).to_be_visible()
    assert found.state == "granted"


def test_what_was_typed_outlives_signing_out_and_another_window(applicant: Page) -> None:
    page = applicant
    code = begin(page).code
    page.get_by_label("食品安全管理人员").fill("捕示例")
    expect(page.locator("#announced")).to_have_text("还差 4 项")
    page.reload()
    expect(page.get_by_label("食品安全管理人员")).to_have_value("捕示例")
    session = [each for each in page.context.cookies() if each["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("食品安全管理人员").fill("秦示例")
    expect(page.locator("#kept")).to_contain_text("没有存上")
    expect(page.get_by_label("食品安全管理人员")).to_have_value("秦示例")
    page.context.add_cookies(session)  # type: ignore[arg-type]
    page.get_by_label("食品安全管理人员").press_sequentially("二")
    expect(page.locator("#kept")).to_contain_text("已保存")
    assert Application.objects.get(code=code).values["food_safety_manager"]["words"] == "秦示例二"


def test_on_a_phone_a_paper_is_handed_in_and_a_person_handles_it(phone: Page, accessibility_faults: Faults) -> None:
    page = phone
    page.goto("/services/food_business_licence/apply/")
    begin(page)
    page.locator("#file-layout").set_input_files({"name": "布局（示例）.txt", "mimeType": "text/plain", "buffer": "示例。".encode()})
    expect(page.locator("#paper-layout")).to_contain_text("已提交")
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator("#asked")).to_be_focused()
    expect(page.locator("#asked")).not_to_contain_text("布局")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert accessibility_faults(page) == []


def test_pages_of_services_are_readable_by_everybody(applicant: Page, accessibility_faults: Faults) -> None:
    page = applicant
    page.context.add_cookies([{"name": "elder", "value": "1", "url": page.url}])
    begin(page)
    form = page.url
    for address in ("/services/", "/services/food_business_licence/", form, "/services/mine/"):
        page.goto(address)
        assert accessibility_faults(page) == []
    page.goto(form)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Please fill in")).to_be_visible()
    expect(page.locator("#announced")).to_have_text("5 things are missing")
    assert accessibility_faults(page) == []


# --- what people decide: every official has a browser of his or her own

CLERK, HEAD = "chi_fiction", "zhu_fiction"
CLAUSE = "行政许可法 第六十九条"
PAPER: FilePayload = {"name": "现场笔录（虚构）.txt", "mimeType": "text/plain", "buffer": "虚构。".encode()}

Enter = Callable[[str], Page]


@pytest.fixture
def enter(applicant: Page, browser: Browser) -> Iterator[Enter]:
    """Opens a browser in which somebody else is signed in."""
    opened: dict[str, Page] = {}

    def sign_in_as(person: str) -> Page:
        if person not in opened:
            context = browser.new_context(base_url=applicant.evaluate("location.origin"), locale="zh-CN")
            opened[person] = context.new_page()
            sign_in(opened[person], person, "/workbench/")
        return opened[person]

    yield sign_in_as
    for page in opened.values():
        page.context.close()


def do(page: Page, step: str, **fields: str) -> None:
    """Take a step by its form, which begins with what is proposed; what is given here takes its place."""
    page.goto(step)
    for name, value in fields.items():
        field = page.locator(f"[name='{name}']")
        if field.evaluate("field => field.matches('select')"):
            field.select_option(value)
        else:
            field.fill(value)
    if page.locator("[name=evidence]").count():
        page.locator("[name=evidence]").set_input_files(PAPER)
    page.locator("form.stacked button.button").last.click()
    expect(page.get_by_role("status").first).to_contain_text("：")


MEALS: Final[dict[str, str | list[str]]] = {
    "business_form": "餐饮服务经营者",
    "marking": "无",
    "business_items": ["热食类食品制售"],
    "food_safety_rules": ["食品安全自查", "从业人员健康管理", "进货查验记录", "食品安全事故处置"],
    "food_safety_manager": "业示例",
    "banned": "false",
}


def written(page: Page) -> Application:
    """A draft for hot meals, whose form is filled in and shown."""
    page.goto("/services/food_business_licence/apply/")
    found = begin(page)
    now = timezone.now()
    save(found.code, values=MEALS, by=authority_of_person(Person.objects.get(code=APPLICANT), on=localdate(now)), at=now)
    page.reload()
    return found


def test_a_signed_promise_grants_at_once_and_where_it_was_false_a_second_person_revokes(applicant: Page, enter: Enter) -> None:
    page, found = applicant, written(applicant)
    page.locator("#promise").evaluate("details => details.open = true")
    expect(page.locator("#promise")).to_contain_text("不属实的后果")
    for each in page.locator("input[name=condition]").all():
        each.check()
    page.get_by_label("签名").fill("业示例")
    page.get_by_role("button", name="签署承诺书").click()
    expect(page.locator("#promise")).to_contain_text("已签署承诺书")
    page.locator("#way-commitment").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator(".result-word")).to_have_text("办成了")
    own, check = f"/services/applications/{found.code}/", Case.objects.get(matter="commitment_check", subject_key=found.code)
    assert check.due_at is not None
    case, clerk = f"/workbench/cases/{check.code}", enter(CLERK)
    clerk.goto(f"{case}/")
    due = timezone.localtime(check.due_at)
    expect(clerk.locator("main")).to_contain_text(f"{due.month}月{due.day}日")
    do(clerk, f"{case}/report_false/", means="site", finding="没有布局图上的专间（虚构）。", correctable="no")
    do(clerk, f"{case}/announce_revocation/", reason="承诺不实（虚构）。", clause=CLAUSE)
    do(page, f"{own}cases/{check.code}/answer/", statement="正在装修（虚构）。")
    do(enter(HEAD), f"{case}/revoke/", reason="承诺不实（虚构）。", clause=CLAUSE, appeal="六十日内申请行政复议（虚构）。")
    page.goto(own)
    expect(page.locator(".result-word")).to_have_text("证照已撤销")
    for words in ("承诺不实", CLAUSE, "申请行政复议"):
        expect(page.locator(".result")).to_contain_text(words)
    page.locator(".result a").click()
    expect(page.locator("main")).to_contain_text("撤销")


def test_what_a_person_refuses_was_corrected_once_and_says_why_and_how_to_appeal(applicant: Page, enter: Enter) -> None:
    page, found = applicant, written(applicant)
    page.locator("#file-layout").set_input_files({"name": "布局（示例）.txt", "mimeType": "text/plain", "buffer": "示例。".encode()})
    expect(page.locator("#paper-layout")).to_contain_text("已提交")
    page.locator("#way-ordinary").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.locator(".result-word")).to_have_text("由工作人员办理")
    own, handled = page.url, Case.objects.get(matter="licensing", subject_key=found.code).code
    case = f"/workbench/cases/{handled}"
    clerk = enter(CLERK)
    do(clerk, f"{case}/ask_correction/", correction="请补一张平面图（虚构）。")
    page.goto(own)
    expect(page.locator("main")).to_contain_text("请补一张平面图")
    do(page, f"{own}cases/{handled}/supply/", statement="补好了（虚构）。")
    clerk.goto(f"{case}/ask_correction/")
    expect(clerk.locator(".refusal")).to_contain_text("不能再次要求补正（第三十二条）")
    clerk.goto(f"{case}/")
    clerk.locator(".step-buttons").get_by_text("受理", exact=True).click()
    expect(clerk.get_by_role("status").first).to_contain_text("受理")
    do(clerk, f"{case}/draft/", opinion="refuse", facts="布局不符（虚构）。", clause=CLAUSE)
    page.goto(own)
    expect(page.locator(".result-word")).to_have_text("由工作人员办理")
    do(enter(HEAD), f"{case}/refuse/", reason="生熟不分（虚构）。", clause=CLAUSE, appeal="六十日内申请行政复议（虚构）。")
    do(clerk, f"{case}/serve/", delivery="electronic")
    page.goto(own)
    expect(page.locator(".result-word")).to_contain_text("不予许可")
    for words in ("生熟不分", CLAUSE, "申请行政复议"):
        expect(page.locator(".result")).to_contain_text(words)


MANAGER: Final = "食品安全管理人员"


def names_manager(page: Page, name: str) -> None:
    """Type it and wait until it is kept."""
    page.wait_for_load_state()  # before its scripts have run, a page keeps nothing by itself
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.get_by_label(MANAGER).fill(name)
    expect(page.locator("#kept")).to_contain_text("已保存")


def test_what_was_typed_outlives_a_restart_of_the_server(applicant: Page, browser: Browser, settings: Settings) -> None:
    """A real server on a copy of the district; whoever is signed in stays so, and the page goes on where it was."""
    served = {"LUOSHI_DEVELOP": "1", "LUOSHI_SECRET_KEY": settings.SECRET_KEY}
    (session,) = (each["value"] for each in applicant.context.cookies() if each["name"] == "sessionid")
    with own_database() as cluster, browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_SECONDS * 1000)  # it starts cold, be the machine as busy as it likes
        with Served(cluster.data, "--port", "0", **served) as site:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site.address}])
            page.goto(f"{site.address.rstrip('/')}{FILING}apply/")
            page.get_by_label(SHOP).check()
            page.locator("form.stacked button").click()
            names_manager(page, "捕示例")
            site.stop()
        with Served(cluster.data, "--port", site.port, **served):
            page.reload()
            expect(page.get_by_label(MANAGER)).to_have_value("捕示例")
            names_manager(page, "秦示例")
