"""任务分解表 goes out and comes back through the workbench: each change is shown, then all are applied or none."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from luoshi.district.offices.models import Person, Unit
from luoshi.district.offices.operations import add_unit, end_unit
from luoshi.district.offices.tests.government import office_of
from luoshi.district.plan.models import Change, Nature, ReportVersion, Resolution, TableImport
from luoshi.district.plan.table import CHECK_TAB, TAB
from luoshi.district.plan.tests.tables import (
    FOREIGN,
    GDP,
    OPEN,
    PLAIN,
    PLATFORM,
    REVENUE,
    SLUG,
    TRADE,
    Editor,
    commitment,
    exported,
    loaded,
    target,
)
from luoshi.engines.documents.refusals import BYTES_MAX
from luoshi.engines.documents.tests.samples import word_document, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_django.plugin import DjangoDbBlocker

pytestmark = pytest.mark.django_db
EXPORT, BRING, WORK = (f"/workbench/{SLUG}/{page}" for page in ("table.xlsx", "table/", "delivery/"))
MEETING = {"meeting": "区政府常务会议", "held_on": "2023-03-20", "document_number": "桃政纪〔2023〕6号", "reason": "经会议研究"}
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le")


@pytest.fixture(scope="module")
def version(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ReportVersion]:
    """The demonstration's plan."""
    with loaded(django_db_blocker) as plan:
        yield plan


@pytest.fixture(scope="module")
def content(version: ReportVersion) -> bytes:
    """Its table, cut short to seven rows."""
    return exported(version)


def client_of(code: str, language: str = "zh-CN") -> Client:
    """The browser of a person of the demonstration."""
    client = Client(headers={"accept-language": language})
    account = Person.objects.get(code=code).account
    assert account
    client.force_login(account)
    return client


@pytest.fixture
def office(version: ReportVersion) -> Client:
    """The government office."""
    return client_of("tian_example")


@pytest.fixture
def reporter(version: ReportVersion) -> Client:
    """Who reports for the finance bureau."""
    return client_of("yuan_example")


def hand_in(client: Client, content: bytes, name: str = "任务分解表.xlsx") -> Any:
    return client.post(BRING, {"table": SimpleUploadedFile(name, content)})


def review_of(client: Client, content: bytes, *edits: tuple[str, str, Any]) -> str:
    """The address of the review page of a table with these cells changed."""
    editor = Editor(content)
    for key, column, value in edits:
        editor.write(key, column, value)
    response = hand_in(client, editor.saved())
    assert response.status_code == 302, response.content.decode()
    return str(response.headers["Location"])


def apply(client: Client, address: str, given: Mapping[str, Any] = {}, *, follow: bool = False) -> Any:
    """Press the button as a browser does, which sends every field."""
    return client.post(address, {"reason": "", **given}, follow=follow)


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def rows(page: str) -> list[tuple[str, ...]]:
    """The cells of each row of the only table on a page, without markup."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.S)
    assert body
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", body[1], re.S)]
    return [tuple(re.sub(r"<[^>]+>", "", cell).strip() for cell in row) for row in cells]


def test_the_office_exports_the_table(office: Client) -> None:
    response: Any = office.get(EXPORT)
    assert response.headers["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert unquote(response.headers["Content-Disposition"]).endswith("演示_桃源新区2023年政府工作报告_任务分解表.xlsx")
    assert response.headers["Cache-Control"] == "no-store"
    assert openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).sheetnames[:2] == [TAB, CHECK_TAB]


def test_each_change_is_shown_from_old_to_new_before_anything_happens(office: Client, content: bytes) -> None:
    address = review_of(office, content, (GDP, "目标值", "约7"), (GDP, "备注", "待研究"), (OPEN, "牵头单位", "区财政局"))
    page = shown(office, address)
    assert rows(page) == [
        ("备注", "—", "待研究", "补充"),
        ("目标值", "6.5", "7", "依会议决定变更"),
        ("牵头单位", "—", "区财政局", "补充"),
    ]
    for words in (GDP, "地区生产总值增长6.5%左右", OPEN, "3 处变化", "2 项承诺", "要选择或登记会议决定"):
        assert words in page
    assert (commitment(GDP).note, target(GDP).value, commitment(OPEN).lead) == ("", Decimal("6.5"), None)
    assert "未完成的导入" in shown(office, WORK)


def test_what_is_filled_in_needs_no_resolution(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "牵头单位", "区财政局"), (OPEN, "一季度目标", 3), (PLAIN, "备注", "好的"))
    assert 'name="meeting"' not in shown(office, address)
    response = apply(office, address, follow=True)
    assert "已导入，共改动 3 处" in response.content.decode()
    row = commitment(OPEN)
    assert (str(row.lead), row.milestones.get().text, commitment(PLAIN).note) == ("区财政局", "3", "好的")
    assert "未完成的导入" not in response.content.decode()
    changed = Change.objects.filter(commitment=row, nature=Nature.ARRANGED, field="lead").latest("pk")
    assert (changed.old, changed.new, changed.person.code) == ("", "区财政局", "tian_example")


def test_what_stands_changes_by_a_resolution_only(office: Client, content: bytes) -> None:
    address = review_of(office, content, (GDP, "目标值", "约7"), (OPEN, "备注", "好的"))
    response = apply(office, address, {"reason": "觉得可以"})
    assert response.status_code == 422
    assert "变更要有会议决定" in response.content.decode()
    assert (target(GDP).value, commitment(OPEN).note) == (Decimal("6.5"), "")
    assert TableImport.objects.get().applied_at is None
    assert "已导入，共改动 2 处" in apply(office, address, MEETING, follow=True).content.decode()
    changed = Change.objects.filter(commitment=commitment(GDP), field="value").latest("pk")
    assert (changed.old, changed.new, changed.nature, str(changed.resolution)) == (
        "6.5", "7", "decided", "区政府常务会议（2023-03-20，桃政纪〔2023〕6号）",
    )  # fmt: skip
    assert (target(GDP).value, commitment(OPEN).note, commitment(GDP).confirmed) == (Decimal(7), "好的", False)


def test_a_recorded_resolution_can_be_chosen(office: Client, content: bytes, version: ReportVersion) -> None:
    assert version.report.adoption
    address = review_of(office, content, (GDP, "计量单位", "个百分点"))
    apply(office, address, {"resolution": version.report.adoption.pk})
    assert target(GDP).unit == "个百分点"


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        ((PLAIN, "配合单位", "区营商环境局"), "牵头单位不再列为配合单位"),
        ((TRADE, "目标值", "35—30"), "上限不能低于下限"),
        ((GDP, "指标", None), "请写明是哪个指标"),
        ((GDP, "目标值", "比照"), "请写明比照哪个指标"),
        ((PLATFORM, "佐证来源", "长" * 2001), "2,000 字以内"),
    ],
)
def test_nothing_is_half_applied(edit: tuple[str, str, Any], named: str, office: Client, content: bytes) -> None:
    address = review_of(office, content, (REVENUE, "备注", "好的"), (OPEN, "备注", "好的"), edit)
    before = Change.objects.count()
    response = apply(office, address, MEETING)
    assert response.status_code == 422
    assert named in response.content.decode()
    assert edit[0].partition("/")[0] in response.content.decode()
    assert (commitment(REVENUE).note, commitment(OPEN).note, Change.objects.count()) == ("", "", before)
    assert TableImport.objects.get().applied_at is None


def test_no_meeting_is_recorded_for_what_did_not_happen(office: Client, content: bytes) -> None:
    address = review_of(office, content, (GDP, "目标值", "约7"), (PLAIN, "配合单位", "区营商环境局"))
    assert apply(office, address, MEETING).status_code == 422
    assert not Resolution.objects.filter(meeting=MEETING["meeting"]).exists()


def test_what_somebody_changed_after_the_table_came_in_is_refused(office: Client, content: bytes) -> None:
    mine = review_of(office, content, (OPEN, "备注", "我的"), (PLAIN, "备注", "好的"))
    other = client_of("sang_example")
    assert apply(other, review_of(other, content, (OPEN, "备注", "另一个人的"))).status_code == 302
    response = apply(office, mine)
    assert response.status_code == 422
    assert "桑示例已经修改了" in response.content.decode()
    assert (commitment(OPEN).note, commitment(PLAIN).note) == ("另一个人的", "")


def test_a_table_is_thrown_away(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    response = office.post(address, {"discard": "1"}, follow=True)
    assert "已放弃这张表，没有作任何修改。" in response.content.decode()
    assert (commitment(OPEN).note, TableImport.objects.count()) == ("", 0)
    assert office.get(address).status_code == 404


def test_a_table_is_applied_once(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    apply(office, address)
    count = Change.objects.count()
    again = apply(office, address)
    assert again.status_code == 422
    assert "已经导入过" in again.content.decode()
    assert (Change.objects.count(), commitment(OPEN).note) == (count, "好的")
    assert "已导入。" in shown(office, address)


def test_nobody_is_told_that_an_applied_table_changed_nothing(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    apply(office, address)
    response = office.post(address, {"discard": "1"}, follow=True)
    assert "没有作任何修改" not in response.content.decode()
    assert TableImport.objects.get().applied_at


def test_a_table_without_a_difference_says_so(office: Client, content: bytes) -> None:
    answer = hand_in(office, content)
    assert answer.headers["Location"] == WORK
    assert "这张表与现在的计划没有不同" in shown(office, WORK)
    assert not TableImport.objects.exists()


def test_what_somebody_else_handed_in_is_not_there(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    for code in ("sang_example", "yuan_example"):
        other = client_of(code)
        assert (
            other.get(address).status_code == apply(other, address).status_code == other.post(address, {"discard": "1"}).status_code == 404
        )
        assert "未完成的导入" not in shown(other, WORK)
    assert TableImport.objects.get().applied_at is None
    assert commitment(OPEN).note == ""


def test_a_unit_fills_in_its_own_figures(reporter: Client, content: bytes) -> None:
    address = review_of(reporter, content, (REVENUE, "基数来源", "2022年决算"), (REVENUE, "一季度目标", 2.5))
    assert {row[3] for row in rows(shown(reporter, address))} == {"补充"}
    assert apply(reporter, address).status_code == 302
    assert target(REVENUE).base_source == "2022年决算"
    assert list(commitment(REVENUE).milestones.values_list("quarter", "text", "value")) == [(1, "2.5", Decimal("2.5"))]


@pytest.mark.parametrize(
    "edit",
    [
        (REVENUE, "时限", "2023-11-30"),
        (REVENUE, "目标值", 11),
        (REVENUE, "备注", "好的"),
        (FOREIGN, "基数", 12),
        (OPEN, "牵头单位", "区财政局"),
    ],
)
def test_a_unit_changes_nothing_else(edit: tuple[str, str, Any], reporter: Client, content: bytes, version: ReportVersion) -> None:
    assert version.report.adoption
    address = review_of(reporter, content, (REVENUE, "基数来源", "2022年决算"), edit)
    for given in ({}, {"resolution": version.report.adoption.pk}, MEETING):
        response = apply(reporter, address, given)
        assert response.status_code == 422
        assert "请联系政府办（督查室）" in response.content.decode() or "只能由本区政府办（督查室）办理" in response.content.decode()
    assert target(REVENUE).base_source != "2022年决算"


def test_what_a_unit_confirmed_is_replaced_by_the_office_alone(content: bytes, version: ReportVersion) -> None:
    own = client_of("zhou_example")  # reports for the development and reform bureau, which leads GDP
    response = apply(own, review_of(own, content, (GDP, "基数", 590)))
    assert response.status_code == 422
    assert target(GDP).base_value == 580


def test_every_fault_is_named_and_nothing_is_kept(office: Client, content: bytes) -> None:
    spoiled = Editor(content).write(GDP, "时限", "年内").write(PLAIN, "牵头单位", "<b>某局</b>").write(OPEN, "备注", "好的").saved()
    response = hand_in(office, spoiled)
    page = response.content.decode()
    assert response.status_code == 422
    assert [row[:4] for row in rows(page)] == [
        (TAB, "Q3", "时限", "年内"), (TAB, "O7", "牵头单位", "&lt;b&gt;某局&lt;/b&gt;"),
    ]  # fmt: skip
    assert "表里有 2 处不对，没有导入任何内容" in page
    assert not TableImport.objects.exists()
    english = hand_in(client_of("tian_example", "en"), spoiled).content.decode()
    assert "This is no day. Write it as 2023-01-31." in english


def test_a_table_that_cannot_be_traced_says_so(office: Client, content: bytes) -> None:
    editor = Editor(content).write(OPEN, "备注", "好的")
    del editor.book[CHECK_TAB]
    response = office.post(BRING, {"table": SimpleUploadedFile("表.xlsx", editor.saved())}, follow=True)
    assert "表里没有导出时的核对页" in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "named"),
    [
        (b"", "表.xlsx", "文件是空的"),
        (OLD_EXCEL, "表.xls", "旧版 Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "截图.png", "图片"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "截图.xlsx", "图片"),
        ("编号,时限\n桃源-2023-0001,2023-12-31\n".encode(), "表.csv", "CSV"),
        (b"%PDF-1.7\n" + bytes(50), "表.pdf", "PDF"),
        (word_document("<w:p/>"), "表.docx", "Word 文档"),
        (b"PK\x03\x04" + bytes(100), "表.xlsx", "损坏"),
        (zipped({"a.txt": "1"}), "表.zip", "压缩包"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": " " * (70 * 1024 * 1024)}), "表.xlsx", "超过"),
        (b"PK\x03\x04" + bytes(BYTES_MAX), "表.xlsx", "超过 20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_file_is_refused_with_its_reason(content: bytes, name: str, named: str, office: Client) -> None:
    response = hand_in(office, content, name)
    assert response.status_code == 422
    alert = re.search(r'role="alert"[^>]*>(.*?)</div>', response.content.decode(), re.S)
    assert alert
    assert named in alert[1]
    assert not TableImport.objects.exists()


def test_pressing_the_button_too_early_is_explained(office: Client) -> None:
    response = office.post(BRING)
    assert response.status_code == 422
    assert "还没有选择文件" in response.content.decode()


def test_whoever_is_not_signed_in_signs_in_first(version: ReportVersion, content: bytes, office: Client) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    anonymous = Client()
    for response in (anonymous.get(EXPORT), hand_in(anonymous, content), anonymous.get(address), apply(anonymous, address)):
        assert response.status_code == 302
        assert "next=" in response.headers["Location"]
    assert commitment(OPEN).note == ""


def test_a_person_without_a_post_is_not_let_in(version: ReportVersion, content: bytes, office: Client) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    Person.objects.get(code="tian_example").tenures.update(valid_to="2023-01-31")
    assert [office.get(EXPORT).status_code, hand_in(office, content).status_code, apply(office, address).status_code] == [403] * 3
    assert commitment(OPEN).note == ""


def test_another_plan_has_no_such_table(office: Client, content: bytes) -> None:
    address = review_of(office, content, (OPEN, "备注", "好的"))
    assert office.get(address.replace(SLUG, "songbei-2024")).status_code == 404
    assert office.get(EXPORT.replace(SLUG, "songbei-2024")).status_code == 404
    assert office.get(BRING).status_code == 405


def test_a_unit_that_ended_meanwhile_is_named_and_not_passed_over(office: Client, content: bytes, version: ReportVersion) -> None:
    address = review_of(office, content, (OPEN, "牵头单位", "区审计局"), (PLAIN, "备注", "好的"))
    assert version.report.district
    today = timezone.localdate()
    new = add_unit(version.report.district, code="audit-and-accounts", name="区审计监督局", on=today, by=office_of(version.report.district))
    end_unit(Unit.objects.get(name="区审计局"), successor=new, on=today - timedelta(days=1), by=office_of(version.report.district))
    page = shown(office, address)
    assert "这张表里的名称已经失效" in page
    assert "没有不同" not in page
    assert apply(office, address).status_code == 422
    assert commitment(PLAIN).note == ""


def test_the_units_of_today_are_offered(office: Client, version: ReportVersion) -> None:
    """A plan lasts a year and offices change in it: what the table offers must be what it takes back."""
    assert version.report.district
    today = timezone.localdate()
    new = add_unit(version.report.district, code="audit-and-accounts", name="区审计监督局", on=today, by=office_of(version.report.district))
    end_unit(Unit.objects.get(name="区审计局"), successor=new, on=today - timedelta(days=1), by=office_of(version.report.district))
    response: Any = office.get(EXPORT)
    page: Any = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))[TAB]
    (offered,) = (rule.formula1 for rule in page.data_validations.dataValidation if str(rule.sqref).startswith("O"))
    assert "区审计监督局" in offered
    assert "区审计局" not in offered
