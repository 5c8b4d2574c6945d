"""Reads of registers: who and what there is, what was valid on a day or known at a moment, who may see how much of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from luoshi.district.offices.queries import District, Power
from luoshi.district.register import fail_if
from luoshi.district.register.cells import CellProblem, read_value
from luoshi.district.register.duplicates import Alike, alike, distinctions, may_distinguish, standing
from luoshi.district.register.fields import Field, Kind, Type
from luoshi.district.register.kinds import KINDS, fields_linking_to
from luoshi.district.register.masks import masked
from luoshi.district.register.models import Entry, EntryVersion, Import, Merge
from luoshi.district.register.search import asked_pairs, mark, plain
from luoshi.district.register.surroundings import Standing, Surroundings, entries_on, entry_on, surroundings
from luoshi.district.register.validity import deciding
from luoshi.district.register.whole import merged_keys, whole_register

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import Authority

__all__ = [
    "KINDS",
    "Alike",
    "Entry",
    "EntryVersion",
    "Field",
    "Import",
    "Kind",
    "Standing",
    "Surroundings",
    "Type",
    "alike",
    "distinctions",
    "entries",
    "entries_on",
    "entry",
    "entry_called",
    "entry_on",
    "keys_taken",
    "kinds_seen",
    "linked",
    "may_distinguish",
    "merged_keys",
    "standing",
    "surroundings",
    "values_of",
    "versions",
    "whole_register",
]

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Sight:
    """How much of a register somebody sees: which fields, and whether personal ones are ever to be uncovered."""

    fields: tuple[Field, ...]
    official: bool
    may_change: bool = False
    may_check: bool = False
    may_unmask: bool = False


def sight(kind: Kind, district: District, *, by: Authority) -> Sight | None:
    """What somebody sees of a register: an official to whom it was granted everything, the public what is public; ``None``: nothing."""
    if fail_if.may(Power.SEE, kind, district, by):
        change, check, unmask = (fail_if.may(power, kind, district, by) for power in (Power.CHANGE, Power.CHECK, Power.UNMASK))
        return Sight(kind.fields, official=True, may_change=change, may_check=check, may_unmask=unmask)
    if kind.is_public:
        return Sight(tuple(field for field in kind.fields if field.public), official=False)
    return None


def districts() -> list[District]:
    """The districts that have anything in a register."""
    return list(District.objects.filter(pk__in=Entry.objects.values("district").distinct()).order_by("pk"))


def kinds_seen(district: District, *, by: Authority) -> list[tuple[Kind, Sight]]:
    """The registers of which somebody sees anything."""
    return [(kind, seen) for kind in KINDS.values() if (seen := sight(kind, district, by=by))]


def entry(kind: Kind, pk: int, *, by: Authority) -> Entry | None:
    """An entry by its number, for somebody who sees anything of it."""
    found = Entry.objects.select_related("district", "merged_into").filter(kind=kind.code, pk=pk).first()
    return found if found is not None and sight(kind, found.district, by=by) else None


def entry_called(kind: Kind, district: District, key: str) -> Entry | None:
    """The entry with a permanent key, or the one that it was merged into: where facts and cases about it lead."""
    found = entry_by_key(kind, district, key)
    return kept(found) if found else None


def entry_by_key(kind: Kind, district: District, key: str) -> Entry | None:
    """The entry with a permanent key itself, though it was merged into another one."""
    return Entry.objects.select_related("district", "merged_into").filter(district=district, kind=kind.code, key=key).first()


def keys_taken(kind: Kind, district: District, keys: Collection[str]) -> set[str]:
    """Those of some permanent keys that an entry has, be it ended or merged away."""
    return set(Entry.objects.filter(district=district, kind=kind.code, key__in=keys).values_list("key", flat=True))


def kept(found: Entry) -> Entry:
    """The entry that stands for one today: itself, or the one it was merged into, and so on."""
    while found.merged_into is not None:
        found = found.merged_into
    return found


def with_merged(of: Entry) -> list[Entry]:
    """An entry and all that were merged into it, or into one of those."""
    found, new = [of], [of]
    while new := list(Entry.objects.filter(merged_into__in=new)):
        found += new
    return found


def versions(of: Entry, *, known_at: datetime | None = None) -> list[EntryVersion]:
    """Everything that was said of an entry, or had been said at a moment, in the order in which it was said."""
    rows = EntryVersion.objects.filter(entry=of)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    return list(rows.order_by("pk"))


def values_of(found: Iterable[Entry], *, on: date) -> dict[int, Mapping[str, str] | None]:
    """The values of entries on a day, by their number; ``None`` for those that are not there that day."""
    said: dict[int, list[EntryVersion]] = defaultdict(list)
    numbers = [each.pk for each in found]
    for row in EntryVersion.objects.filter(entry__in=numbers).only("entry", "values", "valid_from", "valid_to").order_by("pk"):
        said[row.entry_id].append(row)
    deciders = {number: deciding(said[number], on) for number in numbers}
    return {number: row.values if row else None for number, row in deciders.items()}


def entries(
    kind: Kind, district: District, *, words: str = "", chosen: Mapping[str, str] = {}, before: int | None = None, on: date
) -> list[Entry]:
    """A page of entries and one more, newest first: those whose number is asked for, or whose name (of a place its address too)
    has the words, with what was chosen.

    What was merged away is found by its number alone. A person is found by the whole name or number and never by a part.
    """
    found = Entry.objects.filter(_asked(kind, words, on) if words else Q(merged_into=None), district=district, kind=kind.code)
    marks = [mark(kind.by_code[code], value) for code, value in chosen.items()]
    if marks:
        found = found.filter(marks__contains=marks)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.select_related("merged_into").order_by("-pk")[: PAGE + 1])


def others_called(kind: Kind, than: Entry, words: str, *, on: date) -> list[Entry]:
    """What may be meant as the entry that another one is merged into: the one with that number, or else those whose name has the words.

    Whose number it is stands alone, since the name of another may hold that number.
    """
    exact = entry_by_key(kind, than.district, words)
    if exact is not None and exact.pk != than.pk:
        return [exact]
    return [one for one in entries(kind, than.district, words=words, on=on) if one.pk != than.pk]


def _asked(kind: Kind, words: str, on: date) -> Q:
    exact = Q(identifier=_identifier(kind, words, on)) | Q(key=words)
    exact |= Q(marks__overlap=[mark(kind.by_code[code], words) for code in kind.identified_by])
    if kind.is_personal:
        return exact | Q(marks__contains=[mark(kind.by_code[kind.named_by], words)], merged_into=None)
    if not plain(words):
        return exact
    return exact | Q(words__contains=asked_pairs(words), called__contains=plain(words), merged_into=None)


def _identifier(kind: Kind, words: str, on: date) -> str:
    """As it is stored, if it can be read as one: with capital letters and without blanks."""
    try:
        return read_value(kind.by_code[kind.identified_by[0]], words, on=on)
    except CellProblem:
        return words


def may_show(kind: Kind, values: Mapping[str, str] | None, seen: Sight, *, on: date) -> bool:
    """Whether an entry is shown at all: the public does not see what may no longer be published, nor what ended before that day came."""
    if seen.official or not kind.public_until:
        return True
    last = "" if values is None else values.get(kind.public_until, "")
    return values is not None and (not last or on.isoformat() <= last)


def shown_value(field: Field, value: str) -> str:
    """A value as it is shown to anybody: personal ones masked."""
    return masked(value, field.personal) if field.personal and value else value


def shown_name(kind: Kind, found: Entry) -> str:
    """What an entry is called on pages."""
    return shown_value(kind.by_code[kind.named_by], found.name)


def shown_identifier(kind: Kind, found: Entry) -> str:
    """The number of an entry on pages."""
    return shown_value(kind.by_code[kind.identified_by[0]], found.identifier)


def named_by(of: Entry, values: Mapping[str, str]) -> dict[str, Entry]:
    """The entries that an entry names, by the field that names them."""
    kind = KINDS[of.kind]
    asked = {field.code: (field.link, values[field.code]) for field in kind.fields if field.link and values.get(field.code)}
    if not asked:
        return {}
    condition = Q()
    for link, identifier in asked.values():
        condition |= Q(kind=link, identifier=identifier)
    found = {
        (one.kind, one.identifier): kept(one) for one in Entry.objects.select_related("merged_into").filter(condition, district=of.district)
    }
    return {code: found[key] for code, key in asked.items() if key in found}


def linked(of: Entry, *, limit: int = PAGE) -> list[tuple[Kind, Field, list[Entry]]]:
    """The entries of other registers that name this one, or one that was merged into it."""
    identifiers = [one.identifier for one in with_merged(of)]
    found = []
    for kind, field in fields_linking_to(KINDS[of.kind]):
        marks = [mark(field, identifier) for identifier in identifiers]
        rows = Entry.objects.filter(district=of.district, kind=kind.code, marks__overlap=marks, merged_into=None)
        if named := list(rows.order_by("-pk")[: limit + 1]):
            found.append((kind, field, named))
    return found


def merges(of: Entry) -> list[Merge]:
    """What was merged into an entry or undone, and what it was merged into, newest first."""
    rows = Merge.objects.filter(Q(kept=of) | Q(duplicate=of)).select_related("kept", "duplicate")
    return list(rows.order_by("-pk"))


def imports(kind: Kind, district: District, *, limit: int = 10) -> list[Import]:
    """The newest imports into a register."""
    return list(Import.objects.filter(district=district, kind=kind.code).defer("content").order_by("-pk")[:limit])


def kept_import(pk: int, *, by: Authority) -> Import | None:
    """An import, for somebody who may change its register."""
    found = Import.objects.select_related("district", "progress").defer("content").filter(pk=pk).first()
    return found if found and fail_if.may(Power.CHANGE, KINDS[found.kind], found.district, by) else None


def sample(of: Import, outcome: str, *, limit: int = PAGE) -> Sequence[Any]:
    """The first rows of an import with an outcome."""
    return list(of.rows.filter(outcome=outcome).order_by("number")[:limit])
