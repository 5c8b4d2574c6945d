"""单位落实情况表: what each unit leads and how it stands on a day, a sheet for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.gathering import state_of
from luoshi.district.lights.queries import lights_of, worst
from luoshi.district.offices.queries import present_units
from luoshi.district.plan.queries import commitments_of
from luoshi.district.scores.queries import present_period, scores_of
from luoshi.engines.documents.official.numbering import day
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.documents.wordfile import word_file
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.progress import VERDICT_NAMES, plain
from luoshi.engines.progress.memory import COLOUR_NAMES, Colour

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from luoshi.district.bulletins.state import Line
    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.scores.queries import UnitScore
    from luoshi.engines.documents.sheet import Cell, Sheet

_HEADER: Final = ("编号", "原文", "时限", "指标", "截至", "实际", "年度目标", "单位", "研判", "灯", "亮灯理由")


def unit_sheets(report: Report, ending: str, *, on: date) -> bytes:
    """The sheets of all units that lead something, in the order of the list of units: a workbook, or a Word file."""
    found = _sheets(report, on)
    return workbook(found) if ending == "xlsx" else word_file(found)


def _sheets(report: Report, on: date) -> list[Sheet]:
    assert report.district is not None, "a plan in force is a district's"
    state, lights, units = state_of(report, on=on), lights_of(report), present_units(report.district)
    lines: dict[str, list[Line]] = {}
    for line in state.lines:
        lines.setdefault(line.commitment, []).append(line)
    led: dict[str, list[list[Cell]]] = {unit.name: [] for unit in units.values()}
    for commitment in commitments_of(report):
        if commitment.lead_id is not None:
            light = worst(lights.get(commitment.pk, []))
            shown = (COLOUR_NAMES[Colour(light.colour)].chinese, light.reason) if light else ("", "")
            led[units[commitment.lead_id].name] += [
                [*row, *shown] for row in _rows(commitment, lines.get(commitment.code, []))
            ]  # fmt: skip
    notes, scored = [f"截至{day(state.on)}，按当日已知的数据；没有指标衡量的只列原文和时限。", *_invented(report)], _scores(report, on)
    return [lay_out(f"{name}落实情况表", _HEADER, rows, [*scored.get(name, ()), *notes], name) for name, rows in led.items() if rows] or [
        lay_out("单位落实情况表", _HEADER, [], notes)
    ]


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


def _rows(commitment: Commitment, lines: list[Line]) -> list[list[Cell]]:
    about: list[Cell] = [commitment.label, commitment.quote, commitment.deadline]
    if not lines:
        return [[*about, None, None, None, None, None, None]]
    return [
        [
            *about, line.name, line.period.to_date_label.chinese if line.period else None, line.now, line.goal_number, line.measured_in,
            VERDICT_NAMES[line.verdict].chinese,
        ]
        for line in lines
    ]  # fmt: skip


def _invented(report: Report) -> list[str]:
    district = report.district
    return ["演示用：地区、单位和数据均为虚构。"] if district is not None and district.invented else []
