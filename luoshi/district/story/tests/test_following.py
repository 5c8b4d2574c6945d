"""Followers confirm their address, are told once a day what is new, and leave with one click; their addresses are gone then."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import Settings

from luoshi.district.lights import operations as lights
from luoshi.district.lights.tests.conftest import grew
from luoshi.district.messages.letters import deliver_letters
from luoshi.district.messages.models import Letter, State
from luoshi.district.messages.queries import Language
from luoshi.district.story import links, operations
from luoshi.district.story.errors import LinkIsOver, WrongAddress
from luoshi.district.story.models import Follower, Following, News
from luoshi.district.story.tests.conftest import at

if TYPE_CHECKING:
    from django.test import Client

    from luoshi.district.offices.tests.government import Government
    from luoshi.district.plan.queries import Commitment, Report

pytestmark = pytest.mark.django_db
MAIL = "reader@mail.example"


def followed(promise: Commitment, address: str = MAIL) -> Following:
    """An address follows a promise since 1 February, confirmed."""
    asked = operations.follow(promise, address, language=Language.CHINESE, at=at(2, 1))
    return operations.confirm(links.token(asked.pk, links.CONFIRM), at=at(2, 1, 10))


def turned_red(county: Government, plan: Report, promise: Commitment) -> None:
    """On 2 February it became known that January was missed."""
    grew(county, 1, "1.0")
    lights.judge(plan, on=at(2, 2).date(), at=at(2, 2))
    operations.notice_all(at=at(2, 2, 11))


def test_nothing_but_the_question_is_sent_to_an_address_that_did_not_confirm(promise: Commitment, county: Government, plan: Report) -> None:
    for hour in (9, 10):
        operations.follow(promise, f" {MAIL.upper()}", language=Language.CHINESE, at=at(2, 1, hour))
    turned_red(county, plan, promise)
    assert operations.tell_followers(at=at(2, 2, 12)) == 0
    assert [(each.topic, each.address) for each in Letter.objects.all()] == [("story.confirm", MAIL)]
    assert operations.forget_unconfirmed(at=at(2, 5, 12)) == 1
    assert not Follower.objects.exists()


def test_a_follower_is_told_once_a_day_what_became_known_since(promise: Commitment, county: Government, plan: Report) -> None:
    followed(promise)
    assert operations.tell_followers(at=at(2, 1, 12)) == 0
    turned_red(county, plan, promise)
    News.objects.create(commitment=promise, chapter="facts", on=at(2, 2), words="又一件", words_en="One more", digest="x", at=at(2, 2, 12))
    assert [operations.tell_followers(at=at(2, 2, hour)) for hour in (11, 13)] == [1, 0]
    letter = Letter.objects.get(topic="story.news")
    assert "红灯" in letter.body
    assert "又一件" not in letter.body
    assert "写进" not in letter.body, "what was known when it was followed is no news"
    assert operations.tell_followers(at=at(2, 3)) == 1
    assert "又一件" in Letter.objects.get(key__endswith="2023-02-03").body


def test_a_letter_leaves_with_a_way_out_and_its_address_is_forgotten(
    promise: Commitment, county: Government, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MESSAGE_GATEWAYS = {"mail": "smtp://127.0.0.1:1?from=luoshi@qingxi.example"}
    settings.SITE_ADDRESS = "https://luoshi.qingxi.example"
    sent: list[Any] = []

    def send(message: Any) -> None:
        sent.append(message)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    follower = followed(promise).follower
    News.objects.create(commitment=promise, chapter="lights", on=at(2, 2), words="转红", words_en="Red", digest="x", at=at(2, 2))
    operations.tell_followers(at=at(2, 2, 10))
    assert deliver_letters(at=at(2, 2, 10)) == 2
    question, news = sent
    assert links.leave_address(follower.pk) not in question.body
    assert f"<https://luoshi.qingxi.example{links.leave_address(follower.pk)}>" == news.extra_headers["List-Unsubscribe"]
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert {(each.state, each.address) for each in Letter.objects.all()} == {(State.SENT, "")}


def test_one_click_deletes_the_address_and_what_is_on_its_way(client: Client, promise: Commitment) -> None:
    follower = followed(promise).follower
    leave = links.leave_address(follower.pk)
    assert Letter.objects.filter(address=MAIL).exists()
    page = client.get(leave).content.decode()
    assert promise.quote in page
    assert MAIL not in page
    assert client.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert not Letter.objects.filter(address=MAIL).exists()
    assert client.post(leave).status_code == 200


def test_links_are_made_here_for_one_use_and_end(client: Client, promise: Commitment, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = operations.follow(promise, MAIL, language=Language.ENGLISH, at=at(2, 1))
    token = links.token(asked.pk, links.CONFIRM)
    assert client.get(f"/follow/leave/{token}/").status_code == 410
    assert client.get(f"/follow/confirm/{token}/").status_code == 200
    assert Following.objects.get().confirmed_at is None, "mail servers open links before their owners do"
    monkeypatch.setattr(links, "CONFIRM_WITHIN", timedelta(seconds=-1))
    with pytest.raises(LinkIsOver):
        operations.confirm(token, at=at(2, 1))


def test_the_page_tells_everybody_the_same_and_keeps_a_wrong_address(client: Client, promise: Commitment) -> None:
    followed(promise)
    address = f"/commitments/{promise.code}/follow/"
    pages = [client.post(address, {"address": each}).content.decode() for each in (MAIL, "other@mail.example")]
    assert [page.count("三天内没有确认的") for page in pages] == [1, 1]
    wrong = client.post(address, {"address": "no address"})
    assert wrong.status_code == 422
    assert "no address" in wrong.content.decode()
    with pytest.raises(WrongAddress):
        operations.follow(promise, "no address", language=Language.CHINESE, at=at(2, 1))
