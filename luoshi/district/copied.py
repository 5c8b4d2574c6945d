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
    fields, statement = _inserted(type(rows[0]))
    into = connections[connection.alias]
    values = [_value(field, each, into) for each in rows for field in fields]
    row = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} VALUES {', '.join([row] * len(rows))} RETURNING id", values)
        numbers = [number for [number] in cursor.fetchall()]
    for each, number in zip(rows, numbers, strict=True):
        each.pk = number
        each._state.adding, each._state.db = False, connection.alias  # noqa: SLF001 - as below


@lru_cache
def _inserted(model: type[Model]) -> tuple[list[Field[Any, Any]], str]:
    """The columns of a table that have a value before it is stored, and the beginning of the statement that stores it."""
    table = model._meta  # noqa: SLF001 - Django's documented way to ask for its columns
    fields = [each for each in table.concrete_fields if not each.generated and not each.primary_key]
    columns = ", ".join(f'"{each.column}"' for each in fields)
    return fields, f'INSERT INTO "{table.db_table}" ({columns})'


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
    fields, statement = _into(type(rows[0]))
    into = connections[connection.alias]  # asked for once, not for each value
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for each in rows:
            copy.write_row([_value(field, each, into) for field in fields])
    for each in rows:
        each._state.adding, each._state.db = False, connection.alias  # noqa: SLF001 - as Django's own bulk_create says it


@lru_cache
def _into(model: type[Model]) -> tuple[list[Field[Any, Any]], str]:
    """The columns of a table that the database does not compute itself, and the statement that copies them."""
    table = model._meta  # noqa: SLF001 - Django's documented way to ask for its columns
    fields = [each for each in table.concrete_fields if not each.generated]
    columns = ", ".join(f'"{each.column}"' for each in fields)
    return fields, f'COPY "{table.db_table}" ({columns}) FROM STDIN'


def _value(field: Field[Any, Any], row: Model, into: BaseDatabaseWrapper) -> Any:
    """A value as COPY takes it."""
    value = field.pre_save(row, add=True)
    if isinstance(field, JSONField) and value is not None:
        return json.dumps(value, cls=field.encoder, ensure_ascii=False, separators=(",", ":"))
    return field.get_db_prep_save(value, into)
