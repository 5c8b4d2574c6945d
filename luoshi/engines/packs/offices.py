"""``offices.yaml``: the units of a government, their posts, who holds them when, what they may do, and how often which task is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from luoshi.engines.packs.fields import Entry, entry, mappings, refuse_twice, refuse_unknown_keys
from luoshi.engines.packs.files import Tree, tree_of
from luoshi.engines.packs.model import (
    POWERS,
    REACHES,
    ROLES,
    STATUSES,
    GrantEntry,
    Holding,
    PersonEntry,
    PostEntry,
    ReportingClassEntry,
    UnitEntry,
)
from luoshi.engines.packs.problems import WHOLE_FILE
from luoshi.words import Words

FILE = "offices.yaml"
UNIT = Words("单位", "unit")
POST = Words("岗位", "post")
PERSON = Words("人员", "person")
HOLDING = Words("任职", "holding")
GRANT = Words("授权", "grant")
CLASS = Words("报送类别", "reporting class")

_UNIT_FIELDS = ("code", "name", "name_en", "valid_from", "valid_to", "successor")
_POST_FIELDS = ("code", "unit", "title", "title_en", "role", "valid_from", "valid_to")
_PERSON_FIELDS = ("code", "name", "name_en")
_HOLDING_FIELDS = ("post", "valid_from", "valid_to")
_GRANT_FIELDS = ("role", "post", "matter", "reach", "valid_from", "valid_to")
_CLASS_FIELDS = ("letter", "name", "name_en", "every_months", "basis", "status")
_MATTER = re.compile(r"\*|[a-z][a-z0-9_]{0,63}(\.[a-z][a-z0-9_]{0,63})?")
_LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True, slots=True)
class Offices:
    """Everything that ``offices.yaml`` says."""

    units: tuple[UnitEntry, ...] = ()
    posts: tuple[PostEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    grants: tuple[GrantEntry, ...] = ()
    reporting_classes: tuple[ReportingClassEntry, ...] = ()


class _Valid(Protocol):
    """Something that counts from a day, perhaps to a day."""

    @property
    def valid_from(self) -> date: ...

    @property
    def valid_to(self) -> date | None: ...


def read_offices(folder: Path) -> Offices:
    """Read ``offices.yaml`` of a pack; without the file there are no offices."""
    if not (folder / FILE).exists():
        return Offices()
    tree = tree_of(folder / FILE, FILE)
    refuse_unknown_keys(FILE, WHOLE_FILE, tree, ("units", "posts", "people", "grants", "reporting_classes"))
    units = _units(tree.get("units", ""))
    posts = _posts(tree.get("posts", ""), {unit.code: unit for unit in units})
    by_code = {post.code: post for post in posts}
    return Offices(
        units,
        posts,
        _people(tree.get("people", ""), by_code),
        _grants(tree.get("grants", ""), by_code),
        _reporting_classes(tree.get("reporting_classes", "")),
    )


def _units(tree: Tree) -> tuple[UnitEntry, ...]:
    entries = [entry(FILE, place, values, _UNIT_FIELDS) for _, place, values in mappings(FILE, UNIT, tree)]
    units = [_unit(each) for each in entries]
    refuse_twice(zip(entries, [unit.code for unit in units], strict=True), "code")
    refuse_twice(zip(entries, [unit.name for unit in units], strict=True), "name")
    by_code = {unit.code: unit for unit in units}
    for each, unit in zip(entries, units, strict=True):
        _check_successor(each, unit, by_code)
    return tuple(units)


def _unit(each: Entry) -> UnitEntry:
    code, name, name_en = each.code("code"), each.text("name"), each.maybe("name_en")
    first, last = each.validity()
    return UnitEntry(code, name, name_en, first, last, each.maybe("successor") or None)


def _check_successor(each: Entry, unit: UnitEntry, units: Mapping[str, UnitEntry]) -> None:
    """A successor outlives the unit: so the chain of successors always ends."""
    if unit.successor is None:
        return
    successor = units[each.known("successor", UNIT, units)]
    if unit.valid_to is None:
        raise each.problem(
            "successor",
            Words("有承接单位的单位必须写明 valid_to（撤并日期）。", "A unit with a successor has an end: write valid_to."),
        )
    if successor.valid_to is not None and successor.valid_to <= unit.valid_to:
        raise each.problem(
            "successor",
            Words(
                f"承接单位在 {successor.valid_to} 已撤销；请写此后仍有效的单位。",
                f"The successor itself ends on {successor.valid_to}: write a unit that goes on after {unit.valid_to}.",
            ),
        )


def _posts(tree: Tree, units: Mapping[str, UnitEntry]) -> tuple[PostEntry, ...]:
    entries = [entry(FILE, place, values, _POST_FIELDS) for _, place, values in mappings(FILE, POST, tree)]
    posts = [_post(each, units) for each in entries]
    pairs = list(zip(entries, posts, strict=True))
    refuse_twice(((each, post.code) for each, post in pairs), "code")
    # The plan calls a responsible leader by title; titles of other posts may recur.
    refuse_twice(((each, post.title) for each, post in pairs if post.role == "leader"), "title")
    return tuple(posts)


def _post(each: Entry, units: Mapping[str, UnitEntry]) -> PostEntry:
    code, unit = each.code("code"), each.known("unit", UNIT, units)
    title, title_en, role = each.text("title"), each.maybe("title_en"), each.word("role", ROLES)
    first, last = each.validity()
    post = PostEntry(code, unit, title, title_en, role, first, last)
    _check_within(each, post, units[unit], Words(f"单位 {unit} ", f"The unit {unit}"))
    return post


def _people(tree: Tree, posts: Mapping[str, PostEntry]) -> tuple[PersonEntry, ...]:
    entries: list[Entry] = []
    people: list[PersonEntry] = []
    holdings: list[tuple[Entry, Holding]] = []
    for _, place, values in mappings(FILE, PERSON, tree):
        each = entry(FILE, place, {key: value for key, value in values.items() if key != "holds"}, _PERSON_FIELDS)
        held = list(_holdings(place, values.get("holds", ""), posts))
        entries.append(each)
        people.append(PersonEntry(each.code("code"), each.text("name"), each.maybe("name_en"), tuple(holding for _, holding in held)))
        holdings.extend(held)
    refuse_twice(zip(entries, [person.code for person in people], strict=True), "code")
    _refuse_overlaps(holdings)
    return tuple(people)


def _holdings(person: Words, tree: Tree, posts: Mapping[str, PostEntry]) -> Iterator[tuple[Entry, Holding]]:
    for number, _, values in mappings(FILE, HOLDING, tree):
        place = Words(f"{person.chinese}第{number}项任职", f"{person.english}, holding {number}")
        each = entry(FILE, place, values, _HOLDING_FIELDS)
        post = posts[each.known("post", POST, posts)]
        holding = Holding(post.code, *each.validity())
        # A post stands within its unit's time, so that a holding within the post's stands there too.
        _check_within(each, holding, post, Words(f"岗位 {post.code} ", f"The post {post.code}"))
        yield each, holding


def _refuse_overlaps(holdings: list[tuple[Entry, Holding]]) -> None:
    """A post is one person's at a time: responsibility that two share is nobody's."""
    before: dict[str, Holding] = {}
    for each, holding in sorted(holdings, key=lambda pair: (pair[1].post, pair[1].valid_from)):
        earlier = before.get(holding.post)
        if earlier and (earlier.valid_to is None or holding.valid_from <= earlier.valid_to):
            until = earlier.valid_to
            raise each.problem(
                "valid_from",
                Words(
                    f"岗位 {holding.post} 在 {earlier.valid_from} 至 {until or '今'} 已有人任职；请先写明前任的 valid_to，再从次日起任。",
                    f"The post {holding.post} is held from {earlier.valid_from} to {until or 'now'}: "
                    "end that holding with valid_to, and begin this one on the day after.",
                ),
            )
        before[holding.post] = holding


def _check_within(each: Entry, inner: _Valid, outer: _Valid, name: Words) -> None:
    late = outer.valid_to is not None and (inner.valid_to is None or inner.valid_to > outer.valid_to)
    if inner.valid_from >= outer.valid_from and not late:
        return
    raise each.problem(
        "valid_to" if late else "valid_from",
        Words(
            f"{name.chinese}的有效期为 {outer.valid_from} 至 {outer.valid_to or '今'}；请写在此期间之内。",
            f"{name.english} counts from {outer.valid_from} to {outer.valid_to or 'now'}: write days within that time.",
        ),
    )


def _grants(tree: Tree, posts: Mapping[str, PostEntry]) -> tuple[GrantEntry, ...]:
    return tuple(_grant(place, values, posts) for _, place, values in mappings(FILE, GRANT, tree))


def _grant(place: Words, values: dict[str, Tree], posts: Mapping[str, PostEntry]) -> GrantEntry:
    each = entry(FILE, place, {key: value for key, value in values.items() if key != "powers"}, _GRANT_FIELDS)
    if bool(each.maybe("role")) == bool(each.maybe("post")):
        raise each.problem("role", Words("role 和 post 只写一项。", "Write either role or post."))
    if not _MATTER.fullmatch(each.text("matter")):
        raise each.problem(
            "matter",
            Words("应为事项代码，如 supervision；全部事项写 *。", "Write the code of a matter, such as supervision, or * for all."),
        )
    return GrantEntry(
        each.word("role", ROLES) if each.maybe("role") else "",
        each.known("post", POST, posts) if each.maybe("post") else "",
        each.text("matter"),
        _powers(each, values.get("powers", "")),
        each.word("reach", REACHES),
        *each.validity(),
    )


def _powers(each: Entry, written: Tree) -> tuple[str, ...]:
    powers = tuple(power for power in written if isinstance(power, str)) if isinstance(written, list) else ()
    if powers and len(set(powers)) == len(written) and set(powers) <= set(POWERS):
        return powers
    raise each.problem(
        "powers",
        Words(f"应为列表，取自：{'、'.join(POWERS)}，不重复。", f"Write a list of some of these, none twice: {', '.join(POWERS)}."),
    )


def _reporting_classes(tree: Tree) -> tuple[ReportingClassEntry, ...]:
    entries = [entry(FILE, place, values, _CLASS_FIELDS) for _, place, values in mappings(FILE, CLASS, tree)]
    classes = [
        ReportingClassEntry(
            each.word("letter", _LETTERS),
            each.text("name"),
            each.text("name_en"),
            each.count("every_months", 1, 12),
            each.text("basis"),
            each.word("status", STATUSES),
        )
        for each in entries
    ]
    refuse_twice(zip(entries, [every.letter for every in classes], strict=True), "letter")
    return tuple(classes)
