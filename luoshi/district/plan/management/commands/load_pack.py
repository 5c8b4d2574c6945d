"""``manage.py load_pack FOLDER…``: folders become a district's offices, report and plan, or the rules of mechanisms in a district."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from luoshi.district import clock
from luoshi.district.loads import take_from
from luoshi.district.offices import operations as offices
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import District, authority_of_coded
from luoshi.district.plan.mechanisms import take
from luoshi.district.plan.packs import load_pack
from luoshi.district.preparation import migrate
from luoshi.engines.packs import SHIPPED, PackProblem, read_pack

if TYPE_CHECKING:
    from luoshi.engines.packs import Pack


class Command(BaseCommand):
    """Loads packs, all or none; what is there already stays as it is, so that running it again after adding units enters just those."""

    help = "载入一个数据包：单位、岗位、人员、报告和任务分解，或一项机制的规则 / load a pack: a district, or a mechanism with its rules"

    def add_arguments(self, parser: CommandParser) -> None:
        """Folders with a ``pack.yaml`` each; for mechanisms, whose rules they become and who answers for them."""
        parser.add_argument(
            "folders",
            type=Path,
            nargs="+",
            metavar="FOLDER",
            help="数据包文件夹，或随程序带来的包的编号 / a folder with pack.yaml, or the code of a pack that comes along",
        )
        parser.add_argument("--district", default="", help="机制包：用于哪个区，只有一个区时不写 / a mechanism: the district that uses it")
        parser.add_argument("--by", default="", help="机制包：由谁保存（账号） / a mechanism: who saves it (account)")
        parser.add_argument("--confirmed-by", default="", help="由另一个谁施行；不写为草稿 / who puts it in force; else a draft")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, or what is wrong where."""
        migrate()  # a new installation may load before it serves
        try:
            with transaction.atomic():
                told = [_load(read_pack(_folder(each)), options) for each in options["folders"]]
        except (PackProblem, Refusal, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("\n".join(told))


def _folder(named: Path) -> Path:
    """A folder, or one of the packs that come with Luoshi by its code."""
    return named if named.is_dir() or len(named.parts) > 1 else SHIPPED / named


def _load(pack: Pack, options: dict[str, Any]) -> str:
    return f"{pack.name}: {_load_rules(pack, options) if pack.kind != 'district' else _load_district(pack)}"


def _load_district(pack: Pack) -> str:
    made = load_pack(pack, at=clock.now())
    district = offices.name_district(pack.district)
    taken = take_from(pack, district, at=clock.now())
    told = [f"{len(pack.units)} 个单位 / units", *["任务分解已载入 / plan loaded"] * made]
    return "，".join(told + [f"{taken} 项指标和关联 / indicators and links"] * bool(taken))


def _district(name: str) -> District:
    """The one that is named, or the only one that there is; never a new one for a slip of the pen."""
    known = {each.name: each for each in District.objects.order_by("pk")}
    found = known.get(name) if name else next(iter(known.values()), None) if len(known) == 1 else None
    if found is None:
        listed = "、".join(known) or "—"
        raise CommandError(f"--district 要写本系统里的区：{listed}，现为“{name}”。 / --district is one of {listed}, found “{name}”.")
    return found


def _load_rules(pack: Pack, options: dict[str, Any]) -> str:
    today, district = clock.today(), _district(options["district"])
    by = authority_of_coded(options["by"], on=today)
    if not by.serves(district):
        raise CommandError(
            f"--by 要写在{district.name}任职的人的账号，现为“{options['by']}”。"
            f" / --by is the account of somebody who holds a post of {district.name}, found “{options['by']}”."
        )
    confirmed_by = authority_of_coded(options["confirmed_by"], on=today) if options["confirmed_by"] else None
    taken = take(pack, district, by=by, confirmed_by=confirmed_by, at=clock.now())
    told = [f"{taken.models} 个决策模型 / decision models"] if taken.models or not (taken.cases or taken.others) else []
    told += [f"{taken.cases} 份办件规则或日历 / case types or calendars"] * bool(taken.cases)
    return "，".join(told + [f"{taken.others} 份其他规则 / other rules"] * bool(taken.others))
