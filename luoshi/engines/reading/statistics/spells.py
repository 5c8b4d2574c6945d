"""Of which time a sentence speaks: 全年, 上半年, 1—9月, 年末, 过去五年."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.engines.reading.periods import PLAN_END
from luoshi.engines.reading.statistics.model import Spell

_MONTH = r"(?:1[0-2]|[1-9])"
_CHINESE_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "七": 7, "十": 10}
_PARTS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "前三季度": (1, 9),
    "前三个季度": (1, 9),
    "一季度": (1, 3),
    "二季度": (4, 6),
    "三季度": (7, 9),
    "四季度": (10, 12),
    "全年": (1, 12),
    "过去一年": (1, 12),
    "一年来": (1, 12),
}
_COMPARED_TIME = re.compile(
    r"(?:[比较与同]|相比|相对|以|从|由|按)(?:上年末|年初|20\d\d年?末?|19\d\d年?末?|“?十[一二三四五]五”?|[一二三四前上下][^，,。；;、\d]{0,4})[^，,。；;\d]{0,4}"
)
"""比一季度, 从2020年的, 按2019年美元: a time that a figure is held against and does not speak of."""
_YEARS = re.compile(
    r"(?:过去|这|五年来|全国|近)?(?P<count>[两二三四五七十])年(?:来|间|累计|共|净增|新增|生产|时间|(?=[，,]))|过去(?:的)?(?P<past>[三五])年"
)
_PLAN = re.compile(r"“?(?P<plan>十[一二三四五]五)”?(?:时期|期间|以来)")
_YEAR = re.compile(r"(?P<year>(?:20|19)\d\d)年")
_LAST_YEAR = re.compile(r"^(?:去年|上年)(?!同期|末)")
_MONTHS = re.compile(rf"(?<!\d)(?P<first>{_MONTH})月?份?[-—–~～至到](?P<last>{_MONTH})月份?")
_MONTH_ALONE = re.compile(rf"(?<!\d)(?P<month>{_MONTH})月(?P<end>末|底|\d{{1,2}}日)?份?")
_PART = re.compile(rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})(?P<end>末)?")
_YEAR_END = re.compile(r"年(?:末|底)")
TIME_HEAD = re.compile(
    rf"^(?:截至|截止|到|至|(?:20|19)\d\d年|年?[末底]|(?:{'|'.join(_PARTS)})末?"
    rf"|{_MONTH}月?份?[-—–~～至到]{_MONTH}月份?|{_MONTH}月(?:末|底|\d{{1,2}}日)?份?|[，,：:、])+"
)
"""The words of time that open a phrase, before what was measured."""


def spell_of(words: str, whole: Spell) -> Spell | None:
    """The time that words state, None where they state none. ``whole`` is that of the document and fills in what is left out."""
    words = _COMPARED_TIME.sub(lambda match: "〃" * len(match[0]), words)
    if several := _several_years(words, whole):
        return several
    year = _stated_year(words, whole)
    months = _stated_months(words, whole)
    if months is None and year is None:
        return None
    spell = months or Spell(whole.year, at_end=bool(_YEAR_END.search(words)))
    return replace(spell, year=year or whole.year, stated=True)


def _several_years(words: str, whole: Spell) -> Spell | None:
    if plan := _PLAN.search(words):
        return Spell(PLAN_END[plan["plan"]], years=5, stated=True)
    if years := _YEARS.search(words):
        return Spell(whole.year, years=_CHINESE_COUNT[years["count"] or years["past"]], stated=True)
    return None


def _stated_year(words: str, whole: Spell) -> int | None:
    if match := _YEAR.search(words):
        return int(match["year"])
    return whole.year - 1 if whole.year and _LAST_YEAR.search(words) else None


def _stated_months(words: str, whole: Spell) -> Spell | None:
    if match := _MONTHS.search(words):
        first, last = int(match["first"]), int(match["last"])
        return Spell(None, first, last) if first <= last else None
    if match := _PART.search(words):
        first, last = _PARTS[match["part"]]
        return Spell(None, first, last, at_end=bool(match["end"]))
    if _YEAR_END.search(words):
        return Spell(None, at_end=True)
    if match := _MONTH_ALONE.search(words):
        month, ended = int(match["month"]), bool(match["end"]) or "截至" in words
        return Spell(None, 1 if ended else month, month, at_end=ended)
    return None
