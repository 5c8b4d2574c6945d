"""``manage.py begin_district NAME``: a district that has nothing yet gets its office, and the first person in it, who does the rest."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from luoshi.district import clock
from luoshi.district.days import day_of
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import District, authority_of_coded
from luoshi.district.plan.packs import load_pack, load_rules_of_cases
from luoshi.district.preparation import migrate
from luoshi.engines.packs import SHIPPED, Holding, PackProblem, PersonEntry, read_pack

if TYPE_CHECKING:
    from datetime import datetime

START: Final = SHIPPED / "new_district"
USUAL: Final = ("working_days", "supervision", "public_question", "register_dispute")
"""What every district needs at once: days that are worked, supervision notices, questions of the public, disputes about registers."""
_ACCOUNT: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


class Command(BaseCommand):
    """Begins a district. Units, posts, people, the report and all that follows are then entered in the browser."""

    help = "开始一个区：登记政府办和第一个工作人员 / begin a district: its office, and the first person in it"

    def add_arguments(self, parser: CommandParser) -> None:
        """The district, and who enters everything else."""
        parser.add_argument("name", help="区的名称，如 青川区 / what the district is called")
        parser.add_argument("--office", default="政府办公室", help="牵头单位的名称，如 青川区政府办 / what its office is called")
        parser.add_argument("--person", required=True, help="第一个工作人员的姓名 / the name of the first person")
        parser.add_argument("--account", required=True, help="此人的账号：英文字母、数字、- 和 _ / his or her account")
        parser.add_argument("--within", default="", help="上级地区，近的在前，如 某市、某省 / those above the district, the nearest first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what to do next, or what is wrong."""
        name, person, account = (options[each].strip() for each in ("name", "person", "account"))
        if not name or not person or not _ACCOUNT.fullmatch(account):
            raise CommandError(
                "区名和姓名不能空着，账号只能用英文字母、数字、- 和 _。 / Name and person are needed; accounts take letters, digits, -, _."
            )
        migrate()
        if District.objects.filter(invented=True).exists():
            raise CommandError(
                "这个数据文件夹里是演示区，请用 LUOSHI_DATA 另指定一个。"
                " / The demonstration lives in this data folder: set LUOSHI_DATA to another."
            )
        if District.objects.filter(name=name).exists():
            raise CommandError(f"“{name}”已经有了，请登录后在网页上办理。 / There is a {name} already: sign in and go on in the browser.")
        try:
            _begin(name, options, PersonEntry(account, person, "", ()), at=clock.now())
        except (PackProblem, Refusal) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{name}：已登记{options['office']}和{person} / begun, with its office and its first person")
        if sys.stdin.isatty():
            call_command("changepassword", account)
        else:
            self.stdout.write(f"请设口令 / set a password: manage.py changepassword {account}")
        self.stdout.write("然后 / then: luoshi serve；登录后工作台写明下一步 / sign in, and the workbench says what is next")


@transaction.atomic
def _begin(name: str, options: dict[str, Any], person: PersonEntry, *, at: datetime) -> None:
    start = read_pack(START)
    [unit], [post] = start.units, start.posts
    office = str(options["office"])
    held = replace(person, holds=(Holding(post.code, day_of(at), None),))
    pack = replace(
        start, district=name, name_en="", jurisdiction=options["within"], people=(held,),
        units=(replace(unit, name=office),), posts=(replace(post, title=f"{office}主任"),),
    )  # fmt: skip
    load_pack(pack, at=at)
    by = authority_of_coded(person.code, on=day_of(at))
    for each in USUAL:
        load_rules_of_cases(read_pack(SHIPPED / each), District.objects.get(name=name), by=by, at=at)
