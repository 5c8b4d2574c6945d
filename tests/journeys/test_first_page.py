"""A visitor reads the demonstration district's report: sentence, figure, records; larger type; the other language; another report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}


@pytest.fixture(params=[WIDE, PHONE], ids=["wide", "phone"])
def visitor(page: Page, demonstration_district: None, request: pytest.FixtureRequest) -> Page:
    """A visitor before the demonstration district, on a wide screen and on a telephone."""
    page.set_viewport_size(request.param)
    page.goto("/?view=text")
    return page


def fits(page: Page) -> bool:
    """Nothing stands out of the screen sideways."""
    page.wait_for_load_state()  # the style sheets too
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_the_first_screen_shows_the_headline_targets_and_then_the_areas(visitor: Page) -> None:
    visitor.get_by_role("link", name="本区计划").click()
    expect(visitor.locator(".headline")).to_have_count(8)
    expect(visitor.locator(".headline").first).to_be_in_viewport()
    expect(visitor.locator(".area-entry")).to_have_count(11)
    expect(visitor.locator(".text")).to_have_count(0)
    assert fits(visitor)
    visitor.get_by_role("link", name=re.compile("以精细管理塑城")).click()
    expect(visitor.locator(".small-thread", has_text="新增供热面积300万平方米")).to_contain_text("300")
    expect(visitor.locator("h3")).to_have_count(1)
    assert fits(visitor)
    visitor.get_by_label("牵头单位").select_option(label="区住建局")
    visitor.wait_for_url(re.compile("unit=housing_construction"))
    visitor.get_by_label("领域").select_option(index=0)
    visitor.wait_for_url(re.compile("area=&"))
    visitor.get_by_label("状态").select_option(label="已确认")
    visitor.wait_for_url(re.compile("state=confirmed"))
    shown = visitor.locator(".small-thread")
    expect(shown.first).to_be_visible()
    expect(shown.locator(".state-confirmed")).to_have_count(shown.count())
    assert fits(visitor)


def test_a_commitment_tells_who_answers_for_it_and_how_it_is_checked(visitor: Page) -> None:
    visitor.get_by_role("link", name="本区计划").click()
    visitor.get_by_label("查找承诺").fill("供热面积")
    visitor.get_by_role("button", name="查找").click()
    visitor.locator(".small-thread").first.click()
    main = visitor.locator("main")
    told = ("谁负责，什么时候", "责任领导（岗位）", "牵头单位", "时限", "怎样核对", "统计口径", "佐证来源", "季度目标", "变更记录")
    for words in told:
        expect(main).to_contain_text(words)
    expect(visitor.locator(".quarters td")).to_have_count(4)
    expect(visitor.get_by_role("link", name="补充或变更")).to_have_count(0)
    assert fits(visitor)


def test_a_promise_opens_beside_the_text_and_closes_again(visitor: Page) -> None:
    expect(visitor.get_by_role("heading", level=1)).to_have_text("桃源新区2023年政府工作报告")
    expect(visitor.locator(".headline")).to_have_count(8)
    mark = visitor.locator("a.mark-target", has_text="新增供热面积300万平方米")
    mark.click()
    panel = visitor.locator("#reading")
    expect(panel.locator(".figure-number")).to_have_text("300")
    expect(panel.locator(".figure-unit")).to_have_text("万平方米")
    expect(panel).to_contain_text("暂无记录")
    expect(panel).to_contain_text("新增量")
    expect(panel.get_by_role("heading").first).to_be_focused()
    expect(mark).to_have_attribute("aria-current", "true")
    expect(mark).to_be_in_viewport()
    visitor.wait_for_function(
        "mark => mark.contains(document.elementFromPoint(mark.getClientRects()[0].x + 4, mark.getClientRects()[0].y + 4))",
        arg=mark.element_handle(),
    )
    expect(visitor).to_have_url(re.compile(r"\bopen=\d+$"))
    assert fits(visitor)
    visitor.keyboard.press("Escape")
    expect(panel.locator(".figure-number")).to_have_count(0)
    expect(panel).to_contain_text("点一下文中带标记的句子", use_inner_text=False)
    expect(mark).to_be_focused()
    expect(visitor).not_to_have_url(re.compile("open="))


def test_a_shared_reading_does_not_hide_whose_report_it_is(visitor: Page) -> None:
    mark = visitor.locator("a.mark-target", has_text="新增供热面积300万平方米")
    position = (mark.get_attribute("id") or "").removeprefix("c")
    visitor.goto(f"/?open={position}")
    expect(visitor.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(mark).to_have_attribute("aria-current", "true")
    reading = visitor.locator("#reading .reading")
    expect(reading).to_be_visible()
    expect(visitor.locator(".panel")).not_to_have_css("position", "fixed")
    assert fits(visitor)
    visitor.get_by_role("button", name="关闭").click()
    expect(reading).to_have_count(0)


def test_the_keyboard_reaches_a_promise_and_its_own_page(visitor: Page) -> None:
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("link", name="跳到正文")).to_be_focused()
    mark = visitor.locator("a.mark-target", has_text="地区生产总值增长6.5%左右")
    mark.focus()
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#reading .figure-number")).to_have_text("6.5")
    visitor.get_by_role("link", name="打开这项承诺的固定页面").click()
    expect(visitor).to_have_url(re.compile("/commitments/peach-blossom-2023-0001/$"))
    expect(visitor.get_by_role("heading", level=1)).to_have_text("桃源-2023-0001")
    expect(visitor.locator(".thread > li")).to_have_count(3)
    assert fits(visitor)


def test_filters_answer_without_a_new_page(visitor: Page) -> None:
    visitor.get_by_role("link", name="清单", exact=True).click()
    expect(visitor.locator(".small-thread").first).to_be_visible()
    visitor.get_by_role("checkbox", name=re.compile("^平台")).check()
    platforms = visitor.locator("#count-platform").inner_text()
    expect(visitor.locator("#matches")).to_have_text(f"符合条件 {platforms} 句")
    expect(visitor.locator(".small-thread")).to_have_count(int(platforms))
    visitor.get_by_label("查找承诺").fill("没有这样的词")
    expect(visitor.locator("#matches")).to_have_text("符合条件 0 句")
    expect(visitor.locator("#results")).to_contain_text("没有符合条件的内容")
    expect(visitor).to_have_url(re.compile("kind=platform"))
    visitor.reload()
    expect(visitor.locator("#matches")).to_have_text("符合条件 0 句")
    assert fits(visitor)


def test_elder_mode_enlarges_the_type_and_keeps_every_function(visitor: Page) -> None:
    visitor.get_by_role("button", name="长者模式").click()
    expect(visitor.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "true")
    assert visitor.locator(".text p").nth(8).evaluate("node => getComputedStyle(node).fontSize") == "22px"
    visitor.locator("a.mark-target", has_text="新增供热面积300万平方米").click()
    expect(visitor.locator("#reading .figure-number")).to_have_text("300")
    assert fits(visitor)
    visitor.goto("/reports/")
    assert fits(visitor)
    visitor.get_by_role("button", name="长者模式").click()
    assert visitor.locator("body").evaluate("node => getComputedStyle(node).fontSize") == "16px"


def test_english_says_everything_that_chinese_says(visitor: Page) -> None:
    visitor.get_by_role("button", name="English").click()
    expect(visitor.get_by_role("heading", name="Headline targets")).to_be_visible()
    visitor.locator("a.mark-target", has_text="新增供热面积300万平方米").click()
    expect(visitor.locator("#reading .figure-unit")).to_have_text("× 10,000 m²")
    expect(visitor.locator("#reading")).to_contain_text("No records yet")
    visitor.get_by_role("link", name="points to settle").click()
    expect(visitor.locator("main")).to_contain_text("Impossible unit")
    assert fits(visitor)
    visitor.get_by_role("button", name="中文").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("需要核对")


def test_another_report_is_handed_in_settled_downloaded_and_removed(visitor: Page, tmp_path: Path, shared: Path) -> None:
    real = (shared / "reports" / "harbin_new_area_2023.txt").read_bytes()
    visitor.get_by_role("link", name="读另一份报告").click()
    visitor.get_by_label("选择报告文件，或把它拖到这里").set_input_files({"name": "report.txt", "mimeType": "text/plain", "buffer": real})
    expect(visitor.locator("[data-file-name]")).to_have_text("report.txt")
    visitor.get_by_role("button", name="读这份报告").click()
    expect(visitor.locator(".headline")).to_have_count(8)
    assert fits(visitor)
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Excel").click()
    download.value.save_as(tmp_path / "tasks.xlsx")
    rows = list(load_workbook(tmp_path / "tasks.xlsx")["任务分解表"].iter_rows(values_only=True))
    assert len(rows) > 150
    visitor.get_by_role("link", name="处需要核对").click()
    expect(visitor.get_by_role("heading", name="计量单位不合理")).to_be_visible()
    assert fits(visitor)
    visitor.go_back()
    visitor.get_by_role("link", name="删除这份报告").click()
    expect(visitor.locator("main")).to_contain_text("report.txt")
    visitor.get_by_role("button", name="长者模式").click()
    visitor.get_by_role("button", name="长者模式").click()
    assert fits(visitor)
    visitor.get_by_role("button", name="永久删除").click()
    expect(visitor.get_by_role("status").first).to_have_text("报告已删除。")


def test_a_file_can_be_dropped(page: Page) -> None:
    page.goto("/reports/")
    dropped = page.evaluate_handle(
        "() => { const data = new DataTransfer(); data.items.add(new File(['报告'], '青溪.txt')); return data; }"
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-file-name]")).to_have_text("青溪.txt")
    assert page.locator("#document").evaluate("input => input.files.length") == 1
