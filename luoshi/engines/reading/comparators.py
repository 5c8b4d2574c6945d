"""Words that say how a number is meant: 不低于 … 以上, 控制在 … 以内, 约 … 左右."""

from __future__ import annotations

import re

from luoshi.engines.reading.model import Operator

_WORDS_BEFORE = {
    Operator.AT_LEAST: "不低于 不少于 不小于 不下 至少 迈上 跃上 跨上 登上 站上 上",
    Operator.AT_MOST: "不超过 不超 不高于 不大于 不突破 低于 少于",
    Operator.MORE_THAN: "超过 超出 超 突破 高于 大于 多于 逾 过 破",
    Operator.ABOUT: "大约 约 近",
}
_WORDS_AFTER = {
    Operator.AT_LEAST: "及以上 以上",
    Operator.AT_MOST: "以下 以内 之内 内",
    Operator.ABOUT: "左右 上下",
}
_BEFORE = {word: operator for operator, words in _WORDS_BEFORE.items() for word in words.split()}
_AFTER = {word: operator for operator, words in _WORDS_AFTER.items() for word in words.split()}

PREFIX_PATTERN = "|".join(sorted(_BEFORE, key=len, reverse=True))
SUFFIX_PATTERN = r"(?:及以上|以上|以下|以内|之内|左右|上下|内(?=$|[，,、；;。和及]))"
"""内 alone compares only where the phrase ends: 3天内, never 3个内陆港."""

_PREFIX_AT_END = re.compile(rf"(?:{PREFIX_PATTERN})$")
_PREFIX_LENGTH_MAX = max(map(len, _BEFORE))
_ONLY_BEFORE_CHINESE_NUMERALS = {"上", "过", "破"}
"""上千家 compares; in 网上3000项 and 通过3项 the word belongs to what stands before."""
_END_OF_A_WORD = re.compile(r"(?:最近|附近|邻近|签约|节约|预约|履约|公约|集约)$")
"""最近3年 and 签约5个: 近 and 约 belong to the word before."""


def prefix_before(clause: str, start: int) -> str | None:
    """The comparing word right before an Arabic number that begins at ``start``."""
    match = _PREFIX_AT_END.search(clause[max(0, start - _PREFIX_LENGTH_MAX) : start])
    if match is None or match[0] in _ONLY_BEFORE_CHINESE_NUMERALS or _END_OF_A_WORD.search(clause, 0, start):
        return None
    return match[0]


def comparison(prefix: str | None, suffix: str | None, *, many: bool = False) -> tuple[Operator, str | None]:
    """The operator and the literal word.

    The suffix decides (控制在3.5%左右 is about 3.5 %), then the word before the number, then 多 or 余 after it (``many``)."""
    if suffix:
        return _AFTER[suffix], suffix
    if prefix:
        return _BEFORE[prefix], prefix
    return (Operator.MORE_THAN, "余") if many else (Operator.EQUAL, None)
