"""What a decision table says of all inputs at once: gaps, overlaps, rules that never answer or are not needed, boundary cases,
and what a new version changes. The door of the `analysis_*` modules.

    analyse(compiled, "津贴").sentences()
    boundary_cases(compiled, "津贴")
    compare(old, new, "津贴")

Exact for cells that compare the input with values: comparisons, ranges, lists, ``-``, ``not(…)`` over numbers, texts, booleans,
dates, times and durations. Whatever else a cell says makes its rule "not decided", which is told; nothing is guessed. The questions
are those of J. Vanthienen's work on verifying decision tables. That lists need no rule for every input is the lesson of Drools
(incubator-kie, pull request 2639).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from luoshi.engines.decisions.analysis_cases import cases_of
from luoshi.engines.decisions.analysis_grid import Grid, NoTable, make_grids, table_of
from luoshi.engines.decisions.analysis_results import Analysis, BoundaryCase, Comparison
from luoshi.engines.decisions.analysis_rules import Analyst
from luoshi.engines.decisions.analysis_versions import changes_between
from luoshi.engines.decisions.evaluate import Compiled
from luoshi.engines.decisions.hit_policies import MANY
from luoshi.words import Words

__all__ = ["WORK_MAX", "NoTable", "analyse", "boundary_cases", "compare"]

WORK_MAX: Final = 5_000_000
"""Steps for each question: a second or two."""


def analyse(compiled: Compiled, decision: str, *, whole: Collection[str] = (), work: int = WORK_MAX) -> Analysis:
    """Everything that is wrong with the decision table of a decision, or could be simpler.

    ``whole`` are the expressions of inputs that hold whole numbers only (persons, years), between 59 and 60 of which there is no gap;
    ``work`` limits the steps of each question, and what was not finished is told.

    Raises:
        NoTable: there is no such decision, or its logic is no decision table.
    """
    grid = _grid(compiled, decision, whole)
    analyst = Analyst(grid, work)
    unreachable, redundant = analyst.unneeded()
    is_list = analyst.policy in MANY
    told = {*(each.rule for each in redundant), *(each.rule for each in unreachable)}
    return Analysis(
        name=grid.table.name,
        hit_policy=analyst.policy,
        gaps=None if is_list else analyst.gaps(),
        overlaps=analyst.overlaps(),
        unreachable=unreachable,
        redundant=redundant,
        mergeable=analyst.mergeable(told),
        not_decided=grid.not_decided,
        unfinished=tuple(analyst.unfinished),
        remarks=tuple(_remarks(grid)),
    )


def boundary_cases(compiled: Compiled, decision: str, *, whole: Collection[str] = ()) -> tuple[BoundaryCase, ...]:
    """For each bound of each rule the inputs just inside and just outside, with the rules that then match.

    Raises:
        NoTable: there is no such decision, or its logic is no decision table.
    """
    return tuple(cases_of(Analyst(_grid(compiled, decision, whole), WORK_MAX)))


def compare(old: Compiled, new: Compiled, decision: str, *, whole: Collection[str] = (), work: int = WORK_MAX) -> Comparison:
    """The inputs whose answer changes from one version of a decision's table to another.

    Raises:
        NoTable: one of them has no such decision, or its logic is no decision table.
    """
    (old_table, old_variables), (new_table, new_variables) = table_of(old, decision), table_of(new, decision)
    old_grid, new_grid = make_grids([old_table, new_table], [old_variables, new_variables], whole)
    return changes_between(old_grid, new_grid, work)


def _grid(compiled: Compiled, decision: str, whole: Collection[str]) -> Grid:
    table, variables = table_of(compiled, decision)
    (grid,) = make_grids([table], [variables], whole)
    return grid


def _remarks(grid: Grid) -> Iterator[Words]:
    """What was not looked for, and what was assumed."""
    if grid.table.source.hit_policy in MANY:
        yield Words(
            f"命中策略 {grid.table.source.hit_policy} 给出列表，没有规则适用时列表为空，也是答案，因此不查遗漏。",
            f"Under {grid.table.source.hit_policy} the answer is a list, and an empty one where no rule applies is an answer too, "
            "so gaps are not looked for.",
        )
    for each in grid.dimensions:
        if each.is_assumed and each.domain.line.kind:
            yield Words(f"“{each.title}”没有类型，按单元格推定为 {each.domain.line.kind}。",
                        f"“{each.title}” has no type; going by its cells it is taken as {each.domain.line.kind}.")  # fmt: skip
        if each.is_computed:
            yield Words(f"“{each.title}”是计算值，未查它是否取得到所列的值。",
                        f"“{each.title}” is computed; whether it can have the values listed was not examined.")  # fmt: skip
    for title in grid.unread_limits:
        yield Words(f"“{title}”的允许值不能分析，所列的值未必都允许。",
                    f"The allowed values of “{title}” cannot be analysed; not all values listed may be allowed.")  # fmt: skip
