"""An entry as it stands on a day, with the entries of other registers that name it: all that is asked about an applicant, in one look."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q

from luoshi.district.register.kinds import fields_linking_to
from luoshi.district.register.models import Entry, EntryVersion
from luoshi.district.register.search import mark
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
    same = list(
        Entry.objects.filter(Q(key=key) | Q(merged_into__key=key) | Q(merged_into__merged_into__key=key), district=district, kind=kind.code)
    )
    wanted = Q(entry__in=[each.pk for each in same if each.key == key])
    for other, field in fields_linking_to(kind):
        if other.code in naming:
            marks = [mark(field, each.identifier) for each in same]
            wanted |= Q(entry__kind=other.code, entry__marks__overlap=marks, entry__merged_into=None)
    found = _standing(Q(wanted, entry__district=district), on) if same else []
    own = next((each for each in found if each.entry.kind == kind.code and each.entry.key == key), None)
    names = {each.identifier for each in same}
    return Surroundings(own, {code: tuple(each for each in found if _names(each, kind, code, names)) for code in naming})


def _names(each: Standing, kind: Kind, code: str, names: Collection[str]) -> bool:
    """Whether an entry of a register names one of these on the day; a mark alone says that it once did."""
    links = (field for other, field in fields_linking_to(kind) if other.code == code)
    return each.entry.kind == code and any(each.values.get(field.code) in names for field in links)


def entry_on(kind: Kind, identifier: str, *, district: District, on: date) -> Standing | None:
    """The entry with an identifier, or the one that it was merged into, as it is on a day; ``None`` if it is not there then."""
    known = Entry.objects.select_related("merged_into__merged_into").filter(district=district, kind=kind.code, identifier=identifier)
    entry = known.first()
    while entry is not None and entry.merged_into is not None:
        entry = entry.merged_into
    return next(iter(_standing(Q(entry=entry), on)), None) if entry is not None else None


def _standing(wanted: Q, on: date) -> list[Standing]:
    rows = EntryVersion.objects.filter(wanted).select_related("entry").order_by("entry", "pk")
    return list(_there(rows, on))


def _there(rows: Iterable[EntryVersion], on: date) -> Iterable[Standing]:
    for _, said in groupby(rows, key=lambda row: row.entry_id):
        row = deciding(list(said), on)
        if row is not None and row.values is not None:
            yield Standing(row.entry, row)
