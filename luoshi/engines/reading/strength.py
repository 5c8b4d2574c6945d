"""How strongly a clause binds: 确保 … 力争 … 探索. The literal word is kept; a scale is for each district to publish."""

from __future__ import annotations

import re

from luoshi.engines.reading.vocabulary import any_of

STRENGTHS = (
    "确保",
    "保证",
    "力争",
    "力促",
    "争取",
    "努力",
    "计划",
    "拟",
    "预期",
    "谋划",
    "探索",
    "试点",
    "支持",
    "鼓励",
    "申建",
    "引导",
    "务必",
    "务求",
    "争创",
)
_ADVERB = any_of(
    """
    积极 全力 大力 努力 全年 今年 切实 继续 进一步 深入 全面 着力 持续 加快 要 将 我们 稳步 有序 主动 精准 坚决
    实施 组织 推动 分类 重点 全省 全市 全区 年内 同时 并
    """
)
_HEDGE = re.compile(
    rf"^(?:{_ADVERB}|[，,])*?(?P<word>确保|保证|力争|力促|积极争取|争取|争创|努力|计划(?!生育|行动|[，,]|$)|拟|预期(?!目标)|谋划|探索|开展[^，,]{{0,12}}试点|试点|支持|鼓励|申建|务必|务求)"
)
_AFTER_ADVERBIAL = re.compile(rf"[，,](?:{_ADVERB})*?(?P<word>确保|保证|力争|争取|努力|探索|试点|支持|鼓励|谋划|争创)")
_INSIDE = re.compile(r"(?P<word>力争|确保|拟|预期)(?=[^，,]{0,12}[\d超达增])")


def strength(clause: str) -> str | None:
    """The hedge word that governs a clause, ``None`` where it simply states what will be done.

    >>> strength("力争全年进出口总额达到120亿元以上")
    '力争'
    >>> strength("全年确保招商引资项目超百个")
    '确保'
    >>> strength("完善智能秒批系统") is None
    True
    """
    match = _HEDGE.search(clause) or _AFTER_ADVERBIAL.search(clause) or _INSIDE.search(clause)
    if not match:
        return None
    word = match["word"]
    return next((known for known in STRENGTHS if word.endswith(known) or known in word), word)
