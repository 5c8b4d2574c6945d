"""An edited 任务分解表 comes back: each row is compared with what counts now; whatever cannot be taken over is named by its cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from luoshi.district.plan.cells import CellProblem, Names, parse, target_value
from luoshi.district.plan.editing import Edit, differences
from luoshi.district.plan.errors import TableRefused
from luoshi.district.plan.fields import FIELDS, target_text, text, values_of
from luoshi.district.plan.table import CHECK_COLUMNS, CHECK_TAB, CODE, COLUMNS, TAB, TARGET_VALUE, key_of, rows_of
from luoshi.engines.documents.headings import HEADER_ROWS_MAX, find_heading
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.documents.workbook_reading import read_workbook
from luoshi.engines.documents.workbook_values import text_of
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from luoshi.district.plan.editing import Difference
    from luoshi.district.plan.fields import Key
    from luoshi.district.plan.models import Commitment, ReportVersion
    from luoshi.district.plan.table import Column, Row
    from luoshi.engines.documents.workbook_reading import ReadCell, ReadSheet

QUOTE = COLUMNS[1].name


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken over: where it is, what stands there, what to do."""

    sheet: str
    cell: str
    column: str
    value: str
    remedy: Words


UNKNOWN_CODE = Words(
    "编号不在本计划里：新的承诺只能来自报告文本。请恢复原编号，或删去这一行。",
    "The code is not of this plan. Restore it, or delete the row.",
)
QUOTE_STAYS = Words(
    "报告原文不能在表里修改。请恢复原句；文本有修订时提交修订稿。",
    "The report's words cannot be changed here. Restore them; a revised text is imported as such.",
)
NO_QUANTITY = Words(
    "这项承诺没有数量指标，此栏留空；要增加指标，请在承诺页上办理。",
    "The commitment has no quantity, so that this stays empty; add one on its page.",
)
DISAGREE = Words("同一项承诺的几行填得不一样。请改成一致。", "Rows of one commitment disagree. Make them alike.")
CHANGED_SINCE = Words(
    "导出之后有人改过这项承诺。请重新导出后再改；或在表中删去这一行，先导入其余各行。",
    "Somebody changed this commitment after the export. Export again, or delete the row and import the others.",
)


def _twice(row: int) -> Words:
    return Words(f"与第 {row} 行编号相同。请删去其中一行。", f"The same code as in row {row}. Delete one of them.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What one cell asks for: the words for a value, and where the cell is."""

    key: Key
    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a table asks for one commitment: the words for each value, and the revision that was exported, if that is known."""

    code: str
    revision: int | None
    words: dict[Key, str]

    def as_json(self) -> dict[str, Any]:
        """As it is stored until somebody applies it."""
        return {"code": self.code, "revision": self.revision, "words": [[*key, words] for key, words in self.words.items()]}

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Wanted:
        """As it was stored."""
        return cls(stored["code"], stored["revision"], {(number, name): words for number, name, words in stored["words"]})


@dataclass(slots=True)
class TableReading:
    """What a table asks for, and what is wrong in it. ``traced`` says whether it knows what was exported."""

    wanted: list[Wanted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0
    columns_left_out: list[str] = field(default_factory=list)
    traced: bool = True


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A commitment with what would change in it."""

    commitment: Commitment
    differences: list[Difference]

    @property
    def lines(self) -> list[tuple[Any, str, str, str]]:
        """Label, old, new and nature of each change, in words."""
        return [
            (one.field.label, text(one.field.name, one.old), text(one.field.name, one.new), str(one.nature)) for one in self.differences
        ]


def read_table(content: bytes, name: str, version: ReportVersion, *, on: date) -> TableReading:
    """Compare a workbook with the plan.

    Raises:
        TableRefused: it is no workbook, not this report's table, or has lost its header.
    """
    try:
        pages = read_workbook(content, name)
    except UnreadableDocument as reason:
        raise TableRefused(reason.what, reason.remedy) from reason
    page = next((page for page in pages if page.name == TAB), None) or next((page for page in pages if not page.hidden), pages[0])
    revisions = _revisions(pages, version)
    assert version.report.district is not None
    reader = _Reader(page, version, Names.of(version.report.district, on=on), revisions)
    return reader.read()


def review(wanted: list[Wanted], commitments: Mapping[str, Commitment], names: Names) -> tuple[dict[str, Edit], list[ReviewRow]]:
    """What a stored table would change now, as edits and row by row."""
    edits = {one.code: Edit({key: parse(key[1], words, names) for key, words in one.words.items()}, one.revision) for one in wanted}
    rows = [
        ReviewRow(commitments[code], differences(commitments[code], edit.values)) for code, edit in edits.items() if code in commitments
    ]
    return edits, [row for row in rows if row.differences]


class _Reader:
    """One table on its way in: row by row, cell by cell, with everything that is wrong on the way."""

    def __init__(self, page: ReadSheet, version: ReportVersion, names: Names, revisions: Mapping[str, int] | None) -> None:
        self.page, self.names, self.revisions = page, names, revisions
        self.rows = {row.key: row for row in rows_of(version)}
        self.header, self.places = _header(page)
        self.indices: dict[str, int] = {}
        self.found = TableReading(traced=revisions is not None)

    def read(self) -> TableReading:
        asked: dict[str, dict[Key, list[Asked]]] = defaultdict(lambda: defaultdict(list))
        seen: dict[str, int] = {}
        for index in range(self.header + 1, len(self.page.rows)):
            row = self.row_at(index, seen)
            if row is not None:
                for one in self.changes(index, row):
                    asked[row.commitment.code][one.key].append(one)
        self.found.rows, self.found.left_out = len(seen), len(self.rows) - len(seen)
        self.found.columns_left_out = [column.name for column in COLUMNS if column.field and column.name not in self.places]
        commitments = {row.commitment.code: row.commitment for row in self.rows.values()}
        for code, values in asked.items():
            self.want(commitments[code], values)
        return self.found

    def row_at(self, index: int, seen: dict[str, int]) -> Row | None:
        """The row of the plan that a row of the page is about; ``None`` for an empty row, a note under the table, or a wrong code."""
        cells, place = self.page.rows[index], self.places[CODE.name]
        key = _words(cells[place])
        others = any(cell.value is not None for at, cell in enumerate(cells) if at != place)
        if key in self.rows and key not in seen:
            seen[key] = self.page.first_row + index
            self.indices.setdefault(self.rows[key].commitment.code, index)
            return self.rows[key]
        if key in seen:
            self.problem(index, CODE.name, _twice(seen[key]))
        elif others:
            self.problem(index, CODE.name, cells[place].problem or UNKNOWN_CODE)
        return None

    def changes(self, index: int, row: Row) -> Iterator[Asked]:
        """What a row asks for that is not so already."""
        said = values_of(row.commitment)
        if QUOTE in self.places and not _is_quote(self.words(index, QUOTE), _normal(row.clause.quote)):
            self.problem(index, QUOTE, QUOTE_STAYS)
        for column in COLUMNS:
            if column.field and column.name in self.places and self.is_asked(index, column, _shown(column, row, said)):
                yield from self.asked(index, column, row)

    def is_asked(self, index: int, column: Column, shown: str) -> bool:
        """Whether a cell differs from what the export would write now, or cannot be read at all."""
        cell = self.cell(index, column.name)
        return self.words(index, column.name) != shown or (cell.problem is not None and cell.value is None)

    def asked(self, index: int, column: Column, row: Row) -> Iterator[Asked]:
        """What one cell asks for, in the words of each field that it stands for."""
        cell, words = self.cell(index, column.name), self.words(index, column.name)
        key = key_of(column, row)
        if cell.problem is not None or key is None:
            self.problem(index, column.name, cell.problem or NO_QUANTITY)
            return
        where = self.page.address(index, self.places[column.name])
        try:
            parts = target_value(words) if column.field == TARGET_VALUE else {column.field: words}
            for name, part in parts.items():
                yield Asked((key[0], name), text(name, parse(name, part, self.names)), where)
        except CellProblem as problem:
            self.problem(index, column.name, problem.remedy)

    def want(self, commitment: Commitment, asked: Mapping[Key, list[Asked]]) -> None:
        """Gather what all rows of one commitment ask for; rows that disagree, and rows older than the plan, are named."""
        for key, ones in asked.items():
            if len({one.words for one in ones}) > 1:
                cells = "、".join(one.where for one in ones)
                self.found.problems.append(Problem(self.page.name, cells, FIELDS[key[1]].column, ones[1].words, DISAGREE))
        revision = self.revisions.get(commitment.code) if self.revisions is not None else commitment.revision
        if revision != commitment.revision:
            where = self.page.address(self.indices[commitment.code], self.places[CODE.name])
            self.found.problems.append(Problem(self.page.name, where, CODE.name, commitment.label, CHANGED_SINCE))
        self.found.wanted.append(Wanted(commitment.code, revision, {key: ones[0].words for key, ones in asked.items()}))

    def cell(self, index: int, column: str) -> ReadCell:
        return self.page.rows[index][self.places[column]]

    def words(self, index: int, column: str) -> str:
        return _words(self.cell(index, column))

    def problem(self, index: int, column: str, remedy: Words) -> None:
        where = self.page.address(index, self.places[column])
        self.found.problems.append(Problem(self.page.name, where, column, self.words(index, column), remedy))


def _header(page: ReadSheet) -> tuple[int, dict[str, int]]:
    """The row with the names of the columns, and where each of them stands."""
    rows = [[str(cell.value or "") for cell in cells] for cells in page.rows[:HEADER_ROWS_MAX]]
    try:
        heading = find_heading(rows, {column.name: column.name for column in COLUMNS}, [CODE.name])
    except UnreadableDocument as reason:
        raise TableRefused.no_header(page.name, reason) from reason
    return heading.rows - 1, dict(heading.places)


def _revisions(pages: tuple[ReadSheet, ...], version: ReportVersion) -> dict[str, int] | None:
    """The revision of each commitment when the table was exported; ``None`` if the hidden page is gone."""
    page = next((page for page in pages if page.name == CHECK_TAB), None)
    if page is None or len(page.rows) < 2 or len(page.rows[0]) < len(CHECK_COLUMNS):
        return None
    slug = str(page.rows[1][0].value or "")
    if slug != version.report.slug:
        raise TableRefused.of_another(slug, version.report.title)
    rows = [[cell.value for cell in row[:4]] for row in page.rows[2:]]
    return {str(code): int(revision) for _, code, _, revision in rows if isinstance(revision, int | Decimal)}


def _is_quote(words: str, quote: str) -> bool:
    """Whether a cell holds the sentence as it is, with or without its place in brackets."""
    return words == quote or (words.startswith(f"{quote}（第") and words.endswith("）") and words.count("（第") == quote.count("（第") + 1)


def _shown(column: Column, row: Row, said: Mapping[Key, Any]) -> str:
    """What the export wrote into the cell, as reading gives it back."""
    if column.field == TARGET_VALUE:
        return _normal(target_text(row.target)) if row.target else ""
    key = key_of(column, row)
    return _normal(text(column.field, said.get(key, ""))) if key else ""


def _normal(words: str) -> str:
    return text_of(words) or ""


def _words(cell: ReadCell) -> str:
    match cell.value:
        case None:
            return ""
        case date():
            return cell.value.isoformat()
        case Decimal():
            return f"{cell.value:f}"
    return str(cell.value)
