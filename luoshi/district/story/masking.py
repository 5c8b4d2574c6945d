"""What is taken out of a question before anybody is shown it: numbers and addresses by which somebody could be found. Pure."""

from __future__ import annotations

import re
from typing import Final

from luoshi.engines.identifiers.masking import HIDDEN

_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ACCOUNT: Final = re.compile(r"(微信|微信号|QQ|qq|WeChat|wechat)(号)?\s*[:：]?\s*[A-Za-z0-9_-]{5,}")
_NUMBER: Final = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){6,}[Xx]?(?![0-9])")
"""Seven digits or more: telephones, identity and bank cards. A figure of a plan has fewer, or separators that are no blank."""


def masked(text: str) -> str:
    """A text without mail addresses, accounts and long numbers.

    >>> masked("我叫示例，电话13800000000，张三@qq.com 不算，a@mail.example 算")
    '我叫示例，电话***********，张三@qq.com 不算，************** 算'
    """
    for pattern in (_MAIL, _ACCOUNT, _NUMBER):
        text = pattern.sub(lambda found: HIDDEN * len(found[0]), text)
    return text
