"""A district's own report is a draft of its offices first, then a plan in force that changes by resolution, and public."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.district.offices.tests.government import Government
from luoshi.district.plan import operations, queries, storing
from luoshi.district.plan.doubts import doubts_of
from luoshi.district.plan.editing import Act, Edit
from luoshi.district.plan.errors import (
    NeedsReason,
    NeedsResolution,
    NeedsRevision,
    NotAdoptable,
    NotAllowed,
    PlanError,
    PlanStays,
    ReportRefused,
    SlugTaken,
)
from luoshi.district.plan.fields import WHOLE, text, values_of
from luoshi.district.plan.models import Change, Clause, Commitment, Nature, Report, ReportVersion, Resolution
from luoshi.district.plan.operations import (
    adopt_plan,
    change_commitment,
    discard_draft,
    import_report,
    read_again,
    read_report,
    track_clause,
)
from luoshi.district.plan.tests.conftest import AT, BEDS, COUNTY, SLUG, promise, resolved

if TYPE_CHECKING:
    from luoshi.district.plan.fields import Key, Value

pytestmark = pytest.mark.django_db

SCHOOLS = "新建幼儿园3所"
PRINCIPLE = "改善村庄环境"
LATER = AT + timedelta(days=1)


def browser(government: Government | None = None, code: str = "") -> Client:
    """A browser that reads Chinese, signed in as somebody or nobody."""
    client = Client(headers={"accept-language": "zh-CN"})
    if government:
        account = government.people[code].account
        assert account is not None
        client.force_login(account)
    return client


def addresses(report: Report) -> list[str]:
    """Every page and file about a report that the public may read once it is in force."""
    result = Clause.objects.filter(version__report=report, half="review").order_by("position")[0]
    own = f"/reports/{report.slug}/"
    files = [f"{own}decomposition.{form}" for form in ("xlsx", "docx", "json")]
    pages = [own, f"{own}?view=list", f"{own}?view=text", f"{own}?open=9", f"{own}findings/", f"{own}clauses/{result.position}/"]
    return [*pages, *files, f"/commitments/{promise(report).code}/"]


def quotes(report: Report) -> dict[str, str]:
    """The code of each sentence that the present text makes a commitment of."""
    clauses = Clause.objects.filter(version__report=report, version__is_current=True, commitment__isnull=False)
    return dict(clauses.values_list("quote", "commitment__code"))


def position(report: Report, quote: str) -> int:
    """Where a sentence stands in the present text."""
    return Clause.objects.get(version__report=report, version__is_current=True, quote=quote).position


def tomorrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another engine read from now on."""
    for module in (operations, storing):
        monkeypatch.setattr(module, "engine_identity", lambda: "tomorrow")


def test_a_draft_is_invisible_to_the_public(draft: Report) -> None:
    client = browser()
    for address in addresses(draft):
        assert client.get(address).status_code == 404, address
    assert client.get("/").headers["Location"] == "/reports/"
    assert draft.title not in client.get("/reports/").content.decode()
    assert queries.front_report() is None


def test_a_draft_leaves_the_first_page_as_it_is(demonstration: Report, draft: Report) -> None:
    shown = browser().get("/").content.decode()
    assert demonstration.title in shown
    assert draft.title not in shown


@pytest.mark.parametrize("code", ["sun", "qian", "li", "zhou"])
def test_a_draft_is_read_by_everybody_who_serves_the_district(draft: Report, government: Government, code: str) -> None:
    client = browser(government, code)
    for address in [*addresses(draft), f"/workbench/{SLUG}/"]:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "no-store", address
    assert draft.title in client.get("/workbench/").content.decode()


def test_a_draft_is_not_read_by_another_district_or_without_a_post(draft: Report, government: Government, neighbour: Government) -> None:
    for client in (browser(neighbour, "bai"), browser(neighbour, "shi"), browser(government, "wang"), browser(government, "feng")):
        for address in addresses(draft):
            assert client.get(address).status_code == 404, address
    for page in ("", "adopt/", "discard/", "responsibility/", "delivery/", "assessment/", "supervision/"):
        assert browser(neighbour, "bai").get(f"/workbench/{SLUG}/{page}").status_code == 404, page
        assert browser(government, "wang").get(f"/workbench/{SLUG}/{page}").status_code == 403, page
        assert browser().get(f"/workbench/{SLUG}/{page}").headers["Location"].startswith("/sign-in/"), page


def test_a_plan_in_force_is_public_and_stands_on_the_first_page(demonstration: Report, plan: Report) -> None:
    client = browser()
    for address in addresses(plan):
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Cache-Control" not in response.headers, address
    assert plan.title in client.get("/").content.decode()
    assert plan.title in client.get("/reports/").content.decode()
    assert queries.front_report() == plan


def test_the_plan_that_was_adopted_last_stands_on_the_first_page(plan: Report, government: Government) -> None:
    import_report(COUNTY.replace("2023", "2024").encode(), "b.txt", slug="qingxi-2024", at=LATER)
    assert queries.front_report() == plan
    adopt_plan("qingxi-2024", resolution=resolved(government), by=government.by("sun"), at=LATER)
    assert queries.front_report() == Report.objects.get(slug="qingxi-2024")


def test_adoption_is_signed_and_names_its_resolution(plan: Report, government: Government, resolution: Resolution) -> None:
    assert (plan.adopted, plan.is_draft, plan.adopted_at, plan.adoption) == (True, False, AT, resolution)
    assert (plan.adopted_by, plan.adopted_signature) == (government.people["sun"], "县政府办主任 孙示例")
    assert str(resolution) == "青溪县第九届人民代表大会第二次会议（2023-01-09）"


def test_a_plan_is_adopted_once(plan: Report, government: Government) -> None:
    with pytest.raises(NotAdoptable, match="已经通过"):
        adopt_plan(SLUG, resolution=resolved(government, "又一次会议"), by=government.by("sun"), at=LATER)
    assert Report.objects.get(slug=SLUG).adopted_at == AT


@pytest.mark.parametrize("code", ["qian", "li", "zhou", "wang", "feng"])
def test_only_the_office_adopts(draft: Report, government: Government, resolution: Resolution, code: str) -> None:
    with pytest.raises(NotAllowed):
        adopt_plan(SLUG, resolution=resolution, by=government.by(code), at=AT)
    with pytest.raises(NotAllowed):
        operations.record_resolution(district=government.district, meeting="会", held_on=AT.date(), by=government.by(code), at=AT)
    assert Report.objects.get(slug=SLUG).is_draft


def test_another_districts_office_does_not_adopt(draft: Report, neighbour: Government, uploaded: Report) -> None:
    theirs = resolved(neighbour_as_sun(neighbour))
    for slug in (SLUG, uploaded.slug, "no-such-report"):
        with pytest.raises(NotAllowed):
            adopt_plan(slug, resolution=theirs, by=neighbour.by("bai"), at=AT)


def neighbour_as_sun(neighbour: Government) -> Government:
    """The neighbour with its own office where the county has 孙示例."""
    return Government(neighbour.district, neighbour.units, neighbour.posts, {**neighbour.people, "sun": neighbour.people["bai"]})


def test_a_meeting_to_come_decides_nothing(draft: Report, government: Government) -> None:
    with pytest.raises(NotAdoptable, match="2023-01-21"):
        resolved(government, held_on=AT.date() + timedelta(days=1))
    assert not Resolution.objects.exists()
    assert resolved(government, held_on=AT.date()).held_on == AT.date()


def test_today_is_what_the_calendar_of_the_district_says(draft: Report, government: Government) -> None:
    early = datetime(2023, 1, 19, 22, 30, tzinfo=UTC)  # half past six in the morning of 20 January in China
    by = government.by("sun")
    meeting = operations.record_resolution(district=government.district, meeting="晨会", held_on=date(2023, 1, 20), by=by, at=early)
    assert meeting.held_on == date(2023, 1, 20)


def test_a_meeting_is_recorded_once(government: Government, resolution: Resolution) -> None:
    assert resolved(government) == resolution
    assert resolved(government, " 青溪县第九届人民代表大会第二次会议 ") == resolution
    assert resolved(government, held_on=date(2023, 1, 10)) != resolution


def only_results() -> str:
    """A text that tells what was achieved and promises nothing."""
    return COUNTY[: COUNTY.index("二、2023年主要目标")] + "全县粮食总产量达到12万吨。" * 12


def test_a_text_without_a_promise_is_not_adopted(government: Government, resolution: Resolution) -> None:
    import_report(only_results().encode(), "a.txt", slug=SLUG, at=AT)
    assert not Commitment.objects.exists()
    with pytest.raises(NotAdoptable, match="没有读出任何承诺"):
        adopt_plan(SLUG, resolution=resolution, by=government.by("sun"), at=AT)


def test_what_an_earlier_text_promised_makes_no_plan_of_an_empty_one(draft: Report, government: Government, resolution: Resolution) -> None:
    import_report(only_results().encode(), "a.txt", slug=SLUG, at=AT)
    assert not quotes(draft)
    with pytest.raises(NotAdoptable, match="没有读出任何承诺"):
        adopt_plan(SLUG, resolution=resolution, by=government.by("sun"), at=AT)


def test_the_office_adopts_on_the_page_and_a_refusal_keeps_what_was_typed(draft: Report, government: Government) -> None:
    typed = {"meeting": "青溪县人代会", "held_on": "2099-01-09", "document_number": "青人大〔2023〕1号"}
    for code in ("zhou", "li"):  # who may not adopt is not shown a form that will be refused
        assert browser(government, code).get(f"/workbench/{SLUG}/adopt/").status_code == 403
    for code, held_on in (("sun", "2099-01-09"), ("sun", "")):
        response = browser(government, code).post(f"/workbench/{SLUG}/adopt/", {**typed, "held_on": held_on})
        assert response.status_code == 422
        assert 'value="青溪县人代会"' in response.content.decode()
    assert Report.objects.get(slug=SLUG).is_draft
    assert browser(government, "sun").post(f"/workbench/{SLUG}/adopt/", {**typed, "held_on": "2023-01-09"}).status_code == 302
    adopted = Report.objects.get(slug=SLUG)
    assert adopted.adoption
    assert adopted.adoption.document_number == "青人大〔2023〕1号"


def revision(report: Report) -> str:
    """The text with one figure raised, one promise withdrawn, and a new one."""
    return COUNTY.replace("200张", "260张").replace("新建幼儿园3所，", "").replace("修缮农村公路", "修缮农村公路，开通公交线路5条")


def test_the_text_of_a_plan_in_force_is_replaced_by_resolution_only(plan: Report, government: Government) -> None:
    before = quotes(plan)
    for act in (None, Act(by=government.by("sun"), at=LATER, reason="修订")):
        with pytest.raises(NeedsRevision):
            import_report(revision(plan).encode(), "修订.txt", slug=SLUG, at=LATER, act=act)
    assert quotes(plan) == before
    assert not import_report(COUNTY.encode(), "原稿.txt", slug=SLUG, at=LATER)


def test_a_revised_plan_keeps_its_codes_numbers_what_is_new_and_records_what_changed(
    plan: Report, government: Government, resolution: Resolution
) -> None:
    before = quotes(plan)
    numbers = Commitment.objects.count()
    second = resolved(government, "青溪县人大常委会第三次会议", date(2023, 1, 19))
    act = Act(by=government.by("sun"), at=LATER, reason="调整", resolution=second)
    assert import_report(revision(plan).encode(), "修订.txt", slug=SLUG, at=LATER, act=act)
    after = quotes(plan)
    new = f"{SLUG}-{numbers + 1:04d}"
    assert after["新增养老床位260张"] == before[BEDS]
    assert after["开通公交线路5条"] == new
    assert SCHOOLS not in after
    assert after.keys() & before.keys() == before.keys() - {BEDS, SCHOOLS}
    told = {one.commitment.code: (one.old, one.new) for one in Change.objects.select_related("commitment")}
    assert told == {
        before[BEDS]: (BEDS, "新增养老床位260张"), before[SCHOOLS]: (SCHOOLS, ""), new: ("", "开通公交线路5条"),
    }  # fmt: skip
    for one in Change.objects.select_related("commitment"):
        assert (one.field, one.nature, one.resolution, one.reason, one.at) == ("quote", Nature.REVISED, second, "调整", LATER)
        assert (one.signature, one.revision, one.commitment.revision) == ("县政府办主任 孙示例", 2, 2)
    page = browser().get(f"/commitments/{before[SCHOOLS]}/")
    assert page.status_code == 200
    for words in ("已经没有这项承诺", SCHOOLS, "修订稿"):
        assert words in page.content.decode()
    plan.refresh_from_db()
    assert plan.adoption == resolution


def test_what_a_plan_in_force_holds_a_promise_to_be_survives_another_text(plan: Report, government: Government) -> None:
    second = resolved(government, "常务会议", date(2023, 1, 19))
    act = Act(by=government.by("sun"), at=LATER, reason="调整", resolution=second)
    values: dict[Key, Value] = {(WHOLE, "lead"): government.units["civil"], (1, "base_value"): Decimal(900), (1, "value"): Decimal(240)}
    change_commitment(promise(plan).code, Edit(values), act=act)
    import_report(COUNTY.replace("新增养老床位200张", "全年新增养老床位200张").encode(), "修订.txt", slug=SLUG, at=LATER, act=act)
    said = values_of(Commitment.objects.get(code=quotes(plan)["全年新增养老床位200张"]))
    assert {key: said[key] for key in values} == values


def test_a_revised_sentence_is_confirmed_again(plan: Report, government: Government) -> None:
    for quote in (BEDS, SCHOOLS):
        Commitment.objects.filter(pk=promise(plan, quote).pk).update(confirmed_at=AT, confirmed_signature="x")
    act = Act(by=government.by("sun"), at=LATER, reason="调整", resolution=resolved(government))
    import_report(COUNTY.replace("200张", "260张").encode(), "修订.txt", slug=SLUG, at=LATER, act=act)
    assert [promise(plan, quote).confirmed for quote in ("新增养老床位260张", SCHOOLS)] == [False, True]


@pytest.mark.parametrize("who", ["neighbour", "zhou"])
def test_only_the_office_replaces_the_text_of_a_plan_in_force(
    plan: Report, government: Government, neighbour: Government, who: str
) -> None:
    by = neighbour.by("bai") if who == "neighbour" else government.by(who)
    act = Act(by=by, at=LATER, reason="调整", resolution=resolved(government))
    with pytest.raises(PlanError):
        import_report(revision(plan).encode(), "修订.txt", slug=SLUG, at=LATER, act=act)


def test_the_text_of_a_draft_is_replaced_freely_and_leaves_no_history(draft: Report) -> None:
    before = quotes(draft)
    assert import_report(revision(draft).encode(), "修订.txt", slug=SLUG, at=LATER)
    assert quotes(draft)["新增养老床位260张"] == before[BEDS]
    assert not Change.objects.exists()


def test_a_text_that_is_a_draft_already_is_a_visitors_own_report_all_the_same(draft: Report, government: Government) -> None:
    slug = read_report(COUNTY.encode(), "青溪县.txt", by="anna", at=AT)
    assert slug != draft.slug  # else the visitor learns of the draft, and is led to a page that is not there
    assert browser().get(f"/reports/{slug}/").status_code == 200


def test_a_permanent_name_is_one_reports(draft: Report, demonstration: Report) -> None:
    text_ = COUNTY.replace("200张", "210张").encode()
    uploaded = read_report(COUNTY.replace("200张", "190张").encode(), "a.txt", by="anna", at=AT)
    for slug, district in ((uploaded, ""), (demonstration.slug, ""), (SLUG, "白石县")):
        with pytest.raises(SlugTaken):
            import_report(text_, "a.txt", slug=slug, district=district, at=AT)
    with pytest.raises(SlugTaken):
        import_report(text_, "a.txt", slug=SLUG, at=AT, is_new=True)


def corrected(report: Report, government: Government) -> dict[str, dict[Key, str]]:
    """Correct three promises of a draft; return what is said of them then."""
    act = Act(by=government.by("sun"), at=AT, reason="核对了原文")
    wanted: dict[str, dict[Key, Value]] = {
        BEDS: {(WHOLE, "strength"): "确保", (1, "value"): Decimal(220), (1, "base_value"): Decimal(900), (1, "quarter_1"): "50"},
        SCHOOLS: {(WHOLE, "kind"): "programme", (1, "dropped"): True},
        "修缮农村公路": {(WHOLE, "kind"): "principle"},
    }
    for quote, values in wanted.items():
        change_commitment(promise(report, quote).code, Edit(values), act=act)
    return {quote: said_of(report, quote) for quote in wanted}


def said_of(report: Report, quote: str) -> dict[Key, str]:
    """Everything that is said of a promise, in words."""
    return {key: text(key[1], value) for key, value in values_of(promise(report, quote)).items()}


def test_a_better_engine_reads_over_no_correction_of_a_draft(
    draft: Report, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, codes = corrected(draft, government), quotes(draft)
    Commitment.objects.filter(pk=promise(draft, "固定资产投资增长10%").pk).update(kind="platform", strength="力争")
    tomorrow(monkeypatch)
    assert read_again(at=LATER) == 1
    assert {quote: said_of(draft, quote) for quote in before} == before
    assert quotes(draft) == codes
    untouched = promise(draft, "固定资产投资增长10%")
    assert (untouched.kind, untouched.strength) == ("target", "")
    assert draft.versions.get().engine == "tomorrow"


def test_what_was_filled_in_for_a_quantity_of_a_draft_survives_reading_again(
    draft: Report, government: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    values: dict[Key, Value] = {
        (WHOLE, "lead"): government.units["civil"], (WHOLE, "note"): "与残联同址", (WHOLE, "quarter_1"): "开工",
        (1, "definition"): "验收合格的床位", (1, "base_value"): Decimal(900), (1, "source"): "台账", (1, "quarter_2"): "50",
    }  # fmt: skip
    assert change_commitment(promise(draft).code, Edit(values), act=Act(by=government.by("sun"), at=AT)) == len(values)
    before = said_of(draft, BEDS)
    tomorrow(monkeypatch)
    read_again(at=LATER)
    assert said_of(draft, BEDS) == before


def test_a_plan_in_force_is_not_read_again(plan: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ReportVersion.objects.values_list().get()
    tomorrow(monkeypatch)
    assert read_again(at=LATER) == 0
    assert not import_report(COUNTY.encode(), "原稿.txt", slug=SLUG, at=LATER)
    assert ReportVersion.objects.values_list().get() == before


def test_a_principle_becomes_a_commitment_and_stays_one(draft: Report, government: Government, monkeypatch: pytest.MonkeyPatch) -> None:
    number = draft.next_number
    act = Act(by=government.by("sun"), at=AT, reason="有专项资金")
    code = track_clause(SLUG, position(draft, PRINCIPLE), "programme", act=act)
    assert code == f"{SLUG}-{number:04d}"
    made = promise(draft, PRINCIPLE)
    assert (made.kind, made.tracked, made.settled, made.area_title) == ("programme", True, True, "（二）把民生办好")
    change = made.changes.get()
    assert (change.field, change.old, change.new, change.nature, change.reason) == ("kind", "原则", "行动", Nature.CORRECTED, "有专项资金")
    clause = Clause.objects.get(commitment=made)
    assert clause.kind == "principle"
    assert clause.owners
    tomorrow(monkeypatch)
    read_again(at=LATER)
    assert quotes(draft)[PRINCIPLE] == code
    assert promise(draft, PRINCIPLE).kind == "programme"
    import_report(COUNTY.replace("办好民生实事", "办实民生实事").encode(), "b.txt", slug=SLUG, at=LATER)
    assert quotes(draft)[PRINCIPLE] == code
    assert track_clause(SLUG, position(draft, PRINCIPLE), "mechanism", act=act) == code
    assert promise(draft, PRINCIPLE).kind == "mechanism"


def test_tracking_needs_the_office_a_reason_and_once_in_force_a_resolution(plan: Report, government: Government) -> None:
    place, number = position(plan, PRINCIPLE), Report.objects.get(slug=SLUG).next_number
    with pytest.raises(NotAllowed):
        track_clause(SLUG, place, "programme", act=Act(by=government.by("zhou"), at=AT, reason="x", resolution=resolved(government)))
    with pytest.raises(NeedsResolution):
        track_clause(SLUG, place, "programme", act=Act(by=government.by("sun"), at=AT, reason="x"))
    assert PRINCIPLE not in quotes(plan)
    assert Report.objects.get(slug=SLUG).next_number == number
    track_clause(SLUG, place, "programme", act=Act(by=government.by("sun"), at=AT, reason="x", resolution=resolved(government)))
    assert promise(plan, PRINCIPLE).changes.get().nature == Nature.DECIDED


def test_tracking_in_a_draft_needs_a_reason(draft: Report, government: Government) -> None:
    with pytest.raises(NeedsReason):
        track_clause(SLUG, position(draft, PRINCIPLE), "programme", act=Act(by=government.by("sun"), at=AT))
    assert PRINCIPLE not in quotes(draft)


@pytest.mark.parametrize("kind", ["principle", "result", "", "nonsense"])
def test_what_promises_nothing_gets_no_code(draft: Report, government: Government, kind: str) -> None:
    with pytest.raises(PlanError):
        track_clause(SLUG, position(draft, PRINCIPLE), kind, act=Act(by=government.by("sun"), at=AT, reason="x"))
    assert PRINCIPLE not in quotes(draft)


def test_results_and_sentences_that_are_not_there_become_no_commitment(draft: Report, government: Government) -> None:
    act = Act(by=government.by("sun"), at=AT, reason="x")
    for place in (position(draft, "社会消费品零售总额下降2.3%"), 0, 9_999):
        with pytest.raises(ReportRefused):
            track_clause(SLUG, place, "programme", act=act)


def test_a_promise_held_to_be_none_is_not_counted_and_keeps_its_page(draft: Report, government: Government) -> None:
    version = draft.versions.get()
    before = queries.promise_counts(version)["promises"]
    change_commitment(promise(draft).code, Edit({(WHOLE, "kind"): "principle"}), act=Act(by=government.by("sun"), at=AT, reason="x"))
    assert queries.promise_counts(version)["promises"] == before - 1
    adopt_plan(SLUG, resolution=resolved(government), by=government.by("sun"), at=AT)
    shown = browser().get(f"/commitments/{promise(draft).code}/").content.decode()
    assert BEDS in shown
    assert "改正解读" in shown


def test_a_draft_is_discarded_with_everything_and_its_name_is_free_again(draft: Report, government: Government) -> None:
    corrected(draft, government)
    discard_draft(SLUG, by=government.by("sun"))
    for model in (Report, ReportVersion, Clause, Commitment, Change):
        assert not model._default_manager.exists()
    assert import_report(COUNTY.encode(), "青溪县.txt", slug=SLUG, at=LATER, is_new=True)


@pytest.mark.parametrize("code", ["qian", "li", "zhou", "wang"])
def test_only_the_office_discards(draft: Report, government: Government, neighbour: Government, code: str) -> None:
    for by in (government.by(code), neighbour.by("bai")):
        with pytest.raises(NotAllowed):
            discard_draft(SLUG, by=by)
    assert Report.objects.filter(slug=SLUG).exists()


def test_a_plan_in_force_stays(plan: Report, government: Government) -> None:
    with pytest.raises(PlanStays):
        discard_draft(SLUG, by=government.by("sun"))
    client = browser(government, "sun")
    assert client.post(f"/workbench/{SLUG}/discard/").headers["Location"] == f"/workbench/{SLUG}/"
    assert "不能删除" in client.get(f"/workbench/{SLUG}/").content.decode()
    assert Report.objects.filter(slug=SLUG).exists()


def test_discarding_asks_first(draft: Report, government: Government) -> None:
    client = browser(government, "sun")
    assert draft.title in client.get(f"/workbench/{SLUG}/discard/").content.decode()
    assert Report.objects.exists()
    assert client.post(f"/workbench/{SLUG}/discard/").headers["Location"] == "/workbench/"
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("青溪", "白石"), "全文没有提到“青溪”，可能是别处的报告"),
        (("2023", "2021"), "这是 2021 年的报告"),
        ((COUNTY, "青溪县通知\n" + "定于明天下午三点召开全体会议，请各单位负责人准时参加。" * 3), "没有读出一项承诺"),
    ],
)
def test_a_draft_that_may_be_the_wrong_one_says_so(government: Government, change: tuple[str, str], said: str) -> None:
    import_report(COUNTY.replace(*change).encode(), "报告.txt", slug="other", district="青溪县", at=AT)
    version = queries.current_version("other")
    assert version is not None
    promises = queries.promise_counts(version)["promises"]
    assert [said in each for each in doubts_of(version, promises, on=date(2023, 1, 20))].count(True) == 1


def test_the_own_report_of_this_year_raises_no_doubt_until_it_comes_twice(draft: Report, government: Government) -> None:
    client = browser(government, "sun")
    today = timezone.localdate().year
    import_report(COUNTY.replace("2023", str(today)).encode(), "报告.txt", slug="first", district="青溪县", at=AT)
    assert "请再看一遍" not in client.get("/workbench/first/").content.decode()
    import_report((COUNTY.replace("2023", str(today)) + "\n\n").encode(), "报告.txt", slug="second", district="青溪县", at=AT)
    assert "同样的文字已经导入过：“first”" in client.get("/workbench/second/").content.decode()
