"""``department_tables.yaml``: what a district's departments know of everybody, as tables that they bring for a year or a month.

A demonstration may bring files of its own: ``department_tables/<file>.csv``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, tree_of, without
from luoshi.engines.packs.model_of_department_tables import BroughtFile, ColumnEntry, DepartmentTableEntry
from luoshi.engines.packs.offices import UNIT, Offices
from luoshi.engines.packs.problems import WHOLE_FILE
from luoshi.words import Words

FILE: Final = "department_tables.yaml"
TABLE: Final = Words("部门数据", "department's table")
COLUMN: Final = Words("栏目", "column")
BROUGHT: Final = Words("文件", "file")
COLUMN_TYPES: Final = ("number", "text", "day", "yes_no")
ABOUT: Final = ("enterprises", "persons")

_FIELDS: Final = ("name", "name_en", "register", "unit")
_COLUMN_FIELDS: Final = ("name", "name_en", "type", "unit", "digits", "least", "most", "required")
_FILE_FIELDS: Final = ("file", "period", "source", "document")


def read_department_tables(folder: Path, offices: Offices) -> tuple[DepartmentTableEntry, ...]:
    """Read ``department_tables.yaml`` of a district; without the file departments bring nothing.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    if not (folder / FILE).exists():
        return ()
    units = [each.code for each in offices.units]
    tree = tree_of(folder / FILE, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, ("tables",))
    pairs = [_table(folder, place, values, units) for _, place, values in mappings(FILE, TABLE, tree.get("tables", ""))]
    refuse_twice(((each, table.name) for each, table in pairs), "name")
    return tuple(table for _, table in pairs)


def _table(folder: Path, place: Words, values: dict[str, Tree], units: Collection[str]) -> tuple[Entry, DepartmentTableEntry]:
    each = entry(FILE, place, without(values, "columns", "files"), _FIELDS)
    columns = [_column(where, said) for _, where, said in mappings(FILE, COLUMN, values.get("columns", ""))]
    refuse_twice(((one, column.name) for one, column in columns), "name")
    if not columns:
        raise each.problem("columns", Words("请至少写一栏。", "Write at least one column."))
    made = DepartmentTableEntry(
        each.text("name"),
        each.text("name_en"),
        each.word("register", ABOUT),
        each.known("unit", UNIT, units),
        tuple(column for _, column in columns),
        tuple(_files(folder, values.get("files", ""))),
    )
    return each, made


def _column(place: Words, values: dict[str, Tree]) -> tuple[Entry, ColumnEntry]:
    each = entry(FILE, place, without(values, "choices"), _COLUMN_FIELDS)
    made = ColumnEntry(
        each.text("name"),
        each.text("name_en"),
        each.word("type", COLUMN_TYPES),
        each.maybe("unit"),
        each.count("digits", 0, 6) if each.maybe("digits") else 0,
        each.maybe_amount("least"),
        each.maybe_amount("most"),
        tuple(str(one) for one in texts(each, "choices", values.get("choices", ""))),
        each.yes("required"),
    )
    return each, made


def _files(folder: Path, tree: Tree) -> Iterator[BroughtFile]:
    for _, place, values in mappings(FILE, BROUGHT, tree):
        each = entry(FILE, place, values, _FILE_FIELDS)
        path = folder / each.text("file")
        if not (path.is_file() and path.resolve().is_relative_to(folder.resolve())):
            raise each.problem("file", Words("本包中没有这个文件。", "The pack holds no such file."))
        yield BroughtFile(path, each.text("period"), each.text("source"), each.maybe("document"))
