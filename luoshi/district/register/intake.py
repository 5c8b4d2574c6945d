"""A file that came for a register: which column is which field, and each row as values or as what is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luoshi.district.register.cells import Problem, faults, read_row, without_apostrophe
from luoshi.district.register.errors import ImportRefused
from luoshi.district.register.models import RowOutcome
from luoshi.district.register.queries import shown_value
from luoshi.district.register.validity import with_changes
from luoshi.engines.documents.headings import find_heading
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from luoshi.district.register.fields import Kind

_MERGED = Words("这个编号已经并入另一个条目。", "The entry with this number was merged into another one.")
_USE_KEPT = Words("请改用保留条目的编号，或先撤销合并。", "Use the number of the entry that was kept, or undo the merge first.")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file after its heading was understood: the fields by the place of their columns, headings that mean nothing here, the rows."""

    columns: Mapping[int, str]
    left_out: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row of a file: what it says, which entry it is about, what it would do, what is wrong in it, the newest version that was seen."""

    number: int
    identifier: str
    values: Mapping[str, str]
    outcome: RowOutcome
    problems: tuple[Problem, ...] = ()
    seen: int | None = None


def read_file(kind: Kind, content: bytes, name: str) -> ReadFile:
    """Read a file and find out which column is which field, by the words of its heading.

    Raises:
        ImportRefused: it is no table, has no heading, or two columns say the same.
    """
    names = {word: field.code for field in kind.fields for word in (field.column, *field.also)}
    try:
        table = read_long_table(content, name)
        heading = find_heading([cells for _, cells in table.rows], names, kind.identified_by)
    except UnreadableDocument as reason:
        raise ImportRefused.unreadable(reason) from reason
    columns = {place: code for code, place in heading.places.items()}
    return ReadFile(columns, heading.left_out, table.rows[heading.rows :])


@dataclass(frozen=True, slots=True)
class Present:
    """What is registered on a day: values by identifier, ``None`` for what is not there then; which identifiers were merged away; and the
    newest version of each.
    """

    values: Mapping[str, Mapping[str, str] | None]
    merged: frozenset[str]
    seen: Mapping[str, int | None]


def checked(kind: Kind, file: ReadFile, present: Present, *, on: date) -> Iterator[CheckedRow]:
    """Each row of a file compared with what is registered.

    An empty cell says nothing and leaves what is registered as it is; so does a masked value that came back as it was exported.
    """
    seen: dict[str, int] = {}
    for number, cells in file.rows:
        words = {code: cells[column] for column, code in file.columns.items() if column < len(cells) and cells[column]}
        values, problems = read_row(kind, words, on=on)
        identifier = kind.identifier(values)
        if identifier and identifier in seen:
            problems.append(_twice(kind, identifier, seen[identifier]))
        if identifier in present.merged:
            problems.append(Problem(kind.identified_by[0], identifier, _MERGED, _USE_KEPT))
        seen.setdefault(identifier, number)
        before = present.values.get(identifier)
        problems = [problem for problem in problems if not _is_mask_of_present(kind, problem, before)]
        wanted = with_changes(before or {}, values)
        named = {problem.field for problem in problems}
        problems += [fault for fault in faults(kind, wanted) if fault.field not in named]
        yield CheckedRow(number, identifier, values, _outcome(problems, before, wanted), tuple(problems), present.seen.get(identifier))


def _is_mask_of_present(kind: Kind, problem: Problem, before: Mapping[str, str] | None) -> bool:
    """Whether it is only that a personal value came back masked, and nobody wanted to change it."""
    field = kind.by_code[problem.field]
    present = (before or {}).get(field.code, "")
    return bool(field.personal and present) and without_apostrophe(problem.value) == shown_value(field, present)


def _outcome(problems: Sequence[Problem], before: Mapping[str, str] | None, wanted: Mapping[str, str]) -> RowOutcome:
    if problems:
        return RowOutcome.WRONG
    if before is None:
        return RowOutcome.NEW
    return RowOutcome.SAME if wanted == before else RowOutcome.CHANGED


def _twice(kind: Kind, identifier: str, row: int) -> Problem:
    return Problem(
        kind.identified_by[0],
        identifier,
        Words(f"与第 {row} 行是同一个编号。", f"It has the same number as row {row}."),
        Words("请只保留一行。", "Keep one of the rows."),
    )
