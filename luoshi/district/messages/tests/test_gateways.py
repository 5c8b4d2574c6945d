"""What leaves by web gateways, received by a real server: the right words to one person, every refusal on record, nothing in a log."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO

import pytest
from apprise.plugins.wechat import NotifyWeChat
from pytest_django import Settings

from luoshi.district.messages.delivering import deliver
from luoshi.district.messages.models import Channel, Delivery, State
from luoshi.district.messages.operations import enter_contact
from luoshi.district.messages.retries import GAPS
from luoshi.district.messages.tests.conftest import MORNING, Tell
from luoshi.district.messages.tests.web_gateway import WebGateway, web_gateway
from luoshi.district.offices.tests.government import Government

# The library asks whether Python still has a module that is about to go.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

Reach = Callable[[Channel, str], Delivery]

ADDRESSES = {
    Channel.SMS: "+8613800000000",
    Channel.DINGTALK: "manager4220",
    Channel.FEISHU: "ou_7d8a6e6df7621556",
    Channel.WECOM: "li.shili",
}


@pytest.fixture
def gateway() -> Iterator[WebGateway]:
    """The district's gateway."""
    with web_gateway() as server:
        yield server


@pytest.fixture
def reach(government: Government, settings: Settings, tell: Tell, gateway: WebGateway) -> Reach:
    """Tell li something by a channel whose gateway has a URL."""

    def told(channel: Channel, url: str) -> Delivery:
        settings.MESSAGE_GATEWAYS = {channel.value: url.replace("HOST", f"127.0.0.1:{gateway.port}")}
        enter_contact(government.people["li"], channel, ADDRESSES[channel], by=government.by("li"), at=MORNING)
        tell("li")
        assert deliver(at=MORNING) == 1
        return Delivery.objects.get()

    return told


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the program's log says meanwhile; pytest's own listens even to those who are to be heard nowhere."""
    handler = logging.StreamHandler(StringIO())
    logging.getLogger().addHandler(handler)
    yield handler.stream
    logging.getLogger().removeHandler(handler)


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.DINGTALK, Channel.FEISHU])
def test_the_districts_own_gateway_is_told_whom_what_and_who_asks(reach: Reach, gateway: WebGateway, channel: Channel) -> None:
    sent = reach(channel, "json://luoshi:secret@HOST/send?:to={address}&:type=&:attachments=&:version=&+X-System=luoshi")
    assert sent.state == State.SENT
    [request] = gateway.requests
    assert set(request.body) == {"to", "title", "message"}
    assert request.body["to"] == ADDRESSES[channel]
    assert request.body["title"] == "〔落实〕办件 示例-1 交给您办理"
    assert request.body["message"].startswith("请在 2023-02-03 前办结。")
    assert f"消息编号 {sent.message.code}" in request.body["message"]
    assert request.headers["X-System"] == "luoshi"
    assert request.headers["Authorization"] == "Basic " + base64.b64encode(b"luoshi:secret").decode()


def test_an_sms_gateway_in_the_house_is_given_the_number_and_its_token(reach: Reach, gateway: WebGateway) -> None:
    gateway.answers["/jsonrpc/sms"] = (200, {"result": [{"message_id": "1", "status": "ok"}]})
    assert reach(Channel.SMS, "smseagle://secret@HOST/{address}").state == State.SENT
    [request] = gateway.requests
    said = request.body["params"]
    assert (request.body["method"], said["to"], said["access_token"]) == ("sms.send_sms", ADDRESSES[Channel.SMS], "secret")
    assert "〔落实〕办件 示例-1 交给您办理" in said["message"]


@pytest.fixture
def wecom(gateway: WebGateway, monkeypatch: pytest.MonkeyPatch) -> None:
    """企业微信, as its documents say it answers."""
    monkeypatch.setattr(NotifyWeChat, "token_url", f"http://127.0.0.1:{gateway.port}/gettoken")
    monkeypatch.setattr(NotifyWeChat, "notify_url", f"http://127.0.0.1:{gateway.port}/send")
    gateway.answers["/gettoken"] = (200, {"errcode": 0, "errmsg": "ok", "access_token": "of-two-hours", "expires_in": 7200})
    gateway.answers["/send"] = (200, {"errcode": 0, "errmsg": "ok", "msgid": "1"})


WECOM = "wechat://corp:secret@1000002/@{address}"


@pytest.mark.usefixtures("wecom")
def test_wecom_is_asked_for_a_token_and_writes_to_one_person(reach: Reach, gateway: WebGateway) -> None:
    assert reach(Channel.WECOM, WECOM).state == State.SENT
    token, message = gateway.requests
    assert token.path == "/gettoken?corpid=corp&corpsecret=secret"
    assert message.path == "/send?access_token=of-two-hours"
    assert (message.body["touser"], message.body["agentid"], message.body["msgtype"]) == ("li.shili", 1000002, "text")
    assert message.body["text"]["content"].startswith("〔落实〕办件 示例-1 交给您办理")


@pytest.mark.usefixtures("wecom")
def test_what_wecom_refuses_in_a_friendly_answer_was_not_sent(reach: Reach, gateway: WebGateway) -> None:
    gateway.answers["/send"] = (200, {"errcode": 81013, "errmsg": "user & party & tag all invalid"})
    refused = reach(Channel.WECOM, WECOM)
    assert refused.state == State.WAITING
    assert "81013" in refused.events.latest("pk").detail


@pytest.mark.parametrize(("status", "reason"), [(400, "error=400"), (403, "error=403"), (503, "error=503"), (0, "Connection error")])
def test_a_gateway_that_refuses_fails_or_is_silent_is_asked_again_later(
    reach: Reach, gateway: WebGateway, log: StringIO, status: int, reason: str
) -> None:
    gateway.answers["/send"] = (status, {})
    waiting = reach(Channel.SMS, "json://luoshi:secret@HOST/send?:to={address}&rto=0.2")
    assert (waiting.state, waiting.due_at, waiting.attempts) == (State.WAITING, MORNING + GAPS[0], 1)
    assert reason in waiting.events.latest("pk").detail
    gateway.answers["/send"] = (200, {})
    assert deliver(at=MORNING + GAPS[0] - timedelta(seconds=1)) == 0
    assert deliver(at=MORNING + GAPS[0]) == 1
    assert Delivery.objects.get().state == State.SENT
    assert len(gateway.requests) == 2
    assert not {said for said in (ADDRESSES[Channel.SMS], "13800000000", "示例-1", "secret") if said in log.getvalue()}


def test_an_address_that_a_gateway_cannot_have_is_logged_nowhere(reach: Reach, log: StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    """The library warns of it, and says it."""
    assert reach(Channel.SMS, "clicksend://luoshi:secret@{address}x/").state == State.WAITING
    assert log.getvalue() + "".join(capfd.readouterr()) == ""
