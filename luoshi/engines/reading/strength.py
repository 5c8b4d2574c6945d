"""How strongly a clause binds: 确保 … 力争 … 探索. The literal word is kept; a scale is for each district to publish."""

from __future__ import annotations

import re
from typing import Final

from luoshi.engines.reading.vocabulary import any_of

_ADVERBS = any_of(
    """
    积极 全力 大力 努力 切实 着力 坚决 主动 精准 深入 全面 稳步 有序 加快 持续 继续 进一步
    今年 全年 年内 同时 并 要 将 我们 全省 全市 全区
    实施 组织 推动 分类 重点
    """
)
"""What may stand between the beginning of a clause and its hedge: manner; time, place and speaker; verbs that only carry on."""
_FIRMNESS = any_of("确保 保证 务必 务求 力争 力促 争取 争创 努力 预期(?!目标) 拟 计划(?!生育|行动|[，,]|$) 谋划 探索 试点 支持 鼓励 申建")
"""From what must be reached over what is striven for to what is tried or left to others. A hedge is no noun: 计划生育, 预期目标."""

STRIVEN_FOR: Final = frozenset({"力争", "力促", "争取", "争创", "努力"})
"""Those of them that make a promise one to be striven for: to miss it is no duty failed."""

_AT_BEGINNING = re.compile(rf"^(?:{_ADVERBS}|[，,])*?(?:开展[^，,]{{0,12}}(?=试点))?(?P<word>{_FIRMNESS})")
_AFTER_COMMA = re.compile(rf"[，,](?:{_ADVERBS})*?(?P<word>确保|保证|力争|争取|努力|探索|试点|支持|鼓励|谋划|争创)")  # 依托高校，探索…
_BEFORE_NUMBER = re.compile(r"(?P<word>力争|确保|拟|预期)(?=[^，,]{0,12}[\d超达增])")  # 进出口总额力争达到120亿元


def strength(clause: str) -> str | None:
    """The hedge word that governs a clause, ``None`` where it simply states what will be done.

    >>> strength("力争全年进出口总额达到120亿元以上")
    '力争'
    >>> strength("全年确保招商引资项目超百个")
    '确保'
    >>> strength("完善智能秒批系统") is None
    True
    """
    match = _AT_BEGINNING.search(clause) or _AFTER_COMMA.search(clause) or _BEFORE_NUMBER.search(clause)
    return match["word"] if match else None
