"""One clause → its targets: which of its numbers are promised, how much, compared how, against what.

The grammar knows four shapes of a numeric promise, and which one a clause has is decided by what stands on the two sides of the number:

=================  ==================================  ==========================
shape              example                             indicator
=================  ==================================  ==========================
growth             进出口总额和实际利用外资增长30%     each coordinated subject
level              城镇调查失业率控制在5.5%以内        the subject
counted after      新增高新技术企业100家以上           the noun before the number
counted before     实施3000个技改项目                  the noun after the unit
=================  ==================================  ==========================

How the indicator is named is in :mod:`luoshi.engines.reading.naming`; promises without a number (与经济增长同步, 位居全省第一,
提高化解率) are in :mod:`luoshi.engines.reading.unnumbered`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from luoshi.engines.reading.clauses import Segment
from luoshi.engines.reading.model import Base, Measurement, Operator, ResultType, Span, Target
from luoshi.engines.reading.naming import BY_MEASURE, NOUN_AHEAD, Context, Sides, indicators, noun_follows, sides
from luoshi.engines.reading.quantities import Quantity
from luoshi.engines.reading.subjects import coordinated, last_subject
from luoshi.engines.reading.vocabulary import FALL_AFTER_NOUN, FALL_FIRST, GROWTH_TAIL, MEASURABLE, PREDICATE_TAIL, SCOPE_HEAD

_BASELINE = re.compile(r"(?:从|由)[^，,]{0,16}?$")
_FLIPPED = {Operator.AT_LEAST: Operator.AT_MOST, Operator.MORE_THAN: Operator.AT_MOST, Operator.AT_MOST: Operator.AT_LEAST}
_GIVEN = re.compile(
    r"^(?:今年|全省|全市|全国)*(?:普通)?(?:高校|大学)?应?届?(?:高校|大学|普通高校|中高职)?毕业生(?:规模|人数)?(?:预计|将)*(?:高?达到?|超过|突破)?$"
    r"|^(?:我国|全国)?[^，]{0,14}(?:现有|拥有)(?!量)|^我国[^，]{0,12}有|[^，]{0,16}已(?:达到?|经|超过|突破|有|建成)"
)
_STOCK = re.compile(r"达到?|保持|稳定|控制|突破|累计|总数|总量|产量|规模|存量|余额|超|拥有|入库|降至|提高(?:到|至)|提升(?:到|至)")
_MONEY_GIVEN = re.compile(r"投资|安排|资金|投入|补贴|发放|筹措|支出|拨付|赤字|债券|补助|预算")
_MONEY_EARNED = re.compile(r"收入$|税收|固定资产投资|民间投资|引资|外资|技改投资")
_ECONOMY = re.compile(
    r"总值|增加值|总额|收入|价格|就业(?!岗位|见习)|失业|进出口|外资|产量|营收|产值|利润|率$|占比|比重|寿命|年限|企业|经济|贸易|能耗|排放|浓度|游客"
    r"|人口|专利|品牌"
)


def is_given(clause: str, quantity: Quantity) -> bool:
    """Whether a figure of the plan half is given and not promised: 今年高校毕业生727万人, 我国老年人口已达2.5亿."""
    return bool(_GIVEN.match(clause[: quantity.prefix_start]))


def numeric_targets(segment: Segment, context: Context) -> list[Target]:
    """All (indicator, value) pairs of a clause that holds numbers."""
    quantities, baseline = promised(segment)
    if not quantities:
        return []
    if "分别" in segment.text:
        return _distributed(segment, quantities, context)
    if len(quantities) > 1 and _adjacent(segment, quantities):
        quantities = quantities[-1:]
    return [target for quantity in quantities for target in _of_one(segment, quantity, context, baseline)]


def _of_one(segment: Segment, quantity: Quantity, context: Context, baseline: Decimal | None) -> list[Target]:
    around = sides(segment.text, quantity)
    return [_target(segment, around, name, context, baseline) for name in indicators(around, context) if name]


def promised(segment: Segment) -> tuple[list[Quantity], Decimal | None]:
    """The quantities of a clause that say something of their own, and the figure one of them starts from (从380元提高至1000元)."""
    kept: list[Quantity] = []
    baseline = None
    for index, quantity in enumerate(segment.quantities):
        following = segment.quantities[index + 1 : index + 2]
        before, after = segment.text[: quantity.prefix_start], segment.text[quantity.end :]
        if following and _BASELINE.search(before) and re.match(r"[^，,、]{0,8}?(?:到|至)", after):
            baseline = quantity.value
        elif not (following and _qualifies(segment.text, quantity, following[0])) and not (kept and _sizes_a_class(after, quantity)):
            kept.append(quantity)
    if len(kept) > 1 and _is_threshold(kept[-1]) and kept[-2].dimension == "count":
        kept.pop()
    if "分别" not in segment.text and len(kept) > 1:
        kept = [quantity for quantity in kept if not _counts_actors(segment.text, quantity, kept[-1])] or kept[-1:]
    return kept, baseline


def _qualifies(text: str, quantity: Quantity, following: Quantity) -> bool:
    """「总投资亿元以上重大项目3000个」: the first quantity describes the noun that the second one counts."""
    if _sizes_a_class(text[following.end :], following) or _is_threshold(following):
        return False
    after = text[quantity.end :]
    return noun_follows(after) and not re.match(r"[^\d]{0,30}[、，,]", after)


def _sizes_a_class(after: str, quantity: Quantity) -> bool:
    """「70个30亿元以上项目」: a threshold right before a noun names the class of what was counted before."""
    return quantity.comparator in {"以上", "以下"} and noun_follows(after)


def _is_threshold(quantity: Quantity) -> bool:
    """「191家企业营业收入超百亿元」: a round sum that is passed names the class; the firms are what is counted."""
    return (
        quantity.comparator in {"超", "超过", "突破", "过"} and quantity.dimension == "money" and str(quantity.value.normalize())[0] == "1"
    )


def _counts_actors(text: str, quantity: Quantity, last: Quantity) -> bool:
    """「1000个重点项目完成投资1800亿元」: the last figure is the promise, the first says of whom."""
    between = text[quantity.end : last.prefix_start]
    return quantity is not last and bool(NOUN_AHEAD.match(between)) and not re.search(r"[、，,和及并]", between[:1])


def _adjacent(segment: Segment, quantities: Sequence[Quantity]) -> bool:
    return all(len(segment.text[one.end : other.prefix_start]) <= 1 for one, other in pairwise(quantities))


def _distributed(segment: Segment, quantities: Sequence[Quantity], context: Context) -> list[Target]:
    """「城镇、农村居民收入分别增长5.2%、8%左右」: subjects and values go hand in hand; one value goes to every subject."""
    left = segment.text[: quantities[0].prefix_start]
    names = coordinated(PREDICATE_TAIL.sub("", left), split_counted=True, expected=len(quantities)) or [context.subject]
    values = _share_comparator(quantities) if _adjacent(segment, quantities) else list(quantities)
    if len(values) == 1:
        values *= len(names)
    if len(names) < len(values):
        names = names[-1:] * len(values)
    pairs = zip(names[-len(values) :], values, strict=True)
    return [_target(segment, replace(sides(segment.text, value), left=left), name, context, None) for name, value in pairs if name]


def _share_comparator(quantities: Sequence[Quantity]) -> list[Quantity]:
    """The last comparator and unit govern the bare values before it: 12.7个、12个百分点; 5.2%、8%左右."""
    last = quantities[-1]
    unit = last.unit if last.unit and last.unit.endswith("百分点") else None
    shared = [replace(q, operator=last.operator, comparator=last.comparator) if q.operator is Operator.EQUAL else q for q in quantities]
    return [replace(q, unit=unit) if unit and q.unit == "个" else q for q in shared]


def _target(segment: Segment, around: Sides, name: str, context: Context, baseline: Decimal | None) -> Target:
    quantity, left = around.quantity, around.left
    grows, fallen = bool(GROWTH_TAIL.search(left)), falls(around)
    red_line = name.endswith("红线") and quantity.operator is Operator.EQUAL
    target = Target(
        span=Span(segment.start, segment.end),
        indicator=name,
        operator=Operator.AT_LEAST if red_line else quantity.operator,
        measurement=Measurement.NUMERIC,
        value=quantity.value,
        value_max=quantity.value_max,
        unit="个百分点" if quantity.unit == "百分点" else quantity.unit,
        dimension=quantity.dimension,
        comparator="红线" if red_line else quantity.comparator,
        base=_base(name, quantity, left, grows=grows),
        period=context.period,
        period_stated=context.period_stated,
        direction="down" if fallen else "up" if grows else None,
        result_type=result_type(name, quantity.dimension, left),
        baseline=baseline,
    )
    return _negative(target, quantity.value) if fallen else target


def falls(around: Sides) -> bool:
    """能耗下降3%, 压减时间58%, 比上年减少300亿元, 减少贫困人口1000万人; but 减税5000亿元 and 淘汰钢铁2700万吨 are what is done."""
    left, predicate = around.left, SCOPE_HEAD.sub("", last_subject(around.left))
    if BY_MEASURE.match(around.right):
        return bool(FALL_FIRST.match(BY_MEASURE.sub("", around.right)))
    if around.quantity.dimension in {"ratio", "multiple"}:
        return bool(FALL_AFTER_NOUN.search(left) or FALL_FIRST.match(predicate))
    subject = FALL_AFTER_NOUN.sub("", left)
    compared = subject != left and bool(re.search(r"比|较", left) or MEASURABLE.search(subject))
    return compared or bool(re.match(r"(?:再)?(?:削减|压减|压缩|减少)[^，,]{0,8}(?:赤字|支出|人口)$", predicate))


def _negative(target: Target, value: Decimal) -> Target:
    """A fall as a signed number: 下降3%以上 is a change of at most -3 %."""
    low, high = (-value, None) if target.value_max is None else (-target.value_max, -value)
    return replace(target, value=low, value_max=high, operator=_FLIPPED.get(target.operator, target.operator))


def _base(name: str, quantity: Quantity, left: str, *, grows: bool) -> Base:
    """Growth over the year before; a share; a stock that is reached; or new things of the period, which is what a count mostly is."""
    if quantity.dimension in {"ratio", "multiple"}:
        rate = name.endswith(("增速", "涨幅", "增幅", "增长")) or quantity.unit in {"个百分点", "百分点"}
        return Base.YOY if grows or rate else Base.SHARE
    if re.search(r"新增|新建", left + name) or grows:
        return Base.INCREMENT
    stock = (
        _STOCK.search(left) or quantity.comparator in {"超", "超过", "突破"} or quantity.dimension in {"money", "mass", "power", "duration"}
    )
    return Base.LEVEL if stock else Base.INCREMENT


def result_type(name: str, dimension: str | None, left: str) -> ResultType:
    """Money given is input; what the economy and people's lives show is outcome; what an office builds, holds or trains is output."""
    if dimension == "money" and _MONEY_GIVEN.search(left + name) and not _MONEY_EARNED.search(name):
        return ResultType.INPUT
    measured = MEASURABLE.search(name) and dimension != "count"
    return ResultType.OUTCOME if dimension in {"ratio", "multiple"} or measured or _ECONOMY.search(name) else ResultType.OUTPUT
