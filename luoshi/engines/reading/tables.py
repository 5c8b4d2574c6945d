"""A reading as tables for the office: 任务分解表 (who does what by when), findings about the text, results of the year before.

The columns are those that offices use (a superset of published tables of tasks). What the report does not say stays empty: nobody can
tell from the text which post leads a task, and a made-up entry would be signed by the next reader. Suggested owners are marked as such.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from luoshi.engines.reading.model import Area, Base, Clause, FindingKind, Half, Kind, Measure, Operator, Reading, Span, Target

Cell = str | int | Decimal | None
Row = dict[str, Cell]

Suggestions = Mapping[int, Sequence[tuple[str, float]]]
"""For a clause, counted in reading order from 0, the units that may lead it with their confidence (0 to 1), the likeliest first."""


class Table(NamedTuple):
    """Title, names of the columns, rows, notes to stand under the table, and a short name."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]
    tab: str


TASK_COLUMNS = (
    "编号", "原文句（出处段/句）", "领域", "举措", "承诺类型", "指标（口径）", "基数", "目标值", "计量单位", "约束强度",
    "责任领导（岗位）", "牵头单位", "责任单位", "配合单位", "时限", "一季度目标", "二季度目标", "三季度目标", "四季度目标",
    "佐证来源", "报送周期", "状态灯", "备注",
)  # fmt: skip

TASK_COLUMNS_FOR_PRINT = (
    "编号", "原文句（出处段/句）", "承诺类型", "指标（口径）", "目标值", "计量单位", "约束强度", "牵头单位", "责任单位", "时限",
)  # fmt: skip
"""What a Word table on A4 holds in legible type; the workbook has all."""

FINDING_COLUMNS = ("类型", "原文", "问题", "建议")
RESULT_COLUMNS = ("编号", "原文句（出处段/句）", "领域", "指标（口径）", "结果值", "计量单位")

KIND_NAMES = {
    Kind.TARGET: "目标",
    Kind.COMMITMENT: "承诺",
    Kind.MECHANISM: "机制",
    Kind.PLATFORM: "平台",
    Kind.PROGRAMME: "行动",
    Kind.PRINCIPLE: "原则",
    Kind.RESULT: "结果",
}
BASE_NAMES = {Base.YOY: "同比增速", Base.LEVEL: "总量", Base.INCREMENT: "新增量", Base.SHARE: "占比"}
FINDING_NAMES = {
    FindingKind.TWO_FLOORS: "一项指标两个下限",
    FindingKind.CONFLICTING_VALUES: "目标值前后不一致",
    FindingKind.IMPOSSIBLE_UNIT: "计量单位不合理",
    FindingKind.MISSING_BASE: "缺基数",
    FindingKind.MISSING_DEADLINE: "缺时限",
    FindingKind.MISSING_OWNER: "缺责任单位",
    FindingKind.UNNAMED_INDICATOR: "指标不明",
    FindingKind.LOOK_ALIKE: "名称相近，不可合并",
    FindingKind.UNREADABLE: "未能分析",
}
_SIGNS = {Operator.ABOUT: "约", Operator.AT_LEAST: "≥", Operator.MORE_THAN: "＞", Operator.AT_MOST: "≤"}
_FALLING = {"≥": "≤", "≤": "≥"}  # -3 or less is a fall by 3 or more
_DIRECTIONS = {"up": "提高", "down": "降低"}
_NOT_TASKS = {Kind.PRINCIPLE, Kind.RESULT}


def task_table(reading: Reading, suggestions: Suggestions | None = None) -> Table:
    """任务分解表: the promises of the plan half, one row for each target and for each promise without one."""
    suggestions = suggestions or {}
    passages = Passages(reading.text)
    numbers: Counter[int] = Counter()
    rows = []
    for index, area, measure, clause in _clauses(reading):
        if clause.half is not Half.PLAN or clause.kind in _NOT_TASKS:
            continue
        for target in clause.targets or (None,):
            numbers[area.number] += 1
            row: Row = {"编号": f"{area.number}-{numbers[area.number]}", "承诺类型": KIND_NAMES[clause.kind], "约束强度": clause.strength}
            row |= _whereabouts(passages, area, measure, clause) | _owner(suggestions.get(index, ()))
            rows.append(row | _measured(target) if target else row)
    return _table(_short_title(reading), "任务分解表", TASK_COLUMNS, rows, _task_notes(suggested=bool(suggestions)))


def finding_table(reading: Reading) -> Table:
    """What the office should settle in its own text."""
    rows: list[Row] = [
        {
            "类型": FINDING_NAMES[finding.kind],
            "原文": reading.text[finding.span.start : finding.span.end],
            "问题": finding.message,
            "建议": finding.advice,
        }
        for finding in reading.findings
    ]
    return _table(_short_title(reading), "文本问题清单", FINDING_COLUMNS, rows, () if rows else ("说明：没有发现需要明确的问题。",))


def result_table(reading: Reading) -> Table:
    """The figures of the review half: what the report says was achieved."""
    passages = Passages(reading.text)
    rows = [
        {"编号": str(number)} | _whereabouts(passages, area, measure, clause) | _measured(target)
        for number, (area, measure, clause, target) in enumerate(_results(reading), start=1)
    ]
    return _table(_short_title(reading), "上年结果", RESULT_COLUMNS, rows)


def _table(title: str, tab: str, columns: tuple[str, ...], rows: Iterable[Row], notes: tuple[str, ...] = ()) -> Table:
    return Table(title + tab, columns, tuple(tuple(row.get(column) for column in columns) for row in rows), notes, tab)


def _clauses(reading: Reading) -> Iterator[tuple[int, Area, Measure, Clause]]:
    counted = count()
    for area in reading.areas:
        for measure in area.measures:
            for clause in measure.clauses:
                yield next(counted), area, measure, clause


def _results(reading: Reading) -> Iterator[tuple[Area, Measure, Clause, Target]]:
    for _, area, measure, clause in _clauses(reading):
        if clause.half is Half.REVIEW:
            yield from ((area, measure, clause, target) for target in clause.targets)


def _whereabouts(passages: Passages, area: Area, measure: Measure, clause: Clause) -> Row:
    return {"原文句（出处段/句）": f"{clause.quote}（{passages.cite(clause.span)}）", "领域": area.title, "举措": measure.title}


def _measured(target: Target) -> Row:
    kind = f"（{BASE_NAMES[target.base]}）" if target.base else ""
    return {
        "指标（口径）": target.indicator + kind,
        "目标值": target_value(target),
        "结果值": target_value(target),
        "计量单位": target.unit,
        "时限": _deadline(target),
    }


def target_value(target: Target) -> Cell:
    """A bare number stays a number; with a comparison it becomes what an official would write: ≥30, 下降≥3, 与经济增长同步."""
    if target.operator is Operator.PEGGED:
        return f"与{target.peg}同步" if target.peg else target.comparator
    if target.value is None:
        return target.comparator or _DIRECTIONS.get(target.direction or target.operator.value)
    if target.value_max is not None:
        return f"{target.value:f}—{target.value_max:f}"
    sign = _SIGNS.get(target.operator)
    if sign is None:
        return target.value
    return f"{sign}{target.value:f}" if target.value >= 0 else f"下降{_FALLING.get(sign, sign)}{-target.value:f}"


def _owner(suggested: Sequence[tuple[str, float]]) -> Row:
    """The likeliest unit, marked as a suggestion; the others are only mentioned."""
    if not suggested:
        return {}
    (unit, confidence), *others = suggested
    named = "、".join(f"{other}（{_percent(share)}）" for other, share in others)
    return {"牵头单位": f"{unit}（建议，{_percent(confidence)}）", "备注": f"其他可能的牵头单位：{named}" if named else None}


def _percent(confidence: float) -> str:
    """No suggestion is certain, however it rounds."""
    return f"{min(confidence, 0.99):.0%}"


def _deadline(target: Target) -> str | None:
    """The year by which; where the text does not name it, that it is the report's."""
    if not target.period:
        return None
    year = f"{target.period}年" if target.period.isdigit() else target.period
    return year if target.period_stated else f"{year}（按报告年度）"


def _task_notes(*, suggested: bool) -> tuple[str, ...]:
    blank = "说明：本表按报告原文逐句读出；空白栏为原文没有写明的内容，由承办部门补充，不作推断。时限标“按报告年度”的，原文没有写明时间。"
    lead = "“建议”的牵头单位由同类任务分解文件推断，括号内为把握程度，须经确认后生效。"
    return (blank, lead) if suggested else (blank,)


def _short_title(reading: Reading) -> str:
    """The report's own title where it is one; a newspaper's opening sentence is not."""
    if "报告" in reading.title and len(reading.title) <= 40:
        return reading.title
    return f"{reading.year}年政府工作报告" if reading.year else "政府工作报告"


class Passages:
    """Where in a text a passage stands, as a reader counts: paragraph and sentence from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def cite(self, span: Span) -> str:
        paragraph = bisect_right(self.starts, span.start)
        before = self.text[self.starts[paragraph - 1] : span.start]
        return f"第{paragraph}段第{len(_SENTENCE_END.findall(before)) + 1}句"


_SENTENCE_END = re.compile("[。！？；!?;]+")
