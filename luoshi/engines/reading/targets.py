"""One clause → its targets: which quantity is promised, how much, compared how.

The grammar knows four shapes of a numeric promise, and which one a clause has is decided by what stands on the two sides of the number:

=================  ==========================================  =============================================
shape              example                                     indicator
=================  ==========================================  =============================================
growth             进出口总额和实际利用外资增长30%以上          each coordinated subject
level              城镇调查失业率控制在5.5%以内                  the subject
counted after      新增高新技术企业100家以上                     the noun between verb and number
counted before     实施3000个技改项目                           the noun after the unit
=================  ==========================================  =============================================

Promises without a number (与经济增长同步, 位居全省第一, 提高化解率) are in :mod:`luoshi.engines.reading.unnumbered`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from luoshi.engines.reading.clauses import Segment
from luoshi.engines.reading.model import Base, Measurement, Operator, ResultType, Span, Target
from luoshi.engines.reading.quantities import Quantity
from luoshi.engines.reading.subjects import coordinated, last_subject, plain_name
from luoshi.engines.reading.vocabulary import FALL_AFTER_NOUN, FALL_FIRST, GROWTH_TAIL, MEASURABLE, PREDICATE_TAIL, SCOPE_HEAD, VERB_HEAD, VERB_TAIL

_STARTING_FIGURE = re.compile(r"(?<=.)(?:从|由)[^，,]{0,20}?\d[^，,]*$")
_BASELINE = re.compile(r"(?:从|由)(?:[^，,]{0,16}?)$")
_RIGHT_NOUN = re.compile(r"^[\u4e00-\u9fff“《A-Za-z〃（(]")
_CLASS_SIZE = re.compile(r"^\d[\d.]*[百千万亿]*[\u4e00-\u9fff]{1,3}以[上下][\u4e00-\u9fff]")
_NOT_A_NOUN = re.compile(r"^(?:台阶|大关|关口|目标|区间|[，,、；;。]|以上|以下|左右|的(?:目标|速度|增长|水平)|和|及|并|且|用于|支持|来|再|或|安排|专项用于|，)")
_FLIP = {Operator.AT_LEAST: Operator.AT_MOST, Operator.MORE_THAN: Operator.AT_MOST, Operator.AT_MOST: Operator.AT_LEAST}
_INCREMENT = re.compile(r"新|建|培育|引进|完成|培训|改造|开展|举办|创建|打造|增|引|招|转化|攻克|推出|设立|组建|成立|开发|复制")


@dataclass(frozen=True, slots=True)
class Context:
    """What the clauses before have named: the subject that 「，增长5%」 goes on about; and the words of the clause that follows."""

    subject: str = ""
    following: str = ""
    period: str | None = None


_GIVEN = re.compile(r"^(?:今年|全省|全市|全国)*(?:普通)?(?:高校|大学)?应?届?(?:高校|大学|普通高校|中高职)?毕业生(?:规模|人数)?(?:预计|将)*(?:达到?|超过|突破)?$")


def numeric_targets(segment: Segment, context: Context) -> list[Target]:
    """All (indicator, value) pairs of a clause that holds numbers; a figure that is given and not promised (今年高校毕业生727万人) has none."""
    quantities, baseline = _principal(segment)
    if not quantities or _GIVEN.match(segment.text[: quantities[0].prefix_start]):
        return []
    if "分别" in segment.text or len(quantities) > 1:
        return _distributed(segment, quantities, context, baseline)
    return _of_one(segment, quantities[0], context, baseline)


def _principal(segment: Segment) -> tuple[list[Quantity], Decimal | None]:
    """The quantities that are promised: neither the figure one starts from (从380元) nor the size of a class (百亿元以上企业15家)."""
    kept: list[Quantity] = []
    baseline = None
    for index, quantity in enumerate(segment.quantities):
        later = segment.quantities[index + 1 :]
        before, after = segment.text[: quantity.prefix_start], segment.text[quantity.end :]
        if later and _BASELINE.search(before) and re.match(r"[^，,、]{0,8}?(?:到|至)", after):
            baseline = quantity.value
        elif not (later and _qualifies(after, later[0])) and not (kept and _sizes_a_class(after, quantity)):
            kept.append(quantity)
    if "分别" not in segment.text and len(kept) > 1:
        kept = [quantity for quantity in kept if not _counts_actors(segment.text, quantity, kept[-1])] or kept[-1:]
    return kept, baseline


def _qualifies(after: str, following: Quantity) -> bool:
    """「总投资亿元以上重大项目3000个」: the first quantity describes the noun that the second one counts."""
    if _sizes_a_class(after[following.end :], following) or _is_threshold(following):
        return False
    return bool(_RIGHT_NOUN.match(after)) and not _NOT_A_NOUN.match(after) and not re.match(r"[^\d]{0,30}[、，,]", after)


def _sizes_a_class(after: str, quantity: Quantity) -> bool:
    """「70个30亿元以上项目」: a threshold right before a noun names the class of what was counted before."""
    return quantity.comparator in {"以上", "以下"} and bool(_RIGHT_NOUN.match(after)) and not _NOT_A_NOUN.match(after)


def _is_threshold(quantity: Quantity) -> bool:
    """「191家企业营业收入超百亿元」: a round sum that is passed names the class, the firms are what is counted."""
    return quantity.comparator in {"超", "超过", "突破", "过"} and quantity.dimension == "money" and str(quantity.value.normalize())[0] == "1"


def _counts_actors(text: str, quantity: Quantity, last: Quantity) -> bool:
    """「1000个重点项目完成投资1800亿元」: the last figure is the promise, the first says of whom."""
    between = text[quantity.end : last.prefix_start]
    return quantity is not last and bool(_RIGHT_NOUN.match(between)) and not re.search(r"[、，,和及并]", between[:1])


def _of_one(segment: Segment, quantity: Quantity, context: Context, baseline: Decimal | None) -> list[Target]:
    left = segment.text[: quantity.prefix_start]
    names = indicators(segment.text, quantity, context)
    return [_target(segment, quantity, name, left, context, baseline) for name in names if name]


def _distributed(segment: Segment, quantities: Sequence[Quantity], context: Context, baseline: Decimal | None) -> list[Target]:
    """「城镇、农村居民收入分别增长5.2%、8%左右」: subjects and values go hand in hand; the last comparator governs bare values before it."""
    left = segment.text[: quantities[0].prefix_start]
    adjacent = all(len(segment.text[a.end : b.prefix_start]) <= 1 for a, b in zip(quantities, quantities[1:], strict=False))
    if "分别" not in segment.text:
        if not adjacent:
            return [target for quantity in quantities for target in _of_one(segment, quantity, context, baseline)]
        return _of_one(segment, quantities[-1], context, baseline)
    names = coordinated(PREDICATE_TAIL.sub("", left), split_counted=True, expected=len(quantities)) or [context.subject]
    if len(quantities) == 1:
        pairs = [(name, quantities[0]) for name in names]
    else:
        shared = _share_comparator(quantities) if adjacent else list(quantities)
        pairs = list(zip(names[-len(shared) :], shared, strict=False)) if len(names) >= len(shared) else [(names[-1], q) for q in shared]
    return [_target(segment, quantity, name, left, context, baseline) for name, quantity in pairs if name]


def _share_comparator(quantities: Sequence[Quantity]) -> list[Quantity]:
    last = quantities[-1]
    unit = last.unit if last.unit and last.unit.endswith("百分点") else None
    shared = [replace(q, operator=last.operator, comparator=last.comparator) if q.operator is Operator.EQUAL else q for q in quantities]
    return [replace(q, unit=unit) if unit and q.unit == "个" else q for q in shared]


def indicators(text: str, quantity: Quantity, context: Context) -> list[str]:
    """The names of what a quantity measures: from the subject, from the noun counted after or before it, or from the clause before."""
    left, right = text[: quantity.prefix_start], text[quantity.end :]
    subject = _subject(left)
    if GROWTH_TAIL.search(left) and quantity.dimension in {"ratio", "multiple"}:
        return coordinated(subject) or [context.subject]
    if manner := _BY_MEASURE.match(right):
        return [plain_name(right[manner.end() :]) or subject]
    counted = _counted_noun(right)
    if counted and subject.count("、") + 1 == quantity.value and quantity.dimension == "count":
        return [counted]
    if counted and (not subject or subject.endswith(("等", "方面", "领域")) or VERB_TAIL.search(left)):
        return [counted]
    if counted and _is_only_modifier(subject, quantity):
        return [subject + counted]
    if subject and (payer := _PAYER.fullmatch(subject)):
        return [payer["payer"] + (_purpose(context.following) or context.subject.removeprefix(payer["payer"]) or "资金")]
    if subject:
        return _completed(subject, left, quantity, context)
    if counted:
        return [counted]
    return [_inherited(left, quantity, context)]


def _inherited(left: str, quantity: Quantity, context: Context) -> str:
    """「续建安置房7550套，新开工1000套」: the verb is new, the noun is that of the clause before; money alone pays for what comes next."""
    verb = SCOPE_HEAD.sub("", left).strip("，,、 ")
    if quantity.dimension == "money" and _PAYS.search(left) and (purpose := _purpose(context.following)):
        return purpose if purpose.endswith(("投资", "资金")) else purpose + ("投资" if "投资" in left else "资金")
    if GROWTH_TAIL.search(left) or not verb or len(verb) > 6 or not VERB_HEAD.fullmatch(verb):
        return context.subject or verb
    noun = plain_name(VERB_HEAD.sub("", context.subject)) or context.subject
    return verb + noun


_BY_MEASURE = re.compile(r"^的?(?:幅度|比例|速度|力度)(?=.{3})")
_PAYER = re.compile(r"(?P<payer>(?:中央|地方|省|市|区|县|各级|本级|省级|市级|区级)*(?:和地方)?(?:财政|预算内)?)(?:将|要|拟|再|共|累计|已|又|还|新增|专项)*(?:安排|投入|支出|拨付|下达|筹措|拿出)(?:资金|专项资金)?")
_PAYS = re.compile(r"投资|安排|投入|筹措|筹集|设立|拨付")
_PURPOSE = re.compile(r"^(?:并|专项|重点|集中|主要)?(?:用于|支持|实施|建设|推进|开展|新建|改造|保障|加快)")


def _purpose(following: str) -> str:
    """The object of the clause after: 「投资20亿元，实施…等市政配套项目」."""
    if not _PURPOSE.match(following):
        return ""
    return plain_name(re.split(r"[，,；;]", following)[0]).rsplit("等", 1)[-1]


def _completed(subject: str, left: str, quantity: Quantity, context: Context) -> list[str]:
    """「总投资1万亿元」 alone is the total investment of what the clause before named."""
    if subject in {"总投资", "年度投资", "投资", "总量", "总额", "产量", "总产量", "单产", "产值", "营收", "面积", "总规模", "占比", "增速", "增幅", "总数", "税收", "规模"} and context.subject:
        return [context.subject if context.subject.endswith(subject) else context.subject + subject]
    shared = quantity.dimension == "ratio" or subject.endswith("标准")
    parts = coordinated(subject) if shared else [subject]
    return parts or [subject]


def _subject(left: str) -> str:
    """The noun phrase before a number, without its predicate, scope words and generic verbs."""
    stripped = PREDICATE_TAIL.sub("", _STARTING_FIGURE.sub("", left))
    return plain_name(last_subject(stripped))


def _counted_noun(right: str) -> str:
    """The noun after a unit (3000个｜技改项目), up to the end of its list part; empty when something else follows."""
    if _NOT_A_NOUN.match(right) or not (_RIGHT_NOUN.match(right) or _CLASS_SIZE.match(right)):
        return ""
    noun = re.split(r"[，,；;：:]", right)[0]
    noun = re.sub(r"^(?:的|以上的?|左右的?)", "", noun)
    noun = re.sub(r"^(?:实施|建设|办好|支持|用于|开展|推进|完成|保障|实行|打造|设立)(?=.{3})", "", noun)
    return re.split(r"(?<=[\u4e00-\u9fff]{3})到(?!位|期|达)", noun)[0].strip("等的")


def _is_only_modifier(subject: str, quantity: Quantity) -> bool:
    """「各级各类100个重点项目」, 「“两高四着力”100个项目」: what stands before the number is no noun of its own."""
    if quantity.dimension in {"people", "households"} and len(subject) <= 2:
        return True
    return quantity.dimension == "count" and (subject.endswith(("”", "级", "类", "批", "各地", "的", "性")) or len(subject) <= 2) and quantity.comparator is None


def _target(segment: Segment, quantity: Quantity, name: str, left: str, context: Context, baseline: Decimal | None) -> Target:
    growth = GROWTH_TAIL.search(left)
    falls = _falls(left, segment.text[quantity.end :], quantity)
    start, end = segment.start, segment.end
    red_line = name.endswith("红线") and quantity.operator is Operator.EQUAL
    target = Target(
        span=Span(start, end),
        indicator=name,
        operator=Operator.AT_LEAST if red_line else quantity.operator,
        measurement=Measurement.NUMERIC,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=_printed_unit(quantity),
        dimension=quantity.dimension,
        comparator="红线" if red_line else quantity.comparator,
        base=_base(name, quantity, left, bool(growth)),
        period=context.period,
        direction="down" if falls else "up" if growth else None,
        result_type=result_type(name, quantity.dimension, left),
        baseline=baseline,
    )
    return _negative(target) if falls else target


def _falls(left: str, right: str, quantity: Quantity) -> bool:
    """能耗下降3%, 压减时间58%, 比上年减少300亿元, 减少贫困人口1000万人; but 减税5000亿元 and 淘汰钢铁2700万吨 are what is done."""
    if _BY_MEASURE.match(right):
        return bool(FALL_FIRST.match(_BY_MEASURE.sub("", right)))
    if quantity.dimension in {"ratio", "multiple"}:
        return bool(FALL_AFTER_NOUN.search(left) or FALL_FIRST.match(SCOPE_HEAD.sub("", last_subject(left))))
    subject = FALL_AFTER_NOUN.sub("", left)
    compared = subject != left and bool(re.search(r"比|较", left) or MEASURABLE.search(subject))
    return compared or bool(re.match(r"(?:再)?(?:削减|压减|压缩|减少)[^，,]{0,8}(?:赤字|支出|人口)$", SCOPE_HEAD.sub("", left)))


def _printed_unit(quantity: Quantity) -> str | None:
    return "个百分点" if quantity.unit == "百分点" else quantity.unit


def _negative(target: Target) -> Target:
    """A fall as a signed number: 下降3%以上 is a change of at most -3 %."""
    assert target.value is not None
    low = -target.value if target.value_max is None else -target.value_max
    high = None if target.value_max is None else -target.value
    return replace(target, value=low, value_max=high, operator=_FLIP.get(target.operator, target.operator))


def _base(name: str, quantity: Quantity, left: str, growth: bool) -> Base:
    if quantity.dimension in {"ratio", "multiple"}:
        return Base.YOY if growth or name.endswith(("增速", "涨幅", "增幅", "增长")) or quantity.unit in {"个百分点", "百分点"} else Base.SHARE
    if growth:
        return Base.INCREMENT
    verb = VERB_HEAD.match(SCOPE_HEAD.sub("", left))
    if (verb and _INCREMENT.search(verb[0])) or name.startswith("新"):
        return Base.INCREMENT
    return Base.LEVEL


_MONEY_IN = re.compile(r"投资|安排|资金|投入|补贴|发放|筹措|支出|拨付|赤字|债券|补助|预算")
_ECONOMY = re.compile(r"总值|增加值|总额|收入|价格|就业(?!岗位|见习)|失业|进出口|外资|产量|营收|产值|利润|率$|占比|比重|寿命|年限|企业|经济|贸易|能耗|排放|浓度|游客|人口|专利|品牌")


def result_type(name: str, dimension: str | None, left: str) -> ResultType:
    """Money given is input; what the economy and people's lives show is outcome; what an office builds, holds or trains is output."""
    if dimension == "money" and _MONEY_IN.search(left + name) and not re.search(r"固定资产投资|民间投资|引资|外资|技改投资", name):
        return ResultType.INPUT
    if dimension in {"ratio", "multiple"} or MEASURABLE.search(name) and dimension != "count" or _ECONOMY.search(name):
        return ResultType.OUTCOME
    return ResultType.OUTPUT
