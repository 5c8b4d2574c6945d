"""What the pages of rules answer: to the public, to officials, to those who may edit, and to input of any kind."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.test import Client

from luoshi.district import content_security
from luoshi.district.decisions.models import DecisionModel, Enforcement, ModelVersion
from luoshi.district.decisions.operations import create_model, put_in_force, save_version, withdraw
from luoshi.district.decisions.tests.conftest import AT, CIRCLE, DAY, MODEL, SLUG, changed
from luoshi.district.offices.tests.government import Government

RAISED = changed("<text>100</text>", "<text>120</text>")


def signed_in(government: Government, code: str) -> Client:
    client = Client()
    account = government.people[code].account
    assert account is not None
    client.force_login(account)
    return client


@pytest.fixture
def office(government: Government) -> Client:
    """``wen``, who keeps the county's rules and saved none of them."""
    return signed_in(government, "wen")


def text(response: Any) -> str:
    return str(response.content.decode())


# --- reading


def test_an_empty_list_says_what_to_do(government: Government, client: Client, office: Client) -> None:
    assert "登录后可以建立" in text(client.get("/decisions/"))
    assert "上传一个 .dmn 文件" in text(office.get("/decisions/"))


def test_a_draft_is_seen_by_its_office_alone(draft: ModelVersion, client: Client, office: Client, government: Government) -> None:
    addresses = [f"/decisions/{SLUG}/", f"/decisions/{SLUG}/versions/1/", f"/decisions/{SLUG}/versions/1/ask/"]
    for address in [*addresses, f"/decisions/{SLUG}/versions/1/model.dmn"]:
        assert client.get(address).status_code == 404, address
        assert signed_in(government, "li").get(address).status_code == 404, address
        assert office.get(address).status_code == 200, address
    assert SLUG not in text(client.get("/decisions/"))
    assert "第 1 版草稿" in text(office.get("/decisions/"))


def test_what_is_in_force_is_public_with_its_table_and_clauses(rule: ModelVersion, client: Client) -> None:
    page = text(client.get(f"/decisions/{SLUG}/"))
    for words in ("第 1 版，自 2023-01-01 起施行", "县督查室督查员 文示例", "[80..90)", "示例文件 第二条", "没有错误", "<svg", rule.sha256):
        assert words in page, words
    assert "编辑" not in page
    assert "自 2023-01-01" in text(client.get("/decisions/"))


def test_english_readers_find_english(rule: ModelVersion, client: Client) -> None:
    page = text(client.get(f"/decisions/{SLUG}/", headers={"accept-language": "en"}))
    assert "Old-age allowance" in page
    assert "At most one rule applies" in page


def test_the_file_comes_back_with_every_byte(rule: ModelVersion, client: Client) -> None:
    response = client.get(f"/decisions/{SLUG}/versions/1/model.dmn")
    assert response.content == MODEL.encode()
    assert response["Content-Disposition"] == 'attachment; filename="allowance-1.dmn"'


def test_a_day_chooses_the_version(rule: ModelVersion, client: Client, government: Government) -> None:
    save_version(SLUG, RAISED, examples="", base=1, reason="提高", by=government.by("sun"), at=AT)
    put_in_force(SLUG, 2, from_day=date(2024, 1, 1), reason="x", by=government.by("wen"), at=AT)
    assert "<code>100</code>" in text(client.get(f"/decisions/{SLUG}/?on=2023-12-31"))
    assert "<code>120</code>" in text(client.get(f"/decisions/{SLUG}/?on=2024-01-01"))
    assert client.get(f"/decisions/{SLUG}/?on=nonsense").status_code == 200
    assert "由 100（规则 2） 变为 120" in text(client.get(f"/decisions/{SLUG}/compare/1/2/"))


def test_a_model_with_problems_shows_where_and_what_to_do(draft: ModelVersion, office: Client, government: Government) -> None:
    save_version(SLUG, changed("<text>年龄</text>", "<text>年龄 +</text>"), examples="", base=1, reason="x", by=government.by("sun"), at=AT)
    save_version(SLUG, CIRCLE, examples="", base=2, reason="x", by=government.by("sun"), at=AT)
    page = text(office.get(f"/decisions/{SLUG}/versions/2/"))
    assert "要改正的错误" in page
    assert "年龄 +" in page
    assert "第 10 行" in page
    assert "没有可以回答的决策" in text(office.get(f"/decisions/{SLUG}/versions/3/ask/"))
    assert "甲" in text(office.get(f"/decisions/{SLUG}/versions/3/"))
    assert "不能比较" in text(office.get(f"/decisions/{SLUG}/compare/2/3/"))


SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_script_in_names_is_text(government: Government, office: Client) -> None:
    evil = MODEL.replace("示例文件 第一条", SCRIPT).replace('label="年龄"', f'label="{SCRIPT}"').replace('"外地"', f'"{SCRIPT}"')
    evil = evil.replace('name="高龄津贴"', f'name="{SCRIPT}"')
    create_model(government.district, slug="evil", title="<script>", content=evil, reason="<b>", by=government.by("sun"), at=AT)
    put_in_force("evil", 1, from_day=DAY, reason="<i>", by=government.by("wen"), at=AT)
    for address in ("/decisions/", "/decisions/evil/", "/decisions/evil/versions/1/ask/", "/decisions/evil/edit/"):
        page = text(office.get(address))
        assert "<script>alert" not in page, address
        assert "<b>" not in page, address
        assert "<i>" not in page, address


# --- asking


def ask(client: Client, number: int = 1, **given: str) -> Any:
    data = {f"in:{name}" if name not in {"on", "decision"} else name: value for name, value in given.items()}
    return client.post(f"/decisions/{SLUG}/versions/{number}/ask/", data)


def test_the_rule_says_its_answer_and_why(rule: ModelVersion, client: Client) -> None:
    response = ask(client, 年龄="85", 户籍="本县")
    page = text(response)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    for words in ("<span>100</span>", "规则 2 适用", "示例文件 第二条", 'class="is-fired"', "不是正式决定"):
        assert words in page, words


def test_after_a_no_the_nearest_rule_says_what_is_missing(rule: ModelVersion, client: Client) -> None:
    page = text(ask(client, 年龄="79", 户籍="本县"))
    assert "最接近" in page
    assert 'class="is-nearest"' in page
    assert 'class="fails"' in page


@pytest.mark.parametrize(
    ("age", "home", "said"),
    [
        ("七十", "本县", "需要 number，写的是文字“七十”"),
        ("", "本县", "请填写"),
        ("85", "火星", "不在允许范围之内"),
        ("1,00", "本县", "需要 number"),
        ("9" * 50, "本县", "50 位"),
        ("<script>alert(1)</script>", "本县", "&lt;script&gt;alert(1)"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    rule: ModelVersion, client: Client, age: str, home: str, said: str
) -> None:
    response = ask(client, 年龄=age, 户籍=home)
    page = text(response)
    assert response.status_code == 422
    assert said in page
    assert "<script>alert" not in page
    if age and "<" not in age:
        assert f'value="{age}"' in page


@pytest.mark.parametrize("day", ["2023-02-30", "", "0001-01-01", "9999-12-31", "<script>"])
def test_a_day_that_there_is_not_never_becomes_another(rule: ModelVersion, client: Client, day: str) -> None:
    response = client.post(f"/decisions/{SLUG}/versions/1/ask/", {"in:年龄": "85", "in:户籍": "本县", "on": day})
    assert response.status_code == 422
    assert "没有这一天" in text(response)
    assert "1 处要改" in text(response)
    assert 'id="on" name="on" value=""' in text(response)  # nor does today stand there as if it had been asked for


@pytest.mark.parametrize("age", ["８５", "85.0", "85"])
def test_numbers_are_read_as_people_type_them(rule: ModelVersion, client: Client, age: str) -> None:
    assert "100" in text(client.post(f"/decisions/{SLUG}/versions/1/ask/", {"in:年龄": age, "in:户籍": "本县"}))


def test_what_nobody_knows_is_null_and_found(rule: ModelVersion, client: Client) -> None:
    page = text(client.post(f"/decisions/{SLUG}/versions/1/ask/", {"in:户籍": "本县", "unknown:年龄": "on"}))
    assert "没有答案" in page
    assert "需要注意" in page


def test_asking_stores_nothing(rule: ModelVersion, client: Client) -> None:
    before = [what.objects.count() for what in (DecisionModel, ModelVersion, Enforcement)]
    ask(client, 年龄="85", 户籍="本县")
    assert [what.objects.count() for what in (DecisionModel, ModelVersion, Enforcement)] == before


def test_a_draft_answers_its_office_and_says_that_it_is_one(draft: ModelVersion, office: Client) -> None:
    assert "还是草稿" in text(ask(office, 年龄="85", 户籍="本县"))


def test_the_version_in_force_is_asked_by_its_day(rule: ModelVersion, client: Client, government: Government) -> None:
    assert client.get(f"/decisions/{SLUG}/ask/?on=2023-02-01")["Location"] == f"/decisions/{SLUG}/versions/1/ask/?on=2023-02-01"
    assert client.get(f"/decisions/{SLUG}/ask/?on=2022-02-01").status_code == 404
    withdraw(SLUG, from_day=date(2023, 3, 1), reason="废止", by=government.by("sun"), at=AT)
    assert client.get(f"/decisions/{SLUG}/ask/?on=2023-03-01").status_code == 404
    assert "不在施行" in text(client.get(f"/decisions/{SLUG}/?on=2023-03-01"))


# --- editing


def edit(client: Client, content: str, **more: object) -> Any:
    return client.post(f"/decisions/{SLUG}/edit/", {"content": content, "base": 1, "reason": "提高标准", "examples": "", **more})


def test_only_the_office_edits(draft: ModelVersion, client: Client, government: Government) -> None:
    pages = [f"/decisions/{SLUG}/edit/", "/decisions/new/", f"/decisions/{SLUG}/versions/1/in-force/", f"/decisions/{SLUG}/withdraw/"]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code in {302, 404}, address
        assert answer.status_code == 404 or answer["Location"].startswith("/sign-in/")
        assert signed_in(government, "li").get(address).status_code in {403, 404}, address


def test_a_version_is_saved_with_its_reason(draft: ModelVersion, office: Client) -> None:
    response = edit(office, RAISED.replace("\n", "\r\n"))
    assert response["Location"] == f"/decisions/{SLUG}/versions/2/?saved=1"
    stored = ModelVersion.objects.get(number=2)
    assert (stored.content, stored.reason, stored.signature) == (RAISED, "提高标准", "县督查室督查员 文示例")
    assert "data-saved-model" in text(office.get(response["Location"]))


def test_of_two_editors_the_second_keeps_what_was_typed(draft: ModelVersion, office: Client, government: Government) -> None:
    save_version(SLUG, RAISED, examples="", base=1, reason="提高到 120", by=government.by("sun"), at=AT)
    mine = changed("示例文件 第三条", "示例文件 第四条")
    response = edit(office, mine)
    page = text(response)
    assert response.status_code == 409
    for words in ("县政府办主任 孙示例", "提高到 120", "由 100（规则 2） 变为 120", "示例文件 第四条", 'name="base" value="2"'):
        assert words in page, words
    assert edit(office, mine, base=2).status_code == 302


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        (RAISED, "", "没有写明理由"),
        ("不是 XML 的一段话", "x", "不是 XML 的一段话"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "x", "&lt;!ENTITY"),
        ("", "x", "是空的"),
    ],
)
def test_nothing_typed_is_lost_when_saving_is_refused(draft: ModelVersion, office: Client, content: str, reason: str, said: str) -> None:
    response = edit(office, content, reason=reason)
    page = text(response)
    assert response.status_code == 422
    assert 'class="refusal"' in page
    assert said in page
    assert ModelVersion.objects.count() == 1
    if content == RAISED:
        assert "&lt;text&gt;120&lt;/text&gt;" in page


def test_a_file_counts_instead_of_the_editor(draft: ModelVersion, office: Client) -> None:
    content = RAISED.replace("\n", "\r\n").encode()
    edit(office, MODEL, file=_named(content))
    assert ModelVersion.objects.get(number=2).content.encode() == content


def test_a_file_of_five_megabytes_is_refused(draft: ModelVersion, office: Client) -> None:
    response = edit(office, RAISED, file=_named(b"<a>" + b" " * 5_000_000))
    assert response.status_code == 422
    assert "2 MB" in text(response)
    assert "&lt;text&gt;120&lt;/text&gt;" in text(response)


def test_a_text_beyond_any_form_is_refused_in_words(draft: ModelVersion, office: Client) -> None:
    response = edit(office, "a" * 5_000_000)
    assert response.status_code == 413
    assert "2 MB" in text(response)
    assert "浏览器里" in text(response)


def _named(content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = "模型.dmn"
    return file


def test_only_the_editor_may_style_inline_and_no_page_may_run_foreign_script(draft: ModelVersion, office: Client) -> None:
    editor = office.get(f"/decisions/{SLUG}/edit/")["Content-Security-Policy"]
    assert editor == content_security.WITH_INLINE_STYLES
    assert "script-src" not in editor
    assert "unsafe-eval" not in editor
    assert office.get(f"/decisions/{SLUG}/")["Content-Security-Policy"] == content_security.POLICY


def test_without_the_graphical_editor_models_are_edited_as_text(
    draft: ModelVersion, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finders, "find", lambda *_, **__: None)
    page = text(office.get(f"/decisions/{SLUG}/edit/"))
    assert "dmn-modeler" not in page
    assert '<textarea id="content"' in page


def test_a_new_model_begins_with_an_empty_table(government: Government, office: Client) -> None:
    response = office.post("/decisions/new/", {"title": "新规则", "title_en": "", "slug": "new-rule"})
    assert response["Location"] == "/decisions/new-rule/edit/"
    assert ModelVersion.objects.get().checked["problems"] == 0
    assert office.post("/decisions/new/", {"title": "新规则", "slug": "new-rule"}).status_code == 422
    assert office.post("/decisions/new/", {"title": "新规则", "slug": "new"}).status_code == 422
    brought = office.post("/decisions/new/", {"title": "津贴", "slug": "brought", "file": _named(MODEL.encode())})
    assert brought.status_code == 302
    assert ModelVersion.objects.get(model__slug="brought").content == MODEL


# --- in force


def test_the_second_person_sees_what_changes_and_puts_it_in_force(rule: ModelVersion, office: Client, government: Government) -> None:
    save_version(SLUG, RAISED, examples="", base=1, reason="提高", by=government.by("sun"), at=AT)
    address = f"/decisions/{SLUG}/versions/2/in-force/"
    assert "由 100（规则 2） 变为 120" in text(office.get(address))
    response = office.post(address, {"from_day": "2023-02-01", "to_day": "", "reason": "核对无误"})
    assert response["Location"] == f"/decisions/{SLUG}/versions/2/"
    assert Enforcement.objects.latest("pk").signature == "县督查室督查员 文示例"


def test_the_own_version_is_refused_by_page_and_by_rule(draft: ModelVersion, government: Government) -> None:
    own = signed_in(government, "sun")
    address = f"/decisions/{SLUG}/versions/1/in-force/"
    assert "另一个人施行" in text(own.get(address))
    response = own.post(address, {"from_day": "2023-02-01", "reason": "x"})
    assert response.status_code == 422
    assert "不能由您施行" in text(response)
    assert not Enforcement.objects.exists()


def test_an_empty_file_is_no_missing_file(rule: ModelVersion, office: Client) -> None:
    given = {"content": MODEL, "reason": "x", "base": 1, "file": ContentFile(b"", name="empty.dmn")}
    response = office.post(f"/decisions/{SLUG}/edit/", given)
    assert response.status_code == 422
    assert "是空的" in text(response)


def test_a_rule_is_withdrawn_with_a_reason(rule: ModelVersion, office: Client) -> None:
    address = f"/decisions/{SLUG}/withdraw/"
    day = "2099-02-01"
    assert office.post(address, {"from_day": day, "reason": ""}).status_code == 422
    assert office.post(address, {"from_day": "2023-02-01", "reason": "废止"}).status_code == 422  # over long ago
    assert office.post(address, {"from_day": day, "reason": "废止"}).status_code == 302
    assert office.post(address, {"from_day": day, "reason": "废止"}).status_code == 422
