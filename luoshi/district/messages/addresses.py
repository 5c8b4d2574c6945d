"""What an address of a channel looks like. Whether somebody reads it there, only a message can tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from luoshi.district.messages.models import Channel

if TYPE_CHECKING:
    from collections.abc import Callable

_MOBILE = re.compile(r"1[3-9]\d{9}|\+[1-9]\d{6,14}")
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{3,99}")
EXAMPLES = {
    Channel.MAIL: "li@example.gov.cn",
    Channel.SMS: "13800000000",
    Channel.DINGTALK: "manager4220",
    Channel.WECOM: "li.shili",
    Channel.FEISHU: "ou_7d8a6e6df7621556",
}


def _is_mail(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _is_account(address: str) -> bool:
    return bool(_ACCOUNT.fullmatch(address))


def _is_mobile(address: str) -> bool:
    """A Chinese mobile number, or any other with its country (E.164)."""
    return bool(_MOBILE.fullmatch(address))


_FORMS: dict[str, Callable[[str], bool]] = {
    Channel.MAIL: _is_mail,
    Channel.SMS: _is_mobile,
    Channel.DINGTALK: _is_account,
    Channel.WECOM: _is_account,
    Channel.FEISHU: _is_account,
}


def tidied(address: str, channel: str) -> str:
    """An address without what people put into it to read it better."""
    return re.sub(r"[\s()-]", "", address) if channel == Channel.SMS else address.strip()


def is_well_formed(address: str, channel: str) -> bool:
    """Whether an address can be one of the channel."""
    return len(address) <= 200 and _FORMS[channel](address)
