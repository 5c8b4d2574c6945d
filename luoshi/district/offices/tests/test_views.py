"""Signing in, and the page of units and posts: who gets in, what the office changes, and what a refusal keeps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from luoshi.district.offices import operations, queries
from luoshi.district.offices.forms import FORMS
from luoshi.district.offices.models import Grant, Person, Post, Power, Reach, Tenure, Unit
from luoshi.district.offices.tests.government import BEGIN, TODAY, Government, known

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db

PASSWORD = "桃花源里可耕田2023"
INVENTED = "演示：以虚构人员的身份进入"


def browser(person: Person | None = None) -> Client:
    """A browser that reads Chinese, signed in as somebody or nobody."""
    client = Client(headers={"accept-language": "zh-CN"})
    if person:
        assert person.account is not None
        client.force_login(person.account)
    return client


def text_of(response: Any, status: int = 200) -> str:
    """What a page says."""
    assert response.status_code == status
    return str(response.content.decode())


def signed_in(client: Client) -> bool:
    """Whether a browser is signed in."""
    return "_auth_user_id" in client.session


@pytest.fixture
def demonstration(county: Government, settings: Settings) -> Government:
    """The county as a demonstration, all of whose people but one are invented."""
    settings.DEMONSTRATION = True
    Person.objects.exclude(code="zhao").update(invented=True)
    return known(county.district)


def test_the_sign_in_page_asks_for_account_and_password(county: Government) -> None:
    shown = text_of(browser().get("/sign-in/"))
    for words in ("登录", "账号", "口令", 'type="password"'):
        assert words in shown
    assert INVENTED not in shown


def test_an_official_signs_in_and_out(county: Government) -> None:
    account = county.people["sun"].account
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    client = browser()
    wrong = text_of(client.post("/sign-in/", {"username": "sun", "password": "x"}))
    assert "账号或口令不对" in wrong
    assert 'value="sun"' in wrong
    assert not signed_in(client)
    assert client.post("/sign-in/", {"username": "sun", "password": PASSWORD}).headers["Location"] == "/workbench/"
    assert client.session.get_expiry_age() <= 12 * 3600
    client.post("/sign-out/")
    assert not signed_in(client)


def test_an_account_without_a_password_lets_nobody_in(county: Government) -> None:
    client = browser()
    for password in ("", "!", "sun"):
        client.post("/sign-in/", {"username": "sun", "password": password})
    assert not signed_in(client)


def test_whoever_guesses_passwords_waits_and_so_does_everybody_for_that_account(county: Government) -> None:
    for name in ("sun", "wu"):
        account = county.people[name].account
        assert account is not None
        account.set_password(PASSWORD)
        account.save()
    guesser = Client(REMOTE_ADDR="192.0.2.1", headers={"accept-language": "zh-CN"})
    assert {guesser.post("/sign-in/", {"username": each, "password": "x"}).status_code for each in ["sun", "SUN"] * 5} == {200}
    waits = text_of(browser().post("/sign-in/", {"username": "sun", "password": PASSWORD}), 429)
    assert "口令试错的次数太多了" in waits
    assert "请过 15 分钟再试" in waits
    assert browser().post("/sign-in/", {"username": "wu", "password": PASSWORD}).status_code == 302
    for number in range(40):
        guesser.post("/sign-in/", {"username": f"nobody{number}", "password": "x"})
    text_of(guesser.post("/sign-in/", {"username": "wu", "password": PASSWORD}), 429)


def test_the_administration_has_no_door_of_its_own() -> None:
    assert browser().get("/admin/login/?next=/admin/").headers["Location"] == "/sign-in/?next=/admin/"


def test_invented_people_are_offered_only_in_a_demonstration(demonstration: Government, settings: Settings) -> None:
    shown = text_of(browser().get("/sign-in/"))
    assert INVENTED in shown
    assert "县政府办主任 孙示例" in shown
    assert "赵示例" not in shown  # is real
    assert "王示例" not in shown  # holds no post
    settings.DEMONSTRATION = False
    assert INVENTED not in text_of(browser().get("/sign-in/"))


def test_anybody_signs_in_as_an_invented_person_of_a_demonstration(demonstration: Government) -> None:
    client = browser()
    assert client.post("/sign-in/demonstration/", {"code": "sun"}).headers["Location"] == "/workbench/"
    assert client.session["_auth_user_id"] == str(demonstration.people["sun"].account_id)
    assert client.session.get_expiry_age() <= 12 * 3600


@pytest.mark.parametrize("code", ["zhao", "wang", "feng", "nobody", ""])
def test_nobody_signs_in_as_a_real_person_or_one_without_a_post(demonstration: Government, code: str) -> None:
    client = browser()
    assert client.post("/sign-in/demonstration/", {"code": code}).status_code == 404
    assert not signed_in(client)


def test_where_no_demonstration_runs_nobody_signs_in_without_a_password(demonstration: Government, settings: Settings) -> None:
    settings.DEMONSTRATION = False
    client = browser()
    assert client.post("/sign-in/demonstration/", {"code": "sun"}).status_code == 404
    assert not signed_in(client)


def test_signing_in_as_somebody_is_never_a_link(demonstration: Government) -> None:
    assert browser().get("/sign-in/demonstration/?code=sun").status_code == 405


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/offices/", "/offices/"),
        ("http://testserver/offices/", "http://testserver/offices/"),
        ("", "/workbench/"),
        ("https://example.org/", "/workbench/"),
        ("//example.org/", "/workbench/"),
        ("/\\example.org", "/workbench/"),
        ("javascript:alert(1)", "/workbench/"),
    ],
)
def test_signing_in_leads_on_but_never_to_another_site(demonstration: Government, asked: str, goes: str) -> None:
    account = demonstration.people["sun"].account
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    for address, given in (("/sign-in/demonstration/", {"code": "sun"}), ("/sign-in/", {"username": "sun", "password": PASSWORD})):
        assert browser().post(address, {**given, "next": asked}).headers["Location"] == goes


def test_where_one_was_going_survives_signing_in(demonstration: Government) -> None:
    address = browser().get("/offices/").headers["Location"]
    assert address == "/sign-in/?next=/offices/"
    assert text_of(browser().get(address)).count('name="next" value="/offices/"') > 1


def test_an_official_changes_the_own_password(county: Government) -> None:
    person = county.people["wu"]
    assert person.account is not None
    person.account.set_password(PASSWORD)
    person.account.save()
    client = browser(person)
    assert "修改口令" in text_of(client.get("/password/"))
    given = {"old_password": PASSWORD, "new_password1": "武陵人捕鱼为业376", "new_password2": "武陵人捕鱼为业376"}
    assert "口令" in text_of(client.post("/password/", {**given, "old_password": "x"}))
    assert client.post("/password/", given).headers["Location"] == "/workbench/"
    assert browser().post("/sign-in/", {"username": "wu", "password": given["new_password1"]}).status_code == 302


def test_the_office_sees_everybody_and_may_change(county: Government) -> None:
    operations.add_post(county.units["civil"], code="vacant", title="副局长", role=queries.Role.REPORTER, on=BEGIN, by=county.office)
    shown = text_of(browser(county.people["sun"]).get("/offices/"))
    for words in ("单位与岗位", "县教育局", "县民政局局长", "吴示例", "2020-01-01", "空缺", *(str(form.title) for form in FORMS.values())):  # type: ignore[attr-defined]
        assert words in shown
    assert "冯示例" not in re.sub(r"<option.*?</option>", "", shown, flags=re.S)  # held a post once
    for what in FORMS:
        assert f'action="/offices/{what}/"' in shown


@pytest.mark.parametrize("code", ["zhao", "li", "zheng"])
def test_other_officials_see_who_is_who_and_change_nothing(county: Government, code: str) -> None:
    shown = text_of(browser(county.people[code]).get("/offices/"))
    assert "吴示例" in shown
    assert "/offices/appoint/" not in shown


def test_a_unit_that_ended_is_listed_with_whoever_took_over(county: Government) -> None:
    operations.end_unit(county.units["education"], successor=county.units["civil"], on=TODAY, by=county.office)
    shown = text_of(browser(county.people["sun"]).get("/offices/"))
    assert "已撤并的单位" in shown
    assert re.search(r"县教育局</span> .*2020-01-01 – 2023-01-20 → .*县民政局", shown)


def test_officials_see_their_own_district_only(county: Government, neighbour: Government) -> None:
    shown = text_of(browser(neighbour.people["shi"]).get("/offices/"))
    assert "石示例" in shown
    assert "吴示例" not in shown


def test_whoever_holds_no_post_today_stays_outside(county: Government) -> None:
    for code in ("wang", "feng"):
        assert "现在没有任职" in text_of(browser(county.people[code]).get("/offices/"), 403)
        assert browser(county.people[code]).post("/offices/person/", {}).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(county: Government) -> None:
    before = Person.objects.count()
    for response in (browser().get("/offices/"), browser().get("/password/"), browser().post("/offices/person/", typed("person", county))):
        assert response.headers["Location"].startswith("/sign-in/")
    assert Person.objects.count() == before


def _granted(county: Government) -> Grant:
    """What leaders may do from the beginning on."""
    granted = {"role": "leader", "post": None, "matter": "supervision", "power": "see", "reach": "district"}
    return Grant.objects.get_or_create(district=county.district, **granted, defaults={"valid_from": BEGIN, "granted_by": ""})[0]


def typed(what: str, government: Government, **other: object) -> dict[str, object]:
    """What the office types into a form, with its prefix."""
    education, civil = government.units["education"].pk, government.units["civil"].pk
    head = government.posts["civil_head"].pk
    given: dict[str, dict[str, object]] = {
        "appoint": {"post": head, "person": government.people["wang"].pk, "on": "2023-05-01"},
        "person": {"name": "陈示例", "code": "chen"},
        "post": {"unit": civil, "name": "副局长", "code": "civil_deputy", "role": "approver", "on": "2023-05-01"},
        "unit": {"name": "县科技局", "code": "science", "on": "2023-05-01"},
        "end-post": {"post": head, "on": "2023-04-30"},
        "grant": {"role": "office", "matter": "supervision", "power": "direct", "reach": "district", "on": "2023-05-01"},
        "end-grant": {"grant": _granted(government).pk, "on": "2023-04-30"},
        "end-unit": {"unit": education, "successor": civil, "on": "2023-04-30"},
    }
    prefix = f"{what.replace('-', '')}form"
    return {f"{prefix}-{name}": value for name, value in (given[what] | other).items()}


@pytest.mark.parametrize("what", FORMS)
def test_each_change_is_made_and_said(county: Government, what: str) -> None:
    client = browser(county.people["sun"])
    response = client.post(f"/offices/{what}/", typed(what, county))
    assert response.headers["Location"] == "/offices/"
    assert "已保存" in text_of(client.get("/offices/"))
    begins, ends = date(2023, 5, 1), date(2023, 4, 30)
    done = {
        "appoint": Tenure.objects.filter(post__code="civil_head", person__code="wang", valid_from=begins, valid_to=None),
        "person": Person.objects.filter(code="chen", name="陈示例", district=county.district, invented=False),
        "post": Post.objects.filter(code="civil_deputy", title="副局长", unit__code="civil", role="approver", valid_from=begins),
        "unit": Unit.objects.filter(code="science", name="县科技局", district=county.district, valid_from=begins),
        "end-post": Post.objects.filter(code="civil_head", valid_to=ends),
        "grant": Grant.objects.filter(role="office", matter="supervision", power="direct", granted_by="县政府办主任 孙示例"),
        "end-grant": Grant.objects.filter(role="leader", matter="supervision", valid_to=ends),
        "end-unit": Unit.objects.filter(code="education", valid_to=ends, successor__code="civil"),
    }
    assert done[what].exists()


@pytest.mark.parametrize(
    ("what", "wrong", "reason", "kept"),
    [
        ("appoint", {"on": "2019-12-31"}, "由吴示例担任", 'value="2019-12-31"'),
        ("appoint", {"on": "昨天"}, "输入一个有效的日期", 'value="昨天"'),
        ("appoint", {"person": ""}, "这个字段是必填项", 'value="2023-05-01"'),
        ("person", {"code": "wu"}, "“wu”已经有了", 'value="陈示例"'),
        ("person", {"code": "陈 示例"}, "field-error", 'value="陈 示例"'),
        ("person", {"name": "长" * 61}, "field-error", "长" * 61),
        ("post", {"name": "县民政局局长"}, "“县民政局局长”已经有了", 'value="civil_deputy"'),
        ("post", {"role": "king"}, "field-error", 'value="副局长"'),
        ("unit", {"name": "县教育局"}, "“县教育局”已经有了", 'value="science"'),
        ("unit", {"name": "<b>局</b>", "code": ""}, "这个字段是必填项", "&lt;b&gt;局&lt;/b&gt;"),
        ("end-post", {"on": "2019-12-31"}, "不能在 2019-12-31 结束", 'value="2019-12-31"'),
        ("end-post", {"post": 0}, "field-error", 'value="2023-04-30"'),
        ("grant", {"post": 0}, "field-error", 'value="supervision"'),
        ("grant", {"role": ""}, "请选且只选一项", 'value="supervision"'),
        ("grant", {"matter": "督查"}, "field-error", 'value="督查"'),
        ("grant", {"role": "leader", "power": "see"}, "已有这项授权", 'value="supervision"'),
        ("end-grant", {"on": "2019-12-31"}, "不能在 2019-12-31 结束", 'value="2019-12-31"'),
        ("end-unit", {"on": "2019-12-31"}, "不能在 2019-12-31 结束", 'value="2019-12-31"'),
    ],
)
def test_a_refusal_gives_its_reason_and_keeps_what_was_typed(
    county: Government, what: str, wrong: dict[str, object], reason: str, kept: str
) -> None:
    shown = text_of(browser(county.people["sun"]).post(f"/offices/{what}/", typed(what, county, **wrong)), 422)
    opened = re.search(r'<details class="change" open>.*?</details>', shown, re.S)
    assert opened
    assert f'action="/offices/{what}/"' in opened[0]
    assert kept in opened[0]
    assert reason in shown
    assert shown.count('<details class="change" open>') == 1


def test_a_unit_is_not_taken_over_by_itself_and_the_choice_is_kept(county: Government) -> None:
    education = county.units["education"].pk
    shown = text_of(browser(county.people["sun"]).post("/offices/end-unit/", typed("end-unit", county, successor=education)), 422)
    assert "请选择另一个现有单位承接" in shown
    assert shown.count(f'<option value="{education}" selected>县教育局</option>') == 2
    assert Unit.objects.get(pk=education).valid_to is None


def test_refusals_are_given_in_english_too(county: Government) -> None:
    client = browser(county.people["sun"])
    response = client.post("/offices/person/", typed("person", county, code="wu"), headers={"accept-language": "en"})
    assert "There is a “wu” already." in text_of(response, 422)


@pytest.mark.parametrize("code", ["zhao", "li", "zheng"])
@pytest.mark.parametrize("what", ["appoint", "unit"])
def test_nobody_but_the_office_changes_offices(county: Government, code: str, what: str) -> None:
    before = (Tenure.objects.count(), Unit.objects.count())
    shown = text_of(browser(county.people[code]).post(f"/offices/{what}/", typed(what, county)), 403)
    assert "由政府办（督查室）维护" in shown
    assert (Tenure.objects.count(), Unit.objects.count()) == before


@pytest.mark.parametrize("what", ["appoint", "end-post", "end-unit", "post"])
def test_the_office_changes_nothing_of_another_district(county: Government, neighbour: Government, what: str) -> None:
    operations.appoint(neighbour.posts["head"], neighbour.people["shi"], on=BEGIN, by=neighbour.office)
    theirs = {"post": neighbour.posts["head"].pk, "unit": neighbour.units["education"].pk, "successor": neighbour.units["office"].pk}
    asked = typed(what, county)
    stolen = {name: theirs.get(name.partition("-")[2], value) for name, value in asked.items()}
    assert browser(county.people["sun"]).post(f"/offices/{what}/", stolen).status_code == 422
    assert known(neighbour.district).units["education"].valid_to is None
    assert known(neighbour.district).posts["head"].valid_to is None
    assert Tenure.objects.filter(post=neighbour.posts["head"]).count() == 1


def test_a_kind_of_change_that_does_not_exist_is_not_found(county: Government) -> None:
    client = browser(county.people["sun"])
    assert client.post("/offices/abolish/", {}).status_code == 404
    assert client.get("/offices/appoint/").status_code == 405


def test_forms_begin_with_today(county: Government) -> None:
    assert f'value="{timezone.localdate().isoformat()}"' in text_of(browser(county.people["sun"]).get("/offices/"))


def test_forms_without_a_valid_token_change_nothing(county: Government) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert county.people["sun"].account is not None
    strict.force_login(county.people["sun"].account)
    assert strict.post("/offices/person/", typed("person", county)).status_code == 403
    assert not Person.objects.filter(code="chen").exists()


def test_what_was_granted_before_or_will_be_stays_on_the_page(county: Government) -> None:
    yesterday, begins = timezone.localdate() - timedelta(days=1), timezone.localdate() + timedelta(days=30)
    operations.end_grant(_granted(county), on=yesterday, by=county.by("sun"), at=timezone.now())
    operations.grant(county.district, role="office", matter="census", power=Power.SEE, reach=Reach.DISTRICT, on=begins, by=county.by("sun"))
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text_of(browser(county.people["sun"]).get("/offices/"))))
    others = page.partition("已收回和尚未开始的授权")[2]
    assert re.search(rf"census · 各政府办（督查室） · \S+ · \S+ · {begins} –", others)
    assert re.search(rf"supervision · 各领导 · \S+ · \S+ · {BEGIN} – {yesterday} · 收回：县政府办主任 孙示例", others)
