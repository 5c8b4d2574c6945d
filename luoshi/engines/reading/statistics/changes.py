"""Predicates of change: 比上年增长5.2%, 同比减少162万吨, 增速比一季度回落1.2个百分点, 与上年持平.

The words before the number are taken off from their end: how it grew, that it grew, against what. What remains is whose growth it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.engines.reading.model import Operator, Span
from luoshi.engines.reading.quantities import Quantity
from luoshi.engines.reading.statistics.model import Against, Variation
from luoshi.engines.reading.vocabulary import any_of

_UP = any_of("增长 增加 提高 提升 上升 上涨 扩大 加快 增产 多增 净增长 净增加 净增 增收 增 涨 升")
_DOWN = any_of("负增长 下降 减少 降低 回落 减产 收窄 缩小 下跌 放缓 下滑 减收 少增 净减少 降 减 跌")
_MANNER = any_of(
    "同比 环比 实际 名义 再 又 均 各 分别 累计 大幅 小幅 略 略微 也 "
    "平均 年均 年平均 两年平均 三年平均 可比 同口径 同口径下 全口径 按可比价格计算 按可比价计算 按不变价格计算"
)
_MANNER_AT_END = re.compile(rf"(?:{_MANNER}|[，,、])+$")
_SIZE_AT_END = re.compile(rf"(?:{any_of('了 约 近 超过 超 达到 达 为 至少 比例 幅度 率 幅 额')}|{_MANNER})+$")
_WORD_AT_END = re.compile(rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<than>[快高慢低多少]))$")
_BASE_AT_END = re.compile(r"(?:[比较](?![重例率值])|与)(?P<base>[^，,比较与]{1,16})$")
_BEYOND = re.compile(r"(?:高于|低于|快于|慢于|高出|多于)(?P<base>[^，,\d]{1,16})$")
_UNCHANGED = re.compile(r"^(?P<subject>.*?)[与同和较比](?P<base>[^，,与和较比]{1,10}?)?(?:基本)?持平$")
_PULLS = re.compile(r"(?:拉动|带动)[^，,]*$")
_OF_GROWTH = re.compile(r"(?:增速|增幅|涨幅|降幅|增长率|增长速度)$")
_TIME = re.compile(r"上年|去年|同期|年初|上月|上季|季度|半年|\d{4}|[一二三四五两]年|年末|年底|上期|前年|“?十[一-五]五|月")
_POINTS = {"百分点", "千分点", "个百分点", "个千分点"}
_FLIPPED = {Operator.AT_LEAST: Operator.AT_MOST, Operator.MORE_THAN: Operator.AT_MOST, Operator.AT_MOST: Operator.AT_LEAST}
_MEANT_AS_CHANGE = {"净增", "净增加", "净减少", "减少", "下降", "增产", "减产", "多增", "少增", "增收", "减收"}
"""Verbs that make an amount a change also without a comparison; 增加补贴3亿元 is what was done."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What stands before the number of a change.

    Attributes:
        subject: the words that say whose change it is; empty: of the figure before.
        against: with what it compares.
        falls: whether the number is to be taken as negative.
        of_growth: whether a growth changed and not the figure.
            elsewhere: whether the number is about something else (高于全省1.2个百分点, 拉动经济增长2个百分点): that is no change at all.
    """

    subject: str
    against: Against
    falls: bool = False
    of_growth: bool = False
    elsewhere: bool = False


def predicate(left: str, quantity: Quantity) -> Predicate | None:
    """Read the words before a number as a change; None where they are none (增加到, 新增, 实现增加值)."""
    if quantity.unit == "‰":  # 人口自然增长率7.22‰ is a level
        return None
    if match := _BEYOND.search(left):
        points = quantity.unit in _POINTS
        return Predicate(left[: match.start()], Against.YEAR_EARLIER, elsewhere=not _TIME.search(match["base"])) if points else None
    rest, manner = _taken_off(_SIZE_AT_END, left)
    word = _WORD_AT_END.search(rest)
    if word is None:
        return _growth_itself(rest, quantity)
    rest, more_manner = _taken_off(_MANNER_AT_END, rest[: word.start()])
    base = _BASE_AT_END.search(rest)
    if not _is_change(word, base, manner + more_manner, quantity):
        return None
    subject, last_manner = _taken_off(_MANNER_AT_END, rest[: base.start()] if base else rest)
    return _predicate(subject, base["base"] if base else "", manner + more_manner + last_manner, falls=bool(word["down"]))


def unchanged(text: str) -> Predicate | None:
    """与上年持平: a change of nothing, perhaps of a growth (增速与上半年持平)."""
    match = _UNCHANGED.match(text)
    return _predicate(match["subject"], match["base"] or "", "") if match else None


def change_of(read: Predicate, quantity: Quantity, span: Span, basis: str) -> Variation:
    """The change that a number makes of its predicate, signed."""
    value = -quantity.value if read.falls else quantity.value
    operator = _FLIPPED.get(quantity.operator, quantity.operator) if read.falls else quantity.operator
    return Variation(span, value, unit_of(quantity.unit), read.against, operator, read.of_growth, basis)


def no_change(read: Predicate, span: Span, basis: str) -> Variation:
    """持平 as a number."""
    return Variation(span, Decimal(0), "%", read.against, of_growth=read.of_growth, basis=basis)


def unit_of(unit: str | None) -> str:
    """百分点 and 个百分点 are one unit."""
    return f"个{unit}" if unit in {"百分点", "千分点"} else unit or ""


def _taken_off(pattern: re.Pattern[str], words: str) -> tuple[str, str]:
    match = pattern.search(words)
    return (words[: match.start()], match[0]) if match else (words, "")


def _growth_itself(rest: str, quantity: Quantity) -> Predicate | None:
    """增速为5.2%, 降幅达3%."""
    if quantity.unit != "%" or not _OF_GROWTH.search(rest):
        return None
    return replace(_predicate(rest, "", ""), of_growth=False)


def _predicate(subject: str, base: str, manner: str, *, falls: bool = False) -> Predicate:
    growth = _OF_GROWTH.search(subject)
    narrower = subject.endswith("降幅")
    subject = _OF_GROWTH.sub("", subject).rstrip("，,、的")
    elsewhere = (bool(base) and not _TIME.search(base)) or bool(_PULLS.search(subject))
    return Predicate(subject, _against(manner, base), falls != narrower, bool(growth), elsewhere)


def _is_change(word: re.Match[str], base: re.Match[str] | None, manner: str, quantity: Quantity) -> bool:
    """Per cents and times always change something; an amount where it is compared, or where the verb can mean nothing else."""
    if word["than"]:
        return base is not None
    if quantity.dimension in {"ratio", "multiple"} or quantity.unit in _POINTS:
        return True
    return base is not None or "同比" in manner or word[0] in _MEANT_AS_CHANGE


def _against(manner: str, base: str) -> Against:
    if "平均" in manner or "年均" in manner:
        return Against.YEARLY_AVERAGE
    if re.search(r"年初|年末|年底", base):
        return Against.YEAR_START
    if re.search(r"\d{4}|十[一-五]五|[两三四五]年", base):
        return Against.EARLIER_YEARS
    if "环比" in manner or ("同期" not in base and re.search(r"季|半年|月", base)):
        return Against.PERIOD_EARLIER
    return Against.YEAR_EARLIER
