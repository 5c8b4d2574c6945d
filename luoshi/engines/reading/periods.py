"""For when a promise is made: the report's own year unless the sentence names another end."""

from __future__ import annotations

import re

PLAN_END = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
"""The last year of each five-year plan."""
_UNTIL = re.compile(r"到(?P<year>20\d\d)年|(?P<by>20\d\d)年(?:底|末|前|年底)|“?(?P<plan>十[一二三四五六]五)”?(?:末|时期|期间)")


_DATED = re.compile(r"月底?前?|季度|今年|全年|年底|年内|年末|上半年|下半年|\d{4}年")


def states_period(sentence: str) -> bool:
    """Whether a sentence says itself for when: 到2030年, 今年, 年底前.

    Where it does not, the report's year is an assumption and shown as one.
    """
    return bool(_UNTIL.search(sentence) or _DATED.search(sentence))


def period_of(sentence: str, year: int | None) -> str | None:
    """The year by which a sentence promises, as text: 到2030年 → ``"2030"``; without a word of time the report's year."""
    if match := _UNTIL.search(sentence):
        return match["year"] or match["by"] or str(PLAN_END[match["plan"]])
    return str(year) if year else None
