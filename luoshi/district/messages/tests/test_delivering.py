"""What was told is delivered: by a real mail server on this machine, through a gateway that fails, and by workers that are killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection, transaction
from pytest_django import Settings

from luoshi.district.messages import delivering, operations, queries
from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.errors import NotFailed, NotOfTheOffice
from luoshi.district.messages.gateways import NotSent
from luoshi.district.messages.models import Channel, Delivery, DeliveryEvent, Language, State
from luoshi.district.messages.retries import GAPS, LEASE
from luoshi.district.messages.tests.conftest import MORNING, NIGHT, Tell, give_mail
from luoshi.district.offices.tests.government import Government
from luoshi.words import Words

CHECKOUT = Path(__file__).resolve().parents[4]


class Letterbox:
    """Keeps what it is sent; refuses receivers whose address begins with "gone"."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - the library's name
        """Take a receiver, or not."""
        if address.startswith("gone"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        """Keep a mail."""
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    """A mail server on this machine, as the district's gateway."""
    box = Letterbox()
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.MESSAGE_GATEWAYS = {"mail": f"smtp://127.0.0.1:{port}?from=luoshi@qingxi.example"}
    yield box
    server.stop()


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A gateway that never takes anything."""

    def refuse(*_: object, **__: object) -> None:
        raise NotSent("421 try later")

    monkeypatch.setattr(delivering, "hand_over", refuse)
    return []


def kinds() -> list[str]:
    """What happened, in order."""
    return list(DeliveryEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_a_mail_arrives_in_the_language_of_its_receiver(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    give_mail(government, "zhou", language=Language.ENGLISH)
    tell("li", "zhou", "wu")
    assert deliver(at=MORNING) == 2
    assert deliver(at=MORNING + timedelta(hours=1)) == 0
    chinese, english = letterbox.mails
    assert str(make_header(decode_header(chinese["Subject"]))) == "〔落实〕办件 示例-1 交给您办理"
    text = chinese.get_payload(decode=True)
    assert isinstance(text, bytes)
    first = Delivery.objects.get(contact__person__code="li")
    assert f"打开：https://luoshi.qingxi.example/workbench/\n\n消息编号 {first.message.code}" in text.decode().replace("\r", "")
    assert chinese["Message-ID"] == f"<{first.message.code}.{first.pk}@qingxi.example>"
    assert english["Subject"] == "[Luoshi] Case SAMPLE-1 is yours"
    assert kinds() == ["begun", "sent", "begun", "sent"]


def test_a_subject_on_two_lines_leaves_on_one(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    tell("li", subject=Words("第一行\r\n第二行", "First line\r\nBcc: nobody@qingxi.example"))
    assert deliver(at=MORNING) == 1
    [mail] = letterbox.mails
    assert str(make_header(decode_header(mail["Subject"]))) == "〔落实〕第一行 第二行"


def test_nobody_is_written_to_at_midnight_unless_it_is_urgent(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    tell("li", key="reminder", at=NIGHT)
    tell("li", key="flood", at=NIGHT, urgent=True)
    assert deliver(at=NIGHT) == 1
    saturday = NIGHT + timedelta(hours=10)
    assert deliver(at=saturday) == 0
    assert deliver(at=saturday + timedelta(days=2)) == 1
    assert len(letterbox.mails) == 2


def test_nothing_leaves_a_demonstration(government: Government, letterbox: Letterbox, tell: Tell, settings: Settings) -> None:
    settings.MESSAGES_STAY_HERE, settings.MESSAGE_GATEWAYS = True, {}
    give_mail(government, "li")
    tell("li")
    deliver(at=MORNING)
    assert letterbox.mails == []
    assert Delivery.objects.get().state == State.KEPT


def test_an_invented_person_is_never_written_to(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    type(government.people["li"]).objects.update(invented=True)
    tell("li")
    deliver(at=MORNING)
    assert (letterbox.mails, Delivery.objects.get().state) == ([], State.KEPT)


def test_an_address_that_ended_is_not_written_to(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    tell("li")
    operations.end_contact(government.people["li"], Channel.MAIL, by=government.by("li"), at=MORNING)
    deliver(at=MORNING)
    assert (letterbox.mails, Delivery.objects.get().state) == ([], State.DROPPED)


def test_a_mailbox_that_does_not_exist_is_not_asked_again(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    operations.enter_contact(government.people["li"], Channel.MAIL, "gone@qingxi.example", by=government.by("li"), at=MORNING)
    tell("li")
    deliver(at=MORNING)
    delivery = Delivery.objects.get()
    assert delivery.state == State.FAILED
    assert "550" in delivery.events.latest("pk").detail


def test_a_gateway_that_fails_is_asked_ever_later_until_the_office_is_told(
    government: Government, refusing: list[datetime], tell: Tell
) -> None:
    give_mail(government, "li")
    tell("li", urgent=True)
    at = MORNING
    for gap in (*GAPS, None):
        assert deliver(at=at - timedelta(seconds=1)) == 0
        assert deliver(at=at) == 1
        at += gap or timedelta()
    assert [each.state for each in queries.deliveries(government.district, State.FAILED).rows] == [State.FAILED]
    assert kinds() == ["begun", "not_sent"] * (len(GAPS) + 1)
    delivery = Delivery.objects.get()
    with pytest.raises(NotOfTheOffice):
        operations.try_again(delivery.pk, by=government.by("li"), at=at)
    operations.try_again(delivery.pk, by=government.by("sun"), at=at)
    with pytest.raises(NotFailed):
        operations.try_again(delivery.pk, by=government.by("sun"), at=at)
    assert deliver(at=at) == 1
    assert Delivery.objects.get().state == State.WAITING


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_message_once(government: Government, letterbox: Letterbox, tell: Tell) -> None:
    give_mail(government, "li")
    for number in range(12):
        with transaction.atomic():
            tell("li", key=f"sample-{number}")

    def work(_: int) -> int:
        try:
            return deliver(at=MORNING)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        assert sum(workers.map(work, range(2))) == 12
    assert len({mail["Message-ID"] for mail in letterbox.mails}) == len(letterbox.mails) == 12


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_sending_and_recording_sends_once_more_and_loses_nothing(
    government: Government, letterbox: Letterbox, tell: Tell
) -> None:
    give_mail(government, "li")
    with transaction.atomic():
        tell("li", urgent=True)

    command = [sys.executable, "-m", "luoshi.district.messages.tests.post_office", MORNING.isoformat()]
    command += [settings.MESSAGE_GATEWAYS["mail"], str(connection.settings_dict["NAME"])]
    done = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert (len(letterbox.mails), Delivery.objects.get().state) == (1, State.WAITING)
    assert deliver(at=MORNING + LEASE - timedelta(seconds=1)) == 0, "it may be at work still"
    assert deliver(at=MORNING + LEASE) == 1
    assert (len(letterbox.mails), Delivery.objects.get().state) == (2, State.SENT)
    assert len({mail["Message-ID"] for mail in letterbox.mails}) == 1, "the receiver sees that it is one and the same"
    assert kinds() == ["begun", "interrupted", "begun", "sent"]


class Died(BaseException):
    """What no code of a worker can catch."""


def test_a_slow_gateway_is_left_before_the_lease_of_the_next_one_is_short(
    government: Government, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_mail(government, "li")
    for number in range(3):
        tell("li", key=f"sample-{number}")
    seconds = iter([0.0, 0.0, LEASE.total_seconds() * 0.6])
    monkeypatch.setattr(delivering, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(delivering, "hand_over", lambda *_, **__: None)
    assert deliver(at=MORNING) == 1
    assert Delivery.objects.filter(state=State.WAITING, attempts=0).count() == 2


def test_what_may_have_arrived_twice_is_not_sent_a_third_time(government: Government, tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    give_mail(government, "li")
    tell("li", urgent=True)

    def die(*_: object, **__: object) -> None:
        raise Died

    monkeypatch.setattr(delivering, "hand_over", die)
    for attempt in range(2):
        with pytest.raises(Died):
            deliver(at=MORNING + attempt * LEASE)
    assert deliver(at=MORNING + 2 * LEASE) == 1
    assert Delivery.objects.get().state == State.FAILED
    assert kinds() == ["begun", "interrupted", "begun", "interrupted"]
