"""Reports come in, are revised, are taken away: each change is whole or does not happen, and codes are given once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from luoshi.district.offices.models import District
from luoshi.district.plan import intake, operations, storing
from luoshi.district.plan.errors import NotHeld, ReportRefused, ReportStays
from luoshi.district.plan.models import PROMISES, Clause, Commitment, Origin, Report, ReportVersion, Target
from luoshi.district.plan.operations import import_report, read_again, read_report, remove_report, revise_report
from luoshi.district.plan.tests.conftest import AT, COUNTY, DEMONSTRATION
from luoshi.engines.documents.incoming import decode
from luoshi.engines.reading.model import Half

pytestmark = pytest.mark.django_db


def codes_by_quote(report: Report) -> dict[str, str]:
    """The code of each promise that the current version makes."""
    clauses = Clause.objects.filter(version__report=report, version__is_current=True, commitment__isnull=False)
    return dict(clauses.values_list("quote", "commitment__code"))


def test_a_report_is_stored_with_everything_that_was_read(uploaded: Report) -> None:
    version = uploaded.versions.get()
    assert (uploaded.title, uploaded.year, str(uploaded.district)) == ("青溪县2023年政府工作报告", 2023, "青溪县")
    assert (version.format, version.encoding, version.file_name, version.source) == ("txt", "utf-8", "青溪县.txt", COUNTY)
    assert version.areas.count() >= 4
    for clause in version.clauses.all():
        assert version.text[clause.start : clause.end] == clause.quote
    invested = Target.objects.get(clause__version=version, indicator="一般公共预算收入")
    assert (invested.operator, f"{invested.value:f}".rstrip("0").rstrip("."), invested.unit) == (">=", "8", "%")


def test_promises_and_only_promises_have_codes_in_order(uploaded: Report) -> None:
    promises = Clause.objects.filter(version__report=uploaded, half=Half.PLAN.value, kind__in=PROMISES).order_by("position")
    codes = [clause.commitment.code for clause in promises if clause.commitment]
    assert codes == [f"{uploaded.slug}-{number:04d}" for number in range(1, len(promises) + 1)]
    assert uploaded.next_number == len(promises) + 1
    assert Commitment.objects.count() == len(promises)


def test_the_four_headline_targets_are_known(uploaded: Report) -> None:
    headlines = Clause.objects.filter(version__report=uploaded, headline=True).order_by("position")
    assert [clause.quote for clause in headlines] == [
        "地区生产总值增长6%左右", "一般公共预算收入增长8%以上", "固定资产投资增长10%", "居民收入增长与经济增长同步",
    ]  # fmt: skip


def test_findings_stand_at_their_sentence_unless_they_are_about_the_whole(demonstration: Report) -> None:
    findings = demonstration.versions.get().findings
    assert findings.filter(kind="impossible_unit", clause__quote="提升供电能力50万千瓦/时").count() == 1
    assert set(findings.filter(clause=None).values_list("kind", flat=True)) == {"missing_deadline", "missing_owner"}


def test_a_label_names_district_year_and_number(uploaded: Report) -> None:
    assert Commitment.objects.order_by("number")[0].label == "青溪-2023-0001"
    assert District(name="桃源新区").short_name == "桃源"
    assert District(name="沙县").short_name == "沙县"


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        (b"", "a.txt", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "report.docx", "图片"),
        ("只有一句话。".encode(), "a.txt", "汉字"),
        (b"All work and no play. " * 100, "a.txt", "汉字"),
        (("今年目标是增长" + "9" * 60 + "%。").encode() + COUNTY.encode(), "a.txt", "位数"),
        ((COUNTY * 400).encode(), "a.txt", "上限"),
    ],
)
def test_what_is_refused_is_refused_with_a_reason_and_leaves_nothing(content: bytes, name: str, word: str) -> None:
    with pytest.raises(ReportRefused) as refusal:
        read_report(content, name, by="anna", at=AT)
    assert word in refusal.value.what.chinese
    assert refusal.value.remedy.chinese
    assert refusal.value.what.english
    assert not Report.objects.exists()
    assert not District.objects.exists()


def test_the_same_text_twice_is_one_report_of_a_visitor_whatever_its_encoding(uploaded: Report) -> None:
    assert read_report(COUNTY.encode("gb18030"), "另一个名字.txt", by="anna", at=AT) == uploaded.slug
    assert Report.objects.count() == ReportVersion.objects.count() == 1


def test_the_same_text_of_two_visitors_is_two_reports(uploaded: Report) -> None:
    other = Report.objects.get(slug=read_report(COUNTY.encode(), "另一个名字.txt", by="boris", at=AT))
    assert other != uploaded
    revise_report(other.slug, COUNTY.replace("200张", "900张").encode(), "修订.txt", by="boris", at=AT)
    assert "新增养老床位200张" in codes_by_quote(uploaded)
    assert uploaded.versions.get().file_name == "青溪县.txt"
    remove_report(uploaded.slug, by="anna")
    assert Report.objects.get() == other
    assert not ReportVersion.objects.filter(source=COUNTY, is_current=True).exists()


def test_a_text_that_a_report_no_longer_has_is_another_report(uploaded: Report) -> None:
    revise_report(uploaded.slug, COUNTY.replace("200张", "900张").encode(), "修订.txt", by="anna", at=AT)
    assert read_report(COUNTY.encode(), "a.txt", by="anna", at=AT + timedelta(minutes=1)) != uploaded.slug
    with pytest.raises(ReportRefused, match="青溪县2023年政府工作报告"):
        revise_report(uploaded.slug, COUNTY.encode(), "a.txt", by="anna", at=AT)


def test_the_demonstration_brought_by_a_visitor_stays_the_demonstration(demonstration: Report) -> None:
    assert read_report(DEMONSTRATION.read_bytes(), "2023.txt", by="anna", at=AT) == demonstration.slug
    with pytest.raises(ReportStays):
        remove_report(demonstration.slug, by="anna")


def test_characters_that_cannot_be_stored_are_replaced_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = replace(decode(COUNTY.encode(), "a.pdf"), text=COUNTY.replace("幼儿园3所", "幼儿园\x003所"))
    monkeypatch.setattr(intake, "decode", lambda *_: damaged)
    slug = read_report(b"", "a.pdf", by="anna", at=AT)
    source = ReportVersion.objects.get(report__slug=slug).source
    assert "\x00" not in source
    assert len(source) == len(COUNTY) + 1


def test_a_revision_keeps_the_codes_of_what_it_still_promises(uploaded: Report) -> None:
    before = codes_by_quote(uploaded)
    revised = COUNTY.replace("增长6%左右", "增长6.5%左右").replace("新建幼儿园3所", "开通公交线路5条")
    assert revise_report(uploaded.slug, revised.encode(), "修订.txt", by="anna", at=AT + timedelta(days=1))
    after = codes_by_quote(uploaded)
    assert after["地区生产总值增长6.5%左右"] == before["地区生产总值增长6%左右"]
    assert after["修缮农村公路"] == before["修缮农村公路"]
    assert after["开通公交线路5条"] == f"{uploaded.slug}-{len(before) + 1:04d}"
    withdrawn = Commitment.objects.get(code=before["新建幼儿园3所"])
    assert withdrawn.code not in after.values()
    assert withdrawn.quote == "新建幼儿园3所"


def test_a_code_is_never_given_to_another_promise(uploaded: Report) -> None:
    for place, thing in enumerate(["公交线路5条", "图书馆2座", "河堤8公里"]):
        text = COUNTY.replace("新建幼儿园3所", f"开工建设{thing}")
        revise_report(uploaded.slug, text.encode(), "修订.txt", by="anna", at=AT + timedelta(days=place))
    quotes = Commitment.objects.filter(report=uploaded).order_by("number").values_list("quote", flat=True)
    assert [quote for quote in quotes if "开工建设" in quote] == ["开工建设公交线路5条", "开工建设图书馆2座", "开工建设河堤8公里"]


def test_going_back_to_an_old_text_brings_its_codes_back(uploaded: Report) -> None:
    before = codes_by_quote(uploaded)
    revise_report(uploaded.slug, COUNTY.replace("幼儿园3所", "小学校舍四栋").encode(), "修订.txt", by="anna", at=AT)
    assert revise_report(uploaded.slug, COUNTY.encode(), "原稿.txt", by="anna", at=AT)
    assert codes_by_quote(uploaded) == before
    assert uploaded.versions.count() == 2
    assert uploaded.versions.get(is_current=True).number == 1


def test_the_same_revision_twice_changes_nothing(uploaded: Report) -> None:
    assert not revise_report(uploaded.slug, COUNTY.encode(), "原稿.txt", by="anna", at=AT)


def test_only_who_brought_a_report_may_revise_it(uploaded: Report, demonstration: Report) -> None:
    with pytest.raises(NotHeld):
        revise_report(uploaded.slug, COUNTY.encode(), "a.txt", by="boris", at=AT)
    with pytest.raises(NotHeld):
        revise_report(demonstration.slug, COUNTY.encode(), "a.txt", by="anna", at=AT)


def test_another_stored_report_is_no_revision(uploaded: Report, demonstration: Report) -> None:
    with pytest.raises(ReportRefused, match="桃源新区2023年政府工作报告"):
        revise_report(uploaded.slug, DEMONSTRATION.read_bytes(), "2023.txt", by="anna", at=AT)
    assert uploaded.versions.count() == 1


def test_a_refused_revision_leaves_the_report_as_it_was(uploaded: Report) -> None:
    before = codes_by_quote(uploaded)
    bad = COUNTY.replace("增长6%左右", f"增长{'7' * 50}%")
    with pytest.raises(ReportRefused):
        revise_report(uploaded.slug, bad.encode(), "a.txt", by="anna", at=AT)
    assert codes_by_quote(uploaded) == before
    assert uploaded.versions.get().is_current


def test_a_removed_report_is_gone_with_everything_that_was_read(uploaded: Report) -> None:
    remove_report(uploaded.slug, by="anna")
    for model in (Report, ReportVersion, Clause, Commitment, Target):
        assert not model._default_manager.exists()
    with pytest.raises(ReportStays):
        remove_report(uploaded.slug, by="anna")


@pytest.mark.parametrize("by", ["", "boris"])
def test_nobody_else_takes_a_report_away(uploaded: Report, by: str) -> None:
    with pytest.raises(ReportStays):
        remove_report(uploaded.slug, by=by)
    assert Report.objects.filter(slug=uploaded.slug).exists()


def test_a_report_brought_again_after_removal_has_a_new_address(uploaded: Report) -> None:
    remove_report(uploaded.slug, by="anna")
    assert read_report(COUNTY.encode(), "a.txt", by="anna", at=AT + timedelta(minutes=1)) != uploaded.slug


def test_importing_twice_changes_nothing(demonstration: Report) -> None:
    before = codes_by_quote(demonstration)
    later = AT + timedelta(days=1)
    assert not import_report(DEMONSTRATION.read_bytes(), "2023.txt", slug=demonstration.slug, origin=Origin.DEMONSTRATION, at=later)
    assert demonstration.versions.get().read_at == AT
    assert codes_by_quote(demonstration) == before


def test_a_better_engine_reads_the_same_text_again_and_keeps_the_codes(demonstration: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    before = codes_by_quote(demonstration)
    for module in (operations, storing):
        monkeypatch.setattr(module, "engine_identity", lambda: "tomorrow")
    later = AT + timedelta(days=1)
    assert import_report(DEMONSTRATION.read_bytes(), "2023.txt", slug=demonstration.slug, origin=Origin.DEMONSTRATION, at=later)
    version = demonstration.versions.get()
    assert (version.engine, version.read_at) == ("tomorrow", AT + timedelta(days=1))
    assert codes_by_quote(demonstration) == before


def test_stored_texts_are_read_again_by_a_better_engine_once(uploaded: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    before = codes_by_quote(uploaded)
    assert read_again(at=AT) == 0
    for module in (operations, storing):
        monkeypatch.setattr(module, "engine_identity", lambda: "tomorrow")
    assert read_again(at=AT + timedelta(days=1)) == 1
    assert read_again(at=AT + timedelta(days=2)) == 0
    assert codes_by_quote(uploaded) == before
    assert uploaded.versions.get().read_at == AT + timedelta(days=1)


def test_one_visitor_cannot_fill_the_disk(uploaded: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "REPORTS_PER_VISITOR_MAX", 1)
    with pytest.raises(ReportRefused, match="已经提交了 1 份"):
        read_report(DEMONSTRATION.read_bytes(), "2023.txt", by="anna", at=AT)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "title"),
    [("政府工作报告", "2023年政府工作报告"), ("白石市2023年政府工作报告", "白石市2023年政府工作报告"), ("工作总结", "新稿")],
)
def test_a_report_without_a_title_is_called_by_year_or_file(first: str, title: str) -> None:
    text = COUNTY.replace("青溪县2023年政府工作报告", first)
    slug = read_report(text.encode(), "新稿.txt", by="anna", at=AT)
    assert Report.objects.get(slug=slug).title == title


def test_a_visitors_report_does_not_keep_the_district_from_importing_its_own(uploaded: Report) -> None:
    assert import_report(COUNTY.encode(), "a.txt", slug="qingxi-2023", at=AT)
    assert set(Report.objects.values_list("origin", "holder")) == {(Origin.UPLOADED, "anna"), (Origin.DISTRICT, "")}


def test_a_public_report_is_not_imported_under_another_name(demonstration: Report) -> None:
    with pytest.raises(ReportRefused, match="桃源新区2023年政府工作报告"):
        import_report(DEMONSTRATION.read_bytes(), "a.txt", slug="other-2023", at=AT)


@pytest.mark.parametrize(
    ("first", "given", "title"),
    [
        ("工作总结", "新河\x00区  报告", "新河区 报告"),
        ("政府工作报告", "新河区工作报告", "新河区工作报告"),
        ("青溪县2023年政府工作报告", "别的名称", "青溪县2023年政府工作报告"),
        ("工作总结", "长" * 300, "长" * 100),
    ],
)
def test_a_visitor_names_a_report_that_does_not_name_itself(first: str, given: str, title: str) -> None:
    text = COUNTY.replace("青溪县2023年政府工作报告", first)
    slug = read_report(text.encode(), "新稿.txt", by="anna", at=AT, title=given)
    revise_report(slug, text.replace("200张", "900张").encode(), "另一个名字.txt", by="anna", at=AT)
    assert Report.objects.get(slug=slug).title == title


def test_codes_of_uploads_without_a_district_do_not_look_official() -> None:
    text = COUNTY.replace("青溪县2023年政府工作报告", "工作总结")
    read_report(text.encode(), "新稿.txt", by="anna", at=AT)
    assert Commitment.objects.order_by("number")[0].label == "上传-2023-0001"
