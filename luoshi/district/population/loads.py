"""What populations take from a district's pack: which tables departments bring, and in a demonstration those tables themselves."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from luoshi.district.loads import Load
from luoshi.district.offices.queries import Power, people_who_may, present_units
from luoshi.district.population import operations
from luoshi.district.population.declared import Column, Type
from luoshi.district.population.fail_if import MATTER
from luoshi.district.population.tables import newest

if TYPE_CHECKING:
    from datetime import datetime

    from luoshi.district.offices.queries import Authority, District, Unit
    from luoshi.engines.packs import Pack
    from luoshi.engines.packs.model_of_department_tables import DepartmentTableEntry


def load_pack(pack: Pack, district: District, *, by: Authority, at: datetime) -> int:
    """Declare the tables of a pack, and bring those that a demonstration has; returns how many of both were new."""
    present = present_units(district)
    units = {each.code: present[each.pk] for each in district.units.all()}
    return sum(_load(each, district, units[each.unit], by=by, at=at) for each in pack.department_tables)


def _load(table: DepartmentTableEntry, district: District, unit: Unit, *, by: Authority, at: datetime) -> int:
    columns = [Column(**{**asdict(each), "type": Type(each.type)}) for each in table.columns]
    declared = operations.declare_table(
        district, table.name, columns, name_en=table.name_en, register=table.register, unit=unit, by=by, at=at
    )
    return (declared is not None) + _bring(table, district, unit, at)


def _bring(table: DepartmentTableEntry, district: District, unit: Unit, at: datetime) -> int:
    able = people_who_may(Power.CHANGE, MATTER, unit=unit, on=localtime(at).date())
    waiting = [each for each in table.files if newest(district, table.name, each.period) is None]
    for each in waiting if able else ():
        operations.import_table(
            district, table.name, each.path.read_bytes(), file_name=each.path.name, period=each.period,
            source=each.source, document=each.document, by=able[0], at=at,
        )  # fmt: skip
    return len(waiting) if able else 0


LOADS = (Load(20, load_pack),)
