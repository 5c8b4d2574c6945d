"""``manage.py load_pack FOLDER``: a district sets up its own offices, and perhaps its report and plan, from a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from luoshi.district.offices.errors import Refusal
from luoshi.district.plan.packs import load_pack
from luoshi.engines.packs import PackProblem, read_pack


class Command(BaseCommand):
    """Loads a pack; what is there already stays as it is, so that running it again after adding units enters just those."""

    help = "载入一个数据包：单位、岗位、人员、报告和任务分解 / load a pack: units, posts, people, report and plan"

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder with its ``pack.yaml``."""
        parser.add_argument("folder", type=Path, help="数据包文件夹，内有 pack.yaml / the folder that holds pack.yaml")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, or what is wrong where."""
        try:
            pack = read_pack(options["folder"])
            if pack.kind != "district":
                raise CommandError(
                    f"{pack.name} 是机制的数据包，没有单位和计划可载入；要检查它，请用 luoshi pack check。 "
                    f"{pack.name_en} is the pack of a mechanism and has no offices and plan to load; luoshi pack check looks at it."
                )
            made = load_pack(pack, at=timezone.now())
        except (PackProblem, Refusal, OSError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{pack.name}: {len(pack.units)} 个单位 / units" + ("，任务分解已载入 / plan loaded" if made else ""))
