"""``manage.py load_demonstration``: the district that does not exist, for whoever has no report at hand yet."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

import luoshi
from luoshi.district import clock
from luoshi.district.decisions import operations as decisions
from luoshi.district.indicators import operations as indicators
from luoshi.district.loads import take_from
from luoshi.district.messages import operations as messages
from luoshi.district.messages.queries import Channel, contacts_of
from luoshi.district.offices import operations as offices
from luoshi.district.offices import queries
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan.demonstration import load_cases, rows_on
from luoshi.district.plan.packs import load_pack, load_rules_of_cases
from luoshi.district.register import operations as register_operations
from luoshi.district.register import queries as register
from luoshi.district.services import operations as services
from luoshi.engines.packs import PackProblem, read_description

if TYPE_CHECKING:
    from luoshi.engines.packs import Pack

DAYS_BACK = 60
"""How long ago the rules of the invented cases were loaded: before the first of them begins."""
PACKS = Path(luoshi.__file__).parent / "packs"


class Command(BaseCommand):
    """Loads every district of status ``demonstration`` with offices, report, plan, registers, and as its rules those of all mechanisms.

    Two invented people of its office answer for them: one saves them, the other puts them in force. What is loaded already stays as it is.
    """

    help = "载入示范区的单位、报告、任务分解和规则 / load the demonstration district: its offices, report, plan and rules"

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was loaded, unless there was nothing to do."""
        try:
            packs = [read_description(path.parent) for path in sorted(PACKS.glob("*/pack.yaml"))]
            for pack in (each for each in packs if each.status == "demonstration"):
                loaded = load_pack(pack, at=clock.now())
                registers = _load_registers(pack)
                _give_addresses(pack.district)
                rules = sum(_load_rules(each, pack.district) for each in packs if each is pack or each.kind == "mechanism")
                cases = _load_cases(pack, packs)
                served = _load_services(pack, packs)
                measured = sum(_take(each, pack.district) for each in packs if each is pack or each.scoring)
                measured += indicators.play_figures(pack, offices.name_district(pack.district), at=clock.now())
                if options["verbosity"] and (loaded or rules or registers or cases or served or measured):
                    self.stdout.write(f"{pack.name} / {pack.name_en}")
        except (PackProblem, Refusal) as problem:
            raise CommandError(str(problem)) from problem


def _load_cases(pack: Pack, packs: list[Pack]) -> int:
    """How many case types, calendars and invented cases were loaded; a district without keepers has none."""
    district = offices.name_district(pack.district)
    keepers = queries.keepers(district, on=clock.today())
    if not keepers:
        return 0
    begun = clock.now() - timedelta(days=DAYS_BACK)
    loaded = sum(load_rules_of_cases(each, district, by=keepers[0], at=begun) for each in packs if each.kind in {"calendar", "mechanism"})
    return loaded + load_cases(pack, district, at=clock.now())


def _load_services(pack: Pack, packs: list[Pack]) -> int:
    """How many items and applicants were loaded, and how many invented applications were played."""
    district = offices.name_district(pack.district)
    keepers = queries.keepers(district, on=clock.today())
    if not keepers:
        return 0
    begun = clock.now() - timedelta(days=DAYS_BACK)
    folders = {each.id: each.folder for each in packs}
    loaded = services.load_services(pack, district, folders=folders, by=keepers[0], at=begun)
    played = services.play_applications(pack, district, at=clock.now())
    return loaded + played + services.play_renewals(district, at=clock.now())


def _take(pack: Pack, of: str) -> int:
    """How much other capabilities took from a pack for a district, such as indicators and what they measure, or a formula of scores."""
    return take_from(pack, offices.name_district(of), at=clock.now())


def _load_registers(pack: Pack) -> int:
    """How many rows of a pack's tables came into the district's registers, each entered by a person who may."""
    home = offices.name_district(pack.district)
    today = clock.today()
    unit = queries.units(home, on=today).first()
    keepers = {
        code: able[0]
        for code, kind in register.KINDS.items()
        if unit is not None and (able := queries.people_who_may(queries.Power.CHANGE, kind.matter, unit=unit, on=today))
    }
    return register_operations.load_rows(rows_on(pack, today=today), home, by=keepers, at=clock.now())


def _give_addresses(district: str) -> None:
    """A mail address, under a name that the Internet reserves for examples, for each invented person without any: so that it can be seen
    what would be sent. Nothing is ever sent there.
    """
    for person in queries.people(offices.name_district(district)).filter(invented=True, account__isnull=False):
        if not contacts_of(person):
            by = queries.authority_of_person(person, on=clock.today())
            messages.enter_contact(person, Channel.MAIL, f"{person.code}@mail.example", by=by, at=clock.now())


def _load_rules(pack: Pack, district: str) -> int:
    """How many decision models of a pack became rules of the district; a district with fewer than two keepers has none."""
    home = offices.name_district(district)
    keepers = queries.keepers(home, on=clock.today())
    if len(keepers) < 2:
        return 0
    return decisions.load_pack(pack.folder, home, saved_by=keepers[1], put_in_force_by=keepers[0], at=clock.now())
