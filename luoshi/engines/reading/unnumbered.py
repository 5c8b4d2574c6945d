"""Promises that can be measured but state no number: pegged, ranked, or only a direction."""

from __future__ import annotations

import re

from luoshi.engines.reading.clauses import Segment
from luoshi.engines.reading.model import Base, Measurement, Operator, Span, Target
from luoshi.engines.reading.naming import Context
from luoshi.engines.reading.subjects import coordinated, last_subject, plain_name
from luoshi.engines.reading.targets import result_type
from luoshi.engines.reading.vocabulary import MEASURABLE, SCOPE_HEAD, any_of

_PEG = re.compile(
    r"(?P<subject>.{2,40}?)(?:的?(?:增长|增速|增幅))?(?:与|同|和)(?P<peg>[^，,、]{2,14}?)(?:的?(?:增长|增速|发展))?(?:保持)?(?P<word>(?:基本)?(?:同步|匹配|相匹配|持平))(?:增长)?$"
)
_PEG_COMPARED = re.compile(
    r"(?P<subject>.{2,30}?)(?P<word>高于|快于|不低于|低于|好于|优于)(?P<peg>(?:全国|全省|全市|全区|同期|经济|地区生产总值|GDP|财政|上年|预期|周边|东部)[^，,、\d]{0,14})$"
)
_PEG_ECONOMIC = re.compile(r"收入|增速|增长|规模|供应|投入|总量|支出|总值|GDP|增加值|投资|增幅|水平|消费|贸易")
_RANK = re.compile(
    r"(?P<subject>.{2,40}?)(?P<word>(?:继续|持续|稳步|努力|力争|保持|始终|稳定)*(?:引领|位居|位列|居于|稳居|居|排名|排在|进入|跻身|保持|跃居|列|名列|领跑)(?:在|到)?)"
    r"(?P<where>(?:全国|全省|全市|全区|世界|同类|国内|东北|中西部|东部|西部)[^，,]{0,12}?)(?P<place>第[一二三四五六七八九十\d]+(?:位|名)?|首位|前列|榜首|前[一二三四五六七八九十\d]+(?:位|名|强)?|$)"
)
_UP = any_of("提高 提升 扩大 扩展 增加 拓展 壮大 加大 上升 增长 扩面")
_DOWN = any_of("降低 减少 减轻 削减 压缩 压减 下降 缩小 缩短 遏制 降")
_MANNER = any_of(
    "不断 持续 稳步 进一步 着力 有效 逐步 大力 继续 多渠道 千方百计 显著 明显 大幅 较快 努力 切实 加快 积极 全面 大幅度 合理 "
    "适度 严格 深入 扎实 "
    "稳妥 有序 统筹 推动 促进 推进 坚决 适当 适时 继续 尽可能 再 稳定 既要 还要 要 也"
)
_DIRECTION_FIRST = re.compile(rf"^(?P<word>{_MANNER}*(?:(?P<up>{_UP})|(?P<down>{_DOWN})))(?P<object>[^，,]{{2,44}})$")
_DIRECTION_LAST = re.compile(rf"^(?P<object>[^，,]{{2,44}}?)(?P<word>{_MANNER}*(?:(?P<up>{_UP})|(?P<down>{_DOWN})))$")
_NAMED_QUANTITY = re.compile(
    r"(?:[^务效功频]率|比重|比例|占比|份额|规模|数量|总量|总额"
    r"|强度|浓度|标准|速度|面积|单产|寿命|人数|人口|覆盖面|覆盖范围"  # measures; 效率 and 频率 are none
    r"|支出|收入|营收|税收|价格|成本|投入|负担|债务|赤字|贷款|外资|出口|进口|增加值|效益|待遇"  # money
    r"|供给|产量|产能|储量|容量|能耗|排放量?|排放总量"  # what is produced and used up
    r"|岗位|学位|床位|航线|班列|运力)$"  # places and connections
)
_PLAIN_DIRECTION = re.compile(rf"^{_MANNER}*{any_of('提高 扩大 扩展 增加 减少 降低 减轻 削减 遏制 加大')}")
_ABLE = re.compile(r"(?:供给能力|反应能力|响应速度|承载能力|供电能力|供水能力|接待能力)$")


def unnumbered_targets(segment: Segment, context: Context, *, topic: bool) -> list[Target]:
    """The pegged, ranked or directional targets of a clause without numbers."""
    text = SCOPE_HEAD.sub("", segment.text) or segment.text
    return _pegged(segment, text, context) or _ranked(segment, text, context) or ([] if topic else _directional(segment, text, context))


def _pegged(segment: Segment, text: str, context: Context) -> list[Target]:
    match = _PEG.search(text) or _PEG_COMPARED.search(text)
    if not match or not _PEG_ECONOMIC.search(match["subject"] + match["peg"]) or "步伐" in text:
        return []
    names = _owned(coordinated(re.sub(r"(?:的)?(?:增长|增速|增幅)?均?$", "", plain_name(last_subject(match["subject"])))), context)
    return [
        _target(
            segment,
            name,
            Operator.PEGGED,
            Measurement.PEGGED,
            word=match["word"],
            context=context,
            unit="%",
            base=Base.YOY,
            peg=match["peg"],
        )
        for name in names
    ]


def _owned(names: list[str], context: Context) -> list[str]:
    """「，增速居全市第一」: the growth of what the clause before named."""
    bare = not names or all(re.fullmatch(r"(?:增速|增幅|总量|规模|均|占比)", name) for name in names)
    return [context.subject + "".join(names)] if bare and context.subject else names


def _ranked(segment: Segment, text: str, context: Context) -> list[Target]:
    match = _RANK.search(text)
    if not match or (not match["place"] and "引领" not in match["word"] and "领跑" not in match["word"]):
        return []
    names = _owned(coordinated(last_subject(match["subject"])), context)
    if not names or not all(MEASURABLE.search(name) for name in names):
        return []
    word = match["word"] + match["place"]
    return [_target(segment, name, Operator.RANK, Measurement.RANK, word=word, context=context) for name in names]


def _directional(segment: Segment, text: str, context: Context) -> list[Target]:
    match = _DIRECTION_FIRST.match(text) or _DIRECTION_LAST.match(text)
    if not match:
        return []
    name = plain_name(re.sub(r"^的", "", match["object"]))
    if not is_named_quantity(name) and not _PLAIN_DIRECTION.match(text):
        return []
    operator = Operator.UP if match["up"] else Operator.DOWN
    base = Base.SHARE if re.search(r"率$|占比$|比重$|份额$|比例$", name) else Base.LEVEL
    return [
        _target(segment, part, operator, Measurement.DIRECTIONAL, word=match["word"], context=context, base=base, direction=operator.value)
        for part in (coordinated(name) or [name])
    ]


def is_named_quantity(name: str) -> bool:
    """Whether a noun phrase names something that is counted or measured (…率, …规模), so that a direction alone makes a target."""
    return bool(_ABLE.search(name) or _NAMED_QUANTITY.search(name))


def _target(
    segment: Segment,
    name: str,
    operator: Operator,
    measurement: Measurement,
    *,
    word: str,
    context: Context,
    unit: str | None = None,
    base: Base | None = None,
    direction: str | None = None,
    peg: str | None = None,
) -> Target:
    return Target(
        span=Span(segment.start, segment.end),
        indicator=name,
        operator=operator,
        measurement=measurement,
        unit=unit,
        dimension="ratio" if unit == "%" else None,
        comparator=word,
        base=base,
        period=context.period,
        period_stated=context.period_stated,
        direction=direction,
        result_type=result_type(name, "ratio" if unit == "%" else None, ""),
        peg=peg,
    )
