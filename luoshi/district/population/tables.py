"""Which departments' tables there are: declared by packs, brought by units for a period, found by the sources of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from luoshi.district.population import files
from luoshi.district.population.declared import Column
from luoshi.district.population.errors import NoSuchTable, WrongSources
from luoshi.district.population.models import Declaration, DepartmentTable
from luoshi.district.population.relation import Table
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from luoshi.district.offices.queries import District
    from luoshi.district.population.sources import Source


def declaration_of(district: District, name: str) -> Declaration:
    """What a table of this name has to be today.

    Raises:
        NoSuchTable: none of this name is declared.
    """
    found = Declaration.objects.select_related("unit").filter(district=district, name=name).order_by("-pk").first()
    if found is None:
        raise NoSuchTable(name)
    return found


def declarations(district: District) -> list[Declaration]:
    """The tables that may be brought, in the order in which they were first declared."""
    last = Declaration.objects.filter(district=district).order_by("name", "-pk").distinct("name").values("pk")
    return list(Declaration.objects.select_related("unit").filter(pk__in=last).order_by("pk"))


def columns_of(declaration: Declaration) -> tuple[Column, ...]:
    """The columns that are declared."""
    return tuple(map(Column.of_json, declaration.columns))


def newest(district: District, name: str, period: str) -> DepartmentTable | None:
    """The last version of a table for a period."""
    return DepartmentTable.objects.filter(district=district, name=name, period=period).order_by("-version").first()


def table_of(source: Source, district: District, *, on: date) -> DepartmentTable:
    """The table that a source means on a day.

    Raises:
        NoSuchTable: it was not brought for that period.
    """
    period = source.period or (str(on.year - source.years_back) if source.years_back is not None else "")
    rows = DepartmentTable.objects.select_related("declaration").filter(district=district, name=source.table)
    rows = rows.filter(period=period) if period else rows.filter(period__lte=on.strftime("%Y-%m"))
    found = rows.order_by("-period", "-version").first()
    if found is None:
        raise NoSuchTable(source.table, period)
    return found


def opened(tables: dict[str, DepartmentTable], sources: Iterable[Source]) -> dict[str, Table]:
    """The tables ready to be read, by the inputs they are for; each file is looked at first.

    Raises:
        WrongSources: a table has no such column.
        FileGone, FileChanged: a file is not what it was.
    """
    wanted = {each.input: each.column for each in sources if each.table}
    columns = {name: {each.name: each for each in columns_of(table.declaration)} for name, table in tables.items()}
    missing = [(name, column) for name, column in wanted.items() if column not in columns[name]]
    if missing:
        raise WrongSources(
            [
                Words(f"“{tables[name].name}”没有栏目“{column}”", f"“{tables[name].name}” has no column “{column}”")
                for name, column in missing
            ]
        )
    paths = {digest: files.checked(digest) for digest in {each.sha256 for each in tables.values()}}
    return {name: Table(paths[table.sha256], columns[name]) for name, table in tables.items()}
