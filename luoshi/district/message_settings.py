"""How messages leave an installation: by which gateways, and at which hours. Read from the environment before anything else is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.timezone import localtime

MAIL: Final = "mail"
CHANNELS: Final = (MAIL, "sms", "dingtalk", "wecom", "feishu")
ADDRESS: Final = "{address}"
"""Where the receiver's address belongs in the URL of a gateway."""
ROBOTS: Final = ("dingtalk", "feishu", "lark", "wecombot")
"""群机器人, as Apprise calls them: whomever they are told to name, all of their group reads it."""


@dataclass(frozen=True, slots=True)
class SendingHours:
    """Spans of a working day, each from its beginning up to, not including, its end: nobody is woken by what could wait."""

    spans: tuple[tuple[time, time], ...]

    def are_open(self, at: datetime) -> bool:
        """Whether a message that is not urgent may leave at that time of a working day, in the time zone of the installation."""
        return any(begin <= localtime(at).time() < end for begin, end in self.spans)


def read_hours(text: str) -> SendingHours:
    """Hours as ``LUOSHI_MESSAGE_HOURS`` has them: ``08:30-12:00,13:30-17:30``.

    Raises:
        ImproperlyConfigured: it is not written like that, or a span ends before it begins.
    """
    found = [re.fullmatch(r"\s*(\d\d:\d\d)-(\d\d:\d\d)\s*", span) for span in text.split(",")]
    try:
        spans = tuple((time.fromisoformat(each[1]), time.fromisoformat(each[2])) for each in found if each)
    except ValueError:
        spans = ()
    if len(spans) < len(found) or any(begin >= end for begin, end in spans):
        raise ImproperlyConfigured(
            f"LUOSHI_MESSAGE_HOURS 无法识别：{text}。应为 08:30-12:00,13:30-17:30。 / "
            f"LUOSHI_MESSAGE_HOURS is not understood: {text}. It should read 08:30-12:00,13:30-17:30."
        )
    return SendingHours(spans)


def read_gateways(text: str) -> dict[str, str]:
    """The URL of each channel's gateway, as ``LUOSHI_MESSAGES`` has them: ``mail=smtp://… sms=…{address}…``, separated by blanks.

    Raises:
        ImproperlyConfigured: a channel is unknown or named twice, the gateway of mail has no host or sender, or another one has no place
            for the receiver's address or is a robot (and would tell one person's matters to a whole group). The message repeats no
            secrets.
    """
    found: dict[str, str] = {}
    for part in text.split():
        channel, _, url = part.partition("=")
        if channel not in CHANNELS or channel in found or not (_is_mail_server(url) if channel == MAIL else _has_place(url)):
            raise ImproperlyConfigured(
                f"LUOSHI_MESSAGES 中“{channel[:20]}”的设置无法识别。应为 mail=smtp://用户:口令@主机:端口?from=发件地址，"
                f"或 {'、'.join(CHANNELS[1:])}=Apprise 网址（含 {ADDRESS}，不能是群机器人），用空格分隔。 / "
                f"LUOSHI_MESSAGES: “{channel[:20]}” is not understood. It should read mail=smtp://user:password@host:port?from=sender, "
                f"or a channel with an Apprise URL that contains {ADDRESS} and is no robot of a group; separated by blanks."
            )
        found[channel] = url
    return found


def sender_of(url: str) -> str:
    """The address from which a gateway of mail sends; empty where none is given."""
    return parse_qs(urlsplit(url).query).get("from", [""])[0]


def _is_mail_server(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and "@" in sender_of(url) and parts.port != 0
    except ValueError:  # no such port, or no such host
        return False


def _has_place(url: str) -> bool:
    scheme, separator, rest = url.partition("://")
    return bool(separator) and ADDRESS in rest and scheme.lower() not in ROBOTS
