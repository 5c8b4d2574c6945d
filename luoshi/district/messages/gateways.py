"""The ways out of the house: which a district has, and how one message is handed over.

Mail is handed to the district's own server by Django, which lets us write the Message-ID; everything else by the library ``apprise``.
"""

from __future__ import annotations

import logging
import re
import smtplib
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from django.core.mail import EmailMessage, get_connection

from luoshi.district.message_settings import ADDRESS, MAIL, sender_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.messages.rendering import Rendered

LONGEST_SECONDS = 20
_PERMANENT = range(500, 600)


class NotSent(Exception):
    """A gateway did not take a message, and says why. A ``permanent`` no is not asked for again."""

    def __init__(self, reason: str, *, permanent: bool = False) -> None:
        super().__init__(reason)
        self.permanent = permanent


def hand_over(gateways: Mapping[str, str], channel: str, address: str, words: Rendered, *, name: str, leave: str = "") -> None:
    """Hand one message to the gateway of a channel.

    Args:
        gateways: those of the district.
        channel: by which it goes.
        address: where it goes.
        words: what it says.
        name: the permanent name of this delivery, from which the receiver's program recognises a duplicate.
        leave: by mail, the address under which its receiver ends such messages with one click (RFC 8058).

    Raises:
        NotSent: the gateway is not there, does not answer or does not take it.
    """
    if channel not in gateways:
        raise NotSent("no gateway for this channel")
    if channel == MAIL:
        _mail(gateways[channel], address, words, name=name, leave=leave)
    else:
        _notify(gateways[channel].replace(ADDRESS, quote(address, safe="")), words)


def _mail(url: str, address: str, words: Rendered, *, name: str, leave: str) -> None:
    parts = urlsplit(url)
    sender = sender_of(url)
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp" and bool(parts.username),  # a password never goes in the clear
        timeout=LONGEST_SECONDS,
    )
    headers = {"Message-ID": f"<{name}@{sender.rpartition('@')[2]}>", "Auto-Submitted": "auto-generated"}
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    try:
        EmailMessage(words.subject, words.text, sender, [address], headers=headers, connection=connection).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise NotSent(f"{code} {said!r}", permanent=code in _PERMANENT) from refused
    except (smtplib.SMTPException, OSError) as problem:
        raise NotSent(f"{type(problem).__name__}: {problem}") from problem


def _notify(url: str, words: Rendered) -> None:
    """By apprise, which is loaded by the worker alone: it costs a second."""
    from apprise import Apprise, LogCapture, NotifyFormat  # noqa: PLC0415

    with LogCapture(level=logging.WARNING, fmt="%(message)s") as said:  # type: ignore[no-untyped-call]
        gateway = Apprise.instantiate(url, suppress_exceptions=True)
        if gateway is None:
            raise NotSent("apprise does not understand the gateway's URL")
        gateway.request_rate_per_sec = 0  # one message is sent by each: to wait between its own requests would serve nobody
        taken = gateway.notify(body=words.text, title=words.subject, body_format=NotifyFormat.TEXT)
        reason = re.sub(r"\s+", " ", said.getvalue()).strip()
    if not taken:
        raise NotSent(reason or "the gateway did not take it")
