"""Reads of populations: snapshots, departments' tables, runs with their rows, and one row computed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext

from luoshi.district.offices.queries import Power
from luoshi.district.population.asking import asked_again
from luoshi.district.population.engine import connected
from luoshi.district.population.fail_if import MATTER, may
from luoshi.district.population.models import DepartmentTable, Run, Snapshot
from luoshi.district.population.outdated import changed_since
from luoshi.district.population.populations import POPULATION, Population, opened, population_of, statement_of
from luoshi.district.population.recomputing import Recomputed, population_again, recomputed
from luoshi.district.population.relation import constant, fitted, kept_as, sector_of
from luoshi.district.population.results import Asked, Row, amounts, answer_of, groups, result_of, row, rows, total_of
from luoshi.district.population.running import plan_of
from luoshi.district.population.sources import Source, read_sources
from luoshi.district.population.tables import columns_of, declarations
from luoshi.district.population.taking import KEY

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District

__all__ = [
    "KEY",
    "MATTER",
    "POPULATION",
    "Asked",
    "DepartmentTable",
    "Population",
    "Recomputed",
    "Row",
    "Run",
    "Snapshot",
    "Source",
    "amounts",
    "answer_of",
    "asked_again",
    "changed_since",
    "columns_of",
    "connected",
    "constant",
    "declarations",
    "fitted",
    "groups",
    "kept_as",
    "may",
    "newest_snapshot",
    "opened",
    "plan_of",
    "population_again",
    "population_of",
    "read_sources",
    "recomputed",
    "result_of",
    "row",
    "rows",
    "run",
    "runs",
    "sector_of",
    "snapshot",
    "snapshots",
    "statement_of",
    "table",
    "tables",
    "total_of",
]


def newest_snapshot(district: District) -> Snapshot | None:
    """The last snapshot whose files are there."""
    return Snapshot.objects.select_related("district").filter(district=district, removal=None).order_by("on", "pk").last()


def snapshots(district: District, *, limit: int = 40) -> list[Snapshot]:
    """The snapshots of a district, newest first; also those whose files went."""
    rows = Snapshot.objects.select_related("removal").prefetch_related("registers").filter(district=district)
    return list(rows.order_by("-on", "-pk")[:limit])


def snapshot_said(of: Snapshot) -> str:
    """A snapshot as a choice."""
    on = date_format(of.on, "SHORT_DATE_FORMAT")
    return gettext("%(on)s 的名录快照，第 %(number)s 号") % {"on": on, "number": of.pk}


def snapshot(pk: int, *, by: Authority) -> Snapshot | None:
    """A snapshot, for somebody who may see it."""
    found = Snapshot.objects.select_related("district", "removal").prefetch_related("registers").filter(pk=pk).first()
    return found if found and may(Power.SEE, found.district, by) else None


def tables(district: District, *, name: str = "", limit: int = 100) -> list[DepartmentTable]:
    """The departments' tables of a district, or those of one name, newest period and version first."""
    found = DepartmentTable.objects.filter(district=district).order_by("name", "-period", "-version")
    return list((found.filter(name=name) if name else found)[:limit])


def table(pk: int, *, by: Authority) -> DepartmentTable | None:
    """A department's table, for somebody who may see it."""
    found = DepartmentTable.objects.select_related("declaration__unit", "district").filter(pk=pk).first()
    return found if found and may(Power.SEE, found.district, by) else None


def runs(district: District, *, package: str = "", limit: int = 40) -> list[Run]:
    """The runs of a district, or of the rules of one pack, newest first."""
    found = Run.objects.select_related("snapshot").filter(district=district).order_by("-pk")
    return list((found.filter(package=package) if package else found)[:limit])


def run(pk: int, *, by: Authority) -> Run | None:
    """A run, for somebody who may see it."""
    found = Run.objects.select_related("district", "snapshot").filter(pk=pk).first()
    return found if found and may(Power.SEE, found.district, by) else None
