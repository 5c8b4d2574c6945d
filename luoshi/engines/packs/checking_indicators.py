"""What a district measures and how it scores is held against the rest of its pack: promises, classes, other indicators, its lights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.engines.packs.checking_items import beside
from luoshi.engines.packs.faults import Fault, fault
from luoshi.engines.packs.indicators import FILE
from luoshi.engines.packs.read import FILE as DESCRIPTION
from luoshi.engines.packs.scoring import FILE as SCORING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.engines.packs.model import IndicatorEntry, Pack

MONTHS_PER_PERIOD: Final = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def indicator_faults(pack: Pack) -> Iterator[Fault]:
    """Everything that is wrong with the indicators of a pack, each part of which can be read."""
    codes = {each.code for each in pack.indicators}
    quotes = {each.quote for each in pack.arrangements}
    for each in pack.indicators:
        yield from _peg_faults(each, codes)
        yield from _promise_faults(each, quotes)
        yield from _trajectory_faults(each)
    if pack.yardsticks is not None and pack.yardsticks.lights and not (beside(pack.folder, pack.yardsticks.lights) / DESCRIPTION).is_file():
        lights = pack.yardsticks.lights
        yield fault(
            FILE, f"没有“{lights}”这个亮灯规则包；请核对名称。", f"There is no pack “{lights}” with rules of lights: check the name."
        )


def _peg_faults(each: IndicatorEntry, codes: set[str]) -> Iterator[Fault]:
    """What follows another indicator names it, and nothing else does."""
    if (each.measure == "pegged") != bool(each.peg):
        yield fault(
            FILE,
            f"“{each.code}”：measure 为 pegged 的必须写 peg（跟随哪个指标），其他的不写。",
            f"“{each.code}”: a pegged indicator names the one that it follows in peg, and no other does.",
            each.line,
        )
    elif each.peg and (each.peg not in codes or each.peg == each.code):
        yield fault(
            FILE,
            f"“{each.code}”：没有“{each.peg}”这个指标可以跟随；请核对编码。",
            f"“{each.code}”: there is no indicator “{each.peg}” to follow; check the code.",
            each.line,
        )


def _promise_faults(each: IndicatorEntry, quotes: set[str]) -> Iterator[Fault]:
    for promise in each.measures:
        if promise.quote not in quotes:
            yield fault(
                FILE,
                f"“{each.code}”：任务分解表里没有“{promise.quote}”这一句；请照抄原文句。",
                f"“{each.code}”: the plan has no sentence “{promise.quote}”; copy it as it stands there.",
                each.line,
            )


def _trajectory_faults(each: IndicatorEntry) -> Iterator[Fault]:
    """What is planned for a month without a figure can never be held against one."""
    for period in each.trajectory:
        if _last_month(each.rhythm, period) in each.no_value_in:
            yield fault(
                FILE,
                f"“{each.code}”：{period} 不出数，不能有计划值。",
                f"“{each.code}”: {period} has no figure, so nothing can be planned for it.",
                each.line,
            )


def scoring_faults(pack: Pack) -> Iterator[Fault]:
    """What a district's formula of scores names and its plan has not: sentences and classes. Formulas of no district name none."""
    if pack.scoring is None:
        return
    quotes, letters = {each.quote for each in pack.arrangements}, {each.letter for each in pack.reporting_classes}
    for quote in sorted(pack.scoring.by_hand.keys() - quotes):
        yield fault(
            SCORING,
            f"任务分解表里没有“{quote}”这一句，不能给它定权重；请照抄原文句。",
            f"The plan has no sentence “{quote}” that could be weighted; copy it as it stands there.",
            pack.scoring.line,
        )
    for letter in sorted(pack.scoring.by_class.keys() - letters if pack.kind == "district" else ()):
        yield fault(
            SCORING,
            f"offices.yaml 里没有“{letter}”类报送周期，不能给它定权重。",
            f"offices.yaml has no reporting class “{letter}” that could be weighted.",
            pack.scoring.line,
        )


def _last_month(rhythm: str, period: str) -> int:
    return int(period[5:].strip("QH") or 1) * MONTHS_PER_PERIOD[rhythm]
