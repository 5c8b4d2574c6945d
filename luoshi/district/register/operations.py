"""Changes of registers: entries are entered, changed from a day on, ended. Each is whole and on record, or does not happen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from luoshi.district.access_log.operations import record_look
from luoshi.district.access_log.queries import What
from luoshi.district.copied import copied, next_numbers
from luoshi.district.facts.operations import record_many
from luoshi.district.offices.queries import Power
from luoshi.district.register import fail_if, telling
from luoshi.district.register.cells import read_row
from luoshi.district.register.errors import NoSuchRegister, NothingChanges, NotThere, RegisterError, RowRefused, UnknownColumn
from luoshi.district.register.fields import Kind
from luoshi.district.register.kinds import KINDS
from luoshi.district.register.locks import share
from luoshi.district.register.models import Entry, EntryVersion
from luoshi.district.register.search import Findable, findable
from luoshi.district.register.validity import Span, changed, deciding, values_on, with_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.facts.operations import NewFact
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import RegisterRow

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Something that is entered into a register, as it is from a day on.

    Attributes:
        words: what is said, field by field, as people write it.
        valid_from: the first day on which it is so.
        source: where it is known from.
        reason: why, if there is anything to say.
    """

    words: Mapping[str, str]
    valid_from: date
    source: str
    reason: str = ""


@transaction.atomic
def enter(
    kind: Kind,
    district: District,
    words: Mapping[str, str],
    *,
    valid_from: date,
    source: str,
    by: Authority,
    at: datetime,
    reason: str = "",
) -> Entry:
    """Enter something into a register, as :func:`enter_all` does; the arguments are the attributes of :class:`NewEntry`."""
    [entry] = enter_all(kind, district, [NewEntry(words, valid_from, source, reason)], by=by, at=at)
    return entry


@transaction.atomic(savepoint=False)
def enter_all(kind: Kind, district: District, news: Sequence[NewEntry], *, by: Authority, at: datetime) -> list[Entry]:
    """Enter things into a register, all or none; what had ended may begin again under its old number. Returns the entries in their order.

    Where it is refused within a caller's transaction, that cannot go on.

    Args:
        kind: the register.
        district: whose register.
        news: what is entered.
        by: who enters it.
        at: when.

    Raises:
        NotAllowed: the person may not change this register.
        NeedsReason: nobody says where it is known from.
        WrongDays: the day is beyond any sensible one.
        WrongValues: something cannot be read, is missing or contradicts something else; all of it is named.
        AlreadyEntered: it is there on that day.
        Merged: it was merged into another entry.
    """
    fail_if.not_granted(Power.CHANGE, kind, district, by)
    values = [_values_of(kind, new) for new in news]
    share(kind, district)
    made = _made(kind, district, values)
    spans = [Span(new.valid_from, None, said) for new, said in zip(news, values, strict=True)]
    coming = list(zip(made, spans, news, strict=True))
    first = [_Saying(entry, span, new.source, new.reason) for entry, span, new in coming if entry is not None]
    _say_all(first, telling.ENTERED, by=by, at=at)
    return [entry or _entered_again(kind, district, span, new, by=by, at=at) for entry, span, new in coming]


def _values_of(kind: Kind, new: NewEntry) -> dict[str, str]:
    """What is entered, as it is kept."""
    fail_if.without_source(new.source)
    fail_if.days_are_wrong(new.valid_from, None)
    values, problems = read_row(kind, new.words, on=new.valid_from)
    fail_if.values_are_wrong(kind, values, problems)
    return values


def _entered_again(kind: Kind, district: District, span: Span, new: NewEntry, *, by: Authority, at: datetime) -> Entry:
    entry = _known(kind, district, span.values or {}, span.valid_from)
    _say(entry, span, telling.ENTERED, source=new.source, reason=new.reason, by=by, at=at)
    return entry


@transaction.atomic
def change(
    entry: Entry,
    words: Mapping[str, str],
    *,
    valid_from: date,
    source: str,
    reason: str,
    by: Authority,
    at: datetime,
    valid_to: date | None = None,
    seen: int | None = None,
) -> list[EntryVersion]:
    """Change some values of an entry from one day to another; without an end, for good. What is known of other fields and days stays.

    Args:
        entry: what is changed.
        words: what is said anew, field by field; an empty one takes the value away.
        valid_from: the first day on which it is so.
        source: where it is known from.
        reason: why it is said anew.
        by: who changes it.
        at: when.
        valid_to: the last day, if it is known.
        seen: the newest version when the person looked; ``None`` where nobody looked.

    Raises:
        NotAllowed: the person may not change this register.
        NeedsReason: source or reason is missing.
        WrongDays: the days are wrong.
        WrongValues: something cannot be read, is missing or contradicts something else; all of it is named.
        IdentifierStays: the changes touch what tells the entry from others.
        ChangedMeanwhile: somebody else said something since.
        NotThere: nothing is valid on the first day.
        NothingChanges: all values are as they were.
        Merged: it was merged into another entry.
    """
    kind = KINDS[entry.kind]
    fail_if.not_granted(Power.CHANGE, kind, entry.district, by)
    fail_if.without_source(source)
    fail_if.without_reason(reason)
    fail_if.days_are_wrong(valid_from, valid_to)
    entry, versions = _locked(entry)
    fail_if.merged_away(entry)
    fail_if.changed_meanwhile(versions, seen)
    present = _present(versions, valid_from)
    read, problems = read_row(kind, words, on=valid_from)
    changes = {code: read.get(code, "") for code in words}
    wanted = with_changes(present, changes)
    fail_if.values_are_wrong(kind, wanted, problems)
    fail_if.identifier_would_change(kind, entry, wanted)
    spans = changed(versions, changes, valid_from, valid_to)
    if not spans:
        raise NothingChanges
    for span in spans:
        fail_if.values_are_wrong(kind, span.values or {})
    return [_say(entry, span, telling.CHANGED, source=source, reason=reason, by=by, at=at) for span in spans]


@transaction.atomic
def end(entry: Entry, *, last_day: date, source: str, reason: str, by: Authority, at: datetime, seen: int | None = None) -> EntryVersion:
    """End an entry with a day: closed, cancelled, torn down. What was valid up to that day stays readable.

    Raises:
        NotAllowed: the person may not change this register.
        NeedsReason: source or reason is missing.
        WrongDays: the day is beyond any sensible one.
        ChangedMeanwhile: somebody else said something since the version ``seen``.
        NotThere: nothing is valid on its last day.
        Merged: it was merged into another entry.
    """
    kind = KINDS[entry.kind]
    fail_if.not_granted(Power.CHANGE, kind, entry.district, by)
    fail_if.without_source(source)
    fail_if.without_reason(reason)
    fail_if.days_are_wrong(last_day, None)
    entry, versions = _locked(entry)
    fail_if.merged_away(entry)
    fail_if.changed_meanwhile(versions, seen)
    _present(versions, last_day)
    return _say(entry, Span(last_day + _DAY, None, None), telling.ENDED, source=source, reason=reason, by=by, at=at)


def reveal(entry: Entry, code: str, *, on: date, reason: str, by: Authority, at: datetime) -> str:
    """One personal value of a day, unmasked. Who looked and why is written down before it is shown, and stays.

    Raises:
        NotAllowed: the person may not see personal data of this register.
        NeedsReason: nobody says for which duty.
        NotThere: nothing is valid on that day.
    """
    kind = KINDS[entry.kind]
    fail_if.not_granted(Power.UNMASK, kind, entry.district, by)
    fail_if.without_reason(reason)
    present = _present(_versions(entry), on)
    field = kind.by_code[code]
    record_look(
        kind.matter, entry.key, What.FIELD, detail=field.column, reason=reason, address=f"/registers/{kind.code}/{entry.pk}/", by=by, at=at
    )
    return present.get(code, "")


@transaction.atomic
def load_rows(rows: Iterable[RegisterRow], district: District, *, by: Mapping[str, Authority], at: datetime) -> int:
    """Enter the tables of a pack, each by somebody who may; a register that has anything already stays as it is.

    A later row about the same entry changes it from its day on. Returns how many rows were taken over.

    Raises:
        RowRefused: a row cannot be taken over; it says which, and why.
    """
    filled = set(Entry.objects.filter(district=district).values_list("kind", flat=True).distinct())
    done = 0
    for row in rows:
        if row.register not in KINDS:
            raise RowRefused(row.register, row.row, NoSuchRegister(row.register, list(KINDS)))
        if row.register in filled or row.register not in by:
            continue
        try:
            _load(row, KINDS[row.register], district, by[row.register], at)
        except RegisterError as refusal:
            raise RowRefused(row.register, row.row, refusal) from refusal
        done += 1
    return done


def _load(row: RegisterRow, kind: Kind, district: District, by: Authority, at: datetime) -> None:
    columns = {field.column: field.code for field in kind.fields}
    words = {columns[column]: value for column, value in row.values.items() if column in columns}
    if unknown := [column for column in row.values if column not in columns]:
        raise UnknownColumn(unknown[0], list(columns))
    known = Entry.objects.filter(district=district, kind=kind.code, identifier=kind.identifier(words)).first()
    if known is None:
        enter(kind, district, words, valid_from=row.valid_from, source=row.source, by=by, at=at)
    else:
        change(known, words, valid_from=row.valid_from, source=row.source, reason=row.source, by=by, at=at)


def _versions(entry: Entry) -> list[EntryVersion]:
    return list(entry.versions.order_by("pk"))


def _locked(entry: Entry) -> tuple[Entry, list[EntryVersion]]:
    """The entry for one change at a time, with all that was said of it."""
    share(KINDS[entry.kind], entry.district)
    locked = Entry.objects.select_for_update(of=("self",)).select_related("district").get(pk=entry.pk)
    return locked, _versions(locked)


def _present(versions: list[EntryVersion], on: date) -> Mapping[str, str]:
    row = deciding(versions, on)
    if row is None or row.values is None:
        raise NotThere(on)
    values: dict[str, str] = row.values
    return values


def _known(kind: Kind, district: District, values: Mapping[str, str], valid_from: date) -> Entry:
    """The entry that was there before, locked; it has ended by the day from which it is entered again."""
    entry = Entry.objects.select_for_update().get(district=district, kind=kind.code, identifier=kind.identifier(values))
    fail_if.merged_away(entry)
    fail_if.there_already(entry, values_on(_versions(entry), valid_from))
    return entry


def _made(kind: Kind, district: District, values: Sequence[Mapping[str, str]]) -> list[Entry | None]:
    """New entries; ``None`` for what was there before, or what somebody else made at the same moment, whose transaction is over then."""
    numbers = next_numbers(Entry, len(values))
    entries = [_entry(kind, district, said, number) for said, number in zip(values, numbers, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_MADE, [district.pk, kind.code, json.dumps([{name: getattr(each, name) for name in _NEW} for each in entries])])
        stored = {number for [number] in cursor.fetchall()}
    return [entry if entry.pk in stored else None for entry in entries]


_NEW: Final = ("id", "identifier", "key", "name", "called", "words", "marks")
_MADE: Final = """
INSERT INTO register_entry (id, district_id, kind, identifier, key, name, called, words, marks)
SELECT id, %s, %s, identifier, key, name, called, words, marks
FROM jsonb_to_recordset(%s::jsonb)
    new(id bigint, identifier text, key text, name text, called text, words varchar[], marks varchar[])
ON CONFLICT DO NOTHING
RETURNING id
"""


def _entry(kind: Kind, district: District, values: Mapping[str, str], number: int) -> Entry:
    found = findable(kind, values)
    return Entry(
        pk=number,
        district=district,
        kind=kind.code,
        identifier=kind.identifier(values),
        key=kind.key(values, number),
        name=found.name,
        called=found.called,
        words=found.words,
        marks=found.marks,
    )


@dataclass(frozen=True, slots=True)
class _Saying:
    """What is said of an entry, where it is known from, and why."""

    entry: Entry
    span: Span
    source: str
    reason: str


def _say(entry: Entry, span: Span, what: str, *, source: str, reason: str, by: Authority, at: datetime) -> EntryVersion:
    """Append a row to an entry that was there before, keep the entry findable by it, and put it on record."""
    if span.values is not None:
        before = Findable(entry.name, entry.called, entry.words, entry.marks)
        now = findable(KINDS[entry.kind], span.values, before)
        if now != before:
            entry.name, entry.called, entry.words, entry.marks = now.name, now.called, now.words, now.marks
            entry.save(update_fields=["name", "called", "words", "marks"])
    [version] = _say_all([_Saying(entry, span, source, reason)], what, by=by, at=at)
    return version


def _say_all(sayings: Sequence[_Saying], what: str, *, by: Authority, at: datetime) -> list[EntryVersion]:
    """Append rows, and put them on record; whoever says them sees to it that the entries are found by them."""
    assert by.person is not None, "whoever was granted a power is a person"
    versions = copied(
        EntryVersion(
            entry=each.entry,
            values=each.span.values,
            valid_from=each.span.valid_from,
            valid_to=each.span.valid_to,
            recorded_at=at,
            person=by.person,
            signature=by.signature,
            source=each.source.strip()[:200],
            reason=each.reason.strip(),
        )
        for each in sayings
    )
    if sayings:
        told = (_fact(each, version, what, at) for each, version in zip(sayings, versions, strict=True))
        record_many(told, district=sayings[0].entry.district, by=by, at=at)
    return versions


def _fact(said: _Saying, version: EntryVersion, what: str, at: datetime) -> NewFact:
    kind = KINDS[said.entry.kind]
    return telling.fact(kind, said.entry.key, what, at=at, details=telling.of_version(version.pk, kind, said.span))
