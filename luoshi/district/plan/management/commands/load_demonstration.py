"""``manage.py load_demonstration``: the district that does not exist, for whoever has no report at hand yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import luoshi
from luoshi.district.offices.errors import Refusal
from luoshi.district.plan.packs import load_pack
from luoshi.engines.packs import PackProblem, read_description

PACKS = Path(luoshi.__file__).parent / "packs"


class Command(BaseCommand):
    """Loads every pack of status ``demonstration``: offices, report, plan; what is loaded already stays as it is."""

    help = "载入示范区的单位、报告和任务分解 / load the demonstration district: its offices, report and plan"

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was loaded, unless there was nothing to do."""
        try:
            for folder in sorted(path.parent for path in PACKS.glob("*/pack.yaml")):
                pack = read_description(folder)
                if pack.status == "demonstration" and load_pack(pack, at=timezone.now()) and options["verbosity"]:
                    self.stdout.write(f"{pack.name} / {pack.name_en}")
        except (PackProblem, Refusal) as problem:
            raise CommandError(str(problem)) from problem
