"""Whether a figure keeps a promise, by the rules of progress: comparing words, 左右 with a stated tolerance, 力争, time gone by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from luoshi.district.report_cards.matching import Match, matches, own_figures
from luoshi.engines import progress
from luoshi.engines.progress import (
    Accumulation,
    Definition,
    Direction,
    Goal,
    Indicator,
    Measure,
    Period,
    Rhythm,
    YearToDate,
    judge,
    straight_line,
)
from luoshi.engines.reading.model import Base, Measurement, Operator
from luoshi.engines.reading.synonyms import FALLING_IS_BETTER, common_name
from luoshi.words import Words

if TYPE_CHECKING:
    from luoshi.district.report_cards.promises import Promise
    from luoshi.engines.reading.statistics.model import Observation, Spell


class Verdict(StrEnum):
    """What a report card says of a promise; the closed list."""

    MET = "met"
    MISSED = "missed"
    PARTLY = "partly"  # of several promises in one clause some are met
    UNDER_WAY = "under_way"  # the figure is of a part of the year
    CANNOT_JUDGE = "cannot_judge"


_OF_PROGRESS: Final = {
    progress.Verdict.MET: Verdict.MET,
    progress.Verdict.EXCEEDED: Verdict.MET,
    progress.Verdict.NOT_MET: Verdict.MISSED,
    progress.Verdict.STRETCH_NOT_MET: Verdict.MISSED,
    progress.Verdict.CANNOT_JUDGE: Verdict.CANNOT_JUDGE,
}
_MEASURES: Final = {Base.YOY: Measure.YOY, Base.SHARE: Measure.SHARE, Base.INCREMENT: Measure.INCREMENT, Base.LEVEL: Measure.LEVEL}
_THE_ECONOMY: Final = re.compile(r"^(?:经济|GDP|地区生产总值|生产总值|国内生产总值|全?[区市县省]经济)(?:发展|增长|增速)?$")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict, the reason, the figure it rests on, and the figures that stand beside."""

    verdict: Verdict
    why: Words
    used: Match | None = None
    beside: tuple[Match, ...] = ()
    finer: progress.Verdict | None = None


def judged(promise: Promise, observations: Sequence[Observation], tolerance: Decimal | None) -> Judgement:
    """Judge one promise by a bulletin.

    Args:
        promise: what was promised.
        observations: all figures of the bulletin.
        tolerance: how many points below still count as 左右 or 同步, for rates; no law says it, so whoever compares does. None: not said.
    """
    found = matches(promise, observations)
    own = list(own_figures(found))
    beside = tuple(match for match in found if match not in own)
    if promise.measurement is Measurement.RANK:
        return Judgement(Verdict.CANNOT_JUDGE, _RANKS, beside=tuple(found))
    if not own:
        return Judgement(Verdict.CANNOT_JUDGE, _no_figure(found), beside=beside)
    if len({match.number for match in own}) > 1:
        return Judgement(Verdict.CANNOT_JUDGE, _several(own), beside=tuple(found))
    return _by(promise, own[0], observations, tolerance, (*own[1:], *beside))


def _by(
    promise: Promise, match: Match, observations: Sequence[Observation], tolerance: Decimal | None, beside: tuple[Match, ...]
) -> Judgement:
    assert match.number is not None, "a figure that can be held against a promise has a number"
    period = _period(match.observation.spell)
    indicator, goal = _indicator(promise, match, period), _goal(promise, tolerance)
    peg = _peg(promise, observations)
    result = judge(goal, indicator, YearToDate(match.number, period, ()), straight_line(goal, indicator, period, peg), peg=peg)
    verdict = _OF_PROGRESS.get(result.verdict, Verdict.UNDER_WAY)
    if verdict is Verdict.MISSED and _is_open(match, goal, indicator):
        return Judgement(Verdict.CANNOT_JUDGE, _only_a_bound(match), match, beside)
    return Judgement(verdict, result.why if peg is None else _beside_peg(result.why, promise, peg), match, beside, result.verdict)


def _is_open(match: Match, goal: Goal, indicator: Indicator) -> bool:
    """Whether the true number may lie on the other side of the promised one: 余 says more, 近 says about."""
    if match.operator in {Operator.MORE_THAN, Operator.AT_LEAST}:
        return progress.ascends(goal, indicator)
    return match.operator is Operator.AT_MOST and not progress.ascends(goal, indicator)


def _indicator(promise: Promise, match: Match, period: Period) -> Indicator:
    """The promised indicator in the words of progress. A stock has no way from a base here: nobody states one."""
    name = common_name(promise.indicator)
    state = match.observation.spell.at_end
    return Indicator(
        code=name,
        name=Words(name, name),
        unit=promise.unit or "%",
        rhythm=period.rhythm,
        accumulation=Accumulation.STATE if state else Accumulation.CUMULATIVE,
        direction=Direction.DESCENDING if FALLING_IS_BETTER.search(name) else Direction.ASCENDING,
        measure=_MEASURES.get(promise.base, Measure.YOY) if promise.base and promise.operator not in _DIRECTIONS else Measure.YOY,
        definitions=(Definition(period.first_day, name),),
    )


_DIRECTIONS: Final = {Operator.UP, Operator.DOWN}


def _goal(promise: Promise, tolerance: Decimal | None) -> Goal:
    assert promise.year is not None, "a figure of the same year was found"
    rate = promise.base in {Base.YOY, Base.SHARE}
    return Goal(
        operator=progress.Operator(promise.operator.value),
        value=promise.value,
        due=date(promise.year, 12, 31),
        value_max=promise.value_max,
        tolerance=tolerance if rate else None,
        stretch=promise.stretch,
    )


def _period(spell: Spell) -> Period:
    assert spell.year is not None, "a figure of the same year was found"
    rhythm = next(each for each in (Rhythm.YEAR, Rhythm.HALF, Rhythm.QUARTER, Rhythm.MONTH) if spell.last_month % each.months == 0)
    return Period(spell.year, rhythm, spell.last_month // rhythm.months)


def _peg(promise: Promise, observations: Sequence[Observation]) -> Decimal | None:
    """The growth of what the promise follows, of the promised year, where the bulletin tells it; 经济 means gross regional product."""
    if not promise.peg:
        return None
    name = "地区生产总值" if _THE_ECONOMY.match(promise.peg) else common_name(promise.peg)
    grown = (
        each.growth
        for each in observations
        if common_name(each.indicator) == name and each.spell.year == promise.year and each.spell.is_whole_year
    )
    return next((growth.value for growth in grown if growth is not None), None)


def _beside_peg(why: Words, promise: Promise, peg: Decimal) -> Words:
    followed = f"{progress.plain(peg)}%"
    return Words(f"{why.chinese}；{promise.peg}：{followed}", f"{why.english}; {promise.peg}: {followed}")


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on a clause that promises several things: partly, where some are met and some missed."""
    said = set(verdicts)
    if {Verdict.MET, Verdict.MISSED} <= said:
        return Verdict.PARTLY
    return next((each for each in (Verdict.MISSED, Verdict.UNDER_WAY, Verdict.CANNOT_JUDGE) if each in said), Verdict.MET)


_RANKS: Final = Words("目标是位次，公报的数字说不出位次", "a place among others was promised; figures of one place do not tell it")


def _no_figure(found: Sequence[Match]) -> Words:
    """Why there is none: the reason of the figure that comes nearest."""
    return found[0].why if found else Words("公报里没有这个指标", "the bulletin does not tell this indicator")


def _several(own: Sequence[Match]) -> Words:
    said = "、".join(f"{progress.plain(match.number)}" for match in own if match.number is not None)
    return Words(f"公报里有不同的数字：{said}，请核对", f"the bulletin tells different numbers: {said}; check them")


def _only_a_bound(match: Match) -> Words:
    word = match.observation.comparator or ""
    return Words(f"公报只说“{word}”，确切数字不知道", f"the bulletin says only “{word}”; the exact number is unknown")
