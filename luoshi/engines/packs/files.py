"""The bytes of a pack's files as text, trees and rows. Nothing is guessed: every YAML value stays the text that was written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import takewhile
from pathlib import Path
from typing import Final, TypeAlias

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
        return _built(yaml.parse(text, Loader=_LOADER))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise _not_yaml(name, error) from error


# --- YAML without surprises: no date, number or ``no`` is guessed, no alias multiplies the file, and no key is said twice.
# A safe loader would keep the last of two equal keys silently and turn 2023-02-30 into an error without a place.

_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml, where PyYAML was built with it: thirty times as fast."""

_TOO_DEEP: Final = "exceeded maximum nesting depth"
"""As libyaml says it, at a thousand."""
_DEPTH_MAX: Final = 100


def _built(events: Iterator[yaml.Event]) -> Tree:
    """The one tree that a file tells of, an empty text where it tells of none."""
    trees: list[Tree] = []
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            if trees:
                raise _refused("a second document", event)
            trees.append(_tree(event, events, 1))
    return trees[0] if trees else ""


def _tree(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Tree:
    """What begins with an event; ``events`` tell the rest of it."""
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.AliasEvent):
        raise _refused("an alias (*) is not read here: write the entry out", event)
    if depth > _DEPTH_MAX:
        raise _refused(_TOO_DEEP, event)
    parts = takewhile(lambda each: not isinstance(each, yaml.CollectionEndEvent), events)
    if isinstance(event, yaml.SequenceStartEvent):
        return [_tree(each, events, depth + 1) for each in parts]
    return _group(event, ((key, _tree(next(events), events, depth + 1)) for key in parts))


def _group(start: yaml.Event, pairs: Iterator[tuple[yaml.Event, Tree]]) -> Group:
    group = Group()
    group.line = _line_of(start)
    for key, value in pairs:
        if not isinstance(key, yaml.ScalarEvent) or key.value in group:
            raise _refused(f"this key is written twice or is no word: {getattr(key, 'value', '')!r}", key)
        group[_scalar(key)] = value
    return group


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    if _HALF.search(event.value):
        raise _refused(f"half of a Unicode character: {event.value!a}", event)
    return Scalar(event.value, _line_of(event), is_quoted=bool(event.style))


def _line_of(event: yaml.Event) -> int:
    assert event.start_mark is not None, "what was read from a text has a place in it"
    return event.start_mark.line + 1


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]  # libyaml has marks of its own


def _not_yaml(name: str, error: yaml.YAMLError | UnicodeEncodeError) -> PackProblem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    found = str(getattr(error, "problem", None) or error)
    if found == _TOO_DEEP:
        remedy = Words("层次过深；请按示范包的写法分层。", "It is nested too deeply: follow the layout of the demonstration pack.")
        return PackProblem(name, WHOLE_FILE, "", "[[[…", remedy)
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
