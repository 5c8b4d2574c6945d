"""What is shown of personal data to somebody who need not see it: enough to tell two apart, too little to use.

A masked text is as long as the text itself. A text of an unusual shape is hidden whole rather than shown by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

HIDDEN: Final = "*"


class Personal(StrEnum):
    """What a text holds. A credit code is public by law (企业信息公示暂行条例) and shown as it is; a register may name it all the same."""

    CITIZEN_ID = "citizen_id"
    PHONE = "phone"
    NAME = "name"
    CREDIT_CODE = "credit_code"


def mask(text: str, kind: Personal) -> str:
    """The text with what must not be seen replaced by ``*``."""
    return _MASKS[kind](text)


def mask_citizen_id(text: str) -> str:
    """Division, last digits and check character stay, the date of birth goes: ``110105********002X``; of 15 digits likewise."""
    if not re.fullmatch(r"[0-9A-Z]{3}[0-9]{12}(?:[0-9]{2}[0-9X])?", text):
        return HIDDEN * len(text)
    birth = slice(6, 14) if len(text) == 18 else slice(6, 12)
    return text[:6] + HIDDEN * len(text[birth]) + text[birth.stop :]


def mask_phone(text: str) -> str:
    """The last four digits of the subscriber's number and what stands before its last eight stay: ``138****0000``, ``010-****0000``.

    An extension is hidden. A number of seven digits hides its first three.
    """
    match = re.fullmatch(r"(0[0-9]{2,3}-|1[3-9][0-9]|[48]00)?([0-9]{3,4})([0-9]{4})(转[0-9]+)?", text)
    if match is None:
        return HIDDEN * len(text)
    before, hidden, last, extension = match.groups(default="")
    return before + HIDDEN * len(hidden) + last + HIDDEN * len(extension)


def mask_name(text: str) -> str:
    """The first character stays, with the blanks and points between parts: ``张**``, ``阿***·***``."""
    return text[:1] + re.sub(r"[^\s·•.\-]", HIDDEN, text[1:])


def _shown_whole(text: str) -> str:
    return text


_MASKS: Mapping[Personal, Callable[[str], str]] = {
    Personal.CITIZEN_ID: mask_citizen_id,
    Personal.PHONE: mask_phone,
    Personal.NAME: mask_name,
    Personal.CREDIT_CODE: _shown_whole,
}
