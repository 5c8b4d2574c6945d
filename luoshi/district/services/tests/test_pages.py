"""Pages of services: what is typed is kept, whoever is signed out is told, nobody sees what is none of his business."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.district.access_log.queries import Look, What
from luoshi.district.attachments.operations import store
from luoshi.district.casework.queries import Case
from luoshi.district.credentials.queries import of_application, pdf
from luoshi.district.messages.models import Message
from luoshi.district.register import operations as register
from luoshi.district.register.queries import KINDS
from luoshi.district.services import queries
from luoshi.district.services.models import Application, State
from luoshi.district.services.places_meant import places_meant
from luoshi.district.services.proposing import proposed
from luoshi.district.services.tests.world import DRAWN_FIRM, LARGE_FIRM, Counter


def signed_in(counter: Counter, person: str) -> Client:
    client = Client()
    account = counter.county.by(person).person
    assert account is not None
    assert account.account is not None
    client.force_login(account.account)
    return client


def address(application: Application) -> str:
    return f"/services/applications/{application.code}/"


def written(application: Application, **words: str) -> dict[str, str]:
    """A form as the page sends it."""
    application.refresh_from_db()
    form = {"seen": application.changed_at.isoformat()}
    for code, value in words.items():
        form |= {f"field-{code}": value, f"field-{code}-asked": "1"}
    return form


def test_the_page_that_shows_the_form_hands_it_in_and_shows_the_licence(counter: Counter) -> None:
    client, application = signed_in(counter, "an"), counter.begins()
    assert "还差" in client.get(address(application)).content.decode()
    client.post(address(application), written(application, goods="桃子") | {"do": "submit"})
    application.refresh_from_db()
    assert application.state == State.GRANTED
    page = client.get(address(application)).content.decode()
    assert "办成了" in page
    assert application.licence in page


def test_whoever_is_signed_out_is_told_that_nothing_was_kept(counter: Counter) -> None:
    application = counter.begins()
    answer = Client().post(address(application), written(application, goods="桃子"), headers={"X-Live": "1"})
    assert answer.status_code == 401
    assert "没有存上" in answer.content.decode()
    application.refresh_from_db()
    assert "goods" not in application.values


def test_who_saw_an_older_state_hands_nothing_in_and_loses_no_word(counter: Counter) -> None:
    client, application = signed_in(counter, "an"), counter.begins()
    form = written(application, goods="桃子") | {"do": "submit", "seen": "2023-01-01T00:00:00+00:00"}
    answer = client.post(address(application), form)
    assert answer.status_code == 409
    application.refresh_from_db()
    assert (application.state, application.values["goods"]["words"]) == (State.DRAFT, "桃子")


def test_an_application_is_shown_to_whom_it_concerns_alone(counter: Counter) -> None:
    application = counter.filled(firm=LARGE_FIRM)
    counter.submits(application)
    assert "由工作人员办理" in signed_in(counter, "an").get(address(application)).content.decode()
    assert "规则审查的结果" in signed_in(counter, "zheng").get(address(application)).content.decode()
    for stranger in ("cui", "li"):
        assert signed_in(counter, stranger).get(address(application)).status_code == 404
    assert Client().get(address(application)).status_code == 302


def test_the_case_shows_its_application_and_forms_begin_with_what_the_rules_found(counter: Counter) -> None:
    application = counter.filled(firm=LARGE_FIRM)
    paper = counter.hands_in(application)
    counter.submits(application)
    application.refresh_from_db()
    clerk, case = signed_in(counter, "zheng"), f"/workbench/cases/{application.case_code}/"
    page = clerk.get(case).content.decode()
    for part in ("为什么机器没有决定", "面积太大", "申请人填写", f"/attachments/{paper}/"):
        assert part in page, part
    assert "面积太大（示例〔2021〕1号 第五条）" in proposed(application, "licensing", "ask_correction")["correction"]
    counter.acts(application.case_code, "zheng", "accept")
    draft = clerk.get(f"{case}draft/").content.decode()
    assert 'value="示例〔2021〕1号 第五条' in draft
    assert '<option value="" selected>' in draft.partition('name="opinion"')[2].partition("</select>")[0]
    found, clause = "面积四十平方米。", "示例〔2021〕1号 第五条"
    counter.acts(application.case_code, "zheng", "draft", opinion="refuse", facts=found, clause=clause)
    assert f"{found}</textarea>" in signed_in(counter, "wu").get(f"{case}refuse/").content.decode()


def test_a_wrong_number_and_a_wrong_phone_have_the_same_answer(counter: Counter) -> None:
    application = counter.filled()
    counter.submits(application)
    texts = []
    for code in (application.code, "QX-2023-999999"):
        answer = Client().post("/services/status/", {"code": code, "phone": "13800009999"})
        assert answer.status_code == 422
        texts.append(answer.content.decode().partition("<main")[2].replace(code, "").partition("csrfmiddlewaretoken")[0])
    assert texts[0] == texts[1]


def test_no_difference_of_two_figures_tells_how_few_there_were(counter: Counter) -> None:
    for _ in range(3):
        counter.submits(counter.filled())
    everything, since = Client().get("/services/statistics/?since=2023-01-01").content.decode(), counter.at.date().isoformat()
    assert Client().get(f"/services/statistics/?since={since}").status_code == 200
    assert set(re.findall(r'<td class="number">(.*?)</td>', everything)) == {"0–2", "5", "—"}
    assert "为什么数字都是 5 的倍数" in everything
    figures = Client().get("/api/v1/statistics?days=3660").json()[0]
    assert (figures["submitted"], figures["states"], figures["seconds"]) == (5, {"granted": 5}, None)


@pytest.mark.parametrize(
    ("since", "told"), [("2023-02-30", "“2023-02-30”不是"), ("昨天", "“昨天”不是"), ("2099-01-01", "“2099-01-01”还没有到")]
)
def test_a_wrong_day_is_told_and_nothing_is_counted_instead(counter: Counter, since: str, told: str) -> None:
    for more in ({}, {"as": "csv"}):
        answer = Client().get("/services/statistics/", {"since": since, **more})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert told in page
        assert f'value="{since}"' in page
        assert "<table" not in page


def test_public_pages_answer(counter: Counter) -> None:
    for page in ("/services/", "/services/?q=没有这样的事", "/services/small_item/", "/services/statistics/", "/services/status/"):
        assert Client().get(page).status_code == 200, page
    assert Client().get("/services/no_such_item/").status_code == 404
    table = Client().get("/services/statistics/?as=csv")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert signed_in(counter, "an").get("/services/mine/").status_code == 200
    assert "/decisions/small-item/versions/1/" in signed_in(counter, "wen").get("/services/items/").content.decode()


@pytest.mark.parametrize(
    ("asked", "finds"),
    [("地摊", 1), ("我要摆摊", 1), ("open two market stalls", 1), ("Stall licence", 1), ("网约车", 0)],
)
def test_people_look_for_an_item_by_everyday_words(counter: Counter, asked: str, finds: int) -> None:
    page = Client().get("/services/", {"q": asked}).content.decode()
    assert page.count("日常说法：摆摊、地摊") == finds
    assert len(queries.catalogue(counter.county.district, on=counter.at.date(), words=asked)) == finds


def test_a_place_is_found_by_its_name_or_address_and_chosen_where_several_are_meant(counter: Counter) -> None:
    client, application = signed_in(counter, "an"), counter.begins(firm=counter.firm_without_a_place())
    several = client.post(address(application), written(application, place="虚构路1号"), follow=True).content.decode()
    assert "有几处场所符合" in several
    assert all(f'value="choose_place:place:QX-00{n}"' in several for n in (1, 2, 3))
    client.post(address(application), written(application, place="虚构路1号") | {"do": "choose_place:place:QX-002"})
    application.refresh_from_db()
    assert application.values["place"]["words"] == "QX-002"
    one = client.post(address(application), written(application, place="集市QX-003"), follow=True).content.decode()
    application.refresh_from_db()
    assert application.values["place"]["words"] == "QX-003"
    assert "集市QX-003（虚构） 青溪县虚构路1号（QX-003）" in one
    none = client.post(address(application), written(application, place="没有的地方"), follow=True).content.decode()
    application.refresh_from_db()
    assert (application.values["place"]["words"], "请联系所在街道" in none) == ("没有的地方", True)


def test_a_home_is_found_by_its_whole_address_alone(counter: Counter) -> None:
    district, on = counter.county.district, counter.at.date()
    words = {"code": "QX-009", "name": "示例院（虚构）", "use": "居住", "address": "青溪县桃花里9号", "area": "60"}
    said: dict[str, Any] = {"source": "样本库（虚构）", "by": counter.county.by("zheng"), "at": counter.at}
    register.enter(KINDS["places"], district, words, valid_from=on, **said)
    assert places_meant("桃花里", district=district, on=on) == ()
    assert [each.code for each in places_meant("青溪县桃花里9号", district=district, on=on)] == ["QX-009"]


def test_an_applicant_reads_the_decision_as_soon_as_it_is_taken_and_no_draft_of_it(counter: Counter) -> None:
    application = counter.filled(firm=LARGE_FIRM)
    counter.hands_in(application)
    counter.submits(application)
    application.refresh_from_db()
    client, case, clause = signed_in(counter, "an"), application.case_code, "示例〔2021〕1号 第五条"
    counter.acts(case, "zheng", "ask_correction", correction="补一张图")
    asked = client.get(address(application)).content.decode()
    assert "逾期没有补正的，退回申请" in asked
    counter.supplies(application)
    counter.acts(case, "zheng", "accept")
    counter.acts(case, "zheng", "draft", opinion="refuse", facts="内部审查情况", clause="内部拟引条款")
    drafted = client.get(address(application)).content.decode()
    assert [word for word in ("拟定决定", "内部审查情况", "内部拟引条款", "决定：不予许可") if word in drafted] == []
    assert "不办了，撤回" in drafted
    counter.acts(case, "wu", "refuse", reason="超出面积上限", clause=clause, appeal="六十日内申请行政复议。")
    for _ in ("decided", "served"):
        page = client.get(address(application)).content.decode()
        top = page.partition('id="result"')[2].partition("</section>")[0]
        assert [word for word in ("决定：不予许可", "超出面积上限", clause, "六十日内申请行政复议。") if word not in top] == []
        assert "不办了，撤回" not in page
        if Case.objects.get(code=case).status == "to_serve":
            counter.acts(case, "zheng", "serve", delivery="electronic")


def test_what_was_asked_for_once_is_marked_when_it_is_there(counter: Counter) -> None:
    client, application = signed_in(counter, "an"), counter.begins()
    counter.submits(application)
    assert "已补" not in client.get(address(application)).content.decode()
    client.post(address(application), written(application, goods="桃子"))
    live = client.post(address(application), written(application, goods="桃子"), headers={"X-Live": "1"}).content.decode()
    for page in (client.get(address(application)).content.decode(), live):
        box = page.partition('id="asked"')[2].partition("</section>")[0]
        assert "一次告知的各项都补齐了" in box
        assert "已补" in box


def test_a_dispute_that_cannot_be_read_is_refused_in_words_and_one_that_is_open_is_shown(counter: Counter) -> None:
    client, application = signed_in(counter, "an"), counter.filled()
    here = f"{address(application)}dispute/area/"
    for reason, words in (("实测\x07九", "控制字符"), ("实" * 2001, "有 2,001 个字，上限为 2,000")):
        answer = client.post(here, {"claimed": "9", "reason": reason})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not application.disputes.exists()
    client.post(here, {"claimed": "9", "reason": "实测"})
    counter.submits(application)
    assert f"异议核实中：{application.disputes.get().case_code}" in client.get(address(application)).content.decode()


def test_a_personal_value_is_shown_to_an_official_for_a_reason_that_is_on_record_before(counter: Counter) -> None:
    phone, application = "13800001234", counter.filled(firm=LARGE_FIRM, phone="13800001234")
    counter.hands_in(application)
    counter.submits(application)
    application.refresh_from_db()
    clerk, head = signed_in(counter, "zheng"), signed_in(counter, "wu")
    for page in (address(application), f"/workbench/cases/{application.case_code}/"):
        shown_to_clerk = clerk.get(page).content.decode()
        assert phone not in shown_to_clerk
        assert f"{address(application)}{'reveal/' if page == address(application) else '#reason-phone'}" in shown_to_clerk
    assert "reveal/" not in head.get(address(application)).content.decode()
    here = f"{address(application)}reveal/"
    refused = ((clerk, "phone", " ", 422), (head, "phone", "核对", 403), (clerk, "goods", "核对", 422))
    for client, field, reason, status in refused:
        answer = client.post(here, {"field": field, "reason": reason})
        assert (answer.status_code, phone in answer.content.decode()) == (status, False)
    assert not Look.objects.filter(what=What.FIELD).exists()
    assert phone in clerk.post(here, {"field": "phone", "reason": "电话核对场所"}).content.decode()
    look = Look.objects.get(what=What.FIELD)
    assert (look.subject_key, look.detail, look.reason) == (application.code, "电话", "电话核对场所")
    assert phone not in clerk.get(address(application)).content.decode()


def test_what_ended_is_offered_no_more_and_stands_where_it_was_chosen(counter: Counter) -> None:
    client, held, fresh = signed_in(counter, "an"), counter.filled(goods="桃花酒"), counter.begins()
    assert 'value="桃花酒"' not in client.get(address(fresh)).content.decode()
    page = client.get(address(held)).content.decode()
    for part in ("桃花酒（这一天已不能选）", "这一天不能选“桃花酒”；请从中选择：桃子。"):
        assert part in page, part
    counter.submits(held)
    assert held.code in client.get("/services/mine/").content.decode()


def test_the_same_that_is_pending_is_told_when_it_is_begun_and_on_the_form(counter: Counter) -> None:
    client, first, begin = signed_in(counter, "an"), counter.filled(firm=DRAWN_FIRM), "/services/small_item/apply/"
    assert "已有一件在办" not in client.get(begin).content.decode()
    counter.hands_in(first)
    counter.submits(first)
    told = client.get(begin).content.decode()
    assert "已有一件在办" in told
    assert address(first) in told
    again, other = counter.begins(firm=DRAWN_FIRM), counter.begins(firm=LARGE_FIRM)
    assert address(first) in client.get(address(again)).content.decode()
    assert address(first) not in client.get(address(other)).content.decode()


def test_for_whom_somebody_may_apply_is_asked_as_often_for_many_as_for_one(counter: Counter) -> None:
    asked = {}
    for person in ("cui", "an"):
        client = signed_in(counter, person)
        client.get("/services/small_item/apply/")
        with CaptureQueriesContext(connection) as queries_of_one:
            page = client.get("/services/small_item/apply/").content.decode()
        asked[page.count('name="subject"')] = len(queries_of_one)
    assert asked[1] == asked[3]


def test_a_way_that_was_not_chosen_is_told_as_a_choice_and_not_as_a_fault(counter: Counter) -> None:
    page = signed_in(counter, "an").get(address(counter.filled(firm=DRAWN_FIRM))).content.decode()
    way = page.partition('id="way-commitment"')[2].partition("</label>")[0]
    assert "可以选这一种：签下面的承诺书就行" in way
    assert "没有选" not in page


def test_what_is_missing_is_told_in_one_message(counter: Counter) -> None:
    application = counter.begins(firm=DRAWN_FIRM)
    asked = Message.objects.filter(topic="application.asked")
    for _ in range(2):
        counter.submits(application)
        assert asked.count() == 1
    counter.writes(application, goods="桃花酒")
    counter.submits(application)
    assert asked.count() == 1, "what is left of the same list"
    counter.writes(application, goods="葡萄")
    counter.submits(application)
    assert [each["code"] for each in application.assessments.latest("number").missing] == ["goods", "drawing"]
    assert asked.count() == 1


def test_our_own_licence_may_be_uploaded_and_need_not_be(counter: Counter) -> None:
    granted = counter.filled()
    counter.submits(granted)
    by, on = counter.by("an"), counter.at.date()
    sheet = pdf(of_application(granted.code).get(), address="https://example.org/licences/", on=on)
    assert store(name="执照.pdf", content=sheet, district=counter.county.district, by=by, at=counter.at).kind == "pdf"
    form = signed_in(counter, "an").get(address(counter.begins(firm=counter.firm_without_a_place()))).content.decode()
    assert "本区签发的证照也不用上传" in form.partition('id="paper-lease"')[2].partition("</div>")[0]
