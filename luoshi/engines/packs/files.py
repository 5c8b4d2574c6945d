"""The bytes of a pack's files as text, trees and rows. Nothing is guessed: every YAML value stays the text that was written."""

from __future__ import annotations

import csv
import re
from collections.abc import Hashable
from io import StringIO
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

BYTES_MAX = 2 * 1024 * 1024
"""A plan of a thousand rows has half a megabyte."""

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
"""What a YAML file holds when no value is interpreted; its texts are :class:`Scalar`, its mappings :class:`Group`."""


class Scalar(str):
    """A text as written, with its line, and whether quotation marks stood around it: then ``"12"`` is no number."""

    line: int
    is_quoted: bool

    def __new__(cls, text: str, line: int, *, is_quoted: bool) -> Scalar:
        """The text with its place."""
        made = super().__new__(cls, text)
        made.line, made.is_quoted = line, is_quoted
        return made


class Group(dict[str, "Tree"]):
    """A mapping with the line of its first key."""

    line = 0


def line_of(tree: Tree) -> int:
    """The line in which a value stands, 0 where it was not read from a file."""
    if isinstance(tree, list):
        return line_of(tree[0]) if tree else 0
    return tree.line if isinstance(tree, Scalar | Group) else 0


_HALF: Final = re.compile("[\ud800-\udfff]")
"""Which escapes in quotation marks can make, and nobody can print."""


def without(group: dict[str, Tree], *keys: str) -> Group:
    """A mapping without some of its keys: the rest, in the same line."""
    rest = Group({key: value for key, value in group.items() if key not in keys})
    rest.line = line_of(group)
    return rest


class _Loader(yaml.BaseLoader):
    """YAML without surprises: no date, number or ``no`` is guessed, no alias multiplies the file, and no key is said twice.

    The safe loader would keep the last of two equal keys silently and turn 2023-02-30 into an error without a place.
    """

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call] # the stubs leave it without types
            raise yaml.constructor.ConstructorError(None, None, "an alias (*) is not read here: write the entry out", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's own
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"this key is written twice or is no word: {key.value!r}", key.start_mark
                )
            seen.add(key.value)
        group: Any = Group(super().construct_mapping(node, deep=deep))  # type: ignore[arg-type] # its keys were just found to be words
        group.line = node.start_mark.line + 1
        return group  # type: ignore[no-any-return] # PyYAML knows no narrower kind of key

    def construct_scalar(self, node: yaml.ScalarNode) -> Scalar:
        if _HALF.search(node.value):
            raise yaml.constructor.ConstructorError(None, None, f"half of a character: {node.value!a}", node.start_mark)
        return Scalar(node.value, node.start_mark.line + 1, is_quoted=node.style is not None)


def text_of(file: Path, name: str) -> str:
    """The text of a UTF-8 file, with or without the mark that Excel writes in front."""
    if (size := file.stat().st_size) > BYTES_MAX:
        remedy = Words(
            "文件过大，上限为 2 MB；请只保留本包的数据。", "The file is too large, the limit is 2 MB: keep only the data of this pack."
        )
        raise PackProblem(name, WHOLE_FILE, "", f"{size / 1048576:.1f} MB", remedy)
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        remedy = Words(
            "文件不是 UTF-8 编码；请另存为“CSV UTF-8（逗号分隔）”或 UTF-8 文本。",
            "The file is not UTF-8: save it as “CSV UTF-8 (comma delimited)” or as UTF-8 text.",
        )
        raise PackProblem(name, WHOLE_FILE, "", f"byte {error.start}: {error.object[error.start : error.end]!r}", remedy) from error


def tree_of(file: Path, name: str) -> dict[str, Tree]:
    """The mapping that a YAML file holds; an empty file is an empty mapping."""
    return tree_in(text_of(file, name), name)


def tree_in(text: str, name: str) -> dict[str, Tree]:
    """The mapping that a text of YAML says; ``name`` is what the file is called in messages."""
    tree = _any_tree_in(text, name)
    if tree == "":
        return {}
    if not isinstance(tree, dict):
        remedy = Words("请写成“键: 值”的形式。", "Write it as “key: value”.")
        raise PackProblem(name, WHOLE_FILE, "", str(tree), remedy)
    return tree


def any_tree_of(file: Path, name: str) -> Tree:
    """Whatever a YAML file holds; an empty file is an empty text."""
    return _any_tree_in(text_of(file, name), name)


def _any_tree_in(text: str, name: str) -> Tree:
    try:
        tree = _Loader(text).get_single_data()
    except yaml.YAMLError as error:
        raise _not_yaml(name, error) from error
    except RecursionError as error:
        remedy = Words("层次过深；请按示范包的写法分层。", "It is nested too deeply: follow the layout of the demonstration pack.")
        raise PackProblem(name, WHOLE_FILE, "", "[[[…", remedy) from error
    return "" if tree is None else tree


def _not_yaml(name: str, error: yaml.YAMLError) -> PackProblem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    found = str(getattr(error, "problem", None) or error)
    remedy = Words(
        "这一行不符合 YAML 写法；请检查缩进、冒号后的空格、引号，键不重复，不用别名（*）。",
        "This line is no YAML that is read here: check indentation, the blank after a colon and quotes; no key twice, no alias (*).",
    )
    return PackProblem(name, Words(f"第{line}行", f"line {line}"), "", found, remedy)


def rows_of(file: Path, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file that hold anything, with their numbers as a spreadsheet shows them; cells without surrounding blanks."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(StringIO(text_of(file, name), newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                rows.append((number, stripped))
    except csv.Error as error:
        remedy = Words("这一行不符合 CSV 写法；请检查引号是否成对。", "This line is no CSV: check that its quotation marks are closed.")
        place = Words(f"文本第{reader.line_num}行", f"text line {reader.line_num}")
        raise PackProblem(name, place, "", str(error), remedy) from error
    return rows
