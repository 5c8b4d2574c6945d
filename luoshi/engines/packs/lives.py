"""``lives/<date>/<name>.yaml``: how cases of the pack's case type go on, step by step, and what must come of each step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

from luoshi.engines.casework import Standing
from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.packs.dated import dated_files, day_of
from luoshi.engines.packs.fields import Entry, entry, mappings, texts
from luoshi.engines.packs.files import Tree, line_of, tree_of, without
from luoshi.engines.packs.model import POWERS, Life, LifePerson, LifeStep
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FOLDER: Final = "lives"
STEP: Final = Words("步", "step")
PERSON: Final = Words("人员", "person")

_FIELDS: Final = ("name", "source", "jurisdictions", "people", "steps")
_STEP_FIELDS: Final = ("at", "by", "do", "say", "refused", "status", "unit", "holder", "due", "clocks", "late")
_STEP_TREES: Final = ("say", "refused", "due", "clocks", "late")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")


def read_lives(folder: Path) -> tuple[Life, ...]:
    """Read all lives of a pack, by day and name.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return tuple(_life(file, file.relative_to(folder).as_posix()) for file in dated_files(folder, FOLDER))


def _life(file: Path, name: str) -> Life:
    tree = tree_of(file, name)
    each = entry(name, WHOLE_FILE, without(tree, "jurisdictions", "people", "steps"), _FIELDS)
    people = _people(each, tree.get("people", ""))
    steps = tuple(_step(name, place, values, people) for _, place, values in mappings(name, STEP, tree.get("steps", "")))
    on = day_of(file, name)
    if not steps or steps[0].at.date() != on:
        remedy = Words(f"第一步应在 {on}，即文件夹的日期。", f"The first step is on {on}, the day of the folder.")
        raise each.problem("steps", remedy)
    jurisdictions = tuple(map(str, texts(each, "jurisdictions", tree.get("jurisdictions", "")))) or (NATIONWIDE,)
    return Life(name, on, each.text("name"), each.text("source"), jurisdictions, steps)


def _people(each: Entry, tree: Tree) -> dict[str, LifePerson]:
    people: dict[str, LifePerson] = {}
    for name, values in _group(each, "people", tree).items():
        place = Words(f"人员 {name}", f"person {name}")
        if not isinstance(values, dict):
            remedy = Words(
                "请写成 {unit: 单位, powers: [权限]}，或 {of: applicant}、{of: system}。",
                "Write it as {unit: …, powers: […]}, or {of: applicant}, {of: system}.",
            )
            raise PackProblem(each.file, place, "people", str(values), remedy, line=line_of(values))
        if "of" in values:
            people[str(name)] = LifePerson(str(name), of=_outsider(each.file, place, values))
            continue
        one = entry(each.file, place, without(values, "powers"), ("unit", "powers"))
        powers = frozenset(map(str, texts(one, "powers", values.get("powers", ""))))
        if not powers <= set(POWERS):
            remedy = Words(f"应取自：{'、'.join(POWERS)}。", f"Write some of: {', '.join(POWERS)}.")
            raise PackProblem(each.file, place, "powers", "、".join(sorted(powers)), remedy, line=one.line)
        people[str(name)] = LifePerson(str(name), one.text("unit"), powers)
    return people


def _outsider(file: str, place: Words, values: dict[str, Tree]) -> Standing:
    outside = [standing.value for standing in Standing if standing.is_outside]
    return Standing(entry(file, place, values, ("of",)).word("of", outside))


def _step(file: str, place: Words, values: dict[str, Tree], people: Mapping[str, LifePerson]) -> LifeStep:
    each = entry(file, place, without(values, *_STEP_TREES), _STEP_FIELDS)
    refused = tuple(map(str, texts(each, "refused", values.get("refused", ""))))
    by = people[each.known("by", PERSON, people, "people")] if each.maybe("by") else None
    if bool(each.maybe("do")) != (by is not None) or (refused and by is None):
        remedy = Words("by 和 do 要一起写；只看不做的一步都不写。", "by and do belong together; a step that only looks has neither.")
        raise each.problem("do", remedy)
    return LifeStep(
        at=_moment(each),
        by=by,
        do=each.maybe("do"),
        say=_said(each, values.get("say", "")),
        refused=refused,
        status=each.maybe("status"),
        unit=each.values.get("unit"),
        holder=each.values.get("holder"),
        due=_days(each, values.get("due", "")),
        clocks={str(code): str(state) for code, state in _group(each, "clocks", values.get("clocks", "")).items()},
        late=tuple(map(str, texts(each, "late", values["late"]))) if "late" in values else None,
        line=each.line,
    )


def _moment(each: Entry) -> datetime:
    """On the clock of the office."""
    written = each.text("at")
    try:
        if _MOMENT.fullmatch(written):
            return datetime.fromisoformat(written)
    except ValueError:
        pass  # 25:61 has the shape of a time and is none
    raise each.problem(
        "at", Words("请写成“年-月-日 时:分”，例如 2023-03-06 09:00。", "Write year-month-day hour:minute, such as 2023-03-06 09:00.")
    )


def _group(each: Entry, field: str, tree: Tree) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    if tree == "":
        return {}
    remedy = Words("请写成“名称: 值”。", "Write “name: value”.")
    raise PackProblem(each.file, each.place, field, str(tree), remedy, line=line_of(tree))


def _said(each: Entry, tree: Tree) -> Mapping[str, str | list[str]]:
    """What is written into the fields, as a form would send it."""
    return {
        str(code): str(value) if isinstance(value, str) else list(texts(each, "say", value))
        for code, value in _group(each, "say", tree).items()
    }


def _days(each: Entry, tree: Tree) -> dict[str, date]:
    days = entry(each.file, each.place, _group(each, "due", tree), list(_group(each, "due", tree)))
    return {code: days.day(code) for code in days.values}
