"""The work on imports that the background worker does: a file is checked row by row, and, when somebody confirmed it, applied whole.

Each piece of work is one transaction that holds its import: a worker that dies leaves everything as it was, and the next one begins anew.
Only the progress is written beside it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max

from luoshi.district.aside import aside
from luoshi.district.days import day_of
from luoshi.district.facts.operations import record_many
from luoshi.district.offices.queries import authority_of_person
from luoshi.district.register import copying, meanwhile, telling
from luoshi.district.register.cells import faults
from luoshi.district.register.copying import Writing, as_json, copy, next_numbers
from luoshi.district.register.errors import ImportRefused
from luoshi.district.register.intake import CheckedRow, Present, checked, read_file
from luoshi.district.register.kinds import KINDS
from luoshi.district.register.locks import keep_alone
from luoshi.district.register.models import Entry, EntryVersion, Import, ImportRow, ImportState, RowOutcome
from luoshi.district.register.queries import shown_value
from luoshi.district.register.search import Findable, findable
from luoshi.district.register.validity import Span, changed, values_on, with_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from luoshi.district.offices.queries import District
    from luoshi.district.register.cells import Problem
    from luoshi.district.register.fields import Kind

ATTEMPTS_MAX: Final = 5
"""After so many starts that broke off an import is given up, so that it does not keep those behind it waiting for ever."""

WORK: Final = (ImportState.READING, ImportState.APPLYING)
ACCEPTED: Final = (RowOutcome.NEW, RowOutcome.CHANGED)


def work(at: datetime) -> int:
    """Check or apply the import that has waited longest and that no other worker holds; returns how many were worked on: one or none."""
    with transaction.atomic():
        waiting = Import.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).filter(state__in=WORK)
        found = waiting.select_related("district", "person", "progress").order_by("pk").first()
        if found is None:
            return 0
        if found.progress.attempts >= ATTEMPTS_MAX:
            _give_up(found, ImportRefused.broke_off(ATTEMPTS_MAX), at)
            return 1
        _beside("UPDATE register_importprogress SET attempts = attempts + 1 WHERE of_id = %s", [found.pk])
        (_check if found.state == ImportState.READING else _apply)(found, at)
    _beside("UPDATE register_importprogress SET attempts = 0 WHERE of_id = %s", [found.pk])
    return 1


def _give_up(of: Import, refusal: ImportRefused, at: datetime) -> None:
    """The file cannot be taken in; it says why."""
    ImportRow.objects.filter(of=of).delete()
    of.state, of.content, of.finished_at = ImportState.REFUSED, None, at
    of.refusal = [[words.chinese, words.english] for words in (refusal.what, refusal.remedy)]
    of.save(update_fields=["state", "content", "finished_at", "refusal"])


def _check(of: Import, at: datetime) -> None:
    """Read the file and keep each row with what it would do; a file that cannot be read is refused and given up."""
    kind = KINDS[of.kind]
    try:
        assert of.content is not None, "the database keeps it so"
        file = read_file(kind, bytes(of.content), of.file_name)
    except ImportRefused as refusal:
        _give_up(of, refusal, at)
        return
    counts: Counter[str] = Counter()
    present = _present(kind, of.district, of.valid_from)
    ImportRow.objects.filter(of=of).delete()
    rows = _counted(checked(kind, file, present, on=of.valid_from), counts)
    copy(copying.ROWS, (_kept(of, kind, row) for row in rows), _tell(of, len(file.rows)))
    of.state, of.counts = ImportState.REVIEWED, dict(counts)
    of.columns, of.notes = {str(place): code for place, code in file.columns.items()}, list(file.left_out)
    of.save(update_fields=["state", "counts", "columns", "notes"])


def _counted(rows: Iterator[CheckedRow], counts: Counter[str]) -> Iterator[CheckedRow]:
    for row in rows:
        counts[row.outcome.value] += 1
        yield row


def _kept(of: Import, kind: Kind, row: CheckedRow) -> tuple[Any, ...]:
    """A row as it waits. What is wrong is told with personal values masked: row and column find them in the file that they came in."""
    told = [problem.with_value(shown_value(kind.by_code[problem.field], problem.value)).as_json() for problem in row.problems]
    problems = as_json(told) if told else "[]"
    return (of.pk, row.number, row.identifier[:200], as_json(row.values), row.outcome.value, problems, row.seen)


def _present(kind: Kind, district: District, on: date) -> Present:
    """What is registered on a day; the later row wins.

    The newest versions are read first: what somebody says while the others are read is then newer than what was seen, and not overlooked.
    """
    said = EntryVersion.objects.filter(entry__district=district, entry__kind=kind.code)
    newest = dict(said.order_by("entry").values_list("entry").annotate(Max("pk")))
    rows = said.filter(valid_from__lte=on).exclude(valid_to__lt=on).order_by("pk").values_list("entry", "values")
    values = dict(rows.iterator(chunk_size=20_000))
    entries = Entry.objects.filter(district=district, kind=kind.code).values_list("pk", "identifier")
    merged = entries.exclude(merged_into=None).values_list("identifier", flat=True)
    found, seen = {}, {}
    for entry, identifier in entries:
        found[identifier] = values.get(entry)
        seen[identifier] = newest.get(entry)
    return Present(found, frozenset(merged), seen)


def _apply(of: Import, at: datetime) -> None:
    """Write the accepted rows, their facts with them.

    Those whose entries somebody changed since the review, or that are faulty now, are not written but kept with what is wrong. The others
    are written where somebody agreed to a part of the file; whoever wanted all of it decides anew.
    """
    kind = KINDS[of.kind]
    keep_alone(kind, of.district)
    writings, refused = _writings(of, kind)
    _keep_refused(of, kind, refused)
    if refused and not of.only_accepted:
        _ask_again(of)
        return
    _write(of, kind, writings, at)
    _keep_faults(of)
    of.state, of.content, of.finished_at = ImportState.APPLIED, None, at
    of.save(update_fields=["state", "content", "finished_at", "counts"])


def _ask_again(of: Import) -> None:
    """Nothing is written, and what was confirmed is to be confirmed anew."""
    of.state, of.confirmed_by, of.confirmed_signature, of.confirmed_at = ImportState.REVIEWED, None, "", None
    of.save(update_fields=["state", "counts", "confirmed_by", "confirmed_signature", "confirmed_at"])


def _keep_refused(of: Import, kind: Kind, refused: Sequence[CheckedRow]) -> None:
    """Rows that were accepted become wrong ones."""
    if not refused:
        return
    counts = Counter(of.counts)
    rows = ImportRow.objects.filter(of=of, number__in=[row.number for row in refused])
    counts.subtract(rows.values_list("outcome", flat=True))
    counts[RowOutcome.WRONG.value] += len(refused)
    rows.delete()
    copy(copying.ROWS, (_kept(of, kind, row) for row in refused))
    of.counts = dict(+counts)


def _keep_faults(of: Import) -> None:
    """Of the rows only what was wrong stays, without their values: whoever took the others over still has to mend these."""
    ImportRow.objects.filter(of=of).exclude(outcome=RowOutcome.WRONG).delete()
    ImportRow.objects.filter(of=of).update(values={}, identifier="")


def _writings(of: Import, kind: Kind) -> tuple[list[Writing], list[CheckedRow]]:
    """What is to be written of the accepted rows, and which of them cannot be: each with what is wrong."""
    accepted = ImportRow.objects.filter(of=of, outcome__in=ACCEPTED).order_by("number")
    rows = list(accepted.values_list("number", "identifier", "values", "seen"))
    known = _known(of, kind)
    fresh = iter(next_numbers("register_entry", sum(identifier not in known for _, identifier, _, _ in rows)))
    writings, refused = [], []
    for number, identifier, values, seen in rows:
        writing = (
            _of_known(kind, known[identifier], values, of.valid_from)
            if identifier in known
            else _of_new(kind, next(fresh), identifier, values, of.valid_from)
        )
        if problems := _problems(kind, writing, known.get(identifier), seen):
            refused.append(CheckedRow(number, identifier, values, RowOutcome.WRONG, tuple(problems), seen))
        else:
            writings.append(writing)
    return writings, refused


def _problems(kind: Kind, writing: Writing, known: tuple[Entry, list[EntryVersion]] | None, seen: int | None) -> list[Problem]:
    """Why a row cannot be written as it was reviewed: somebody changed its entry, or on some day its values do not fit together."""
    if known is not None and (problem := meanwhile.problem_of(kind, *known, seen)):
        return [problem]
    found = {fault.field: fault for span in writing.spans for fault in faults(kind, span.values or {})}
    return list(found.values())


def _known(of: Import, kind: Kind) -> dict[str, tuple[Entry, list[EntryVersion]]]:
    """The entries of the file that are there already, with all that was said of them."""
    named = ImportRow.objects.filter(of=of, outcome__in=ACCEPTED).values("identifier")
    found = Entry.objects.filter(district=of.district, kind=kind.code, identifier__in=named)
    entries = {entry.identifier: (entry, list[EntryVersion]()) for entry in found.iterator(chunk_size=20_000)}
    by_number = {entry.pk: said for entry, said in entries.values()}
    versions = EntryVersion.objects.filter(entry__in=found.values("pk"))
    told = versions.only("entry", "values", "valid_from", "valid_to", "recorded_at", "signature")
    for version in told.order_by("pk").iterator(chunk_size=20_000):
        by_number[version.entry_id].append(version)
    return entries


def _of_new(kind: Kind, number: int, identifier: str, values: Mapping[str, str], first: date) -> Writing:
    return Writing(number, kind.key(values, number), identifier, None, values, (Span(first, None, values),), telling.ENTERED)


def _of_known(kind: Kind, known: tuple[Entry, list[EntryVersion]], values: Mapping[str, str], first: date) -> Writing:
    entry, versions = known
    present = values_on(versions, first)
    if present is None:
        spans, what = [Span(first, None, values)], telling.ENTERED
    else:
        spans, what = changed(versions, values, first), telling.CHANGED
    before = Findable(entry.name, entry.called, entry.words, entry.marks)
    return Writing(entry.pk, entry.key, entry.identifier, before, with_changes(present or {}, values), tuple(spans), what)


def _write(of: Import, kind: Kind, writings: list[Writing], at: datetime) -> None:
    total = len(writings)
    numbers = next_numbers("register_entryversion", sum(len(one.spans) for one in writings))
    tell = _tell(of, 3 * total)
    copying.copy_entries(copying.entry_rows(kind, of.district_id, writings), tell)
    _refind(kind, [one for one in writings if one.before is not None])
    copy(copying.VERSIONS, copying.version_rows(of, writings, iter(numbers), at), lambda done: tell(total + done))
    news = copying.facts(kind, writings, iter(numbers), at)
    by = authority_of_person(of.person, on=day_of(at))
    record_many(_telling(news, lambda done: tell(2 * total + done)), district=of.district, by=by, at=at)


def _refind(kind: Kind, writings: list[Writing]) -> None:
    """Known entries are found by what is said of them now as well."""
    found = ((one, findable(kind, one.values, one.before)) for one in writings)
    rows = [(one.number, new.name, new.called, new.words, new.marks) for one, new in found if new != one.before]
    if rows:
        copying.copy_refound(rows)


def _telling(news: Iterator[Any], tell: Callable[[int], None]) -> Iterator[Any]:
    for done, new in enumerate(news, start=1):
        if done % copying.STEP == 0:
            tell(done)
        yield new


def _tell(of: Import, total: int) -> Callable[[int], None]:
    """Progress is seen on pages while the import itself is not yet there."""

    def tell(done: int) -> None:
        _beside("UPDATE register_importprogress SET done = %s, total = %s WHERE of_id = %s", [done, total, of.pk])

    return tell


def _beside(statement: str, values: list[int]) -> None:
    """Write beside the transaction, so that it stays although the worker dies."""
    with aside() as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
