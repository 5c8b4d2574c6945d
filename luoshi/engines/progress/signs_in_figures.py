"""疑点 that the figures of a series show by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from luoshi.engines.progress.declarations import Accumulation, Indicator
from luoshi.engines.progress.goals import Goal, ascends, is_met
from luoshi.engines.progress.numbers import tenth
from luoshi.engines.progress.signs import Clues, Sign, SignKind, printed, sign
from luoshi.engines.progress.values import Value, YearToDate, change_of_definition, newest, year_to_date
from luoshi.words import Words


def jump_at_the_end(clues: Clues) -> Iterator[Sign]:
    """The year's last period brought more than all the others together; of a half-year, a single other one proves nothing."""
    steps = _increments(clues.indicator, clues.values)
    last = steps[-1] if steps else None
    if last is None or not last[0].period.is_last_of_year or len(steps) < 3:
        return
    value, increment = last
    others = sum((each for _, each in steps[:-1]), Decimal(0))
    if increment > max(others, Decimal(0)):
        yield sign(
            SignKind.JUMP_AT_THE_END,
            (value,),
            Words(
                f"{value.period.label.chinese}一期增加 {printed(clues, increment)}，此前各期合计 {printed(clues, others)}。",
                f"{value.period.label.english} alone brought {printed(clues, increment)}, all periods before it {printed(clues, others)}.",
            ),
            Words("年末集中增加的是什么？此前为什么没有计入？", "What came in at the end of the year, and why was it not counted earlier?"),
        )


def _increments(indicator: Indicator, values: Sequence[Value]) -> list[tuple[Value, Decimal]]:
    """What each period of the year of the newest figure added, in order; nothing where a figure is missing or nothing can be added."""
    known = newest(values)
    if not known or not indicator.grows:
        return []
    due = indicator.periods_to(max(known))
    if any(each not in known for each in due):
        return []
    year = [known[each] for each in due]
    if indicator.accumulation is Accumulation.PERIODIC:
        return [(each, each.number) for each in year]
    return [(now, now.number - (before.number if before else 0)) for before, now in pairwise([None, *year]) if now is not None]


def just_over_the_line(clues: Clues) -> Iterator[Sign]:
    """Kept, and what is printed says exactly so: 100.0 % of the goal; of a rate, within one step of its last decimal."""
    goal, known = clues.goal, newest(clues.values)
    if goal is None or goal.value is None or not known or max(known).last_day < goal.due:
        return
    done = year_to_date(clues.indicator, known.values(), max(known))
    if not isinstance(done, YearToDate) or not is_met(goal, clues.indicator, done.number):
        return
    if _hardly_more(clues.indicator, goal, done.number):
        yield sign(
            SignKind.JUST_OVER_THE_LINE,
            (done.values[-1],),
            Words(
                f"目标 {printed(clues, goal.value)}，全年 {printed(clues, done.number)}，刚好达到。",
                f"The goal was {printed(clues, goal.value)} and the year came to {printed(clues, done.number)}, just over the line.",
            ),
            Words("最后计入的是哪几项？是否符合口径？", "Which were the last to be counted, and do they fit the definition?"),
        )


def _hardly_more(indicator: Indicator, goal: Goal, number: Decimal) -> bool:
    assert goal.value is not None, "asked of goals with a number"
    beyond = number - goal.value if ascends(goal, indicator) else goal.value - number
    if beyond < 0:
        return False
    if indicator.measure.adds and goal.value:
        return tenth(number / goal.value * 100) == 100
    return beyond <= Decimal(1).scaleb(-indicator.decimals)


def definition_changed(clues: Clues) -> Iterator[Sign]:
    """The figures of the newest year were made by more than one definition."""
    known = list(newest(clues.values).values())
    year = [each for each in known if each.period.year == known[-1].period.year]
    changed = change_of_definition(year)
    if changed is not None:
        first = next(each for each in year if each.definition == changed)
        yield sign(
            SignKind.DEFINITION_CHANGED,
            (first,),
            Words(f"口径自 {changed} 起改变，年内前后的数不可比。", f"What is counted changed on {changed}, within the year."),
            Words("为什么在年内改口径？按原口径应是多少？", "Why within the year, and what would it be by the old definition?"),
        )


def cumulative_fell(clues: Clues) -> Iterator[Sign]:
    """What is counted from the year's first day can only grow."""
    if clues.indicator.accumulation is not Accumulation.CUMULATIVE or not clues.indicator.measure.adds:
        return
    for before, now in pairwise(newest(clues.values).values()):
        if before.period.year == now.period.year and now.number < before.number:
            yield sign(
                SignKind.CUMULATIVE_FELL,
                (before, now),
                Words(
                    f"累计数从{before.period.label.chinese}的 {printed(clues, before.number)}"
                    f" 降到{now.period.label.chinese}的 {printed(clues, now.number)}。",
                    f"Counted from the year's beginning, {printed(clues, before.number)} at {before.period.label.english}"
                    f" became {printed(clues, now.number)} at {now.period.label.english}.",
                ),
                Words("以前的数哪里需要更正？", "Which of the earlier figures is to be corrected?"),
            )
