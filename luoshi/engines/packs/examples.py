"""``examples/<date>/<name>.yaml``: questions with the answers they must have, by the law of a day."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.findings import FindingKind
from luoshi.engines.decisions.parameters import NO_VALUE_IN_FORCE
from luoshi.engines.feel.findings import FindingKind as FeelFindingKind
from luoshi.engines.packs.dated import dated_files, day_of
from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, texts
from luoshi.engines.packs.files import Tree, line_of, tree_of, without
from luoshi.engines.packs.model import Case, Example
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.engines.packs.values import json_of
from luoshi.words import Words

FOLDER: Final = "examples"
CASE: Final = Words("例", "case")
_KINDS: Final = (each.value for each in (*FindingKind, *FeelFindingKind) if each is not FindingKind.EXPRESSION)
FINDINGS: Final = tuple(dict.fromkeys((*_KINDS, NO_VALUE_IN_FORCE)))
"""The closed list of kinds of finding: those of models, those of FEEL, and that there is no answer for want of a parameter's value."""

_FIELDS = ("decision", "jurisdictions", "source", "cases")
_CASE_FIELDS = ("name", "inputs", "expected", "findings", "source")


def read_examples(folder: Path) -> tuple[Example, ...]:
    """Read all examples of a pack, by day and name."""
    return tuple(_example(file, file.relative_to(folder).as_posix()) for file in dated_files(folder, FOLDER))


def _example(file: Path, name: str) -> Example:
    tree = tree_of(file, name)
    each = entry(name, WHOLE_FILE, without(tree, "jurisdictions", "cases"), _FIELDS)
    source = each.text("source")
    cases = [_case(name, place, values, source) for _, place, values in mappings(name, CASE, tree.get("cases", ""))]
    if not cases:
        raise each.problem("cases", Words("没有例；请至少写一个。", "It has no case: write one."))
    refuse_twice(((one, case.name) for one, case in cases), "name")
    jurisdictions = tuple(texts(each, "jurisdictions", tree.get("jurisdictions", ""))) or (NATIONWIDE,)
    return Example(name, day_of(file, name), each.text("decision"), jurisdictions, source, tuple(case for _, case in cases))


def _case(name: str, place: Words, values: dict[str, Tree], source: str) -> tuple[Entry, Case]:
    each = entry(name, place, without(values, "inputs", "expected", "findings"), _CASE_FIELDS)
    inputs = values.get("inputs", "")
    if not isinstance(inputs, dict) and inputs != "":
        remedy = Words("请写成“输入名: 值”。", "Write “name of the input: value”.")
        raise PackProblem(name, place, "inputs", str(inputs), remedy, line=line_of(inputs))
    if "expected" not in values:
        raise each.problem("expected", Words("此项必填；结论为空的写 null。", "This is required: write null for an empty answer."))
    findings = tuple(texts(each, "findings", values.get("findings", "")))
    for kind in findings:
        if kind not in FINDINGS:
            remedy = Words(f"应为以下之一：{'、'.join(FINDINGS)}。", f"Write some of: {', '.join(FINDINGS)}.")
            raise PackProblem(name, place, "findings", kind, remedy, line=line_of(kind))
    given = json_of(inputs) or {}
    return each, Case(each.text("name"), given, json_of(values["expected"]), findings, each.maybe("source") or source, each.line)
