"""Which figures of a bulletin measure what was promised. The rule is explicit, and every answer says why.

A figure is the same indicator only if the names are equal once abbreviations are written out (规上, GDP) and words of time and growth are
taken away. It can be held against the promise only if it tells the same kind of number (growth with growth, an addition with an addition),
in the same unit, of the same year. What fails one of these is shown beside, with the reason, and never merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luoshi.district.report_cards.promises import Promise
from luoshi.engines.reading.model import Base, Operator
from luoshi.engines.reading.statistics.model import Against, Observation, Variation
from luoshi.engines.reading.synonyms import are_near, common_name
from luoshi.engines.reading.units import MULTIPLIERS, dimension, in_base_unit
from luoshi.words import Words

NEAR_SHOWN = 3
_ADDED = re.compile(r"新|净增|开发|引进|培育|建成|认定|发放|举办|开展|完成|改造|筹集|培训")
_IN_ALL = re.compile(r"累计|总数|总量|共有|现有|拥有|保有")
_REACHED = re.compile(r"达到?(?=\d)")
_RAISED = re.compile(r"提高|增加|上调|降低|压减|减少")
_COUNTED = {"count", "people", "households"}
"""Dimensions whose classifiers say the same: 个 and 家 count alike."""


class Relation(StrEnum):
    """How a figure stands to a promise."""

    SAME = "same"
    ANOTHER_YEAR = "another_year"  # the same indicator, of a year for which nothing was promised
    ANOTHER_KIND = "another_kind"  # the same indicator, but a total where growth was promised, or a stock for an addition
    ANOTHER_UNIT = "another_unit"
    NEAR = "near"  # another indicator that is easily mistaken for it


@dataclass(frozen=True, slots=True)
class Match:
    """A figure beside a promise: how it stands to it, why, and the number in the promise's unit where it is the same."""

    observation: Observation
    relation: Relation
    why: Words
    number: Decimal | None = None
    operator: Operator = Operator.EQUAL


def matches(promise: Promise, observations: Sequence[Observation]) -> list[Match]:
    """The figures of the promised indicator, what can be held against the promise first, then a few that are only near."""
    name = common_name(promise.indicator)
    same = [_match(promise, each) for each in observations if common_name(each.indicator) == name]
    near = [each for each in observations if are_near(promise.indicator, each.indicator) and not each.part_of]
    beside = [Match(each, Relation.NEAR, _near(promise, each)) for each in near[:NEAR_SHOWN]]
    return [*sorted(same, key=lambda match: match.relation is not Relation.SAME), *beside]


def _match(promise: Promise, each: Observation) -> Match:
    read = _number(promise, each)
    if read is None:
        return Match(each, Relation.ANOTHER_KIND, _other_kind(promise, each))
    number, operator, unit = read
    if promise.year != each.spell.year or each.spell.years > 1:
        return Match(each, Relation.ANOTHER_YEAR, _other_year(promise, each))
    converted = in_unit(number, unit, promise.unit)
    if converted is None:
        return Match(each, Relation.ANOTHER_UNIT, _other_unit(promise, unit))
    return Match(each, Relation.SAME, _same(promise, each), converted, operator)


def _number(promise: Promise, each: Observation) -> tuple[Decimal, Operator, str] | None:
    """The number of a figure that is of the promised kind, with its operator and unit."""
    if promise.operator in {Operator.UP, Operator.DOWN} or promise.base is Base.YOY:
        return _growth(promise, each)
    if _is_raise(promise):
        return next(((change.value, change.operator, change.unit) for change in each.changes if _is_amount_of_the_year(change)), None)
    if each.value is None or not each.unit or (promise.base is Base.INCREMENT and _is_stock(each)):
        return None
    if promise.base is Base.LEVEL and _is_addition(each) and not _ADDED.search(promise.quote):
        return None
    return each.value, each.operator, each.unit


def _growth(promise: Promise, each: Observation) -> tuple[Decimal, Operator, str] | None:
    unit = promise.unit or "%"
    for change in each.changes:
        in_points = change.unit.endswith("百分点") and (unit.endswith("百分点") or promise.value is None)
        if change.against is Against.YEAR_EARLIER and not change.of_growth and (change.unit == unit or in_points):
            return change.value, change.operator, unit
    if promise.indicator.endswith("率") and each.value is not None and each.unit == unit and not each.changes:
        return each.value, each.operator, unit  # 自然增长率 is itself the rate
    return None


def _is_raise(promise: Promise) -> bool:
    """补助标准提高30元 promises a change of an amount, and not the amount."""
    raised = promise.base is Base.INCREMENT and bool(_RAISED.search(promise.quote))
    return raised and dimension(promise.unit) not in _COUNTED


def _is_amount_of_the_year(change: Variation) -> bool:
    return change.against is Against.YEAR_EARLIER and not change.of_growth and change.unit != "%" and not change.unit.endswith("点")


def _is_stock(each: Observation) -> bool:
    reached = bool(_REACHED.search(each.quote)) and not _ADDED.search(each.quote)
    return each.spell.at_end or reached or bool(_IN_ALL.search(each.quote))


def _is_addition(each: Observation) -> bool:
    return bool(re.search(r"新增|净增|新认定|新建", each.quote)) and each.dimension in _COUNTED


def in_unit(number: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number in another unit of the same measure: 3.2万人 in 人 is 32,000; None for another measure, currency or weight."""
    if unit == wanted:
        return number
    counted = dimension(unit) in _COUNTED and dimension(wanted) in _COUNTED
    if not counted and _bare(unit) != _bare(wanted):
        return None
    return in_base_unit(number, unit) / in_base_unit(Decimal(1), wanted)


def _bare(unit: str) -> str:
    longest = next((each for each in sorted(MULTIPLIERS, key=len, reverse=True) if unit.startswith(each)), "")
    return unit.removeprefix(longest)


def _same(promise: Promise, each: Observation) -> Words:
    if promise.indicator == each.indicator:
        return Words("指标同名", "the same name")
    return Words(f"同一指标：“{promise.indicator}”即“{each.indicator}”", f"one indicator: “{promise.indicator}” is “{each.indicator}”")


def _near(promise: Promise, each: Observation) -> Words:
    return Words(
        f"“{each.indicator}”是另一个指标，不是“{promise.indicator}”", f"“{each.indicator}” is another indicator, not “{promise.indicator}”"
    )


def _other_year(promise: Promise, each: Observation) -> Words:
    due = Words(f"{promise.year}年", str(promise.year)) if promise.year else Words("年份不明", "an unknown year")
    return Words(
        f"目标是{due}的，数字是{each.spell.label}的，不可比",
        f"promised for {due.english}, a figure of {each.spell.label.english}: not comparable",
    )


def _other_unit(promise: Promise, unit: str) -> Words:
    return Words(
        f"目标以“{promise.unit or '无单位'}”计，数字以“{unit}”计，不可比",
        f"promised in “{promise.unit or 'no unit'}”, told in “{unit}”: not comparable",
    )


def _other_kind(promise: Promise, each: Observation) -> Words:
    if promise.is_growth or promise.operator in {Operator.UP, Operator.DOWN}:
        return Words(
            "目标是增速，公报只有数值，没有同比增速",
            "growth was promised; the bulletin tells an amount, and no growth over the year before",
        )
    if each.value is None:
        return Words("目标是数值，公报只有增减", "an amount was promised; the bulletin tells only a change")
    if _is_raise(promise):
        return Words("目标是提高多少，公报只有数值", "a rise was promised; the bulletin tells the amount it came to")
    if promise.base is Base.INCREMENT:
        return Words("目标是当年新增，公报是累计或年末存量", "an addition of the year was promised; the bulletin tells a total or a stock")
    return Words("目标是总量，公报是当年新增", "a total was promised; the bulletin tells an addition of the year")


def own_figures(found: Sequence[Match]) -> Iterator[Match]:
    """The figures that can be held against the promise; those of a whole year if there are any, else those of the longest time."""
    same = [match for match in found if match.relation is Relation.SAME]
    longest = max((match.observation.spell.last_month for match in same), default=0)
    from_first = [match for match in same if match.observation.spell.first_month == 1 or match.observation.spell.at_end]
    yield from (match for match in from_first if match.observation.spell.last_month == longest)
