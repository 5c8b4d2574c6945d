"""A file of a department: which column is which, and each row as values or as what is wrong in it. Pure."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from luoshi.district.population.declared import UnreadCell
from luoshi.district.population.errors import TableRefused
from luoshi.engines.documents.headings import find_heading
from luoshi.engines.documents.long_table import read_long_table
from luoshi.engines.documents.refusals import UnreadableDocument
from luoshi.engines.identifiers import RefusedIdentifier, read_citizen_id, read_entity_code
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from luoshi.district.population.declared import Column

KEYS: Final = {"enterprises": "统一社会信用代码", "persons": "公民身份号码"}
"""The column that says about whom a row is, by register."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, by the row's number in the file and the column's name, and what to write there."""

    row: int
    column: str
    value: str
    what: Words
    remedy: Words

    def json(self) -> list[object]:
        """As it is stored."""
        pair = (self.what, self.remedy)
        return [self.row, self.column, self.value, *([each.chinese, each.english] for each in pair)]


@dataclass(frozen=True, slots=True)
class Read:
    """A file after it was read: the rows that can be taken, each with its identifier first, and their numbers; the faults of the others;
    how many there are of both."""

    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]
    total: int


def read_table(content: bytes, file_name: str, register: str, columns: Sequence[Column], *, on: date) -> Read:
    """Read a file by the columns that are declared.

    Raises:
        TableRefused: it is no table, or its heading does not name the columns.
    """
    names = [KEYS[register], *(each.name for each in columns)]
    try:
        table = read_long_table(content, file_name)
        heading = find_heading([cells for _, cells in table.rows], {each: each for each in names}, names)
    except UnreadableDocument as reason:
        raise TableRefused.unreadable(reason) from reason
    rows, faults, reader = dict[int, tuple[str, ...]](), list[Fault](), _Reader(register, columns, on, {})
    for number, cells in table.rows[heading.rows :]:
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in heading.places.items()}
        found = list(reader.read(number, said))
        wrong = [each for each in found if isinstance(each, Fault)]
        faults += wrong
        if not wrong:
            rows[number] = tuple(each for each in found if isinstance(each, str))
    return Read(tuple(rows.values()), tuple(rows), tuple(faults), len(table.rows) - heading.rows)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads row by row; ``seen`` says in which row an identifier came first."""

    register: str
    columns: Sequence[Column]
    on: date
    seen: dict[str, int]

    def read(self, number: int, said: Mapping[str, str]) -> Iterator[Fault | str]:
        """The values of a row, and what is wrong in it."""
        yield self._identifier(number, said[KEYS[self.register]])
        for column in self.columns:
            try:
                yield column.read(said[column.name])
            except UnreadCell as problem:
                yield Fault(number, column.name, said[column.name], problem.what, problem.remedy)

    def _identifier(self, number: int, words: str) -> Fault | str:
        key = KEYS[self.register]
        try:
            identifier = _IDENTIFIERS[self.register](words, self.on)
        except RefusedIdentifier as refusal:
            what, remedy = refusal.what, refusal.remedy
            return Fault(number, key, words, Words(what.chinese, what.english), Words(remedy.chinese, remedy.english))
        first = self.seen.setdefault(identifier, number)
        return identifier if first == number else _twice(number, key, words, first)


def _twice(number: int, column: str, value: str, first: int) -> Fault:
    what = Words(f"与第 {first} 行是同一个编号。", f"It has the same number as row {first}.")
    return Fault(number, column, value, what, Words("请只保留一行。", "Keep one of the rows."))


_IDENTIFIERS: Final[Mapping[str, Callable[[str, date], str]]] = {
    "enterprises": lambda words, _on: read_entity_code(words).code,
    "persons": lambda words, on: read_citizen_id(words, on=on).code,
}


def write_rows(rows: Sequence[tuple[str, ...]], path: Path) -> None:
    """Lay rows down for the engine that makes Parquet of them; what is not said is empty."""
    with path.open("x", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
