"""``manage.py load_demonstration``: the district that does not exist, for whoever has no report at hand yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luoshi.district import clock
from luoshi.district.days import day_of
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
from luoshi.engines.packs import SHIPPED, PackProblem, read_description

if TYPE_CHECKING:
    from luoshi.district.offices.queries import District
    from luoshi.engines.packs import Pack

DAYS_BACK = 60
"""How long ago the rules of the invented cases were loaded: before the first of them begins."""


class Command(BaseCommand):
    """Loads every district of status ``demonstration`` with offices, report, plan, registers, and as its rules those of all mechanisms.

    Two invented people of its office answer for them: one saves them, the other puts them in force. What is loaded already stays as it is.
    """

    help = "载入示范区的单位、报告、任务分解和规则 / load the demonstration district: its offices, report, plan and rules"

    def add_arguments(self, parser: CommandParser) -> None:
        """When, and how much."""
        parser.add_argument("--at", help="载入的时刻，如 2023-01-13T08:30+08:00 / the moment of loading")
        parser.add_argument(
            "--bare", action="store_true", help="不载入虚构的数据、办件和申请 / without invented figures, cases, applications"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was loaded, unless there was nothing to do."""
        at = datetime.fromisoformat(options["at"]) if options["at"] else clock.now()
        bare = options["bare"]
        try:
            packs = [read_description(path.parent) for path in sorted(SHIPPED.glob("*/pack.yaml"))]
            for pack in (each for each in packs if each.status == "demonstration"):
                district = offices.name_district(pack.district)
                loaded = load_pack(pack, at=at)
                registers = _load_registers(pack, district, at)
                _give_addresses(district, at)
                rules = sum(_load_rules(each, district, at) for each in packs if each is pack or each.kind == "mechanism")
                cases = _load_cases(packs, district, at) + (0 if bare else load_cases(pack, district, at=at))
                served = _load_services(pack, district, at) + (0 if bare else _play(pack, district, at))
                measured = sum(take_from(each, district, at=at) for each in packs if each is pack or each.scoring)
                measured += 0 if bare else indicators.play_figures(pack, district, at=at)
                if options["verbosity"] and (loaded or rules or registers or cases or served or measured):
                    self.stdout.write(f"{pack.name} / {pack.name_en}")
        except (PackProblem, Refusal) as problem:
            raise CommandError(str(problem)) from problem


def _load_cases(packs: list[Pack], district: District, at: datetime) -> int:
    """How many case types and calendars were loaded; a district without keepers has none."""
    keepers = queries.keepers(district, on=_day(at))
    begun = at - timedelta(days=DAYS_BACK)
    return sum(
        load_rules_of_cases(each, district, by=keepers[0], at=begun) for each in packs if keepers and each.kind in {"calendar", "mechanism"}
    )


def _load_services(pack: Pack, district: District, at: datetime) -> int:
    """How many items and applicants were loaded."""
    keepers = queries.keepers(district, on=_day(at))
    return services.load_services(pack, district, by=keepers[0], at=at - timedelta(days=DAYS_BACK)) if keepers else 0


def _play(pack: Pack, district: District, at: datetime) -> int:
    """How many invented applications and renewals were played."""
    return services.play_applications(pack, district, at=at) + services.play_renewals(district, at=at)


def _load_registers(pack: Pack, district: District, at: datetime) -> int:
    """How many rows of a pack's tables came into the district's registers, each entered by a person who may."""
    today = _day(at)
    unit = queries.units(district, on=today).first()
    keepers = {
        code: able[0]
        for code, kind in register.KINDS.items()
        if unit is not None and (able := queries.people_who_may(queries.Power.CHANGE, kind.matter, unit=unit, on=today))
    }
    return register_operations.load_rows(rows_on(pack, today=today), district, by=keepers, at=at)


def _give_addresses(district: District, at: datetime) -> None:
    """A mail address, under a name that the Internet reserves for examples, for each invented person without any: so that it can be seen
    what would be sent. Nothing is ever sent there.
    """
    for person in queries.people(district).filter(invented=True, account__isnull=False):
        if not contacts_of(person):
            by = queries.authority_of_person(person, on=_day(at))
            messages.enter_contact(person, Channel.MAIL, f"{person.code}@mail.example", by=by, at=at)


def _load_rules(pack: Pack, district: District, at: datetime) -> int:
    """How many decision models of a pack became rules of the district; a district with fewer than two keepers has none."""
    keepers = queries.keepers(district, on=_day(at))
    if len(keepers) < 2:
        return 0
    return decisions.load_pack(pack.folder, district, saved_by=keepers[1], put_in_force_by=keepers[0], at=at)


def _day(at: datetime) -> date:
    return day_of(at)
