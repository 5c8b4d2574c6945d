"""An entry as it stands on a day, with the entries of other registers that name it: all that is asked about an applicant, in one look."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from luoshi.district.register.kinds import fields_linking_to
from luoshi.district.register.models import Entry, EntryVersion
from luoshi.district.register.validity import deciding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry on a day: its values, and the row that says them."""

    entry: Entry
    version: EntryVersion

    @property
    def values(self) -> Mapping[str, str]:
        """What is said of it."""
        values: Mapping[str, str] = self.version.values or {}
        return values


@dataclass(frozen=True, slots=True)
class Surroundings:
    """An entry on a day, ``None`` if it is not there, and what names it then, by register."""

    own: Standing | None
    naming: Mapping[str, tuple[Standing, ...]]


def surroundings(kind: Kind, keys: Collection[str], *, district: District, naming: Collection[str], on: date) -> dict[str, Surroundings]:
    """What is known on a day of the entries with these permanent keys: the own values of each, and the entries of some registers that
    name it.

    What was merged into it counts as itself: a licence under the number of a duplicate is its own.
    """
    links = [field.code for other, field in fields_linking_to(kind) if other.code in naming]
    asked = {"district": district.pk, "kind": kind.code, "keys": list(keys), "naming": list(naming), "links": links}
    entries = list(Entry.objects.raw(_AROUND, asked))
    roots = _roots(entries)
    found = _there(_versions(each for each in entries if _root(each) in {each.key, None}), on)
    own = {each.entry.key: each for each in found if each.entry.kind == kind.code}
    named = _by_whom_they_name(found, kind, naming, roots)
    return {key: Surroundings(own.get(key), {code: tuple(named[key, code]) for code in naming}) for key in keys}


_AROUND: Final = """
WITH RECURSIVE same AS (
    SELECT key AS root, entry.* FROM register_entry entry
    WHERE district_id = %(district)s AND kind = %(kind)s AND key = ANY(%(keys)s::varchar[])
    UNION
    SELECT same.root, duplicate.* FROM register_entry duplicate JOIN same ON duplicate.merged_into_id = same.id
), marked AS MATERIALIZED (
    SELECT * FROM register_entry
    WHERE marks && ARRAY(SELECT (link || '=' || same.identifier)::varchar(300) FROM same, unnest(%(links)s::text[]) link)
)
SELECT id, district_id, kind, identifier, key, name, merged_into_id, root FROM same
UNION ALL
SELECT id, district_id, kind, identifier, key, name, merged_into_id, NULL FROM marked
WHERE district_id = %(district)s AND kind = ANY(%(naming)s) AND merged_into_id IS NULL
"""
"""The entries and what was merged into each; then whatever bears a mark of one of them, which few do: so the marks are looked up first.
Each is found by an index, in one look.
"""


def _root(entry: Entry) -> str | None:
    """The key of the entry that was asked for and that this one is, or was merged into; ``None`` where it only names one."""
    root: str | None = vars(entry)["root"]
    return root


def _roots(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Which of the entries that were asked for an identifier means."""
    found = defaultdict(list)
    for each in entries:
        if (root := _root(each)) is not None:
            found[each.identifier].append(root)
    return found


def _by_whom_they_name(
    found: Iterable[Standing], kind: Kind, naming: Collection[str], roots: Mapping[str, Sequence[str]]
) -> defaultdict[tuple[str, str], list[Standing]]:
    """The entries of registers that name others on the day, by the key of each of these and the register; a mark alone says that they
    once did.
    """
    links = {code: [field.code for other, field in fields_linking_to(kind) if other.code == code] for code in naming}
    named = defaultdict(list)
    for each in found:
        values = (each.values.get(field, "") for field in links.get(each.entry.kind, ()))
        for root in dict.fromkeys(root for value in values for root in roots.get(value, ())):
            named[root, each.entry.kind].append(each)
    return named


def entries_on(kind: Kind, identifiers: Collection[str], *, district: District, on: date) -> dict[str, Standing]:
    """The entries with identifiers, or those that they were merged into, as they are on a day; what is not there then is left out."""
    called = {"district": district.pk, "kind": kind.code, "identifiers": list(identifiers)}
    rows = {each.identifier: each for each in Entry.objects.raw(_CALLED, called)}
    there = {each.entry.pk: each for each in _there(_versions(map(_kept, rows.values())), on)}
    return {identifier: there[kept] for identifier, each in rows.items() if (kept := _kept(each).pk) in there}


def _kept(entry: Entry) -> Entry:
    """The entry that counts: whatever this one was merged into."""
    while entry.merged_into is not None:
        entry = entry.merged_into
    return entry


_CALLED: Final = """
SELECT id, district_id, kind, identifier, key, name, merged_into_id FROM register_entry
WHERE district_id = %(district)s AND kind = %(kind)s AND identifier = ANY(%(identifiers)s::varchar[])
"""


def entry_on(kind: Kind, identifier: str, *, district: District, on: date) -> Standing | None:
    """The entry with an identifier, or the one that it was merged into, as it is on a day; ``None`` if it is not there then."""
    return entries_on(kind, [identifier], district=district, on=on).get(identifier)


def _versions(entries: Iterable[Entry]) -> list[EntryVersion]:
    """Everything that was said of some entries, in the order in which it was said, each with its entry."""
    by_id = {each.pk: each for each in entries}
    rows = list(EntryVersion.objects.raw(_SAID, [list(by_id)]))
    for row in rows:
        row.entry = by_id[row.entry_id]
    return rows


_SAID: Final = "SELECT * FROM register_entryversion WHERE entry_id = ANY(%s::bigint[]) ORDER BY entry_id, id"


def _there(rows: Iterable[EntryVersion], on: date) -> list[Standing]:
    decided = (deciding(list(said), on) for _, said in groupby(rows, key=lambda row: row.entry_id))
    return [Standing(row.entry, row) for row in decided if row is not None and row.values is not None]
