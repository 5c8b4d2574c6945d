"""What the pages of registers show, put together for their templates, which decide nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.access_log.queries import Look, looks_at
from luoshi.district.facts.queries import facts_about, names
from luoshi.district.register import queries, telling
from luoshi.district.register.duplicates import GROUPS
from luoshi.district.register.kinds import KINDS, shown
from luoshi.district.register.validity import deciding, origins, periods, values_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.facts.queries import Fact
    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.register.fields import Field, Kind
    from luoshi.district.register.models import Distinction, Entry, EntryVersion
    from luoshi.district.register.queries import Sight

FACTS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as somebody sees it: in words, perhaps masked, perhaps the name of another entry that has its page."""

    field: Field
    text: str
    is_masked: bool = False
    link: Entry | None = None
    link_name: str = ""
    origin: EntryVersion | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list."""

    entry: Entry
    name: str
    identifier: str
    cells: tuple[Cell, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the history: what was said, and what it changed on its first day; it may begin the entry, or end it."""

    version: EntryVersion
    changes: tuple[tuple[Field, str, str], ...]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry by name."""

    entry: Entry
    name: str
    identifier: str
    state: str


def home_page(district: District, *, by: Authority) -> dict[str, Any]:
    """Which registers there are for somebody."""
    return {"district": district, "kinds": queries.kinds_seen(district, by=by), "keeps": by.is_office_of(district)}


def lines(kind: Kind, entries: Sequence[Entry], seen: Sight, *, on: date) -> list[Line]:
    """Entries as a list shows them; what the public may not see is left out."""
    values = queries.values_of(entries, on=on)
    return [_line(kind, entry, values[entry.pk], seen) for entry in entries if queries.may_show(kind, values[entry.pk], seen, on=on)]


def _line(kind: Kind, entry: Entry, values: Mapping[str, str] | None, seen: Sight) -> Line:
    shown_fields = [field for field in seen.fields if field.in_list and field.code not in {kind.named_by, kind.identified_by[0]}]
    said = values or {}
    cells = tuple(cell(field, said.get(field.code, "")) for field in shown_fields)
    name = queries.shown_value(kind.by_code[kind.named_by], kind.name_of(said)) if said else queries.shown_name(kind, entry)
    number = kind.by_code[kind.identified_by[0]]
    return Line(entry, name, queries.shown_value(number, said.get(number.code, entry.identifier)), cells, values is not None)


def cell(field: Field, value: str, link: Entry | None = None, origin: EntryVersion | None = None) -> Cell:
    """A value as it is shown."""
    text = shown(field, queries.shown_value(field, value))
    name = queries.shown_name(KINDS[link.kind], link) if link else ""
    return Cell(field, text, bool(field.personal and value), link, name, origin)


def entry_page(entry: Entry, seen: Sight, *, by: Authority, on: date, known_at: datetime | None) -> dict[str, Any]:
    """All that somebody sees of an entry on a day, as it is known now or was known at a moment."""
    rows = queries.versions(entry, known_at=known_at)
    values = values_on(rows, on)
    named = {code: one for code, one in queries.named_by(entry, values or {}).items() if _sees(KINDS[one.kind], one, by)}
    brought = origins(rows, on)
    return {
        **heading(entry, seen, by=by),
        "on": on,
        "known_at": known_at,
        "there": values is not None,
        "period": next((one for one in periods(rows) if one.row is deciding(rows, on) and one.valid_from <= on), None),
        "cells": [cell(field, (values or {}).get(field.code, ""), named.get(field.code), brought.get(field.code)) for field in seen.fields],
        "history": list(_history(rows, seen))[::-1],
        "last": rows[-1].pk if rows else 0,
        "linked": [
            (other, field, _links(other, found, by, on)) for other, field, found in queries.linked(entry) if _sees(other, entry, by)
        ],
        "merges": [(one, _link(one.kept), _link(one.duplicate)) for one in queries.merges(entry)],
        "distinctions": _distinctions(entry),
        "facts": _facts(entry, by),
        "looks": _looks(entry, seen, by),
    }


def heading(entry: Entry, seen: Sight, *, by: Authority) -> dict[str, Any]:
    """What stands above each page of an entry."""
    kind = KINDS[entry.kind]
    return {
        "kind": kind,
        "entry": entry,
        "district": entry.district,
        "seen": seen,
        "by": by,
        "name": queries.shown_name(kind, entry),
        "identifier": queries.shown_identifier(kind, entry),
        "kept": _link(queries.kept(entry)) if entry.merged_into_id else None,
    }


def _history(rows: Sequence[EntryVersion], seen: Sight) -> Iterator[Said]:
    for place, row in enumerate(rows):
        before = values_on(rows[:place], row.valid_from) or {}
        after = row.values or {}
        changes = tuple(
            (field, cell(field, before.get(field.code, "")).text, cell(field, after.get(field.code, "")).text)
            for field in seen.fields
            if before.get(field.code, "") != after.get(field.code, "")
        )
        yield Said(row, () if row.values is None else changes, not before, row.values is None)


def _sees(kind: Kind, entry: Entry, by: Authority) -> bool:
    return queries.sight(kind, entry.district, by=by) is not None


def _links(kind: Kind, entries: Sequence[Entry], by: Authority, on: date) -> list[Link]:
    seen = queries.sight(kind, entries[0].district, by=by)
    assert seen is not None, "the caller has looked"
    values = queries.values_of(entries, on=on)
    return [_link(entry, values[entry.pk]) for entry in entries[: queries.PAGE] if queries.may_show(kind, values[entry.pk], seen, on=on)]


def _link(entry: Entry, values: Mapping[str, str] | None = None) -> Link:
    kind = KINDS[entry.kind]
    state = next((shown(field, (values or {})[field.code]) for field in kind.filters[::-1] if (values or {}).get(field.code)), "")
    return Link(entry, queries.shown_name(kind, entry), queries.shown_identifier(kind, entry), state)


def _distinctions(entry: Entry) -> list[tuple[Distinction, Link, bool]]:
    """From which entries it was told apart, and whether that still stands: the newest record of a pair says so."""
    decided: set[int] = set()
    found = []
    for one in queries.distinctions(entry):
        other = one.other if one.one_id == entry.pk else one.one
        found.append((one, _link(other), not one.undone and other.pk not in decided))
        decided.add(other.pk)
    return found


def _facts(entry: Entry, by: Authority) -> list[tuple[Fact, str | None]]:
    """The newest facts with what each is called, if anybody says so."""
    if not by.serves(entry.district):
        return []
    about = list(facts_about(telling.subject(KINDS[entry.kind], entry.key), district=entry.district).order_by("-number")[:FACTS])
    called = names(about)
    return [(one, called.get(one.number)) for one in about]


def _looks(entry: Entry, seen: Sight, by: Authority) -> list[Look]:
    """Who looked is read by whoever answers for the register or for the district's order."""
    if not (seen.may_check or by.is_office_of(entry.district)):
        return []
    return looks_at(KINDS[entry.kind].matter, entry.key)


def compare_page(kept: Entry, duplicate: Entry, seen: Sight, *, by: Authority, on: date) -> dict[str, Any]:
    """Two entries beside each other, for whoever decides whether they are one."""
    values = queries.values_of([kept, duplicate], on=on)
    one, other = values[kept.pk] or {}, values[duplicate.pk] or {}
    rows = [
        (field, cell(field, one.get(field.code, "")).text, cell(field, other.get(field.code, "")).text,
         one.get(field.code, "") == other.get(field.code, ""))
        for field in seen.fields
    ]  # fmt: skip
    return {
        **heading(duplicate, seen, by=by),
        "keeping": _link(kept),
        "duplicate": _link(duplicate),
        "rows": rows,
        "standing": queries.standing(kept, duplicate),
        "may_distinguish": queries.may_distinguish(kept, duplicate),
    }


def alike_page(kind: Kind, district: District, field: Field, after: int) -> dict[str, Any]:
    """Entries that may be one and the same, by what they share."""
    found = queries.alike(kind, district, field, after=after)
    groups = [
        (queries.shown_value(field, one.value.partition("=")[2]), [(_link(each), one.earlier(each)) for each in one.entries])
        for one in found
    ]
    return {
        "kind": kind,
        "district": district,
        "field": field,
        "fields": [kind.by_code[code] for code in kind.alike],
        "groups": groups,
        "further": found[-1].first if len(found) >= GROUPS else None,
    }
