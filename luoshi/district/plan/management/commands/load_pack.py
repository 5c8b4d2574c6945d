"""``manage.py load_pack FOLDER``: a folder becomes a district's offices, report and plan, or the rules of a mechanism in a district."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luoshi.district import clock
from luoshi.district.decisions import operations as decisions
from luoshi.district.loads import take_from
from luoshi.district.offices import operations as offices
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import authority_of_coded
from luoshi.district.plan.packs import load_pack, load_rules_of_cases
from luoshi.engines.packs import PackProblem, read_pack

if TYPE_CHECKING:
    from luoshi.engines.packs import Pack


class Command(BaseCommand):
    """Loads a pack; what is there already stays as it is, so that running it again after adding units enters just those."""

    help = "载入一个数据包：单位、岗位、人员、报告和任务分解，或一项机制的规则 / load a pack: a district, or a mechanism with its rules"

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder with its ``pack.yaml``; for a mechanism, whose rules they become and who answers for them."""
        parser.add_argument("folder", type=Path, help="数据包文件夹，内有 pack.yaml / the folder that holds pack.yaml")
        parser.add_argument("--district", default="", help="机制包：用于哪个区 / a mechanism: the district that uses it")
        parser.add_argument("--by", default="", help="机制包：由谁保存（账号） / a mechanism: who saves it (account)")
        parser.add_argument("--confirmed-by", default="", help="由另一个谁施行；不写为草稿 / who puts it in force; else a draft")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, or what is wrong where."""
        try:
            pack = read_pack(options["folder"])
            told = _load_rules(pack, options) if pack.kind != "district" else _load_district(pack)
        except (PackProblem, Refusal, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{pack.name}: {told}")


def _load_district(pack: Pack) -> str:
    made = load_pack(pack, at=clock.now())
    district = offices.name_district(pack.district)
    taken = take_from(pack, district, at=clock.now())
    told = [f"{len(pack.units)} 个单位 / units", *["任务分解已载入 / plan loaded"] * made]
    return "，".join(told + [f"{taken} 项指标和关联 / indicators and links"] * bool(taken))


def _load_rules(pack: Pack, options: dict[str, Any]) -> str:
    if not (options["district"] and options["by"]):
        raise CommandError("机制包和日历包要写明 --district 和 --by。 / A mechanism or a calendar needs --district and --by.")
    today, district = clock.today(), offices.name_district(options["district"])
    by = authority_of_coded(options["by"], on=today)
    cases = load_rules_of_cases(pack, district, by=by, at=clock.now())
    count = decisions.load_pack(
        pack.folder,
        district,
        saved_by=by,
        put_in_force_by=authority_of_coded(options["confirmed_by"], on=today) if options["confirmed_by"] else None,
        at=clock.now(),
    )
    taken = take_from(pack, district, by=by, at=clock.now())
    told = [f"{count} 个决策模型 / decision models"] if count or not (cases or taken) else []
    told += [f"{cases} 份办件规则或日历 / case types or calendars"] * bool(cases)
    return "，".join(told + [f"{taken} 份计分办法 / formulas of scores"] * bool(taken))
