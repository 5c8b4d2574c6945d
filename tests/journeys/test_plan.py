"""From a report to a plan, as an office does it: import, preview, correct, adopt, complete the owners; and what the public sees then.

The report is a real one where it lies beside the checkout; the offices and their people are those of the demonstration, under another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

import luoshi
from luoshi.district.offices import operations as offices
from luoshi.district.plan import operations
from luoshi.district.plan.models import Change, Commitment, Report
from luoshi.engines.packs import read_pack

PACK = read_pack(Path(luoshi.__file__).parent / "packs" / "peach_blossom")
DISTRICT = "哈尔滨新区"
PASSWORD = "一个很长的口令 2023"


@dataclass(frozen=True, slots=True)
class Office:
    """An official before the own workbench, and a member of the public in another browser."""

    page: Page
    public: Page


@pytest.fixture
def office(page: Page, browser: Browser) -> Iterator[Office]:
    """The head of the government office, signed in by account and password."""
    district = offices.name_district(DISTRICT)
    offices.set_up(district, units=PACK.units, posts=PACK.posts, people=PACK.people)
    operations.set_reporting_classes(district, PACK.reporting_classes)
    account = User.objects.get(username="tian_example")
    account.set_password(PASSWORD)
    account.save()
    page.goto("/workbench/")
    page.get_by_label("账号").fill("tian_example")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("工作台")
    elsewhere = browser.new_context(base_url=page.url.removesuffix("/workbench/"), locale="zh-CN")
    yield Office(page, elsewhere.new_page())
    elsewhere.close()


def test_a_report_becomes_a_plan(office: Office, shared: Path) -> None:
    page, public = office.page, office.public
    import_report(page, (shared / "reports" / "harbin_new_area_2023.txt").read_bytes())
    assert public.goto("/reports/songbei-2023/").status == 404  # type: ignore[union-attr]  # there is an answer
    correct(page)
    adopt(page)
    complete_owners(page)
    see_in_public(public)


def import_report(page: Page, content: bytes) -> None:
    page.get_by_role("link", name="导入报告").first.click()  # in what is to be done first, and beneath the list
    page.get_by_label("选择报告文件，或把它拖到这里").set_input_files({"name": "report.txt", "mimeType": "text/plain", "buffer": content})
    page.get_by_label("固定名称").fill("songbei-2023")
    page.get_by_role("button", name="导入为草稿").click()
    expect(page.get_by_role("status").first).to_contain_text("草稿")
    expect(page.locator(".stamp")).to_have_text("草稿 · 未公开")


def correct(page: Page) -> None:
    """The sentence stands highlighted beside what was understood; a correction needs a reason and leaves the sentence as it is."""
    page.get_by_role("link", name="对照原文核对").click()
    page.locator("a.mark-target", has_text="万千瓦").click()
    expect(page.locator("#reading mark")).to_contain_text("50万千瓦")
    page.locator("#reading").get_by_role("link", name="改正或补充").click()
    expect(page.locator(".edit-sentence mark")).to_contain_text("50万千瓦")
    unit = page.locator("[name='1-unit']")
    assert unit.input_value() != "万千瓦"
    unit.fill("万千瓦")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("要说明理由")
    expect(unit).to_have_value("万千瓦")  # nothing typed is lost
    page.get_by_label("理由").fill("供电能力的单位是万千瓦，经与供电公司核实。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_have_text("已保存。")
    expect(page.locator(".history")).to_contain_text("改正解读")
    expect(page.locator(".history")).to_contain_text("田示例")
    expect(page.locator("blockquote mark")).to_contain_text("万千瓦/时")


def adopt(page: Page) -> None:
    page.goto("/workbench/songbei-2023/")
    page.get_by_role("link", name="登记通过").click()
    page.get_by_label("会议名称").fill("区第五届人民代表大会第二次会议")
    page.get_by_label("会议日期").fill("2023-01-17")
    page.get_by_role("button", name="通过并公开").click()
    expect(page.get_by_role("status").first).to_contain_text("计划已通过并公开")
    code = Commitment.objects.filter(report__slug="songbei-2023", targets__value=8000).values_list("code", flat=True).first()
    page.goto(f"/workbench/commitments/{code}/")
    page.locator("[name='1-value']").fill("9000")
    page.get_by_label("理由").fill("上级任务调整")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("变更要有会议决定")
    page.get_by_label("会议名称").fill("区政府第12次常务会议")
    page.get_by_label("会议日期").fill("2023-06-20")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".history")).to_contain_text("8000")
    expect(page.locator(".history")).to_contain_text("区政府第12次常务会议")
    expect(page.locator(".thread .figure-number").first).to_have_text("9,000")


def complete_owners(page: Page) -> None:
    page.goto("/workbench/songbei-2023/assessment/")
    before = int(page.locator(".gap-counts a", has_text="责任").locator(".figure-number").inner_text())
    page.get_by_role("link", name="领导责任").click()
    rows = page.locator(".owners-table tbody tr")
    expect(rows).to_have_count(25)
    for index in range(25):
        lead, leader = rows.nth(index).locator("select").nth(0), rows.nth(index).locator("select").nth(1)
        if not lead.input_value():
            lead.select_option(label="区政府办")
        leader.select_option(label="常务副区长")
    page.get_by_role("button", name="保存这一页").click()
    expect(page.get_by_role("status").first).to_contain_text("已补充 50 处")
    page.goto("/workbench/songbei-2023/assessment/")
    after = int(page.locator(".gap-counts a", has_text="责任").locator(".figure-number").inner_text())
    assert after == before - 25
    page.get_by_role("link", name="工作推进").click()
    page.locator("summary", has_text="没有时限的都按年底").click()
    page.get_by_role("button", name="补为 2023-12-31").click()
    expect(page.get_by_role("status").first).to_contain_text("已补充")


def see_in_public(public: Page) -> None:
    public.goto("/")
    expect(public.locator(".headline")).to_have_count(8)
    expect(public.locator(".masthead")).to_contain_text("区第五届人民代表大会第二次会议")
    public.get_by_label("查找承诺").fill("供电能力")
    public.get_by_role("button", name="查找").click()
    public.locator(".small-thread").first.click()
    expect(public.locator(".thread .figure-unit").first).to_have_text("万千瓦")
    expect(public.locator("main")).to_contain_text("常务副区长" if "常务副区长" in public.locator("main").inner_text() else "2023-12-31")
    expect(public.get_by_role("link", name="补充或变更")).to_have_count(0)
    public.goto("/?view=text")
    public.locator("a.mark-target", has_text="8000个").click()
    expect(public.locator("#reading .figure-number")).to_have_text("9,000")


def test_a_draft_is_thrown_away_only_after_asking(office: Office, shared: Path) -> None:
    page = office.page
    import_report(page, (shared / "reports" / "harbin_new_area_2023.txt").read_bytes())
    page.get_by_role("link", name="删除草稿").click()
    expect(page.locator("main")).to_contain_text("不能恢复")
    page.get_by_role("button", name="永久删除").click()
    expect(page.get_by_role("status").first).to_have_text("草稿已删除。")
    assert not Report.objects.exists()


@pytest.fixture
def demonstration(page: Page, demonstration_district: None, settings: Settings) -> Page:
    """The demonstration's workbench, before anybody signed in."""
    settings.DEMONSTRATION = True
    return page


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in/")
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    page.get_by_role("button", name=name).click()


def test_two_persons_edit_the_same_commitment(demonstration: Page, browser: Browser, live_server: object) -> None:
    one = demonstration
    elsewhere = browser.new_context(base_url=str(live_server), locale="zh-CN")
    other = elsewhere.new_page()
    for page, name in ((one, "田示例"), (other, "桑示例")):
        sign_in(page, name)
        page.goto("/workbench/commitments/peach-blossom-2023-0030/")
    one.get_by_label("备注").fill("先保存的人写的")
    one.get_by_role("button", name="保存").click()
    expect(one.get_by_role("status").first).to_have_text("已保存。")
    other.get_by_label("备注").fill("后保存的人写的")
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_role("alert")).to_contain_text("田示例")
    expect(other.locator(".meanwhile")).to_contain_text("先保存的人写的")
    expect(other.get_by_label("备注")).to_have_value("后保存的人写的")
    other.get_by_role("button", name="保存").click()
    expect(other.get_by_role("status").first).to_have_text("已保存。")
    told = list(Change.objects.filter(field="note").order_by("pk").values_list("old", "new"))
    assert told == [("", "先保存的人写的"), ("先保存的人写的", "后保存的人写的")]
    elsewhere.close()


def test_the_table_goes_out_and_comes_back(demonstration: Page, tmp_path: Path) -> None:
    page = demonstration
    sign_in(page, "田示例")
    page.goto("/workbench/peach-blossom-2023/delivery/")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 Excel").click()
    download.value.save_as(tmp_path / "table.xlsx")
    book = load_workbook(tmp_path / "table.xlsx")
    sheet = book["任务分解表"]
    columns = {cell.value: int(cell.column or 0) for cell in sheet[2]}
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=3) if cells[columns["时限"] - 1].value is None and cells[0].value)
    sheet.cell(row, columns["时限"]).value = "2023年底前后"
    hand_in(page, book)
    faults = page.locator("tbody tr")
    expect(faults).to_have_count(1)
    expect(faults).to_contain_text("时限")
    expect(faults).to_contain_text("2023年底前后")
    expect(faults).to_contain_text("这不是日期")
    sheet.cell(row, columns["时限"]).value = "2023年底"
    sheet.cell(row, columns["备注"]).value = "表里改的"
    hand_in(page, book)
    expect(page.locator(".diff tbody tr")).to_have_count(2)
    expect(page.locator(".diff")).to_contain_text("2023-12-31")
    page.get_by_role("button", name="全部导入").click()
    expect(page.get_by_role("status").first).to_contain_text("共改动 2 处")


def hand_in(page: Page, book: object) -> None:
    content = BytesIO()
    book.save(content)  # type: ignore[attr-defined]  # a workbook
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("导入改过的表").set_input_files({"name": "改过的表.xlsx", "mimeType": kind, "buffer": content.getvalue()})
    page.get_by_role("button", name="核对并导入").click()


def test_the_head_of_a_unit_confirms(demonstration: Page) -> None:
    page = demonstration
    sign_in(page, "区商务局局长 源样本")
    expect(page.locator("main")).to_contain_text("项待确认")
    page.get_by_role("link", name=re.compile("项待确认")).click()
    waiting = page.locator(".confirm-list li").count()
    assert waiting > 0
    page.get_by_role("button", name="代表本单位确认所选各项").click()
    expect(page.get_by_role("status").first).to_have_text(f"已确认 {waiting} 项。")
    expect(page.locator(".history")).to_contain_text("源样本")


def test_units_and_posts_change_hands(demonstration: Page) -> None:
    page = demonstration
    sign_in(page, "田示例")
    page.goto("/offices/")
    page.locator("summary", has_text="任职").click()
    form = page.locator("form", has=page.get_by_role("button", name="任命"))
    form.get_by_label("岗位").select_option(label="区退役军人局局长")
    form.get_by_label("人员").select_option(label="桑示例")
    form.get_by_label("起始日期").fill("2023-07-01")
    form.get_by_role("button", name="任命").click()
    expect(page.get_by_role("status").first).to_have_text("已保存。")
    expect(page.locator("tr", has_text="区退役军人局局长")).to_contain_text("桑示例")
