"""主要预期目标: the targets that a report states in one breath before it turns to the work of the year."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.engines.reading.model import Area, Base, Clause, Half, Kind, Measure, Reading, Target

TARGETS_MIN = 3
"""Fewer in one paragraph is work that happens to count something."""


def headline_targets(reading: Reading) -> list[tuple[Area, Clause, Target]]:
    """The headline targets in reading order, perhaps none.

    Every report promises the year's growth of GDP among them. Where a five-year plan is set out as well, its goals come first, so the last
    such paragraph is the one of the year. A report without that promise has the first paragraph that is dense with targets.
    """
    passages = [passage for passage in _passages(reading) if len(passage) >= TARGETS_MIN]
    of_the_year = [passage for passage in passages if any(_is_growth_of_the_year(target, reading.year) for _, _, target in passage)]
    return of_the_year[-1] if of_the_year else next(iter(passages), [])


def _passages(reading: Reading) -> Iterator[list[tuple[Area, Clause, Target]]]:
    """The targets of each paragraph of the plan half, with those of the lines below it where each line is one target."""
    for area in reading.areas:
        for start, measure in enumerate(area.measures):
            passage = list(_targets(area, measure))
            for following in area.measures[start + 1 :]:
                if not (passage and _is_list_line(following)):
                    break
                passage.extend(_targets(area, following))
            yield passage


def _targets(area: Area, measure: Measure) -> Iterator[tuple[Area, Clause, Target]]:
    for clause in measure.clauses:
        if clause.half is Half.PLAN and clause.kind is Kind.TARGET:
            yield from ((area, clause, target) for target in clause.targets)


def _is_list_line(measure: Measure) -> bool:
    return len(measure.clauses) == 1 and measure.clauses[0].kind is Kind.TARGET


def _is_growth_of_the_year(target: Target, year: int | None) -> bool:
    return (
        "生产总值" in target.indicator
        and target.base is Base.YOY
        and (target.value or 0) > 0
        and (target.period is None or year is None or target.period == str(year))
    )
