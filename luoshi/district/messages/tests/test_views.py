"""What a person sees of messages, and what only the office sees."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from luoshi.district.background.models import RoundRun
from luoshi.district.messages import delivering
from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.gateways import NotSent
from luoshi.district.messages.models import Contact, Delivery, Message, State
from luoshi.district.messages.tests.conftest import MORNING, SUBJECT, Tell, give_mail
from luoshi.district.offices.tests.government import Government

INBOX = "/workbench/messages/"


def signed_in(client: Client, government: Government, code: str) -> Client:
    """The browser of somebody."""
    account = government.people[code].account
    assert account is not None
    client.force_login(account)
    return client


def test_the_inbox_shows_own_messages_and_counts_what_is_unread(client: Client, government: Government, tell: Tell) -> None:
    tell("li", body=SUBJECT)
    tell("zhou", key="other", subject=SUBJECT)
    browser = signed_in(client, government, "li")
    page = browser.get(INBOX)
    assert page.content.decode().count(SUBJECT.chinese) == 1, "the own message, said once since its subject is all of it"
    assert '<span class="nav-count">1<' in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert SUBJECT.english in browser.get(INBOX, headers={"accept-language": "en"}).content.decode()


def test_opening_a_message_marks_it_and_leads_on(client: Client, government: Government, tell: Tell) -> None:
    tell("li")
    message = Message.objects.get()
    address = f"{INBOX}{message.pk}/read/"
    assert signed_in(Client(), government, "zhou").post(address, {"go": "1"}).status_code == 404
    browser = signed_in(client, government, "li")
    assert browser.get(address).status_code == 405
    opened = browser.post(address, {"go": "1"})
    assert (opened.status_code, opened.headers["Location"]) == (302, "/workbench/")
    assert "nav-count" not in browser.get(INBOX).content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "٣", ""])
def test_a_wrong_page_is_the_first_one(client: Client, government: Government, before: str) -> None:
    assert signed_in(client, government, "li").get(INBOX, {"before": before}).status_code == 200


def test_a_wrong_address_comes_back_with_its_reason(client: Client, government: Government) -> None:
    browser = signed_in(client, government, "li")
    answer = browser.post(f"{INBOX}contacts/", {"channel": "mail", "mail-address": "li[at]example", "mail-language": "en"})
    assert answer.status_code == 422
    assert "“li[at]example”不是电子邮件的地址" in answer.content.decode()
    assert 'value="li[at]example"' in answer.content.decode()
    saved = browser.post(f"{INBOX}contacts/", {"channel": "mail", "mail-address": "li@qingxi.example", "mail-language": "en"})
    assert saved.status_code == 302
    assert browser.post(f"{INBOX}contacts/", {"channel": "sms", "sms-address": "13800000000"}).status_code == 404
    ended = browser.post(f"{INBOX}contacts/", {"channel": "mail", "end": "1"})
    assert ended.status_code == 302
    assert Contact.objects.get().valid_to is not None


def test_addresses_of_others_are_for_the_office(client: Client, government: Government) -> None:
    given = {"channel": "mail", "mail-address": "li@qingxi.example", "mail-language": "zh-hans"}
    assert signed_in(Client(), government, "zhou").post(f"{INBOX}contacts/li/", given).status_code == 404
    assert signed_in(client, government, "sun").post(f"{INBOX}contacts/li/", given).status_code == 302
    assert Contact.objects.get().entered_by.code == "sun"


def test_the_office_sees_what_failed_and_sends_it_again(
    client: Client, government: Government, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotSent("550 no such mailbox", permanent=True)

    monkeypatch.setattr(delivering, "hand_over", refuse)
    give_mail(government, "li")
    tell("li")
    deliver(at=MORNING)
    assert signed_in(Client(), government, "li").get(f"{INBOX}deliveries/").status_code == 403
    office = signed_in(client, government, "sun")
    assert "550 no such mailbox" in office.get(f"{INBOX}deliveries/").content.decode()
    address = f"{INBOX}deliveries/{Delivery.objects.get().pk}/again/"
    assert office.post(address).status_code == 302
    assert Delivery.objects.get().state == State.WAITING
    office.post(address)
    assert "没有发送失败" in office.get(f"{INBOX}deliveries/").content.decode()
    assert office.get(f"{INBOX}deliveries/", {"state": "lost"}).status_code == 404


def test_the_preview_is_there_only_where_nothing_leaves(client: Client, government: Government, tell: Tell, settings: Settings) -> None:
    browser = signed_in(client, government, "zhou")
    assert browser.get("/messages/preview/").status_code == 404
    settings.MESSAGES_STAY_HERE = True
    give_mail(government, "li")
    tell("li")
    deliver(at=MORNING)
    page = browser.get("/messages/preview/").content.decode()
    assert SUBJECT.chinese in page
    assert SUBJECT.english in page
    assert "li@qingxi.example" in page


def test_the_workbench_says_that_background_work_stands_still(client: Client, government: Government) -> None:
    browser = signed_in(client, government, "li")
    assert "后台任务还没有运行过" in browser.get(INBOX).content.decode()
    now = datetime.now(UTC)
    run = RoundRun.objects.create(name="background.heartbeat", ran_at=now)
    assert "后台任务" not in browser.get(INBOX).content.decode()
    RoundRun.objects.filter(pk=run.pk).update(ran_at=now - timedelta(minutes=10))
    assert "后台任务已停止" in browser.get(INBOX).content.decode()
    assert "Background work has stopped" in browser.get(INBOX, headers={"accept-language": "en"}).content.decode()
