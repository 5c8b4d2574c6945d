"""A whole register as it stands on a day, read by one COPY: a million entries take seconds, since no Python object is made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection
from psycopg import sql

from luoshi.district.register.models import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.register.fields import Kind


def whole_register(kind: Kind, district: District, *, on: date) -> Iterator[bytes]:
    """The entries that are there on a day as CSV in UTF-8: a heading with ``key`` and the codes of the fields, then an entry a line.

    Each has the values that :func:`~luoshi.district.register.queries.values_of` gives; what was merged away is left out. Without quotes
    nothing is said.
    """
    fields = [sql.SQL("{} text").format(sql.Identifier(field.code)) for field in kind.fields]
    statement = sql.SQL(_ROWS).format(
        fields=sql.SQL(", ").join(fields), district=sql.Literal(district.pk), kind=sql.Literal(kind.code), on=sql.Literal(on)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        yield from map(bytes, copy)


def merged_keys(kind: Kind, district: District) -> dict[str, str]:
    """The keys of entries that were merged into others, each with the key of the one that stands for it today."""
    merged = Entry.objects.filter(district=district, kind=kind.code, merged_into__isnull=False).values_list("pk", "key", "merged_into")
    into = {number: target for number, _, target in merged}
    roots = {number: _root(number, into) for number in into}
    keys = dict(Entry.objects.filter(pk__in=set(roots.values())).values_list("pk", "key"))
    return {key: keys[roots[number]] for number, key, _ in merged}


def _root(number: int, into: dict[int, int | None]) -> int:
    while (target := into.get(number)) is not None:
        number = target
    return number


_ROWS: Final = """
COPY (
    SELECT entry.key, said.*
    FROM register_entry entry
    CROSS JOIN LATERAL (
        SELECT version.values FROM register_entryversion version
        WHERE version.entry_id = entry.id AND version.valid_from <= {on} AND (version.valid_to IS NULL OR version.valid_to >= {on})
        ORDER BY version.id DESC LIMIT 1
    ) deciding
    CROSS JOIN LATERAL jsonb_to_record(deciding.values) AS said({fields})
    WHERE entry.district_id = {district} AND entry.kind = {kind} AND entry.merged_into_id IS NULL AND deciding.values IS NOT NULL
    ORDER BY entry.id
) TO STDOUT (FORMAT csv, HEADER true)
"""
