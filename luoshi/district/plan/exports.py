"""A report to take away: 任务分解表 as a workbook or a Word file, or everything that was read as JSON, with the permanent codes."""

from __future__ import annotations

import json
from itertools import compress
from typing import TYPE_CHECKING, NamedTuple, cast

from luoshi.district import printed
from luoshi.district.plan import queries, table
from luoshi.district.plan.fields import WHOLE, text, values_of
from luoshi.district.plan.intake import engine_identity
from luoshi.district.plan.owners import Owners
from luoshi.district.plan.pages import is_plan
from luoshi.district.plan.storing import is_promise
from luoshi.engines.documents.sheet import Sheet, lay_out
from luoshi.engines.reading import read
from luoshi.engines.reading.export import to_json
from luoshi.engines.reading.tables import TASK_COLUMNS_FOR_PRINT, Table, finding_table, result_table, task_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.plan.models import Clause, ReportVersion
    from luoshi.engines.reading.export import Entry
    from luoshi.engines.reading.model import Reading

CODE_COLUMN = "编号"


class Export(NamedTuple):
    """A file to send: what it is called, its media type, and what is in it."""

    name: str
    media_type: str
    content: bytes


def as_workbook(version: ReportVersion, *, on: date) -> Export:
    """All columns, for work; findings and last year's results on sheets of their own. That of a plan can be edited and brought back."""
    reading = read(version.source, year=version.report.year)
    tasks = table.sheets(version, on=on) if is_plan(version.report) else [_sheet(version, _tasks(version, reading))]
    return _tables(version, [*tasks, *(_sheet(version, each) for each in (finding_table(reading), result_table(reading)))], "xlsx", on)


def as_word_file(version: ReportVersion, *, on: date) -> Export:
    """The columns that fit on paper, in the layout of official documents."""
    return _tables(version, _printed(version, on), "docx", on)


def as_pdf(version: ReportVersion, *, on: date) -> Export:
    """The same, as it is printed.

    Raises:
        FontMissing: the Chinese font is not installed.
    """
    return _tables(version, _printed(version, on), "pdf", on)


def _printed(version: ReportVersion, on: date) -> list[Sheet]:
    reading = read(version.source, year=version.report.year)
    if is_plan(version.report):
        tasks = table.on_paper(version, on=on)
    else:
        tasks = _sheet(version, _tasks(version, reading)).select(TASK_COLUMNS_FOR_PRINT)
    return [tasks, _sheet(version, finding_table(reading))]


def _tables(version: ReportVersion, sheets: list[Sheet], ending: str, on: date) -> Export:
    content = printed.tables(sheets, ending, invented=version.report.invented, on=on)
    return Export(_name(version, f"任务分解表.{ending}"), printed.MEDIA_TYPES[ending], content)


def as_json(version: ReportVersion, *, on: date) -> Export:
    """The contract that other programs rely on: the reading, the permanent code of each promise, and which text was read by what.

    ``code`` is a promise's code as offices say it; ``null`` for what is no promise. ``clauses`` is what the machine read;
    ``commitments`` is what counts in a plan: as people corrected, completed and, by resolution, changed it.
    """
    report = version.report
    reading = read(version.source, year=report.year)
    entries = to_json(reading)
    clauses = zip(_labels(_promises(version), reading), cast("list[Entry]", entries["clauses"]), strict=True)
    known = {"slug": report.slug, "title": report.title, "sha256": version.source_sha256, "engine_version": engine_identity()}
    coded = [{"code": label, **entry} for label, entry in clauses]
    whole: dict[str, object] = {"origin": report.origin, "report": known, **entries, "title": report.title, "clauses": coded}
    if is_plan(report):
        whole |= {
            "adoption": str(report.adoption) if report.adoption else None,
            "commitments": [_commitment(row) for row in table.rows_of(version)],
        }
    return Export(_name(version, "解读.json"), "application/json", json.dumps(whole, ensure_ascii=False, indent=1).encode())


def _commitment(row: table.Row) -> dict[str, object]:
    """One quantity of a commitment, or a commitment without one, as it counts: each field in the words of the table of tasks."""
    values = values_of(row.commitment)
    said = {name: text(name, value) for (number, name), value in values.items() if number in {WHOLE, row.number} and name != "note"}
    return {"code": row.key, "quote": row.clause.quote, "revision": row.commitment.revision, "confirmed": row.commitment.confirmed, **said}


def _tasks(version: ReportVersion, reading: Reading) -> Table:
    """The table of tasks with permanent codes and suggested owners."""
    promises = _promises(version)
    suggestions = {
        index: _suggestions(Owners.stored(promises[clause.span.start].owners))
        for index, clause in enumerate(reading.clauses())
        if is_promise(clause) and clause.span.start in promises
    }
    is_task = (is_promise(clause) for clause in reading.clauses() for _ in clause.targets or (None,))
    return with_codes(task_table(reading, suggestions), list(compress(_labels(promises, reading), is_task)))


def _promises(version: ReportVersion) -> dict[int, Clause]:
    """The stored promises by the place where they begin."""
    return {clause.start: clause for clause in queries.promises_of(version)}


def _suggestions(owners: Owners | None) -> list[tuple[str, float]]:
    if owners is None:
        return []
    shared = [("多部门按职责分工负责", owners.joint)] if owners.joint else []
    return [(name, chance / 100) for name, chance in (*shared, *owners.leads)]


def with_codes(tasks: Table, codes: list[str | None]) -> Table:
    """The table of tasks with the permanent code of each row in place of its number."""
    place = tasks.header.index(CODE_COLUMN)
    rows = tuple((*row[:place], code or row[place], *row[place + 1 :]) for row, code in zip(tasks.rows, codes, strict=True))
    return tasks._replace(rows=rows)


def _labels(promises: dict[int, Clause], reading: Reading) -> Iterator[str | None]:
    """What to call each entry: one for each target of a clause, and one for a clause without."""
    for clause in reading.clauses():
        stored = promises.get(clause.span.start) if is_promise(clause) else None
        yield from [stored.commitment.label if stored and stored.commitment else None] * max(1, len(clause.targets))


def _sheet(version: ReportVersion, read_table: Table) -> Sheet:
    """A table laid out; what is invented says so in its title and under it, because files travel without the page they came from."""
    title, notes = f"{version.report.title}{read_table.tab}", read_table.notes
    if version.report.invented:
        title, notes = f"（演示）{title}", (*notes, table.INVENTED)
    return lay_out(title, read_table.header, read_table.rows, notes, read_table.tab)


def _name(version: ReportVersion, ending: str) -> str:
    label = "演示_" if version.report.invented else ""
    return f"{label}{version.report.title}_{ending}"


FORMS = {"xlsx": as_workbook, "docx": as_word_file, "pdf": as_pdf, "json": as_json}
