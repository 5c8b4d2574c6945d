"""A supervision notice from its issue to its end, as its people do it; two people at one case; the next one by a key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfWriter
from pytest_django import Settings

from luoshi.district.casework.models import Case
from luoshi.district.facts.models import Fact
from luoshi.district.offices.models import Person

COMMITMENT = "peach-blossom-2023-0008"
OFFICE, SECOND, LEADER, BUREAU, FINANCE = "tian_example", "sang_example", "tao_example", "shui_example", "yuan_example"

Enter = Callable[[str], Page]
"""Opens a browser in which somebody is signed in."""


@pytest.fixture
def enter(page: Page, browser: Browser, demonstration_district: None, settings: Settings) -> Iterator[Enter]:
    """Each person has a browser of his or her own."""
    settings.DEMONSTRATION = True
    opened: dict[str, Page] = {}

    def sign_in(person: str) -> Page:
        if person not in opened:
            context = page.context if not opened else browser.new_context(base_url=_base(page), locale="zh-CN")
            opened[person] = page if not opened else context.new_page()
            _sign_in(opened[person], person)
        return opened[person]

    yield sign_in
    for other in list(opened.values())[1:]:
        other.context.close()


def _base(page: Page) -> str:
    found = re.match(r"http://[^/]+", page.url)
    assert found is not None
    return found[0]


def _sign_in(page: Page, person: str) -> None:
    page.goto("/sign-in/")
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    page.get_by_role("button", name=Person.objects.get(code=person).name).first.click()
    page.wait_for_url("**/workbench/")


def do(page: Page, step: str, **fields: str) -> None:
    """Take a step from the page of a case: its button, what it asks, its button again."""
    page.locator(".step-buttons").get_by_text(step, exact=True).click()
    for label, value in fields.items():
        page.locator(f"[name='{label}']").fill(value)
    if fields:
        page.locator("form.stacked").get_by_role("button", name=step, exact=True).click()
    expect(page.get_by_role("status").first).to_have_text(f"已完成：{step}。")


def pdf() -> bytes:
    """One empty page."""
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(content)
    return content.getvalue()


def test_a_notice_is_issued_answered_checked_and_closed(enter: Enter) -> None:
    office = enter(OFFICE)
    code = issue(office)
    bureau = enter(BUREAU)
    answer_by_keyboard(bureau, code)
    second = enter(SECOND)
    second.goto(f"/workbench/cases/{code}/")
    do(second, "核查通过", finding="材料齐全（示例）。")
    office.goto(f"/workbench/cases/{code}/")
    do(office, "作出督查结论", conclusion="已按要求落实（示例）。")
    bureau.goto(f"/workbench/cases/{code}/")
    do(bureau, "签收结论")
    do(bureau, "无异议，销号")
    expect(bureau.locator(".answer-status strong")).to_have_text("已销号")
    office.context.clear_cookies()  # the public
    office.goto(f"/commitments/{COMMITMENT}/")
    records = office.locator(".thread-records")
    expect(records).to_contain_text("1 件督查")
    expect(records).to_contain_text(f"{code} 已销号")
    expect(records).not_to_contain_text("材料齐全")
    closing = Fact.objects.get(case=code, kind="supervision.closed")
    records.get_by_role("link", name=f"事实第 {closing.number} 号").click()
    expect(office.get_by_role("heading", level=1)).to_contain_text(str(closing.number))


def issue(page: Page) -> str:
    """From the commitment to the bureau that leads it, which is proposed."""
    page.goto(f"/workbench/commitments/{COMMITMENT}/")
    page.get_by_role("link", name="发督查通知").click()
    title = page.get_by_label("标题").input_value()
    assert title
    assert title in page.locator(".small-thread").inner_text()
    page.locator("form.stacked").get_by_role("button", name="拟办").click()
    expect(page.locator(".field-error").first).to_contain_text("请填写")
    page.get_by_label("事项类别").select_option(label="一般事项")
    page.get_by_label("立项依据").select_option(label="政府决定或行政首长指令")
    page.get_by_label("督查要求").fill("请报送进展（示例）。")
    page.locator("form.stacked").get_by_role("button", name="拟办").click()
    expect(page.get_by_role("status").first).to_contain_text("已立项")
    page.locator(".step-buttons").get_by_text("交办", exact=True).click()
    page.locator("[name='to_unit']").select_option("science")
    page.locator("form.stacked").get_by_role("button", name="交办").click()
    expect(page.locator(".answer-status strong")).to_have_text("待签收")
    return Case.objects.latest("pk").code


def answer_by_keyboard(page: Page, code: str) -> None:
    """Sign for it and reply with a file; no pointer is used."""
    page.goto(f"/workbench/cases/{code}/")
    press(page, page.get_by_role("button", name="签收", exact=True).element_handle())
    expect(page.locator(".answer-status strong")).to_have_text("办理中")
    press(page, page.get_by_role("link", name="回复", exact=True).element_handle())
    expect(page.get_by_role("heading", level=1)).to_have_text("回复")
    reach(page, page.locator("[name='report']").element_handle())
    page.keyboard.type("已引进技术团队三个（示例）。")
    page.locator("input[type=file]").set_input_files({"name": "佐证.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    press(page, page.locator("form.stacked").get_by_role("button", name="回复", exact=True).element_handle())
    expect(page.locator(".answer-status strong")).to_have_text("待核查")
    expect(page.get_by_role("link", name="佐证.pdf")).to_be_visible()


def reach(page: Page, wanted: object) -> None:
    """Go to an element by the tabulator."""
    for _ in range(60):
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            return
        page.keyboard.press("Tab")
    pytest.fail("the keyboard does not lead there")


def press(page: Page, wanted: object) -> None:
    reach(page, wanted)
    page.keyboard.press("Enter")


def test_two_people_at_one_case(enter: Enter) -> None:
    case = Case.objects.get(status="replied")
    issuer, checker = enter(SECOND), enter(OFFICE)
    issuer.goto(f"/workbench/cases/{case.code}/")
    expect(issuer.locator(".answer-status")).to_contain_text("待核查")
    expect(issuer.get_by_role("link", name="核查通过")).to_have_count(0)  # whoever issued it does not check it
    checker.goto(f"/workbench/cases/{case.code}/")
    checker.get_by_role("link", name="核查通过").click()
    checker.locator("[name='finding']").fill("先写好的核查情况（示例）")
    withdraw(enter(LEADER), case.code)
    checker.locator("form.stacked").get_by_role("button", name="核查通过").click()
    expect(checker.get_by_role("alert")).to_contain_text("您打开")
    expect(checker.locator(".meanwhile")).to_contain_text("撤销督查")
    expect(checker.locator("[name='finding']")).to_have_value("先写好的核查情况（示例）")


def withdraw(leader: Page, code: str) -> None:
    leader.goto(f"/workbench/cases/{code}/")
    do(leader, "撤销督查", reason="已并入另一项督查（示例）。")


def test_the_next_one_is_taken_by_one_key(enter: Enter) -> None:
    waiting = Case.objects.get(status="issued", unit__code="finance")
    page = enter(FINANCE)
    page.goto("/workbench/cases/?queue=untaken")
    expect(page.get_by_text(waiting.title)).to_be_visible()
    page.locator("[name=q]").press("n")  # in a field it is a letter
    expect(page.locator("[name=q]")).to_have_value("n")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.get_by_role("status").first).to_have_text("已由您领办。")
    expect(page.locator(".answer")).to_contain_text(f"区财政局 · {Person.objects.get(code=FINANCE).name}")
