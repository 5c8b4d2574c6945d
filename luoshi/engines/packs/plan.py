"""``plan/<year>.csv`` and ``plan/<year>.yaml``: what officials add to the report's promises, and how the report became binding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import NOTHING, Entry, entry, mappings, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, rows_of, tree_of, without
from luoshi.engines.packs.model import KINDS, Adoption, ArrangementEntry, CorrectionEntry, TallyEntry, UnitEntry
from luoshi.engines.packs.offices import CLASS, PERSON, UNIT, Offices
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

COLUMNS: Final = (
    "原文句",
    "指标",
    "牵头单位",
    "配合单位",
    "责任领导",
    "报送周期",
    "时限",
    "口径",
    "基数",
    "基数来源",
    "数据来源",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "已确认",
)
"""The header of the sheet, in the words of the decomposition tables 任务分解表 that governments print."""

CORRECTION = Words("更正", "correction")
ADOPTION = Words("审议通过", "adoption")
TALLY = Words("计数", "tally")
LEADER = Words("责任领导岗位", "post of a leader")
_TALLY_FIELDS: Final = ("quote", "kind", "name", "name_en", "unit", "reason", "by")
_YES_NO = {"是": True, "否": False, "": False}


def read_decisions(
    folder: Path, year: int, offices: Offices
) -> tuple[tuple[CorrectionEntry, ...], Adoption | None, tuple[TallyEntry, ...]]:
    """Read the corrections, the adoption and the tallies of a year's plan; without the file there are none."""
    name = f"plan/{year}.yaml"
    if not (folder / name).exists():
        return (), None, ()
    tree = tree_of(folder / name, name)
    refuse_unknown_keys(name, WHOLE_FILE, tree, ("adoption", "corrections", "tallies"))
    people = [person.code for person in offices.people]
    corrections = tuple(
        _correction(number, entry(name, place, values, ("quote", "kind", "reason", "by")), people)
        for number, place, values in mappings(name, CORRECTION, tree.get("corrections", ""))
    )
    tallies = tuple(_tally(name, row, place, values, people) for row, place, values in mappings(name, TALLY, tree.get("tallies", "")))
    return corrections, _adoption(name, tree.get("adoption", ""), people), tallies


def _adoption(name: str, adopted: Tree, people: list[str]) -> Adoption | None:
    if isinstance(adopted, str) and adopted in NOTHING:
        return None
    if not isinstance(adopted, dict):
        remedy = Words("请写明 meeting、held_on、document_number、by。", "Write meeting, held_on, document_number and by.")
        raise PackProblem(name, ADOPTION, "adoption", str(adopted), remedy)
    each = entry(name, ADOPTION, adopted, ("meeting", "held_on", "document_number", "by"))
    by = each.known("by", PERSON, people)
    return Adoption(each.text("meeting"), each.day("held_on"), each.text("document_number"), by)


def _tally(name: str, row: int, place: Words, values: dict[str, Tree], people: list[str]) -> TallyEntry:
    each, details = entry(name, place, without(values, "details"), _TALLY_FIELDS), values.get("details", {})
    if not isinstance(details, dict):
        raise PackProblem(name, place, "details", str(details), Words("请写成“键: 值”。", "Write it as “key: value”."))
    return TallyEntry(
        row=row,
        quote=each.text("quote"),
        kind=each.text("kind"),
        details=entry(name, place, details, details).values,
        name=each.said("name"),
        unit=each.text("unit"),
        reason=each.text("reason"),
        by=each.known("by", PERSON, people),
    )


def _correction(number: int, each: Entry, people: list[str]) -> CorrectionEntry:
    return CorrectionEntry(number, each.text("quote"), each.word("kind", KINDS), each.text("reason"), each.known("by", PERSON, people))


def read_arrangements(folder: Path, year: int, offices: Offices) -> tuple[ArrangementEntry, ...]:
    """Read the sheet of a year's plan; without the file there is none."""
    name = f"plan/{year}.csv"
    if not (folder / name).exists():
        return ()
    names = _Names(offices, year)
    arrangements: list[ArrangementEntry] = []
    seen: dict[tuple[str, str], int] = {}
    for number, each in _rows(folder / name, name):
        arrangement = _arrangement(number, each, names)
        first = seen.setdefault((arrangement.quote, arrangement.indicator), number)
        if first != number:
            raise each.problem(
                "原文句",
                Words(
                    f"与第{first}行的原文句和指标相同；一项承诺一行，请合并，或写明不同的指标。",
                    f"Row {first} has the same sentence and indicator: one row for one promise; merge both, or name different indicators.",
                ),
            )
        arrangements.append(arrangement)
    return tuple(arrangements)


def _rows(file: Path, name: str) -> Iterator[tuple[int, Entry]]:
    rows = rows_of(file, name)
    number, header = rows[0] if rows else (1, [])
    place = Words(f"第{number}行（表头）", f"row {number} (header)")
    refuse_unknown_keys(name, place, header, COLUMNS)
    missing = [column for column in COLUMNS if column not in header]
    twice = [column for column in COLUMNS if header.count(column) > 1]
    if missing or twice:
        remedy = Words(
            f"每列必须有且只有一次，以逗号分隔：{','.join(COLUMNS)}。",
            f"Each column stands once, separated by commas: {','.join(COLUMNS)}.",
        )
        raise PackProblem(name, place, (missing or twice)[0], ",".join(header), remedy)
    for row, cells in rows[1:]:
        at = Words(f"第{row}行", f"row {row}")
        if len(cells) != len(header):
            remedy = Words(
                f"应有 {len(header)} 格，实有 {len(cells)} 格；含逗号的内容请加双引号。",
                f"It has {len(cells)} cells instead of {len(header)}: put double quotes around text that holds a comma.",
            )
            raise PackProblem(name, at, "", ",".join(cells), remedy)
        yield row, Entry(name, at, dict(zip(header, cells, strict=True)))


class _Names:
    """The names by which a sheet calls what has a code: officials read and write names."""

    def __init__(self, offices: Offices, year: int) -> None:
        self.year = year
        self.units = {unit.name: unit for unit in offices.units}
        self.unit_names = {unit.code: unit.name for unit in offices.units}
        self.leaders = {post.title: post.code for post in offices.posts if post.role == "leader"}
        self.classes = [every.letter for every in offices.reporting_classes]

    def unit(self, each: Entry, field: str, name: str) -> str:
        """The code of a unit that exists in the plan's year."""
        if name not in self.units:
            raise each.unknown(field, name, UNIT, self.units)
        unit = self.units[name]
        if self._gone(unit):
            then = self.unit_names.get(unit.successor or "", "")
            raise PackProblem(
                each.file,
                each.place,
                field,
                name,
                Words(
                    f"该单位的有效期为 {unit.valid_from} 至 {unit.valid_to or '今'}，不含 {self.year} 年；"
                    f"请改为{then or '当年有效的单位'}。",
                    f"This unit counts from {unit.valid_from} to {unit.valid_to or 'now'}, not in {self.year}: "
                    f"write {then or 'a unit of that year'}.",
                ),
            )
        return unit.code

    def _gone(self, unit: UnitEntry) -> bool:
        return unit.valid_from.year > self.year or (unit.valid_to is not None and unit.valid_to.year < self.year)


def _arrangement(row: int, each: Entry, names: _Names) -> ArrangementEntry:
    lead_name, letter = each.maybe("牵头单位"), each.maybe("报送周期")
    lead = names.unit(each, "牵头单位", lead_name) if lead_name else ""
    base_value, base_source = each.maybe_amount("基数"), each.maybe("基数来源")
    if base_value is not None and not base_source:
        raise each.problem(
            "基数", Words("没有来源的数字不予显示；请填写基数来源。", "A number without a source is not shown: fill in 基数来源.")
        )
    return ArrangementEntry(
        row=row,
        quote=each.text("原文句"),
        indicator=each.maybe("指标"),
        lead=lead,
        cooperating=_cooperating(each, lead, names),
        leader=names.leaders[each.known("责任领导", LEADER, names.leaders)] if each.maybe("责任领导") else "",
        reporting_class=each.known("报送周期", CLASS, names.classes) if letter else "",
        deadline=each.maybe_day("时限"),
        definition=each.maybe("口径"),
        base_value=base_value,
        base_source=base_source,
        source=each.maybe("数据来源"),
        milestones=(each.maybe("一季度"), each.maybe("二季度"), each.maybe("三季度"), each.maybe("四季度")),
        confirmed=_confirmed(each),
    )


def _cooperating(each: Entry, lead: str, names: _Names) -> tuple[str, ...]:
    written = each.maybe("配合单位")
    units = [names.unit(each, "配合单位", name.strip()) for name in written.split("、")] if written else []
    if lead in units or len(set(units)) < len(units):
        raise each.problem(
            "配合单位",
            Words(
                "一个单位在一行中只写一次，牵头单位不再列为配合单位。",
                "A unit stands once in a row; the lead does not cooperate with itself.",
            ),
        )
    return tuple(units)


def _confirmed(each: Entry) -> bool:
    answer = _YES_NO.get(each.maybe("已确认"))
    if answer is None:
        raise each.problem("已确认", Words("请填“是”或“否”，或留空。", "Write 是 (yes) or 否 (no), or leave it empty."))
    return answer
