"""Headings: the list number that opens one (第一部分, 一、, （一）, 1.), and the half of the report it announces."""

from __future__ import annotations

import re

from luoshi.engines.reading.model import Half

_CHINESE = "[一二三四五六七八九十]"
_LEVELS = (
    (re.compile(rf"第{_CHINESE}+(?:部分|章)"), 1),
    (re.compile(rf"{_CHINESE}{{1,3}}、"), 1),
    (re.compile(rf"第{_CHINESE}+节"), 2),
    (re.compile(rf"[(（]{_CHINESE}{{1,3}}[)）]"), 2),
    (re.compile(r"\d{1,2}(?:[.、．]\s?(?=\D)|\s(?=[^\d\s]))"), 3),
)
_PAST = re.compile(r"回顾|总结|成就|主要成绩|过去|以来的?(?:工作|主要|发展)|工作情况|完成情况|发展历程|发展情况")
_FUTURE = re.compile(r"建议|部署|任务|安排|目标|重点工作|要求|规划|思路|主要工作|工作举措|打算|考虑|政策取向|\d{4}年的?(?:主要)?工作$|要点")


def heading_level(line: str) -> int:
    """1 for a part of the report (一、), 2 for a section in it (（一）), 3 for an item (1.), 0 for a line without a list number."""
    return next((level for pattern, level in _LEVELS if pattern.match(line)), 0)


def announced_half(title: str) -> Half | None:
    """The half a heading announces; one that announces both (成就和今后目标) begins with the past."""
    if _PAST.search(title):
        return Half.REVIEW
    return Half.PLAN if announces_plan(title) else None


def announces_plan(title: str) -> bool:
    """Whether a heading speaks of what will be done, perhaps among other things."""
    return bool(_FUTURE.search(title))
