"""Many entries and versions at once, by COPY: as single ones are written, a thousand times as fast."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

from luoshi.district.register import telling
from luoshi.district.register.search import findable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from django.db.backends.utils import CursorWrapper

    from luoshi.district.facts.operations import NewFact
    from luoshi.district.register.fields import Kind
    from luoshi.district.register.models import Import
    from luoshi.district.register.search import Findable
    from luoshi.district.register.validity import Span

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
STEP: Final = 2_000
"""After how many rows progress is told."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written of one row: the entry, what found it ``before`` if it is known, and the spans that are said of it."""

    number: int
    key: str
    identifier: str
    before: Findable | None
    values: Mapping[str, str]
    spans: Sequence[Span]
    what: str


def next_numbers(table: str, how_many: int) -> list[int]:
    """Numbers for rows that are still to be written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, how_many])
        return [number for [number] in cursor.fetchall()]


def copy(statement: str, rows: Iterable[Sequence[Any]], told: Callable[[int], None] = lambda _: None) -> int:
    """Copy rows into a table; ``told`` hears now and then how many they are by now. Returns how many they were."""
    done = 0
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for done, row in enumerate(rows, start=1):
            into.write_row(row)
            if done % STEP == 0:
                told(done)
    return done


ENTRIES: Final = "COPY register_entry (id, district_id, kind, identifier, key, name, called, words, marks) FROM STDIN"
REFOUND: Final = "COPY refound (id, name, called, words, marks) FROM STDIN"
_REFIND: Final = """
UPDATE register_entry SET name = refound.name, called = refound.called, words = refound.words, marks = refound.marks
FROM refound WHERE refound.id = register_entry.id
"""
VERSIONS: Final = (
    "COPY register_entryversion "
    "(id, entry_id, values, valid_from, valid_to, recorded_at, person_id, signature, source, reason, by_import_id) FROM STDIN"
)
ROWS: Final = "COPY register_importrow (of_id, number, identifier, values, outcome, problems, seen) FROM STDIN"


def copy_entries(rows: Iterable[Sequence[Any]], told: Callable[[int], None]) -> int:
    """Copy entries; the words that find them are gathered and put into their index once, sorted, and not entry by entry."""
    with connection.cursor() as cursor:
        _gather(cursor)
        done = copy(ENTRIES, rows, told)
        _sort_in(cursor)
    return done


def copy_refound(rows: Iterable[Sequence[Any]]) -> None:
    """Say anew by what entries are found, all at once from a table beside them: one by one, 50,000 of them would take minutes."""
    with connection.cursor() as cursor:
        _gather(cursor)
        cursor.execute("CREATE TEMPORARY TABLE refound (id bigint, name text, called text, words text[], marks text[]) ON COMMIT DROP")
        copy(REFOUND, rows)
        cursor.execute("ANALYZE refound")
        cursor.execute(_REFIND)
        cursor.execute("DROP TABLE refound")
        _sort_in(cursor)


def _gather(cursor: CursorWrapper) -> None:
    cursor.execute("SET LOCAL gin_pending_list_limit = '1GB'; SET LOCAL maintenance_work_mem = '256MB'")


def _sort_in(cursor: CursorWrapper) -> None:
    cursor.execute("SELECT gin_clean_pending_list('entries_by_words')")


def entry_rows(kind: Kind, district: int, writings: Iterable[Writing]) -> Iterator[tuple[Any, ...]]:
    """The new entries."""
    for one in writings:
        if one.before is None:
            found = findable(kind, one.values)
            yield (one.number, district, kind.code, one.identifier, one.key, found.name, found.called, found.words, found.marks)


def version_rows(of: Import, writings: Iterable[Writing], numbers: Iterator[int], at: datetime) -> Iterator[tuple[Any, ...]]:
    """What is said of new and changed entries."""
    for one in writings:
        for span in one.spans:
            values = None if span.values is None else as_json(span.values)
            yield (
                next(numbers), one.number, values, span.valid_from, span.valid_to, at, of.person_id, of.signature, of.source, "", of.pk,
            )  # fmt: skip


def facts(kind: Kind, writings: Iterable[Writing], numbers: Iterator[int], at: datetime) -> Iterator[NewFact]:
    """What is told of it, fact by fact; the numbers are those of the versions."""
    for one in writings:
        for span in one.spans:
            details = telling.of_version(next(numbers), kind, span)
            yield telling.fact(kind, one.key, one.what, at=at, details=details)


def as_json(values: Any) -> str:
    """As PostgreSQL takes it."""
    return _JSON.encode(values)
