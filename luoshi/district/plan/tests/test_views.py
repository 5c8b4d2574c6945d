"""Pages as a browser gets them, with and without htmx, and what they answer to wrong addresses."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from luoshi.district.plan import queries
from luoshi.district.plan.models import Clause, Commitment, Origin, Report, Target
from luoshi.district.plan.operations import import_report, read_report, revise_report
from luoshi.district.plan.tests.conftest import AT, COUNTY

pytestmark = pytest.mark.django_db

PANEL = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "reading"}
RESULTS = {"HX-Request": "true", "HX-Target": "results"}


@pytest.fixture
def anna(client: Client, uploaded: Report) -> Client:
    """The browser that brought the county's report."""
    session = client.session
    session["holder"] = "anna"
    session.save()
    return client


def page(client: Client, address: str, *, status: int = 200, headers: dict[str, str] | None = None) -> str:
    """The text of a page in Chinese."""
    response = client.get(address, headers={"accept-language": "zh-CN", **(headers or {})})
    assert response.status_code == status
    return response.content.decode()


def test_without_any_report_the_first_page_is_the_box_for_one(client: Client) -> None:
    assert client.get("/").headers["Location"] == reverse("plan:reports")


def test_the_first_page_shows_headlines_text_and_readings(client: Client, demonstration: Report) -> None:
    shown = page(client, "/")
    for words in ("桃源新区2023年政府工作报告", "演示 · 虚构地区", "主要预期目标", "处需要核对", "任务分解表"):
        assert words in shown
    assert shown.count('class="headline"') == 8
    marks = Clause.objects.filter(version__report=demonstration, commitment__isnull=False).count()
    assert shown.count('href="/commitments/') == marks + 8  # each mark, and the headline targets


def test_a_page_takes_few_queries_however_many_clauses(client: Client, demonstration: Report) -> None:
    import_report(COUNTY.encode(), "青溪县.txt", slug="qingxi-2023", origin=Origin.DEMONSTRATION, at=AT)
    few, many = Report.objects.get(slug="qingxi-2023"), demonstration
    for what, most in (("", 21), ("?view=areas", 21), ("?view=list", 21), ("findings/", 4)):
        counts = [queries_of(client, f"/reports/{report.slug}/{what}") for report in (few, many)]
        assert counts[0] == counts[1] <= most, what
    counts = [queries_of(client, f"/commitments/{report.slug}-0001/") for report in (few, many)]
    assert counts[0] == counts[1] <= 20


def queries_of(client: Client, address: str) -> int:
    """How often a page asks the database, once everything that is kept between pages is known."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_filters_narrow_the_page_and_say_how_many(client: Client, demonstration: Report) -> None:
    address = f"/reports/{demonstration.slug}/"
    shown = page(client, f"{address}?view=list&q=供热面积")
    assert "符合条件 1 句" in shown
    assert "新增供热面积300万平方米" in shown
    assert "没有符合条件的内容" in page(client, f"{address}?q=不会出现的词")


def test_htmx_gets_only_the_part_that_changes(client: Client, demonstration: Report) -> None:
    part = page(client, f"/reports/{demonstration.slug}/?kind=platform", headers=RESULTS)
    assert "<html" not in part
    assert "mark-platform" in part
    assert "mark-target" not in part
    assert 'id="count-platform" hx-swap-oob="innerHTML"' in part


def test_going_back_gets_the_whole_page(client: Client, demonstration: Report) -> None:
    assert "<html" in page(client, f"/reports/{demonstration.slug}/", headers={**RESULTS, "HX-History-Restore-Request": "true"})


def test_a_promise_has_a_page_and_a_panel(client: Client, uploaded: Report) -> None:
    clause = Clause.objects.get(version__report=uploaded, quote="新增养老床位200张")
    assert clause.commitment
    address = f"/commitments/{clause.commitment.code}/"
    whole = page(client, address)
    for words in ("青溪-2023-", "原句", "数字", "记录", "暂无记录", "200", "牵头建议", "须由人确认", "期限", "2023年", "上一项", "下一项"):
        assert words in whole
    opened = f"http://testserver/reports/{uploaded.slug}/?q=床位&open=3"
    response = client.get(address, headers={**PANEL, "HX-Current-URL": opened})
    assert b"<html" not in response.content
    assert response.headers["HX-Replace-Url"] == f"/reports/{uploaded.slug}/?q=%E5%BA%8A%E4%BD%8D&open={clause.position}"


def test_a_deadline_that_the_text_does_not_name_is_shown_as_assumed(client: Client, demonstration: Report) -> None:
    for quote, assumed in (("新增供热面积300万平方米", True), ("全年新增就业见习基地5家", False)):
        clause = Clause.objects.get(version__report=demonstration, quote=quote)
        assert clause.commitment
        assert ("原文没有写明，按报告年度" in page(client, f"/commitments/{clause.commitment.code}/")) is assumed


def test_an_opened_reading_survives_a_reload(client: Client, uploaded: Report) -> None:
    clause = Clause.objects.get(version__report=uploaded, quote="新增养老床位200张")
    assert f'data-position="{clause.position}"' in page(client, f"/reports/{uploaded.slug}/?open={clause.position}")
    for nonsense in ("0", "99999", "9999999999", "-1", "x", "²"):
        assert "data-position" not in page(client, f"/reports/{uploaded.slug}/?open={nonsense}")


def test_a_result_has_a_page_but_no_code(client: Client, uploaded: Report) -> None:
    result = Clause.objects.get(version__report=uploaded, quote="社会消费品零售总额下降2.3%")
    shown = page(client, f"/reports/{uploaded.slug}/clauses/{result.position}/")
    for words in ("结果", "下降", "2.3"):
        assert words in shown
    assert "青溪-2023-" not in shown


def test_the_place_of_a_promise_leads_to_its_permanent_address(client: Client, uploaded: Report) -> None:
    promise = Clause.objects.filter(version__report=uploaded, commitment__isnull=False)[0]
    assert promise.commitment
    response = client.get(f"/reports/{uploaded.slug}/clauses/{promise.position}/")
    assert response.headers["Location"] == f"/commitments/{promise.commitment.code}/"


def test_a_withdrawn_promise_keeps_its_page(client: Client, uploaded: Report) -> None:
    code = Clause.objects.get(version__report=uploaded, quote="新建幼儿园3所").commitment
    assert code
    revise_report(uploaded.slug, COUNTY.replace("新建幼儿园3所，", "").encode(), "b.txt", by="anna", at=AT)
    shown = page(client, f"/commitments/{code.code}/")
    assert "已经没有这项承诺" in shown
    assert "新建幼儿园3所" in shown


def test_findings_are_grouped_and_lead_to_their_sentence(client: Client, demonstration: Report) -> None:
    shown = page(client, f"/reports/{demonstration.slug}/findings/")
    for words in ("计量单位不合理", "万千瓦/时", "缺基数", "建议", "/commitments/peach-blossom-2023-"):
        assert words in shown


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/commitments/no-such-code/", "没有编号为 no-such-code 的承诺"),
        ("/reports/no-such-report/", "没有这份报告"),
        ("/reports/no-such-report/findings/", "没有这份报告"),
        ("/reports/no-such-report/decomposition.xlsx", "没有这份报告"),
        ("/nowhere/", "网址可能写错了"),
    ],
)
def test_wrong_addresses_are_answered_in_words(client: Client, address: str, words: str) -> None:
    shown = page(client, address, status=404)
    assert "没有这个页面" in shown
    assert words in shown


def test_an_unknown_clause_or_format_is_not_found(client: Client, uploaded: Report) -> None:
    assert "没有这一句" in page(client, f"/reports/{uploaded.slug}/clauses/99999/", status=404)
    assert "xlsx、docx、pdf 或 json" in page(client, f"/reports/{uploaded.slug}/decomposition.exe", status=404)


def test_the_workbook_has_a_row_for_each_target_with_its_permanent_code(client: Client, uploaded: Report) -> None:
    response = client.get(f"/reports/{uploaded.slug}/decomposition.xlsx")
    assert "filename*=utf-8''%E9%9D%92%E6%BA%AA%E5%8E%BF" in response.headers["Content-Disposition"]
    book = load_workbook(BytesIO(b"".join(response)))
    assert book.sheetnames == ["任务分解表", "文本问题清单", "上年结果"]
    _title, header, *rows = book["任务分解表"].iter_rows(values_only=True)
    table = [dict(zip(header, row, strict=True)) for row in rows]
    found = next(row for row in table if str(row["原文句（出处段/句）"]).startswith("新增养老床位200张"))
    clause = Clause.objects.get(version__report=uploaded, quote="新增养老床位200张")
    assert clause.commitment
    assert (found["编号"], found["目标值"], found["计量单位"]) == (clause.commitment.label, 200, "张")
    assert "建议" in str(found["牵头单位"])
    codes = {str(row["编号"]) for row in table if str(row["编号"]).startswith("青溪-2023-")}
    assert codes == {commitment.label for commitment in Commitment.objects.all()}


def test_the_word_file_and_the_json_open(client: Client, uploaded: Report) -> None:
    word = b"".join(client.get(f"/reports/{uploaded.slug}/decomposition.docx"))
    assert "青溪-2023-0001" in ZipFile(BytesIO(word)).read("word/document.xml").decode()
    read = json.loads(b"".join(client.get(f"/reports/{uploaded.slug}/decomposition.json")))
    assert any(entry["quote"] == "新增养老床位200张" and entry["value"] == 200 for entry in read["clauses"])


def test_what_is_invented_says_so_on_every_page_and_in_every_file(client: Client, demonstration: Report) -> None:
    commitment = Commitment.objects.filter(report=demonstration).first()
    assert commitment
    for address in ("/", "/reports/", f"/reports/{demonstration.slug}/findings/", f"/commitments/{commitment.code}/"):
        assert "演示 · 虚构地区" in page(client, address)
    files = f"/reports/{demonstration.slug}/decomposition"
    sheet = load_workbook(BytesIO(b"".join(client.get(f"{files}.xlsx"))))["任务分解表"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert cells[0].startswith("（演示）")
    assert any("均为虚构" in cell for cell in cells)
    assert "均为虚构" in ZipFile(BytesIO(b"".join(client.get(f"{files}.docx")))).read("word/document.xml").decode()
    assert json.loads(b"".join(client.get(f"{files}.json")))["origin"] == "demonstration"


def test_who_brought_a_report_may_remove_it_after_being_told_what_goes(anna: Client, uploaded: Report) -> None:
    address = f"/reports/{uploaded.slug}/remove/"
    assert f'href="{address}"' in page(anna, f"/reports/{uploaded.slug}/")
    asked = page(anna, address)
    for words in (uploaded.title, "青溪县.txt", "1 个版本", f"{Commitment.objects.count()} 项承诺", f'method="post" action="{address}"'):
        assert words in asked
    assert Report.objects.exists()
    assert anna.post(address).headers["Location"] == "/reports/"
    assert "报告已删除" in page(anna, "/reports/")
    assert not Report.objects.exists()


def test_nobody_else_may_remove_or_revise_it(client: Client, uploaded: Report, demonstration: Report) -> None:
    assert "删除这份报告" not in page(client, f"/reports/{uploaded.slug}/")
    for report in (uploaded, demonstration):
        address = f"/reports/{report.slug}"
        for ask in (client.post, client.get):
            assert ask(f"{address}/remove/").headers["Location"] == "/reports/"
            assert "这份报告不能删除" in page(client, "/reports/")
        assert client.post(f"{address}/revise/", {"text": COUNTY}).status_code == 403
        assert "只有提交这份报告的人" in page(client, f"{address}/revise/", status=403)
    assert Report.objects.count() == 2


def test_no_cache_keeps_what_is_about_an_upload(anna: Client, uploaded: Report, demonstration: Report) -> None:
    result = Clause.objects.filter(version__report=uploaded, half="review")[0]
    parts = ("", "findings/", f"clauses/{result.position}/", "decomposition.json", "revise/", "remove/")
    for address in (f"/commitments/{uploaded.slug}-0001/", *(f"/reports/{uploaded.slug}/{part}" for part in parts), "/reports/"):
        assert anna.get(address).headers.get("Cache-Control") == "no-store", address
    assert "Cache-Control" not in anna.get(f"/reports/{demonstration.slug}/").headers


def test_a_result_asks_for_no_records(client: Client, uploaded: Report) -> None:
    result = Clause.objects.get(version__report=uploaded, quote="社会消费品零售总额下降2.3%")
    shown = page(client, f"/reports/{uploaded.slug}/clauses/{result.position}/")
    assert "上年结果，不需要报送" in shown
    assert "暂无记录" not in shown


def test_only_so_many_headline_targets_stand_on_top(client: Client) -> None:
    many = "".join(f"第{number}项产品产量增长{number}%；\n" for number in range(2, 42))
    text = COUNTY.replace("固定资产投资增长10%；\n", many)
    slug = read_report(text.encode(), "a.txt", by="anna", at=AT)
    shown = page(client, f"/reports/{slug}/")
    assert shown.count('class="headline"') == 12
    targets = Target.objects.filter(clause__version__report__slug=slug, clause__headline=True).count()
    assert targets > 40
    assert f"全部 {targets} 个指标在清单中" in shown


def test_counts_tell_sentences_from_targets(client: Client, uploaded: Report) -> None:
    promised = Target.objects.filter(clause__version__report=uploaded, clause__commitment__isnull=False, value__isnull=False)
    shown = page(client, f"/reports/{uploaded.slug}/")
    assert f"{promised.values('clause').distinct().count()} 句写明数字 · {promised.count()} 个指标" in shown
    assert "上传的报告" in shown


def test_a_name_that_was_given_stands_on_every_file(client: Client) -> None:
    text = COUNTY.replace("青溪县2023年政府工作报告", "工作总结")
    slug = read_report(text.encode(), "a.txt", by="anna", at=AT, title="新河区工作安排")
    files = f"/reports/{slug}/decomposition"
    book = load_workbook(BytesIO(b"".join(client.get(f"{files}.xlsx"))))
    assert [str(sheet["A1"].value) for sheet in book] == [f"新河区工作安排{name}" for name in book.sheetnames]
    assert "新河区工作安排任务分解表" in ZipFile(BytesIO(b"".join(client.get(f"{files}.docx")))).read("word/document.xml").decode()
    read = json.loads(b"".join(client.get(f"{files}.json")))
    assert read["title"] == read["report"]["title"] == "新河区工作安排"


def test_the_json_names_the_text_its_reader_and_the_code_of_each_promise(client: Client, uploaded: Report) -> None:
    read = json.loads(b"".join(client.get(f"/reports/{uploaded.slug}/decomposition.json")))
    version = uploaded.versions.get()
    expected = {"slug": uploaded.slug, "title": uploaded.title, "sha256": version.source_sha256, "engine_version": version.engine}
    assert read["report"] == expected
    codes = {clause.quote: clause.commitment.label for clause in queries.promises_of(version) if clause.commitment}
    single = [entry for entry in read["clauses"] if entry["quote"] in codes and entry["half"] == "plan"]
    assert [entry["code"] for entry in single] == [codes[entry["quote"]] for entry in single]
    assert {entry["code"] for entry in read["clauses"]} == {*codes.values(), None}
    assert all(
        (entry["code"] is None) == (entry["half"] == "review" or entry["kind"] in {"principle", "result"}) for entry in read["clauses"]
    )


def test_a_revision_is_taken_in_through_the_page(anna: Client, uploaded: Report) -> None:
    assert "提交修订稿" in page(anna, f"/reports/{uploaded.slug}/revise/")
    revised = COUNTY.replace("200张", "260张")
    response = anna.post(f"/reports/{uploaded.slug}/revise/", {"text": revised}, follow=True, headers={"accept-language": "zh-CN"})
    assert "仍在文中的承诺保留原编号" in response.content.decode()
    assert "260张" in response.content.decode()
    assert anna.post(f"/reports/{uploaded.slug}/revise/", {"text": "短"}).status_code == 422


@pytest.mark.parametrize("address", ["/", "/reports/", "/commitments/x/"])
def test_only_expected_methods_are_answered(client: Client, address: str) -> None:
    assert client.delete(address).status_code == 405
