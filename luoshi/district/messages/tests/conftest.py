"""A county whose people can be written to, and a message to tell them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings

from luoshi.district.messages.models import Channel
from luoshi.district.messages.operations import enter_contact, send
from luoshi.district.offices.tests.government import Government, found_county
from luoshi.words import Words

CHINA = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2023, 1, 20, 9, 30, tzinfo=CHINA)
"""A Friday, within office hours."""
NIGHT = datetime(2023, 1, 20, 23, 59, tzinfo=CHINA)
SUBJECT = Words("办件 示例-1 交给您办理", "Case SAMPLE-1 is yours")
BODY = Words("请在 2023-02-03 前办结。", "Please finish it by 2023-02-03.")
MAIL = "smtp://127.0.0.1:1?from=luoshi@qingxi.example"

Tell = Callable[..., int]


@pytest.fixture
def government(db: None, settings: Settings) -> Government:
    """The county's offices, whose only gateway is a mail server."""
    settings.MESSAGE_GATEWAYS = {"mail": MAIL}
    settings.SITE_ADDRESS = "https://luoshi.qingxi.example"
    return found_county()


@pytest.fixture
def tell(government: Government) -> Tell:
    """Tell people of the county something, at nine thirty unless something else is said."""

    def told(*codes: str, **changes: Any) -> int:
        words = {"topic": "sample.assigned", "subject": SUBJECT, "body": BODY, "link": "/workbench/", "key": "sample-1", "at": MORNING}
        return send(to=[government.people[code] for code in codes], **{**words, **changes})

    return told


def give_mail(government: Government, code: str, **changes: Any) -> None:
    """Enter a mail address of somebody."""
    person = government.people[code]
    enter_contact(person, Channel.MAIL, f"{code}@qingxi.example", by=government.by(code), at=MORNING, **changes)
