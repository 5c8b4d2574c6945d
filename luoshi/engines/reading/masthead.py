"""A report's title, and the year it plans for."""

from __future__ import annotations

import re

from luoshi.engines.reading.furniture import is_furniture, is_salutation

_YEAR = r"(20\d\d|19\d\d)"
_YEAR_IN_HEAD = (
    re.compile(rf"{_YEAR}年[^\n。]{{0,12}}政府工作报告"),
    re.compile(rf"[—（(]{_YEAR}年\d{{1,2}}月\d{{1,2}}日"),  # ——2026年1月5日在…会议上
    re.compile(rf"{_YEAR}年?(?:经济社会发展)?主要(?:预期)?目标"),
)
_YEAR_REVIEWED = re.compile(rf"报告{_YEAR}年的?(?:政府)?工作")
_YEAR_PLANNED = re.compile(rf"{_YEAR}年(?:的)?(?:主要|重点|工作总体|经济社会发展|政府)?(?:工作|任务|安排|目标)(?!回顾|完成|情况)")
_YEAR_IN_ADDRESS = re.compile(rf"/ ?{_YEAR} ?/")
_YEAR_NAMED = re.compile(rf"{_YEAR}年")


def title_of(text: str) -> str:
    """The line that ends with 政府工作报告, else the first sentence that is no salutation; empty where there is none."""
    lines = [line for line in text.split("\n")[:30] if not is_furniture(line)]
    named = (line for line in lines if line.endswith("政府工作报告") and len(line) < 40)
    first = (re.split(r"[。！]", line)[0][:40] for line in lines if not is_salutation(line))
    return next(named, None) or next(first, "")


def year_of(text: str) -> int | None:
    """The year the report plans for: of its title, its date line or its aims; the one after the year it reviews; the last it plans work
    for; else the year named most often."""
    head = text[:1500]
    for pattern in _YEAR_IN_HEAD:
        if match := pattern.search(head):
            return int(match[1])
    if reviewed := _YEAR_REVIEWED.search(text[:3000]):
        return int(reviewed[1]) + 1
    if planned := _YEAR_PLANNED.findall(text):
        return int(max(planned))
    named = _YEAR_IN_ADDRESS.findall(head) or _YEAR_NAMED.findall(text)
    return int(max(sorted(set(named)), key=named.count)) if named else None
