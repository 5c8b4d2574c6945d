"""What populations take from a district's pack: which tables departments bring, and in a demonstration those tables themselves."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.days import day_of
from luoshi.district.loads import Load
from luoshi.district.offices.queries import District, Power, people_who_may, present_units
from luoshi.district.population import operations
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.fail_if import MATTER
from luoshi.district.population.models import Declaration, DepartmentTable
from luoshi.engines.packs import SHIPPED, read_description
from luoshi.engines.packs.department_tables import FILE

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, Unit
    from luoshi.engines.packs import Pack
    from luoshi.engines.packs.model_of_department_tables import BroughtFile, DepartmentTableEntry


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Declare the tables of a pack, and bring those that a demonstration has; returns how many of both were new."""
    present = present_units(district)
    units = {each.code: present[each.pk] for each in district.units.all()}
    declared = sum(_declare(each, district, units[each.unit], by=by, at=at) for each in pack.department_tables)
    return declared + _bring(pack, district, at)


def bring_what_has_come(*, at: datetime) -> int:
    """Bring what units of invented districts know by now and did not when the district was loaded; returns how much that was."""
    found = ((pack, District.objects.filter(name=pack.district).first()) for pack in _demonstrations())
    return sum(_bring(pack, district, at) for pack, district in found if district is not None)


@cache  # packs stay the same while a program runs
def _demonstrations() -> tuple[Pack, ...]:
    packs = (read_description(file.parent) for file in sorted(SHIPPED.glob(f"*/{FILE}")))
    return tuple(each for each in packs if each.status == "demonstration")


def _declare(table: DepartmentTableEntry, district: District, unit: Unit, *, by: Authority, at: datetime) -> bool:
    columns = [Column(**{**asdict(each), "type": Type(each.type)}) for each in table.columns]
    declared = operations.declare_table(
        district, table.name, columns, name_en=table.name_en, register=table.register, unit=unit, by=by, at=at
    )
    return declared is not None


def _bring(pack: Pack, district: District, at: datetime) -> int:
    """The files whose time has come: nobody knows in January what was so in June."""
    month = f"{localtime(at):%Y-%m}"
    there = set(DepartmentTable.objects.filter(district=district).values_list("name", "period"))
    waiting = [(table, each) for table in pack.department_tables for each in table.files if each.period <= month]
    return sum(_brought(table, each, district, at) for table, each in waiting if (table.name, each.period) not in there)


def _brought(table: DepartmentTableEntry, file: BroughtFile, district: District, at: datetime) -> bool:
    declared = Declaration.objects.select_related("unit").filter(district=district, name=table.name).last()
    able = people_who_may(Power.CHANGE, MATTER, unit=declared.unit, on=day_of(at)) if declared else []
    if able:
        operations.import_table(
            district, table.name, file.path.read_bytes(), file_name=file.path.name, period=file.period,
            source=file.source, document=file.document, by=able[0], at=at,
        )  # fmt: skip
    return bool(able)


LOADS = (Load(20, load_pack),)
