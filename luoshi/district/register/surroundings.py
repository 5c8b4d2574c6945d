"""An entry as it stands on a day, with the entries of other registers that name it: all that is asked about an applicant, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from luoshi.district.register.kinds import fields_linking_to
from luoshi.district.register.models import Entry, EntryVersion
from luoshi.district.register.validity import deciding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
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


def surroundings(kind: Kind, key: str, *, district: District, naming: Collection[str], on: date) -> Surroundings:
    """What is known on a day of the entry with a permanent key: its own values, and the entries of some registers that name it.

    What was merged into it counts as itself: a licence under the number of a duplicate is its own.
    """
    links = [field.code for other, field in fields_linking_to(kind) if other.code in naming]
    asked = {"district": district.pk, "kind": kind.code, "key": key, "naming": list(naming), "links": links}
    entries = list(Entry.objects.raw(_AROUND, asked))
    same = {each.pk for each in entries if vars(each)["is_same"]}
    names = {each.identifier for each in entries if each.pk in same}
    found = _there(_versions(each for each in entries if each.key == key or each.pk not in same), on)
    own = next((each for each in found if each.entry.kind == kind.code and each.entry.key == key), None)
    return Surroundings(own, {code: tuple(each for each in found if _names(each, kind, code, names)) for code in naming})


_AROUND: Final = """
WITH RECURSIVE same AS (
    SELECT * FROM register_entry WHERE district_id = %(district)s AND kind = %(kind)s AND key = %(key)s
    UNION
    SELECT duplicate.* FROM register_entry duplicate JOIN same ON duplicate.merged_into_id = same.id
), marked AS MATERIALIZED (
    SELECT * FROM register_entry
    WHERE marks && ARRAY(SELECT (link || '=' || same.identifier)::varchar(300) FROM same, unnest(%(links)s::text[]) link)
)
SELECT id, district_id, kind, identifier, key, name, merged_into_id, true AS is_same FROM same
UNION ALL
SELECT id, district_id, kind, identifier, key, name, merged_into_id, false FROM marked
WHERE district_id = %(district)s AND kind = ANY(%(naming)s) AND merged_into_id IS NULL
"""
"""The entry and what was merged into it; then whatever bears a mark of one of them, which few do: so the marks are looked up first.
Each is found by an index, in one look.
"""


def _names(each: Standing, kind: Kind, code: str, names: Collection[str]) -> bool:
    """Whether an entry of a register names one of these on the day; a mark alone says that it once did."""
    links = (field for other, field in fields_linking_to(kind) if other.code == code)
    return each.entry.kind == code and any(each.values.get(field.code) in names for field in links)


def entry_on(kind: Kind, identifier: str, *, district: District, on: date) -> Standing | None:
    """The entry with an identifier, or the one that it was merged into, as it is on a day; ``None`` if it is not there then."""
    rows = EntryVersion.objects.select_related("entry").order_by("pk")
    said = list(rows.filter(entry__district=district, entry__kind=kind.code, entry__identifier=identifier))
    while said and said[0].entry.merged_into_id is not None:
        said = list(rows.filter(entry=said[0].entry.merged_into_id))
    return next(iter(_there(said, on)), None)


def _versions(entries: Iterable[Entry]) -> list[EntryVersion]:
    """Everything that was said of some entries, in the order in which it was said, each with its entry."""
    by_id = {each.pk: each for each in entries}
    rows = list(EntryVersion.objects.filter(entry__in=list(by_id)).order_by("entry_id", "pk"))
    for row in rows:
        row.entry = by_id[row.entry_id]
    return rows


def _there(rows: Iterable[EntryVersion], on: date) -> list[Standing]:
    decided = (deciding(list(said), on) for _, said in groupby(rows, key=lambda row: row.entry_id))
    return [Standing(row.entry, row) for row in decided if row is not None and row.values is not None]
