"""New rows of a table by COPY: PostgreSQL reads them without a statement to parse and to plan, and nothing in them is quoted twice."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import connection, connections, transaction
from django.db.models import JSONField, Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field

Row = TypeVar("Row", bound=Model)


def copied(rows: Iterable[Row]) -> list[Row]:
    """Store new rows of one model as its ``bulk_create`` does, each with its number.

    Raises:
        IntegrityError: a constraint forbids one of them; the transaction cannot go on.
    """
    new = list(rows)
    if new:
        with transaction.atomic(savepoint=False):
            if len(new) <= _FEW and all(each.pk is None for each in new):
                _insert(new)
            else:
                _number([each for each in new if each.pk is None])
                _copy(new)
    return new


_FEW: Final = 4
"""So few are told quicker in one statement than by asking for numbers, beginning a COPY and ending it."""


def _insert(rows: Sequence[Row]) -> None:
    fields = [each for each in _fields(type(rows[0])) if not each.primary_key]
    into = connections[connection.alias]
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    statement = f"INSERT INTO {_table(type(rows[0]), fields)} VALUES {places} RETURNING id"  # noqa: S608 - names of the model, and marks
    with connection.cursor() as cursor:
        cursor.execute(statement, [_value(field, each, into) for each in rows for field in fields])
        numbers = [number for [number] in cursor.fetchall()]
    for each, number in zip(rows, numbers, strict=True):
        each.pk = number
    _are_stored(rows)


def next_numbers(model: type[Model], how_many: int) -> list[int]:
    """Numbers for rows that are still to be stored."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [model._meta.db_table, how_many])  # noqa: SLF001 - Django's documented way to ask for its table
        return [number for [number] in cursor.fetchall()]


_NUMBERS: Final = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def _number(rows: Sequence[Row]) -> None:
    numbers = next_numbers(type(rows[0]), len(rows)) if rows else []
    for each, number in zip(rows, numbers, strict=True):
        each.pk = number


def _copy(rows: Sequence[Row]) -> None:
    fields = _fields(type(rows[0]))
    into = connections[connection.alias]  # asked for once, not for each value
    statement = f"COPY {_table(type(rows[0]), fields)} FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for each in rows:
            copy.write_row([_value(field, each, into) for field in fields])
    _are_stored(rows)


def _are_stored(rows: Iterable[Row]) -> None:
    for each in rows:
        each._state.adding, each._state.db = False, connection.alias  # noqa: SLF001 - as Django's own bulk_create says it


@lru_cache
def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of a table that the database does not compute itself."""
    return [each for each in model._meta.concrete_fields if not each.generated]  # noqa: SLF001 - Django's documented way to ask for them


def _table(model: type[Model], fields: Iterable[Field[Any, Any]]) -> str:
    """A table with some of its columns, as a statement names it."""
    columns = ", ".join(f'"{each.column}"' for each in fields)
    return f'"{model._meta.db_table}" ({columns})'  # noqa: SLF001 - as above


def _value(field: Field[Any, Any], row: Model, into: BaseDatabaseWrapper) -> Any:
    """A value as COPY takes it."""
    value = field.pre_save(row, add=True)
    if isinstance(field, JSONField) and value is not None:
        return json.dumps(value, cls=field.encoder, ensure_ascii=False, separators=(",", ":"))
    return field.get_db_prep_save(value, into)
