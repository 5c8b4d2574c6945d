"""附件: the tables of a bulletin; the last one says where each figure comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from luoshi.district.bulletins.composing import GAP, GOAL, NOW, SHARE
from luoshi.district.bulletins.figures import ORIGIN_NAMES
from luoshi.engines.documents.sheet import lay_out
from luoshi.engines.progress import VERDICT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from luoshi.district.bulletins.figures import Numbered
    from luoshi.district.bulletins.state import Line, State
    from luoshi.engines.documents.sheet import Cell, Sheet

_TARGETS: Final = ("序号", "承诺", "指标", "截至", "实际", "年度目标", "单位", "完成比例（%）", "差距", "研判", "牵头单位", "数据编号")
_LATE: Final = ("序号", "单位", "数据", "时期", "应报日期")
_SOURCES: Final = ("编号", "数据", "数值", "单位", "来源", "怎样得出")
SOURCES_TITLE: Final = "数据来源表"
NOTES: Final = (
    "注：1.实际、完成比例、差距按截止日当时已知的数据计算；差距为正是领先，为负是落后。2.“—”为没有数据，空白不当作零。",
    "3.“数据编号”和正文方括号内的数字是数据来源表编号的末位序号。",
)


def tables_of(state: State, numbered: Numbered, *, brief: bool = False) -> tuple[Sheet, ...]:
    """The attachments of a bulletin; a brief has the last one only."""
    groups = (
        ("主要经济指标完成情况表", [each for each in state.lines if each.is_headline]),
        ("量化任务进展情况表", [each for each in state.lines if not each.is_headline]),
    )
    tables = [_targets(title, lines, numbered) for title, lines in groups if lines]
    if state.late:
        tables.append(_late(state))
    return (sources(numbered),) if brief else (*tables, sources(numbered))


def _targets(title: str, lines: Sequence[Line], numbered: Numbered) -> Sheet:
    rows: list[list[Cell]] = [
        [
            place, line.label, line.name, line.period.to_date_label.chinese if line.period else "—", *_numbers(line, numbered),
            VERDICT_NAMES[line.verdict].chinese, line.unit or "—",
            numbered.short_codes(key for key in _keys(line) if key in numbered.figures).strip("[]"),
        ]
        for place, line in enumerate(lines, start=1)
    ]  # fmt: skip
    return lay_out(title, _TARGETS, rows, NOTES)


def _keys(line: Line) -> Iterator[str]:
    yield from (f"{line.key}.{what}" for what in (NOW, GOAL, SHARE, GAP))


def _numbers(line: Line, numbered: Numbered) -> list[Cell]:
    now, goal, share, gap = (numbered.figures[key].text if key in numbered.figures else "—" for key in _keys(line))
    if line.ahead:
        gap = f"{'+' if line.ahead > 0 else '-'}{gap}{'个百分点' if line.in_points else line.measured_in}"
    elif line.ahead is not None:
        gap = "0"
    return [_number(now), _number(goal), line.measured_in, _number(share), gap]


def _number(text: str) -> Cell:
    """A printed number to calculate with, where it is one."""
    number = text.replace(",", "")
    return Decimal(number) if number.removeprefix("-").replace(".", "", 1).isdigit() else text


def _late(state: State) -> Sheet:
    rows: list[list[Cell]] = [
        [place, each.unit, each.name, each.period.label.chinese, each.due_on] for place, each in enumerate(state.late, start=1)
    ]
    return lay_out("到期没有报送数据的单位", _LATE, rows)


def sources(numbered: Numbered) -> Sheet:
    """Where each figure of a document comes from."""
    rows = [
        [numbered.code(key), figure.name, _number(figure.text), figure.unit, ORIGIN_NAMES[figure.origin].chinese, numbered.how(figure)]
        for key in numbered.order
        for figure in (numbered.figures[key],)
    ]
    return lay_out(SOURCES_TITLE, _SOURCES, rows, ["注：按编号可在网站“数据”页查到每个数的来源、算法和记录。"])
