"""A proposal's changes written into the files of a pack, as little of them as possible: comments and everything else stay. Pure.

The new value counts in the district from the first day on and ends when the one that counted does. That one ends on the day before if it
was the district's own; a nation's or a province's value stays as it is, and is not asked any more. The document is entered as unverified:
nobody has seen it yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import yaml

from luoshi.district.simulations.changes import Change, ChangeKind
from luoshi.district.simulations.errors import NoLongerThere, NoValueToReplace
from luoshi.engines.decisions import Cell, Model, NothingToChange, write_model
from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.what_if import with_other_cells

if TYPE_CHECKING:
    from luoshi.engines.decisions import Compiled, DecisionPackage

PARAMETERS: Final = "parameters.yaml"
DOCUMENTS: Final = "documents.yaml"
_ENDLESS: Final = 1_000_000
_LIST_SIGN: Final = re.compile(r"[、,，;；\n]")


@dataclass(frozen=True, slots=True)
class Expected:
    """The document by which the changes shall count, from when, and in which jurisdictions values are looked for, the nearest first."""

    document: str
    issuer: str
    valid_from: date
    jurisdictions: Sequence[str]
    note: str


def drafted(files: Mapping[str, str], models: Mapping[str, Model], changes: Sequence[Change], expected: Expected) -> dict[str, str]:
    """The files of a pack with the changes; ``models`` are those of its files.

    Raises:
        NoLongerThere: a parameter or cell is not there any more.
        NoValueToReplace: a parameter has no value on the first day.
    """
    found = dict(files)
    values = [each for each in changes if each.kind is ChangeKind.PARAMETER]
    if values:
        found[DOCUMENTS] = _with_document(files.get(DOCUMENTS, ""), expected)
    for each in values:
        found[PARAMETERS] = with_value(found.get(PARAMETERS, ""), each, expected)
    cells = {place: each.new for each in changes if (place := Cell.parse(each.name)) and each.kind is ChangeKind.CELL}
    if cells:
        try:
            changed = with_other_cells(models.values(), cells)
        except NothingToChange as gone:
            raise NoLongerThere(str(gone.wanted)) from gone
        found |= {file: write_model(new).decode() for (file, old), new in zip(models.items(), changed, strict=True) if new is not old}
    return found


def touched(package: DecisionPackage, changes: Sequence[Change]) -> set[str]:
    """The files of the models that changes touch: in which a changed table stands, or that ask for a changed parameter."""
    parameters = {each.name for each in changes if each.kind is ChangeKind.PARAMETER}
    tables = {place.table for each in changes if each.kind is ChangeKind.CELL and (place := Cell.parse(each.name))}

    def is_touched(compiled: Compiled) -> bool:
        asked = {each.unit.element.name for each in package.filled_in(compiled)}
        return bool(asked & parameters or tables.intersection(each.name for each in compiled.model.decisions))

    return {each.model.place.file for each in package.models if is_touched(each)}


def with_value(text: str, change: Change, expected: Expected) -> str:
    """The text of ``parameters.yaml`` in which another value counts from the first day on.

    Raises:
        NoLongerThere: there is no such parameter.
        NoValueToReplace: it has no value on that day.
    """
    values = _parameter(text, change.name)["values"]
    item = _counting(values, change.name, expected)
    old, own = _members(item), expected.jurisdictions[0]
    written = _written(_new(change, old, expected))
    is_own = _jurisdiction(old) == own
    if is_own and old["from"].value == expected.valid_from.isoformat():
        return text[: item.start_mark.index] + written + text[_end(item) :]
    end = _end(item) if _is_flow(values) else _line_end(text, _end(item))
    before = ", " if _is_flow(values) else "\n" + " " * (item.start_mark.column - 2) + "- "
    made = text[:end] + before + written + text[end:]
    return _ended(made, old, expected.valid_from - timedelta(days=1)) if is_own else made


def _new(change: Change, old: Mapping[str, yaml.Node], expected: Expected) -> dict[str, Any]:
    last = {"to": old["to"].value} if "to" in old and old["to"].value else {}
    return {
        "value": _as_yaml(change.new, old["value"]),
        "from": expected.valid_from.isoformat(),
        **last,
        "document": expected.document,
        "jurisdiction": expected.jurisdictions[0],
        "status": "unverified",
        "note": expected.note,
    }


def _written(entry: Mapping[str, Any]) -> str:
    return yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=_ENDLESS).strip()


def _parameter(text: str, name: str) -> dict[str, yaml.Node]:
    root = yaml.compose(text, yaml.SafeLoader)
    for each in root.value if isinstance(root, yaml.SequenceNode) else ():
        members = _members(each)
        if members["name"].value == name:
            return members
    raise NoLongerThere(name)


def _members(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: value for key, value in node.value}


def _counting(values: yaml.Node, name: str, expected: Expected) -> yaml.Node:
    """The entry that counts on the first day, in the nearest jurisdiction that has one."""
    day = expected.valid_from.isoformat()
    for jurisdiction in expected.jurisdictions:
        for item in values.value:
            old = _members(item)
            last = old["to"].value if "to" in old else ""
            if _jurisdiction(old) == jurisdiction and old["from"].value <= day and (not last or day <= last):
                found: yaml.Node = item
                return found
    raise NoValueToReplace(name, expected.valid_from)


def _jurisdiction(members: Mapping[str, yaml.Node]) -> str:
    return str(members["jurisdiction"].value) if "jurisdiction" in members else NATIONWIDE


def _ended(text: str, old: Mapping[str, yaml.Node], last: date) -> str:
    """The text in which the old value ends; what was inserted stands behind it, so that its own places still hold."""
    if "to" in old:
        node = old["to"]
        blank = "" if node.value else " "
        return text[: node.start_mark.index] + blank + last.isoformat() + text[node.end_mark.index :]
    begins = old["from"]
    line_start = text.rfind("\n", 0, begins.start_mark.index) + 1
    is_flow = "{" in text[line_start : begins.start_mark.index]
    key_column = text.find("from", line_start) - line_start
    between = ", " if is_flow else "\n" + " " * key_column
    return f"{text[: begins.end_mark.index]}{between}to: {last.isoformat()}{text[begins.end_mark.index :]}"


def _end(node: yaml.Node) -> int:
    """Where the last thing of a node is written; what a block ends with is blanks and comments of what follows."""
    while not isinstance(node, yaml.ScalarNode) and not _is_flow(node):
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    found: int = node.end_mark.index
    return found


def _line_end(text: str, position: int) -> int:
    """Behind the comment that may stand on the line."""
    found = text.find("\n", position)
    return found if found >= 0 else len(text)


def _is_flow(node: yaml.Node) -> bool:
    return bool(getattr(node, "flow_style", False))


def _as_yaml(words: str, old: yaml.Node) -> str | list[str]:
    return [each.strip() for each in _LIST_SIGN.split(words) if each.strip()] if isinstance(old, yaml.SequenceNode) else words


def _with_document(text: str, expected: Expected) -> str:
    """``documents.yaml`` with the expected document at its end, unless it is known."""
    root = yaml.compose(text, yaml.SafeLoader) if text.strip() else None
    if root is not None and any(_members(each)["key"].value == expected.document for each in root.value):
        return text
    entry = {
        "key": expected.document,
        "title": expected.document,
        "issuer": expected.issuer,
        "issued_on": "",
        "valid_from": expected.valid_from.isoformat(),
        "valid_to": "",
        "jurisdiction": expected.jurisdictions[0],
        "status": "unverified",
        "note": expected.note,
    }
    written = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=_ENDLESS)
    return f"{text.rstrip()}\n\n{written}" if text.strip() else written
