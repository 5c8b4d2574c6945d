"""GLOSSARY.md is the bridge between the words of officials and the names in the code: each name that it gives exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
HEADER = ["中文", "identifier", "meaning", "source"]


class Row(NamedTuple):
    """One line of the table; ``number`` is its line in the file."""

    number: int
    cells: list[str]


def rows(text: str) -> list[Row]:
    """All lines of all tables but their rulers and headers."""
    tables = [
        Row(number, [cell.strip() for cell in line.strip("| ").split("|")])
        for number, line in enumerate(text.splitlines(), 1)
        if line.startswith("|")
    ]
    return [row for row in tables if row.cells != HEADER and not set("".join(row.cells)) <= set(":-")]


def identifiers(row: Row) -> list[str]:
    """The names of a row: those in backticks in its second column."""
    return re.findall(r"`([^`]+)`", row.cells[1])


def names(tree: ast.AST, owner: str = "") -> Iterator[str]:
    """Every name that a module defines; those of a class also as ``Class.name``."""
    for node in ast.iter_child_nodes(tree):
        inner = owner
        for name in _defined_by(node):
            yield name
            if owner:
                yield f"{owner}.{name}"
        if isinstance(node, ast.ClassDef):
            inner = node.name
        elif isinstance(node, ast.FunctionDef):
            inner = ""
        yield from names(node, inner)


def _defined_by(node: ast.AST) -> list[str]:
    match node:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return [node.name]
        case ast.arg():
            return [node.arg]
        case ast.Name(ctx=ast.Store()):
            return [node.id]
    return []


@pytest.fixture(scope="module")
def known() -> set[str]:
    """All names of the package, with those of its folders and modules."""
    found: set[str] = set()
    for file in (CHECKOUT / "luoshi").rglob("*.py"):
        found.update(file.relative_to(CHECKOUT).with_suffix("").parts)
        found.update(names(ast.parse(file.read_text())))
    return found


def test_every_row_has_four_columns_and_an_identifier() -> None:
    table = rows((CHECKOUT / "GLOSSARY.md").read_text())
    assert table
    assert [row for row in table if len(row.cells) != len(HEADER) or not all(row.cells) or not identifiers(row)] == []


def test_every_identifier_exists_in_the_code(known: set[str]) -> None:
    table = rows((CHECKOUT / "GLOSSARY.md").read_text())
    unknown = [f"GLOSSARY.md:{row.number}: {row.cells[0]} → {name}" for row in table for name in identifiers(row) if name not in known]
    assert unknown == [], "renamed or removed in the code: write the new name, or take the row out"


def test_no_term_and_no_identifier_is_explained_twice() -> None:
    table = rows((CHECKOUT / "GLOSSARY.md").read_text())
    for said in ([row.cells[0] for row in table], [name for row in table for name in identifiers(row)]):
        assert sorted({word for word in said if said.count(word) > 1}) == []


def test_a_made_up_identifier_is_noticed(known: set[str]) -> None:
    (row,) = rows("| 中文 | identifier | meaning | source |\n|---|:--|---|---|\n| 承诺 | `Kind.PROMISED_LAND` | x | y |")
    assert [name for name in identifiers(row) if name not in known] == ["Kind.PROMISED_LAND"]
    assert "Kind.COMMITMENT" in known
    assert "ensure_running" in known
