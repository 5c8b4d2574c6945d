"""任务分解表 of a plan: what counts, row by row, as a workbook that an office edits and brings back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from luoshi.district.offices.queries import leaders, units
from luoshi.district.plan import queries
from luoshi.district.plan.fields import BASES, QUARTERS, WHOLE, target_text, text, values_of
from luoshi.district.plan.models import PROMISES
from luoshi.district.plan.states import STATES
from luoshi.district.plan.words import STRENGTHS
from luoshi.engines.documents.sheet import Sheet, lay_out
from luoshi.engines.reading.model import Base, Kind, Span
from luoshi.engines.reading.tables import BASE_NAMES, KIND_NAMES, Passages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luoshi.district.plan.fields import Key, Value
    from luoshi.district.plan.models import Clause, Commitment, PlannedTarget, ReportVersion
    from luoshi.engines.documents.sheet import Cell

TAB = "任务分解表"
CHECK_TAB = "核对"
CHECK_COLUMNS = ("编号", "承诺", "指标序号", "版次")
TARGET_VALUE = "target_value"
"""The one column that stands for several fields: comparison, value, upper end, pegged quantity."""

DIGITS_MAX = 15
"""What a spreadsheet keeps of a number."""

INVENTED = "演示用：地区、单位和数据均为虚构。Demonstration: the district, its offices and its figures are invented."


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what offices call it, and the field that it shows; without one it only tells where the row belongs."""

    name: str
    field: str = ""
    of_whole: bool = False
    of_target: bool = False


CODE = Column("编号")
COLUMNS = (
    CODE,
    Column("原文句（出处段/句）"),
    Column("领域"),
    Column("举措"),
    Column("承诺类型", "kind", of_whole=True),
    Column("指标", "indicator", of_target=True),
    Column("口径", "base", of_target=True),
    Column("统计口径", "definition", of_target=True),
    Column("基数", "base_value", of_target=True),
    Column("基数来源", "base_source", of_target=True),
    Column("目标值", TARGET_VALUE, of_target=True),
    Column("计量单位", "unit", of_target=True),
    Column("约束强度", "strength", of_whole=True),
    Column("责任领导（岗位）", "leader", of_whole=True),
    Column("牵头单位", "lead", of_whole=True),
    Column("配合单位", "cooperating", of_whole=True),
    Column("时限", "deadline", of_whole=True),
    Column("一季度目标", "quarter_1", of_whole=True, of_target=True),
    Column("二季度目标", "quarter_2", of_whole=True, of_target=True),
    Column("三季度目标", "quarter_3", of_whole=True, of_target=True),
    Column("四季度目标", "quarter_4", of_whole=True, of_target=True),
    Column("佐证来源", "source", of_whole=True, of_target=True),
    Column("报送周期", "reporting_class", of_whole=True),
    Column("状态"),
    Column("备注", "note", of_whole=True),
)
LOCKED = tuple(column.name for column in COLUMNS if not column.field)
PRINTED = ("编号", "原文句（出处段/句）", "指标", "目标值", "计量单位", "责任领导（岗位）", "牵头单位", "配合单位", "时限")
"""What a Word table on A4 holds in legible type; the workbook has all."""

HOW_TO = (
    "说明：灰色栏不能改；其余各栏可在 Excel 中修改，保存后在工作台导入，导入前会逐行显示变化。不要增加行、改编号；删除的行按没有变化处理。"
    "配合单位用顿号分开；季度目标按年初以来累计填写。"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: a commitment with one of its quantities, or with none."""

    key: str
    commitment: Commitment
    target: PlannedTarget | None
    clause: Clause

    @property
    def number(self) -> int:
        """The number of the quantity in the commitment."""
        return self.target.number if self.target else WHOLE


def rows_of(version: ReportVersion) -> list[Row]:
    """All rows of a plan in order of the text."""
    clauses = {clause.commitment_id: clause for clause in queries.promises_of(version).select_related("area")}
    return [row for commitment in queries.commitments_of(version.report) for row in _rows(commitment, clauses[commitment.pk])]


def _rows(commitment: Commitment, clause: Clause) -> Iterator[Row]:
    targets = [target for target in commitment.targets.all() if not target.dropped]
    rows: list[PlannedTarget | None] = [*targets] or [None]
    for target in rows:
        key = f"{commitment.label}/{target.number}" if target and len(targets) > 1 else commitment.label
        yield Row(key, commitment, target, clause)


def key_of(column: Column, row: Row) -> Key | None:
    """Which value a cell shows; ``None`` where the row has no such value."""
    if column.of_target and row.target:
        return row.number, column.field
    return (WHOLE, column.field) if column.of_whole else None


def sheets(version: ReportVersion, *, on: date) -> list[Sheet]:
    """The table with the names of a day to choose from, and a hidden page by which it is recognised when it comes back."""
    report = version.report
    rows = rows_of(version)
    states = queries.states_of(report, [row.commitment.pk for row in rows])
    passages = Passages(version.text)
    notes: tuple[str, ...] = (HOW_TO, f"由“落实”于版本 {version.number} 导出。")
    title = f"{report.title}{TAB}"
    if report.invented:
        title, notes = f"（演示）{title}", (*notes, INVENTED)
    table = lay_out(
        title,
        [column.name for column in COLUMNS],
        [_cells(row, passages, states) for row in rows],
        notes,
        TAB,
        choices=_choices(version, on),
        several=("配合单位",),
        locked=LOCKED,
    )
    check = [(row.key, row.commitment.code, row.number, row.commitment.revision) for row in rows]
    return [table, lay_out(CHECK_TAB, CHECK_COLUMNS, [(report.slug, "", 0, 0), *check], tab=CHECK_TAB, hidden=True)]


def on_paper(version: ReportVersion, *, on: date) -> Sheet:
    """The columns that paper holds, without the note on how to edit and bring back the workbook."""
    table = sheets(version, on=on)[0]
    return replace(table.select(PRINTED), notes=tuple(note for note in table.notes if note != HOW_TO))


def _cells(row: Row, passages: Passages, states: Mapping[int, str]) -> list[Cell]:
    said, clause = values_of(row.commitment), row.clause
    place = passages.cite(Span(clause.start, clause.end))
    state = states.get(row.commitment.pk, "")
    about: dict[str, Cell] = {
        "编号": row.key,
        "原文句（出处段/句）": f"{clause.quote}（{place}）",
        "领域": clause.area.title,
        "举措": clause.measure,
        "状态": str(STATES[state].name) if state else "",
    }
    return [about[column.name] if not column.field else _cell(column, row, said) for column in COLUMNS]


def _cell(column: Column, row: Row, said: Mapping[Key, Value]) -> Cell:
    if column.field == TARGET_VALUE:
        return _as_number(target_text(row.target)) if row.target else None
    key = key_of(column, row)
    if key is None or key not in said:
        return None
    value = said[key]
    if isinstance(value, date):
        return value
    words = text(column.field, value)
    return _as_number(words) if column.field in {"base_value", *QUARTERS} else words or None


def _as_number(words: str) -> Cell:
    """A number to calculate with, where it is one; 007 and 1e5 stay what somebody wrote."""
    try:
        number = Decimal(words)
    except InvalidOperation:
        return words or None
    plain = (
        number.is_finite()
        and not (number.is_zero() and number.is_signed())
        and text("value", number) == words
        and len(number.as_tuple().digits) <= DIGITS_MAX
    )
    return number if plain else words


def _choices(version: ReportVersion, on: date) -> dict[str, list[str]]:
    district = version.report.district
    assert district is not None
    names = [unit.name for unit in units(district, on=on)]
    return {
        "承诺类型": [KIND_NAMES[kind] for kind in (*PROMISES, Kind.PRINCIPLE)],
        "口径": [BASE_NAMES[Base(base)] for base in BASES],
        "约束强度": list(STRENGTHS),
        "责任领导（岗位）": [post.title for post in leaders(district, on=on)],
        "牵头单位": names,
        "配合单位": names,
        "报送周期": [one.letter for one in queries.reporting_classes(district)],
    }
