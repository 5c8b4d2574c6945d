"""单位落实情况表: what each unit leads and how it stands on a day, a sheet for each unit."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.gathering import state_of
from luoshi.district.dues.queries import last_updates
from luoshi.district.lights.queries import lights_of, worst
from luoshi.district.offices.queries import present_units
from luoshi.district.plan.queries import commitments_of
from luoshi.district.printed import tables
from luoshi.district.scores.queries import present_period, scores_of
from luoshi.engines.documents.official.numbering import day
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.progress import VERDICT_NAMES, plain
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from luoshi.district.bulletins.state import Line
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.documents.sheet import Cell, Sheet

_HEADER: Final = ("编号", "原文", "时限", "进展", "指标", "截至", "实际", "年度目标", "单位", "研判", "灯", "亮灯理由")
_ON_PAPER: Final = ("编号", "原文", "时限", "进展", "研判", "灯", "亮灯理由")
"""On paper the figures of a promise stand in words where of others the progress does."""


def unit_sheets(report: Report, ending: str, *, on: date) -> bytes:
    """The sheets of all units that lead something, in the order of the list of units: a workbook, a Word file or a PDF.

    Raises:
        FontMissing: a PDF is asked for, and the Chinese font is not installed.
        KeyError: there is no such kind of file.
    """
    sheets = _sheets(report, on)
    return tables(sheets if ending == "xlsx" else [_on_paper(each) for each in sheets], ending, invented=report.invented, on=on)


def _on_paper(sheet: Sheet) -> Sheet:
    rows = [dict(zip(_HEADER, row, strict=True)) for row in sheet.rows]
    for row in rows:
        row["进展"] = _in_words(row) if row["指标"] else row["进展"]
    return lay_out(sheet.title, _ON_PAPER, [[row[name] for name in _ON_PAPER] for row in rows], sheet.notes)


def _in_words(row: Mapping[str, Cell]) -> str:
    """What was reached beside what is promised: 出口额2023年1—8月71.5亿元，年度目标120亿元。"""
    name, unit, goal = row["指标"], row["单位"], row["年度目标"]
    reached = f"{row['截至']}{row['实际']}{unit}" if row["截至"] else "还没有数"
    return f"{name}：{reached}{f'，年度目标{goal}{unit}' if goal is not None else ''}。"


def _sheets(report: Report, on: date) -> list[Sheet]:
    assert report.district is not None, "a plan in force is a district's"
    state, lights, units = state_of(report, on=on), lights_of(report), present_units(report.district)
    said = {pk: update.progress for pk, update in last_updates(report, on=on).items()}
    lines: dict[str, list[Line]] = {}
    for line in state.lines:
        lines.setdefault(line.commitment, []).append(line)
    led: dict[str, list[list[Cell]]] = {unit.name: [] for unit in units.values()}
    for commitment in commitments_of(report):
        if commitment.lead_id is not None:
            light = worst(lights.get(commitment.pk, []))
            shown = (COLOUR_NAMES[Colour(light.colour)].chinese, light.reason) if light else ("", "")
            led[units[commitment.lead_id].name] += [
                [*row, *shown] for row in _rows(commitment, said.get(commitment.pk), lines.get(commitment.code, []))
            ]  # fmt: skip
    notes, scored = (
        [f"截至{day(state.on)}，按当日已知的数据；没有指标衡量的，看单位负责人签发的最近一次进展。", *_invented(report)],
        _scores(report, on),
    )
    mark = "（演示）" if report.invented else ""
    return [
        lay_out(f"{mark}{name}落实情况表", _HEADER, rows, [*scored.get(name, ()), *notes], name) for name, rows in led.items() if rows
    ] or [lay_out(f"{mark}单位落实情况表", _HEADER, [], notes)]


def _scores(report: Report, on: date) -> dict[str, list[str]]:
    """What each unit is scored in the period that is looked at first, by its name; nothing where nobody chose a formula."""
    period = present_period(report, on=on)
    if period is None:
        return {}
    scores = scores_of(report, period, on=on)
    return {each.unit.name: [_score(each, each.points)] for each in scores if each.points is not None}


def _score(each: UnitScore, points: Decimal) -> str:
    kept = f"已定分，第{each.frozen.number}版" if each.frozen else "暂算"
    return f"{each.period.label.chinese}得分{plain(points)}，满分{plain(each.maximum)}（{kept}，按《{each.formula.said.name}》）。"


def _rows(commitment: Commitment, said: str | None, lines: list[Line]) -> list[list[Cell]]:
    about: list[Cell] = [commitment.quote, commitment.deadline, said]
    if not lines:
        return [[commitment.label, *about, None, None, None, None, None, None]]
    return [
        [
            _code(commitment, line, several=len(lines) > 1), *about, line.name, line.period.to_date_label.chinese if line.period else None,
            _number(line.now), _number(line.goal_number), line.measured_in, VERDICT_NAMES[line.verdict].chinese,
        ]
        for line in lines
    ]  # fmt: skip


def _code(commitment: Commitment, line: Line, *, several: bool) -> str:
    """As the table of tasks calls a quantity of a promise."""
    return f"{commitment.label}/{line.key.rpartition('-')[2]}" if several else commitment.label


def _number(value: Decimal | None) -> Decimal | None:
    """The number as people write it, without the zeros that a database keeps."""
    return None if value is None else Decimal(f"{value.normalize():f}")


def _invented(report: Report) -> list[str]:
    return ["演示用：地区、单位和数据均为虚构。"] if report.invented else []
