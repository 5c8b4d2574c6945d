"""A message is told in the transaction of its cause, once, in both languages; addresses are kept by their owner or the office."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, IntegrityError, transaction

from luoshi.district.message_settings import CHANNELS, read_gateways, read_hours
from luoshi.district.messages import operations, queries
from luoshi.district.messages.errors import NotYours, WrongAddress
from luoshi.district.messages.models import Channel, Contact, Delivery, Language, Message
from luoshi.district.messages.tests.conftest import BODY, MORNING, NIGHT, SUBJECT, Tell, give_mail
from luoshi.district.offices.tests.government import Government


def test_the_same_thing_is_told_once_and_stands_in_the_inbox(government: Government, tell: Tell) -> None:
    assert tell("li", "zhou", "li") == 2
    assert tell("zhou", "wu", subject=BODY) == 1
    assert [(each.subject_zh, each.read_at) for each in queries.inbox(government.people["zhou"]).rows] == [(SUBJECT.chinese, None)]


def test_what_is_rolled_back_was_never_told(tell: Tell) -> None:
    with transaction.atomic():
        tell("li")
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_outside_the_transaction_of_its_cause(tell: Tell) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        tell("li")


@pytest.mark.parametrize("link", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_link_never_leads_out_of_the_site(tell: Tell, link: str) -> None:
    with pytest.raises(IntegrityError, match="leads_nowhere_but_into_this_site"):
        tell("li", link=link)


def test_words_that_were_told_stay(tell: Tell) -> None:
    tell("li")
    for change in (lambda: Message.objects.update(body_zh="别的"), lambda: Message.objects.all().delete()):
        with pytest.raises(Error, match="not altered"), transaction.atomic():
            change()


def test_reading_is_counted_for_the_receiver_alone(government: Government, tell: Tell) -> None:
    for number in range(3):
        tell("li", "zhou", key=f"sample-{number}")
    li, zhou = (government.people[code] for code in ("li", "zhou"))
    first = queries.inbox(li).rows[-1]
    assert operations.mark_read(first.pk, by=government.by("zhou"), at=MORNING) is None
    assert operations.mark_read(first.pk, by=government.by("li"), at=MORNING) == first
    assert li.account_id is not None
    assert zhou.account_id is not None
    assert (queries.unread_count(li.account_id), queries.unread_count(zhou.account_id)) == (2, 3)
    assert operations.mark_all_read(by=government.by("li"), at=NIGHT) == 2
    assert queries.unread_count(li.account_id) == 0


def test_the_inbox_is_turned_by_key(government: Government, tell: Tell) -> None:
    for number in range(5):
        tell("li", key=f"sample-{number}")
    li = government.people["li"]
    first = queries.inbox(li, size=2)
    tell("li", key="sample-new")
    second = queries.inbox(li, before=first.older, size=2)
    last = queries.inbox(li, before=second.older, size=2)
    assert [each.key[-1] for part in (first, second, last) for each in part.rows] == ["4", "3", "2", "1", "0"]
    assert last.older is None


def test_a_new_address_ends_the_one_before(government: Government) -> None:
    give_mail(government, "li")
    give_mail(government, "li")
    operations.enter_contact(
        government.people["li"], Channel.MAIL, " li@other.example ", by=government.by("sun"), at=NIGHT, language=Language.ENGLISH
    )
    assert [(each.address, each.valid_to) for each in Contact.objects.order_by("pk")] == [
        ("li@qingxi.example", NIGHT),
        ("li@other.example", None),
    ]


def test_nobody_enters_the_address_of_somebody_else(government: Government) -> None:
    with pytest.raises(NotYours):
        operations.enter_contact(government.people["li"], Channel.SMS, "13800000000", by=government.by("zhou"), at=MORNING)


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        (Channel.MAIL, "li"),
        (Channel.MAIL, "li@qingxi.example\nBcc: all@qingxi.example"),
        (Channel.MAIL, f"{'l' * 200}@qingxi.example"),
        (Channel.SMS, "12345"),
        (Channel.SMS, "１３８０００００００0"),
        (Channel.DINGTALK, "a/../../b?to=c"),
        (Channel.WECOM, ""),
        (Channel.WECOM, "all"),  # which would be everybody
    ],
)
def test_an_address_that_cannot_be_one_is_refused(government: Government, channel: Channel, address: str) -> None:
    with pytest.raises(WrongAddress):
        operations.enter_contact(government.people["li"], channel, address, by=government.by("li"), at=MORNING)


def test_what_would_be_sent_is_shown_before(government: Government) -> None:
    give_mail(government, "li", language=Language.ENGLISH)
    shown = queries.preview(to=[government.people["li"], government.people["zhou"]], subject=SUBJECT, body=BODY, link="/workbench/")
    outside = [each for each in shown if each.channel]
    assert [(each.person.code, each.channel, each.address) for each in outside] == [("li", Channel.MAIL, "li@qingxi.example")]
    assert outside[0].words.subject == "[Luoshi] Case SAMPLE-1 is yours"
    assert "https://luoshi.qingxi.example/workbench/" in outside[0].words.text
    assert len(shown) == 5
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "fax=fax://{address}",
        "sms=clicksend://user:secret@13800000000",
        "dingtalk=dingtalk://secret/{address}",
        "feishu=Feishu://{address}",
        "mail=smtp://user:secret@/?from=a@b.example",
        "mail=smtp://mail.example:99999?from=a@b.example",
        "mail=smtp://mail.example mail=smtp://mail.example",
    ],
)
def test_a_gateway_that_cannot_work_keeps_the_site_from_starting(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LUOSHI_MESSAGES") as refused:
        read_gateways(text)
    assert "secret" not in str(refused.value)


def test_gateways_and_hours_are_read(government: Government) -> None:
    assert set(read_gateways("mail=smtps://u:p@mail.example?from=a@b.example sms=clicksend://u:k@{address}")) == {"mail", "sms"}
    assert tuple(Channel.values) == CHANNELS
    hours = read_hours("08:30-12:00, 13:30-17:30")
    assert [hours.are_open(MORNING + timedelta(hours=ahead)) for ahead in (0, 3, 5, 8, 24)] == [True, False, True, False, True]
    for wrong in ("", "8-12", "12:00-08:00", "08:30-25:00"):
        with pytest.raises(ImproperlyConfigured):
            read_hours(wrong)
