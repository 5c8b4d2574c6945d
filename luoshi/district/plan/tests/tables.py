"""The table of tasks of the demonstration for the tests of its round trip: loaded once, cut short, edited as in Excel."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from django.db import transaction

import luoshi
from luoshi.district.plan import queries, table, table_reading
from luoshi.district.plan.cells import Names
from luoshi.district.plan.fields import text
from luoshi.district.plan.models import Commitment, PlannedTarget, ReportVersion
from luoshi.district.plan.packs import load_pack
from luoshi.district.plan.table import CHECK_TAB, CODE, TAB
from luoshi.district.tests.snapshots import stored_once
from luoshi.engines.documents.workbook import workbook
from luoshi.engines.packs import read_pack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.plugin import DjangoDbBlocker

    from luoshi.district.plan.table_reading import Problem, TableReading

PACK = Path(luoshi.__file__).parent / "packs" / "peach_blossom"
SLUG = "peach-blossom-2023"
AT = datetime(2023, 4, 3, 9, 30, tzinfo=UTC)
ON = AT.date()
GDP, REVENUE, TRADE, FOREIGN, PLATFORM, OPEN, PLAIN = (
    f"桃源-2023-{number}" for number in ("0001", "0002", "0007/1", "0007/2", "0009", "0020", "0008")
)
"""A quantity, one that is not confirmed, two of one commitment, quarters without a quantity, one without a lead, no quantity."""

KEYS = (GDP, REVENUE, TRADE, FOREIGN, PLAIN, PLATFORM, OPEN)
Changes = dict[str, dict[str, tuple[str, str]]]
"""For each commitment and field (``1-value``, ``lead``): what it says and what it is to say."""


@contextmanager
def loaded(blocker: DjangoDbBlocker) -> Iterator[ReportVersion]:
    """The demonstration, until the module ends; each test of it is undone on its own."""
    with blocker.unblock(), transaction.atomic():
        stored_once("plan of the demonstration", lambda: load_pack(read_pack(PACK), at=AT))
        version = queries.current_version(SLUG)
        assert version
        yield version
        transaction.set_rollback(True)


def exported(version: ReportVersion, keys: tuple[str, ...] = KEYS) -> bytes:
    """The exported workbook as somebody hands it on who deleted all other rows: they stay as they are."""
    tasks, check = table.sheets(version, on=ON)
    return workbook([replace(sheet, rows=tuple(row for row in sheet.rows if row[0] in {*keys, SLUG})) for sheet in (tasks, check)])


def read(content: bytes, version: ReportVersion) -> TableReading:
    """What comes back."""
    return table_reading.read_table(content, "表.xlsx", version, on=ON)


def changes(found: TableReading, version: ReportVersion) -> Changes:
    """What would change."""
    assert version.report.district
    known = {one.code: one for one in queries.commitments_coded([one.code for one in found.wanted])}
    _, rows = table_reading.review(found.wanted, known, Names.of(version.report.district, on=ON))
    return {
        row.commitment.label: {
            f"{one.number}-{one.field.name}" if one.number else one.field.name: (
                text(one.field.name, one.old),
                text(one.field.name, one.new),
            )
            for one in row.differences
        }
        for row in rows
    }


def commitment(label: str) -> Commitment:
    """The commitment as it is stored now."""
    return Commitment.objects.get(code=f"{SLUG}-{label.removeprefix('桃源-2023-')[:4]}")


def target(key: str) -> PlannedTarget:
    """The quantity as it is stored now."""
    return commitment(key).targets.get(number=int(key.partition("/")[2] or 1))


class Editor:
    """A program in which somebody edits the workbook."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(BytesIO(content))
        self.page: Any = self.book[TAB]
        self.check: Any = self.book[CHECK_TAB] if CHECK_TAB in self.book.sheetnames else None

    @property
    def header(self) -> dict[str, int]:
        """Where each column stands, from 1."""
        return {str(cell.value): cell.column for cell in self.page[2] if cell.value is not None}

    def row(self, key: str) -> int:
        """Where the row of a code stands."""
        place = self.header[CODE.name]
        return next(row for row in range(3, self.page.max_row + 1) if self.page.cell(row, place).value == key)

    def at(self, key: str, column: str) -> Any:
        """A cell."""
        return self.page.cell(self.row(key), self.header[column])

    def write(self, key: str, column: str, value: Any) -> Editor:
        """Type something into a cell."""
        self.at(key, column).value = value
        return self

    def saved(self) -> bytes:
        """The file."""
        content = BytesIO()
        self.book.save(content)
        return content.getvalue()


def edited(content: bytes, key: str, column: str, value: Any) -> bytes:
    """The workbook with one cell changed."""
    return Editor(content).write(key, column, value).saved()


def stands_in_the_file(problem: Problem, content: bytes) -> bool:
    """Whether a problem names a cell under the header it names, with the value that it names, and says in two languages what to do."""
    editor = Editor(content)
    cells = [editor.book[problem.sheet][address] for address in problem.cell.split("、")]
    shown = {"" if cell.value is None else str(cell.value.date() if isinstance(cell.value, datetime) else cell.value) for cell in cells}
    headed = all(editor.header[problem.column] == cell.column for cell in cells)
    return headed and (problem.value in shown) and bool(problem.remedy.chinese and problem.remedy.english)
