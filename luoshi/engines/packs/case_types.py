"""``case.yaml``: a case type with its statuses, transitions and clocks, in one file, so that a case can keep the text it began under."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from luoshi.engines.casework.case_types import (
    Actor,
    Assignment,
    CaseClock,
    CaseType,
    Choice,
    ClockEffect,
    Field,
    FieldType,
    Guard,
    Notice,
    Standing,
    Status,
    StatusKind,
    Transition,
)
from luoshi.engines.casework.clock_rules import EventKind, Limit, Unit
from luoshi.engines.decisions.citations import NATIONWIDE
from luoshi.engines.decisions.parameters import InForce, Parameter, covered_days, in_force
from luoshi.engines.packs.fields import NOTHING, Entry, by_code, entry, mappings, refuse_unknown_keys, texts
from luoshi.engines.packs.files import Tree, line_of, text_of, tree_in, without
from luoshi.engines.packs.model import POWERS
from luoshi.engines.packs.problems import WHOLE_FILE, PackProblem
from luoshi.words import Words

FILE: Final = "case.yaml"

_TOP: Final = (
    "code", "name", "name_en", "summary", "summary_en", "subjects", "actors", "statuses", "fields", "clocks", "opening", "transitions",
)  # fmt: skip
_CLOCK_LISTS: Final = ("limits", "soon", "late")
_CLOCK_FIELDS: Final = (
    "code", "name", "name_en", "limit", "by", "promised", "extension", "extensions_max", "warn_before", "window", *_CLOCK_LISTS,
)  # fmt: skip
_TRANSITION_LISTS: Final = ("from", "requires", "asks", "guards", "clocks", "not_by", "tells")
_TRANSITION_FIELDS: Final = (
    "code", "name", "name_en", "to", "actor", "assignment", "event", "reopens", "extend_by", *_TRANSITION_LISTS,
)  # fmt: skip

ACTOR = Words("角色", "actor")
STATUS = Words("环节", "status")
FIELD = Words("字段", "field")
CHOICE = Words("选项", "choice")
CLOCK = Words("时限", "clock")
TRANSITION = Words("动作", "transition")
GUARD = Words("条件", "guard")
NOTICE = Words("通知", "notice")


def read_case_type(folder: Path) -> CaseType | None:
    """Read ``case.yaml`` of a pack; without the file there is no case type.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    return case_type_of(text_of(folder / FILE, FILE)) if (folder / FILE).exists() else None


def case_type_of(text: str) -> CaseType:
    """The case type that a text of ``case.yaml`` says. Its version is the SHA-256 of the text.

    Raises:
        PackProblem: the first thing that is wrong.
    """
    tree = tree_in(text, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, _TOP)
    head = entry(FILE, WHOLE_FILE, without(tree, "subjects", *_TOP[6:]), _TOP)
    actors = by_code(FILE, ACTOR, tree.get("actors", ""), _actor)
    acting = [each.code for each in actors]
    statuses = by_code(FILE, STATUS, tree.get("statuses", ""), lambda place, values: _status(place, values, acting))
    fields = by_code(FILE, FIELD, tree.get("fields", ""), _field)
    known = _Known(
        {each.code: each for each in fields},
        tuple(each.code for each in statuses),
        tuple(acting),
        _codes_in(tree.get("clocks", "")),
    )
    return CaseType(
        code=head.code("code"),
        name=head.said("name"),
        summary=head.said("summary"),
        subjects=tuple(map(str, texts(head, "subjects", tree.get("subjects", "")))),
        statuses=statuses,
        actors=actors,
        opening=_opening(tree.get("opening", ""), known),
        transitions=by_code(FILE, TRANSITION, tree.get("transitions", ""), lambda place, values: _transition(place, values, known)),
        clocks=by_code(FILE, CLOCK, tree.get("clocks", ""), lambda place, values: _clock(place, values, known)),
        fields=fields,
        version=hashlib.sha256(text.encode()).hexdigest(),
        file=FILE,
    )


def parameters_in_force(
    case_type: CaseType, parameters: Iterable[Parameter], *, on: date, jurisdictions: Sequence[str] = (NATIONWIDE,)
) -> dict[str, InForce]:
    """The parameters of its clocks that have a value on a day, by name: value, document, article and status. Others are left out."""
    wanted = [each for each in parameters if each.name in case_type.parameters]
    covered = [each for each in wanted if any(starts <= on and (ends is None or on <= ends) for starts, ends in _days(each, jurisdictions))]
    return {each.name: each for each in in_force(covered, on=on, jurisdictions=jurisdictions)}


def _days(parameter: Parameter, jurisdictions: Sequence[str]) -> tuple[tuple[date, date | None], ...]:
    return covered_days([parameter], jurisdictions=jurisdictions)


def limit_of(chosen: InForce) -> Limit:
    """The value of a parameter as a limit of a clock. :data:`UNITS` says which units there are; the check of a pack refuses any other."""
    assert isinstance(chosen.value, Decimal)
    return Limit(int(chosen.value), UNITS[chosen.parameter.unit])


UNITS: Final = {"工作日": Unit.WORKING_DAY, "日": Unit.DAY, "月": Unit.MONTH, "工作小时": Unit.WORKING_HOUR, "小时": Unit.HOUR}
"""How the unit of a parameter is written that limits a clock."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What other parts of the file may name."""

    fields: Mapping[str, Field]
    statuses: tuple[str, ...]
    actors: tuple[str, ...]
    clocks: tuple[str, ...]


def _codes_in(tree: Tree) -> tuple[str, ...]:
    entries = tree if isinstance(tree, list) else []
    return tuple(str(each.get("code", "")) for each in entries if isinstance(each, dict))


def _known_names(each: Entry, field: str, tree: Tree, kind: Words, known: Collection[str]) -> tuple[str, ...]:
    """A list of codes that are written elsewhere in the file."""
    names = tuple(str(name) for name in texts(each, field, tree))
    for name in names:
        if name not in known:
            raise each.unknown(field, name, kind, known, FILE)
    return names


# --- small parts


def _actor(place: Words, values: dict[str, Tree]) -> tuple[Entry, Actor]:
    each = entry(FILE, place, values, ("code", "name", "name_en", "power", "of"))
    of = Standing(each.word("of", tuple(standing.value for standing in Standing)))
    if of.is_outside and each.maybe("power"):
        remedy = Words("申请人和系统没有岗位，不写 power。", "The applicant and the system hold no post: write no power.")
        raise each.problem("power", remedy)
    return each, Actor(each.code("code"), each.said("name"), "" if of.is_outside else each.word("power", POWERS), of, each.line)


def _status(place: Words, values: dict[str, Tree], actors: Collection[str]) -> tuple[Entry, Status]:
    each = entry(FILE, place, without(values, "awaits"), ("code", "name", "name_en", "kind"))
    kind = StatusKind(each.word("kind", tuple(one.value for one in StatusKind)))
    awaits = _known_names(each, "awaits", values.get("awaits", ""), ACTOR, actors)
    return each, Status(each.code("code"), each.said("name"), kind, awaits, each.line)


def _field(place: Words, values: dict[str, Tree]) -> tuple[Entry, Field]:
    each = entry(FILE, place, without(values, "choices"), ("code", "name", "name_en", "type", "help", "help_en"))
    kind = FieldType(each.word("type", tuple(one.value for one in FieldType)))
    choices = by_code(FILE, CHOICE, values.get("choices", ""), _choice)
    if (kind is FieldType.CHOICE) != bool(choices):
        remedy = Words("choice 类型要写 choices，别的类型不写。", "A field of type choice has choices, any other has none.")
        raise each.problem("type", remedy)
    return each, Field(each.code("code"), each.said("name"), kind, choices=choices, help=each.maybe_said("help"), line=each.line)


def _choice(place: Words, values: dict[str, Tree]) -> tuple[Entry, Choice]:
    each = entry(FILE, place, values, ("code", "name", "name_en"))
    return each, Choice(each.code("code"), each.said("name"))


def _notices(tree: Tree, known: _Known) -> tuple[Notice, ...]:
    return tuple(_notice(place, values, known) for _, place, values in mappings(FILE, NOTICE, tree))


def _notice(place: Words, values: dict[str, Tree], known: _Known) -> Notice:
    each = entry(FILE, place, without(values, "to"), ("says", "says_en"))
    to = _known_names(each, "to", values.get("to", ""), ACTOR, known.actors)
    if not to:
        raise each.problem("to", Words("请写通知谁。", "Say who is told."))
    return Notice(to, each.said("says"), each.line)


def _clock(place: Words, values: dict[str, Tree], known: _Known) -> tuple[Entry, CaseClock]:
    each = entry(FILE, place, without(values, *_CLOCK_LISTS), _CLOCK_FIELDS)
    by = each.known("by", FIELD, known.fields, FILE) if each.maybe("by") else ""
    return each, CaseClock(
        code=each.code("code"),
        name=each.said("name"),
        limits=_limits(each, values.get("limits", ""), known.fields[by]) if by else {"": each.text("limit")},
        by=by,
        promised=each.known("promised", FIELD, known.fields, FILE) if each.maybe("promised") else "",
        extension=each.maybe("extension"),
        extensions_max=each.count("extensions_max", 1, 99) if each.maybe("extension") else 0,
        warn_before=each.maybe("warn_before"),
        is_window=each.yes("window"),
        soon=_notices(values.get("soon", ""), known),
        late=_notices(values.get("late", ""), known),
        line=each.line,
    )


def _limits(each: Entry, tree: Tree, by: Field) -> dict[str, str]:
    """The parameter for each choice of a field."""
    if not isinstance(tree, dict):
        remedy = Words("请写成“选项: 参数名”，每个选项一个。", "Write “choice: name of a parameter”, one for each choice.")
        raise PackProblem(each.file, each.place, "limits", str(tree), remedy, line=line_of(tree) or each.line)
    choices = [choice.code for choice in by.choices]
    limits = entry(FILE, each.place, tree, choices)
    return {code: limits.text(code) for code in choices}


# --- transitions


def _opening(tree: Tree, known: _Known) -> Transition:
    place = Words("立项 opening", "opening")
    if not isinstance(tree, dict):
        remedy = Words("请写怎样立项：code、name、to、actor 等。", "Say how a case is opened: code, name, to, actor and so on.")
        raise PackProblem(FILE, place, "opening", str(tree), remedy, line=line_of(tree))
    each, opening = _transition(place, tree, known)
    if opening.sources or opening.target is None:
        remedy = Words("立项不写 from，必须写 to。", "An opening has no `from`, and has a `to`.")
        raise each.problem("to", remedy)
    return opening


def _transition(place: Words, values: dict[str, Tree], known: _Known) -> tuple[Entry, Transition]:
    each = entry(FILE, place, without(values, *_TRANSITION_LISTS), _TRANSITION_FIELDS)
    return each, Transition(
        code=each.code("code"),
        name=each.said("name"),
        sources=_known_names(each, "from", values.get("from", ""), STATUS, known.statuses),
        target=each.known("to", STATUS, known.statuses, FILE) if each.maybe("to") else None,
        actor=each.known("actor", ACTOR, known.actors, FILE),
        guards=by_code(FILE, GUARD, values.get("guards", ""), _guard),
        fields=tuple(_asked(each, values, known)),
        clocks=tuple(_effects(each, values.get("clocks", ""), known)),
        assignment=_assignment(each),
        not_by=tuple(map(str, texts(each, "not_by", values.get("not_by", "")))),
        event=each.maybe("event"),
        notices=_notices(values.get("tells", ""), known),
        reopens=each.yes("reopens"),
        line=each.line,
    )


def _assignment(each: Entry) -> Assignment:
    return Assignment(each.word("assignment", tuple(one.value for one in Assignment)) if each.maybe("assignment") else Assignment.KEEP)


def _asked(each: Entry, values: dict[str, Tree], known: _Known) -> Iterator[Field]:
    seen: set[str] = set()
    for key in ("requires", "asks"):
        for code in _known_names(each, key, values.get(key, ""), FIELD, known.fields):
            if code in seen:
                raise PackProblem(
                    FILE,
                    each.place,
                    key,
                    code,
                    Words("这个字段写了两次；请只留一次。", "This field is asked twice: leave one."),
                    line=each.line,
                )
            seen.add(code)
            yield replace(known.fields[code], required=key == "requires")


def _guard(place: Words, values: dict[str, Tree]) -> tuple[Entry, Guard]:
    each = entry(FILE, place, values, ("code", "holds", "says", "says_en"))
    return each, Guard(each.code("code"), each.text("holds"), each.said("says"), each.line_of("holds"))


def _effects(each: Entry, tree: Tree, known: _Known) -> Iterable[ClockEffect]:
    """``{stop: [sign], start: [reply]}``, in the order in which it is written."""
    if isinstance(tree, str) and tree in NOTHING:
        return
    acts = [kind.value for kind in EventKind]
    if not isinstance(tree, dict):
        remedy = Words("请写成“stop: [时限]”这样的形式。", "Write it as “stop: [clock]”.")
        raise PackProblem(FILE, each.place, "clocks", str(tree), remedy, line=line_of(tree))
    refuse_unknown_keys(FILE, each.place, tree, acts)
    by = each.known("extend_by", FIELD, known.fields, FILE) if each.maybe("extend_by") else ""
    for act, clocks in tree.items():
        for clock in _known_names(each, "clocks", clocks, CLOCK, known.clocks):
            kind = EventKind(act)
            yield ClockEffect(kind, clock, by if kind is EventKind.EXTEND else "")
