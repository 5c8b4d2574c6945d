"""Tables as files: CSV (RFC 4180, UTF-8 with its mark, so that office programs read it) and JSON. Only declared columns leave. Pure."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import TYPE_CHECKING, Any

from luoshi.district.public_tables import Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from luoshi.district.public_tables import Cell, Column, PublicTable


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, each cut down to the declared columns; addresses are whole."""

    table: PublicTable
    rows: tuple[tuple[Cell, ...], ...]


def filled(table: PublicTable, rows: Iterable[Any], *, site: str) -> Filled:
    """The declared columns of rows; whatever else a row says stays here. ``site`` is put before the addresses."""
    return Filled(table, tuple(tuple(_cell(each.of(row), each, site) for each in table.columns) for row in rows))


def _cell(value: Cell, column: Column, site: str) -> Cell:
    return f"{site}{value}" if column.type is Type.ADDRESS and value else value


def to_csv(of: Filled) -> bytes:
    """The table with the codes of its columns as the first row; what is not known is empty."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([each.code for each in of.table.columns])
    writer.writerows([_in_csv(cell) for cell in row] for row in of.rows)
    return written.getvalue().encode("utf-8-sig")


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


def plain(number: Decimal) -> str:
    """A number in digits, without the zeros that the database adds.

    >>> plain(Decimal("8000.0000")), plain(Decimal("6.50")), plain(Decimal("-0.1"))
    ('8000', '6.5', '-0.1')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_json(of: Filled, about: Mapping[str, Any]) -> str:
    """The table with what is known about it; numbers are JSON numbers with the same digits as in CSV, days are ISO 8601."""
    columns = [
        {"code": each.code, "type": each.type.value, "zh": each.meaning.chinese, "en": each.meaning.english} for each in of.table.columns
    ]
    codes = [each.code for each in of.table.columns]
    rows = [dict(zip(codes, map(_in_json, row), strict=True)) for row in of.rows]
    return json.dumps({**about, "table": of.table.code, "columns": columns, "rows": rows}, ensure_ascii=False, indent=1)


def _in_json(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return _number(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _number(number: Decimal) -> int | float | str:
    """The same number as JSON has it; in words where no double holds its digits, for a wrong number is worse than a quoted one."""
    if number == number.to_integral_value():
        return int(number)
    return float(number) if Decimal(str(float(number))) == number else plain(number)
