"""What a report card calls things, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.report_cards.judging import Verdict
from luoshi.district.report_cards.matching import Relation
from luoshi.engines.progress import VERDICT_NAMES, plain
from luoshi.engines.reading.model import Operator
from luoshi.engines.reading.statistics.model import Against
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.report_cards.judging import Judgement
    from luoshi.district.report_cards.promises import Promise
    from luoshi.engines.reading.statistics.model import Observation, Variation

NAMES: Final = {
    Verdict.MET: Words("完成", "met"),
    Verdict.MISSED: Words("未完成", "missed"),
    Verdict.PARTLY: Words("部分完成", "partly met"),
    Verdict.UNDER_WAY: Words("年度未结束", "under way"),
    Verdict.CANNOT_JUDGE: Words("无法判断", "cannot be judged"),
}
RELATIONS: Final = {
    Relation.SAME: Words("同一指标", "the same indicator"),
    Relation.ANOTHER_YEAR: Words("年份不同", "another year"),
    Relation.ANOTHER_KIND: Words("口径不同", "another kind of number"),
    Relation.ANOTHER_UNIT: Words("单位不同", "another unit"),
    Relation.NEAR: Words("不是同一指标", "not the same indicator"),
}
_SIGNS: Final = {
    Operator.ABOUT: Words("约", "about "),
    Operator.AT_LEAST: Words("不低于", "at least "),
    Operator.MORE_THAN: Words("超过", "more than "),
    Operator.EQUAL: Words("", ""),
    Operator.AT_MOST: Words("不超过", "at most "),
    Operator.PEGGED: Words("同步", "in step with "),
    Operator.UP: Words("上升", "rising"),
    Operator.DOWN: Words("下降", "falling"),
    Operator.RANK: Words("位次", "rank"),
}
_COMPARED: Final = {
    Against.YEAR_EARLIER: Words("比上年", "on the year before"),
    Against.YEAR_START: Words("比年初", "since the year began"),
    Against.PERIOD_EARLIER: Words("环比", "on the period before"),
    Against.YEARLY_AVERAGE: Words("年均", "a year on average"),
    Against.EARLIER_YEARS: Words("比前期", "on earlier years"),
}


def verdict_name(judgement: Judgement) -> Words:
    """The verdict; of a figure of a part of the year how it stands by then, of 力争 that it was one."""
    finer = judgement.finer
    return VERDICT_NAMES[finer] if finer is not None and judgement.verdict is not Verdict.CANNOT_JUDGE else NAMES[judgement.verdict]


def promised(promise: Promise) -> Words:
    """约6.5%, 不低于120亿元, 与经济增长同步."""
    sign = _SIGNS[promise.operator]
    if promise.operator is Operator.PEGGED:
        return Words(f"与{promise.peg}同步", f"in step with {promise.peg}")
    if promise.value is None:
        return sign
    number = plain(promise.value) + (f"—{plain(promise.value_max)}" if promise.value_max is not None else "")
    grows = Words("增长", "growth ") if promise.is_growth else Words("", "")
    return Words(f"{grows.chinese}{sign.chinese}{number}{promise.unit}", f"{grows.english}{sign.english}{number}{promise.unit}")


def told(each: Observation) -> Words:
    """600.1亿元，比上年 +4.3%."""
    parts = [Words(_amount(each, english=False), _amount(each, english=True))] if each.value is not None or each.shares else []
    parts += [variation(change) for change in each.changes]
    return Words("，".join(part.chinese for part in parts), ", ".join(part.english for part in parts))


def _amount(each: Observation, *, english: bool) -> str:
    if each.value is None:
        return " : ".join(plain(share) for share in each.shares)
    sign = _SIGNS[each.operator]
    number = plain(each.value) + (f"—{plain(each.value_max)}" if each.value_max is not None else "")
    return (sign.english if english else sign.chinese) + number + (each.unit or "")


def variation(change: Variation) -> Words:
    """比上年 +4.3%; of a growth that grew 增速比上年 +0.4个百分点."""
    of = Words("增速", "growth ") if change.of_growth else Words("", "")
    number = ("+" if change.value > 0 else "") + plain(change.value) + change.unit
    compared = _COMPARED[change.against]
    return Words(f"{of.chinese}{compared.chinese} {number}", f"{of.english}{number} {compared.english}")
