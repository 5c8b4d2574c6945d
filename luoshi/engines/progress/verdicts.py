"""研判: where a promise stands, in one word with its reason. Before its day by a yardstick, on its day by the promise itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.progress.declarations import Indicator
from luoshi.engines.progress.goals import Goal, Operator, ascends, is_exceeded, is_met
from luoshi.engines.progress.numbers import plain
from luoshi.engines.progress.standing import standing
from luoshi.engines.progress.values import CannotAdd, Unknown, YearToDate
from luoshi.engines.progress.yardsticks import Yard
from luoshi.words import Words, named_day


class Verdict(StrEnum):
    """The closed list."""

    NOT_STARTED = "not_started"
    AHEAD = "ahead"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    MET = "met"
    EXCEEDED = "exceeded"
    STRETCH_NOT_MET = "stretch_not_met"  # 力争: striven for, not reached
    NOT_MET = "not_met"
    CANNOT_JUDGE = "cannot_judge"


VERDICT_NAMES = {
    Verdict.NOT_STARTED: Words("尚未开始", "not begun"),
    Verdict.AHEAD: Words("超前", "ahead"),
    Verdict.ON_SCHEDULE: Words("达到进度", "on schedule"),
    Verdict.BEHIND: Words("落后", "behind"),
    Verdict.MET: Words("完成", "met"),
    Verdict.EXCEEDED: Words("超额完成", "exceeded"),
    Verdict.STRETCH_NOT_MET: Words("力争目标未达到", "stretch goal not reached"),
    Verdict.NOT_MET: Words("未完成", "not met"),
    Verdict.CANNOT_JUDGE: Words("无法研判", "cannot be judged"),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict and why."""

    verdict: Verdict
    why: Words


def judge(
    goal: Goal,
    indicator: Indicator,
    value: YearToDate | Unknown | CannotAdd,
    yard: Yard,
    *,
    next_yard: Yard | None = None,
    peg: Decimal | None = None,
) -> Judgement:
    """Say where a promise stands.

    ``yard`` and ``peg`` are of the period ``value.through``, ``next_yard`` is of the one after it: whoever has reached that already is
    ahead, and not merely on schedule. Nothing is judged from a blank.
    """
    if not isinstance(value, YearToDate):
        return Judgement(Verdict.CANNOT_JUDGE, value.reason)
    if value.through.last_day < goal.first_day:
        return Judgement(Verdict.NOT_STARTED, Words(f"{named_day(goal.first_day)}起才开始", f"it begins on {goal.first_day}"))
    if value.through.last_day >= goal.due or _cannot_be_lost(goal, indicator, value.number):
        return _final(goal, indicator, value, peg)
    return _on_the_way(goal, indicator, value, yard=yard, next_yard=next_yard, peg=peg)


def _cannot_be_lost(goal: Goal, indicator: Indicator, number: Decimal) -> bool:
    """Whether a goal is kept before its day, for good: what is counted from the year's first day on only grows."""
    return indicator.grows and goal.value is not None and ascends(goal, indicator) and bool(is_met(goal, indicator, number))


def _final(goal: Goal, indicator: Indicator, value: YearToDate, peg: Decimal | None) -> Judgement:
    met = is_met(goal, indicator, value.number, peg)
    said = f"{plain(value.number)}{indicator.unit}"
    why = Words(f"{value.through.to_date_label.chinese}：{said}", f"{value.through.to_date_label.english}: {said}")
    if met is None:
        return Judgement(Verdict.CANNOT_JUDGE, _undecided(goal))
    if met:
        return Judgement(Verdict.EXCEEDED if is_exceeded(goal, indicator, value.number) else Verdict.MET, why)
    return Judgement(Verdict.STRETCH_NOT_MET if goal.stretch else Verdict.NOT_MET, why)


def _on_the_way(
    goal: Goal, indicator: Indicator, value: YearToDate, *, yard: Yard, next_yard: Yard | None, peg: Decimal | None
) -> Judgement:
    now = standing(goal, indicator, value.number, yard, peg)
    if _nothing_done(indicator, value.number) and not yard.expected:
        return Judgement(Verdict.NOT_STARTED, yard.why)
    if now.is_behind is None:
        return Judgement(Verdict.CANNOT_JUDGE, yard.why)
    if now.is_behind and not indicator.measure.adds and now.is_met is not False:
        return Judgement(Verdict.ON_SCHEDULE, _within(now.words)) if now.is_met else Judgement(Verdict.CANNOT_JUDGE, _undecided(goal))
    if now.is_behind:
        return Judgement(Verdict.BEHIND, now.words)
    ahead = _reached_already(goal, indicator, value.number, yard, next_yard)
    return Judgement(Verdict.AHEAD if ahead else Verdict.ON_SCHEDULE, now.words)


def _nothing_done(indicator: Indicator, number: Decimal) -> bool:
    return not number and indicator.grows


def _reached_already(goal: Goal, indicator: Indicator, number: Decimal, yard: Yard, next_yard: Yard | None) -> bool:
    """Whether what the next period asks for, if it asks for more than this one, is done."""
    if next_yard is None or next_yard.expected in (None, yard.expected):
        return False
    return standing(goal, indicator, number, next_yard).is_behind is False


def _within(words: Words) -> Words:
    return Words(f"{words.chinese}，在允许偏差以内", f"{words.english}, which is within the tolerance")


def _undecided(goal: Goal) -> Words:
    if goal.operator is Operator.ABOUT:
        return Words(
            "低于目标值；“左右”允许差多少，本区没有规定。", "Short of the number, and the district has not set how far “about” reaches."
        )
    if goal.operator is Operator.PEGGED:
        return Words(
            "挂钩的指标没有数据，或者低于它而本区没有规定“同步”允许差多少。",
            "The indicator that it follows has no figure, or is not reached and the district has not set how close “in step” is.",
        )
    return Words("没有基数，不知道从哪里升降。", "No base is known from which it is to go up or down.")
