"""What people see and do on the pages of cases: the answer first, reasons for what is not possible, nothing typed is ever lost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from luoshi.district.access_log.queries import looks_at
from luoshi.district.casework import subjects
from luoshi.district.casework.models import Case
from luoshi.district.casework.queries import Queue, queue
from luoshi.district.casework.recomputing import recompute_deadlines
from luoshi.district.casework.subjects import SubjectShown
from luoshi.district.casework.tests.county import BEDS, Desk
from luoshi.district.offices.models import Tenure
from luoshi.engines.casework import ClockState

REPLY = "已建成床位一百五十张。"


@pytest.fixture(autouse=True)
def _it_is_the_desks_time(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setattr(timezone, "now", lambda: desk.at)


def at(person: str) -> Client:
    """The browser of somebody who is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=person))
    return client


def text_of(content: bytes) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", content.decode())))


def seen(person: str, address: str) -> str:
    response = at(person).get(address)
    assert response.status_code == 200, address
    return text_of(response.content)


def test_a_case_says_first_where_it_stands_until_when_and_by_which_rule(desk: Desk) -> None:
    case = desk.handled()
    page = seen("zheng", f"/workbench/cases/{case.code}/")
    assert re.search(r"办理中 正常 .*还剩 \d+ 个工作日，3月21日 17:30 前", page)
    assert "15 日 · 外地政府督查工作规则 外地做法，未经本区确认" in page
    assert "放回 请协办" in page
    assert "交办" not in page.partition("办理记录")[0]


def test_whoever_cannot_take_a_step_is_told_why(desk: Desk) -> None:
    case = desk.replied()
    page = seen("sun", f"/workbench/cases/{case.code}/")
    assert "您在这一件中做过“拟办”“交办”，不能再“核查通过”；请由另一个人办理。" in page
    assert "核查通过" in seen("wen", f"/workbench/cases/{case.code}/").partition("现在不能办的步骤")[0]


def test_a_case_is_hidden_from_others_and_its_rules_are_not(desk: Desk) -> None:
    case = desk.handled()
    assert at("zhou").get(f"/workbench/cases/{case.code}/").status_code == 404
    assert Client().get(f"/workbench/cases/{case.code}/").status_code == 302
    rules = text_of(Client().get("/case-types/supervision/").content)
    assert "国务院令第733号第十七条 已核实" in rules
    assert "不得是办过以下步骤的人：拟办、" in rules


@pytest.mark.parametrize("place", ["2023-03-06T09:00:00+08:00:00.5", "0001-01-01T00:00:00+08:00", "9999-12-31T23:00:00-08:00", "no day"])
def test_a_cursor_that_is_no_place_is_none(desk: Desk, place: str) -> None:
    desk.handled()
    assert "我的" in seen("zheng", f"/workbench/cases/?queue=mine&after={place.replace('+', '%2B')}~7")


def test_a_refused_form_keeps_words_and_files(desk: Desk) -> None:
    case = desk.handled()
    client, address = at("zheng"), f"/workbench/cases/{case.code}/reply/"
    file = SimpleUploadedFile("佐证.txt", "示例佐证".encode())
    refused = client.post(address, {"step": case.step_count, "report": "", "evidence": file, "without_helpers": "no"})
    assert refused.status_code == 422
    assert "请填写“办理情况”。" in text_of(refused.content)
    kept = re.search(r'name="evidence-kept" value="(\d+)" checked', refused.content.decode())
    assert kept is not None
    empty = client.post(address, {"step": case.step_count, "report": REPLY})
    assert empty.status_code == 422
    assert REPLY in empty.content.decode()
    done = client.post(address, {"step": case.step_count, "report": REPLY, "evidence-kept": kept[1]}, follow=True)
    assert "已完成：回复。" in text_of(done.content)
    served = re.search(r'href="(/attachments/\d+/)"', done.content.decode())
    assert served is not None
    assert client.get(served[1]).status_code == at("wen").get(served[1]).status_code == 200
    assert at("zhou").get(served[1]).status_code == 404


def test_a_stale_form_shows_what_happened_and_loses_nothing(desk: Desk) -> None:
    case = desk.handled()
    before = case.step_count
    desk.does(case, "sun", "remind")
    stale = at("zheng").post(f"/workbench/cases/{case.code}/release/", {"step": before})
    said = {"step": before, "to_unit": "education", "share": "校舍"}
    typed = at("zheng").post(f"/workbench/cases/{case.code}/invite/", said)
    for response in (stale, typed):
        assert response.status_code == 409
        assert "这段时间发生的事 催办" in text_of(response.content)
    assert "校舍" in typed.content.decode()
    assert f'name="step" value="{case.step_count}"' in typed.content.decode()


def test_the_next_one_is_taken_by_a_button_that_a_key_presses(desk: Desk) -> None:
    later, first = desk.issued(matter="difficult"), desk.issued(matter="urgent")
    desk.goes(days=1)
    client = at("zheng")
    assert 'data-key="n"' in client.get("/workbench/cases/").content.decode()
    assert client.post("/workbench/cases/next/").headers["Location"] in {f"/workbench/cases/{each.code}/" for each in (first, later)}
    client.post("/workbench/cases/next/")
    nothing = text_of(client.post("/workbench/cases/next/", follow=True).content)
    assert "现在没有待领的办件。" in nothing
    assert set(Case.objects.filter(holder__code="zheng")) == {first, later}


def test_a_person_lands_where_something_waits(desk: Desk) -> None:
    assert "您手上没有办件" in seen("wen", "/workbench/cases/")
    case = desk.replied()
    assert re.search("等我审批、核查.*" + case.code, seen("wen", "/workbench/cases/"))
    assert case.code not in seen("wen", "/workbench/cases/?queue=mine")


def test_pages_of_a_queue_lead_there_and_back(desk: Desk) -> None:
    for _ in range(5):
        desk.issued()
    by = desk.by("wu")
    first = queue(Queue.UNTAKEN, by=by, on=desk.at.date(), limit=2)
    second = queue(Queue.UNTAKEN, by=by, on=desk.at.date(), after=first.further, limit=2)
    third = queue(Queue.UNTAKEN, by=by, on=desk.at.date(), after=second.further, limit=2)
    assert (first.earlier, third.further) == (None, None)
    assert queue(Queue.UNTAKEN, by=by, on=desk.at.date(), before=third.earlier, limit=2) == second
    assert queue(Queue.UNTAKEN, by=by, on=desk.at.date(), before=second.earlier, limit=2) == first


def test_a_leader_sees_what_is_late_by_unit_and_week_and_the_list_behind_each_number(desk: Desk) -> None:
    late, soon = desk.handled(matter="urgent"), desk.issued("education", title="督查校舍建设")
    desk.does(soon, "zhou", "sign")
    desk.goes(days=8)
    page = seen("zhao", "/workbench/cases/late/?days=10")
    assert "今后 10 个工作日内到期的和已经超期的，共 2 件" in page
    behind = seen("zhao", "/workbench/cases/late/?days=10&unit=civil&week=0")
    assert late.code in behind
    assert soon.code not in behind
    own = seen("zhou", "/workbench/cases/late/?days=10")
    assert soon.code in own
    assert late.code not in own


def test_a_notice_that_is_entered_moves_deadlines_and_both_values_stay(desk: Desk) -> None:
    desk.at = desk.at.replace(month=12, day=20)
    case = desk.handled(matter="difficult")
    assert "暂定期限" in seen("zheng", f"/workbench/cases/{case.code}/")
    known = Case.objects.get(pk=case.pk).due_at
    assert known is not None
    last = known.astimezone(desk.at.tzinfo).date()
    off = f"2024-01-01\n{last} 至 {last + timedelta(days=1)}"
    notice = {"document": "示例〔2023〕9号", "issued_on": "2023-12-21", "year": "2024", "days_off": off}
    assert at("zheng").post("/working-days/", notice).status_code == 403
    wrong = at("sun").post("/working-days/", {**notice, "days_off": "元旦"})
    assert "“元旦”不是日期" in text_of(wrong.content)
    contradiction = at("sun").post("/working-days/", {**notice, "working_days": "2024-01-02"})
    assert "不是周六或周日" in text_of(contradiction.content)
    entered = text_of(at("sun").post("/working-days/", notice, follow=True).content)
    assert "已公布到 2024-12-31" in entered
    recompute_deadlines(desk.at)
    page = seen("zheng", f"/workbench/cases/{case.code}/")
    assert f"曾为 2024年{last.month}月{last.day}日 17:30 ：工作日历更新：示例〔2023〕9号" in page
    assert "暂定期限" not in page
    assert date(2024, 1, 1) < last


def test_a_paused_case_says_so(desk: Desk) -> None:
    case = desk.handled()
    desk.does(case, "sun", "suspend", reason="等待批复")
    assert case.deadlines.filter(clock="reply").latest("pk").state == ClockState.PAUSED
    assert "暂停计时" in seen("zheng", "/workbench/cases/")


@pytest.mark.parametrize(
    "address",
    [
        "?q=%00&matter=%00&status=%00&unit=%00&queue=turn",
        "?queue=turn&after=0001-01-01T00:00:00%2B23:59~1",
        "?queue=turn&before=9999-12-31T23:59:59-23:59~1",
        "late/?matter=%00&unit=%00&week=9",
    ],
)
def test_an_address_that_says_nonsense_is_read_as_far_as_it_goes(desk: Desk, address: str) -> None:
    desk.replied()
    assert "办件" in seen("wen", f"/workbench/cases/{address}")
    assert at("wen").get("/workbench/cases/new/supervision/?kind=commitment&key=%00").status_code == 404


def test_the_step_that_brings_the_work_nearer_to_its_end_stands_first(desk: Desk) -> None:
    draft, handled = desk.opens(), desk.handled()
    for case, person, begins in ((draft, "sun", "交办 不予立项"), (handled, "zheng", "回复 申请延期 退回（不属职责）")):
        page = at(person).get(f"/workbench/cases/{case.code}/").content.decode()
        assert f"下一步 {begins}" in text_of(page.encode())
        assert len(re.findall(r'class="button"', page.partition('id="steps-title"')[2])) == 1


def test_a_form_of_a_step_that_cannot_be_taken_says_why_before_anything_is_typed(desk: Desk) -> None:
    case = desk.replied()
    refused = at("sun").get(f"/workbench/cases/{case.code}/pass_check/").content.decode()
    assert "请由另一个人办理。" in refused
    assert "<textarea" not in refused
    asked = at("wen").get(f"/workbench/cases/{case.code}/pass_check/").content.decode()
    assert "<textarea" in asked
    assert "已建成床位。" in asked, "whoever checks sees what was replied"


def test_a_long_text_is_folded_up_and_there(desk: Desk) -> None:
    case = desk.handled()
    long = "进展" * 400
    desk.does(case, "zheng", "reply", report=long, evidence=[desk.hands_in("zheng")])
    page = at("wen").get(f"/workbench/cases/{case.code}/").content.decode()
    assert "全文 800 字" in page
    assert long in page


def test_a_form_that_is_sent_twice_leads_to_the_same_case(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    beds = SubjectShown("commitment", BEDS.key, "新增养老床位200张", "桃源-0012", "/commitments/", desk.county.district)
    monkeypatch.setitem(subjects._shown, "commitment", lambda _key, _by: beds)
    client, address = at("sun"), f"/workbench/cases/new/supervision/?kind=commitment&key={BEDS.key}"
    key = re.search(r'name="idempotency_key" value="([^"]+)"', client.get(address).content.decode())
    assert key is not None
    typed = {"title": "督查养老床位", "matter": "ordinary", "basis": "decision", "demand": "请报进度。", "idempotency_key": key[1]}
    refused = client.post(address, {**typed, "demand": ""})
    assert (refused.status_code, key[1] in refused.content.decode()) == (422, True)
    assert client.post(address, typed).url == client.post(address, typed).url  # type: ignore[attr-defined]  # both lead on
    assert Case.objects.count() == 1
    assert client.post(address, {**typed, "idempotency_key": "form"}).status_code == 422


def test_whoever_looks_at_what_is_late_is_told_that_the_holder_left(desk: Desk) -> None:
    case = desk.handled()
    assert "已离任" not in seen("zhao", "/workbench/cases/late/?days=20")
    Tenure.objects.filter(person=desk.county.people["zheng"]).update(valid_to=desk.at.date())
    desk.goes(days=1)
    for address in ("/workbench/cases/late/?days=20", f"/workbench/cases/{case.code}/"):
        assert "郑示例 · 原经办人已离任，待领办" in seen("zhao", address).replace("郑示例 原", "郑示例 · 原")


def test_who_looks_at_a_case_is_written_down_and_read_by_the_office(desk: Desk) -> None:
    case = desk.handled()
    at("zhou").get(f"/workbench/cases/{case.code}/")
    assert looks_at("case.supervision", case.code) == [], "whoever may not see it has not looked"
    assert "谁看过" not in seen("zheng", f"/workbench/cases/{case.code}/")
    at("zheng").get(f"/workbench/cases/{case.code}/reply/")
    looks = looks_at("case.supervision", case.code)
    assert [(look.signature, look.what, look.address) for look in looks] == [
        ("县民政局报送员 郑示例", "page", f"/workbench/cases/{case.code}/"),
    ] * 2
    assert re.search(r"谁看过 .*县民政局报送员 郑示例", seen("sun", f"/workbench/cases/{case.code}/"))


def test_a_case_leads_to_the_facts_that_it_left(desk: Desk) -> None:
    case = desk.replied()
    page = seen("zheng", f"/workbench/cases/{case.code}/")
    assert "留在记录里的事实 3 条" in page
    assert all(f"事实第 {step.fact_id} 号" in page.partition("留在记录里的事实")[2] for step in case.steps.exclude(fact=None))
