"""``manage.py load_demonstration``: the district that does not exist, for whoever has no report at hand yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

import luoshi
from luoshi.district.plan.models import Origin
from luoshi.district.plan.operations import adopt_report

PACKS = Path(luoshi.__file__).parent / "packs"


class Command(BaseCommand):
    """Loads the report of every pack of status ``demonstration``; what is loaded already stays as it is."""

    help = "载入示范区的报告 / load the demonstration district's report"

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was loaded, unless there was nothing to do."""
        for folder in sorted(path.parent for path in PACKS.glob("*/pack.yaml")):
            described = _described(folder / "pack.yaml")
            if described.get("status") == "demonstration" and _load(folder, described) and options["verbosity"]:
                self.stdout.write(f"{described['name']} / {described['name_en']}")


def _load(folder: Path, described: dict[str, str]) -> bool:
    report = folder / described["report"]
    return adopt_report(
        report.read_bytes(),
        report.name,
        slug=f"{described['id']}-{described['year']}".replace("_", "-"),
        district=described["district"],
        district_en=described["name_en"].removesuffix(" (demonstration)"),
        origin=Origin.DEMONSTRATION,
        at=timezone.now(),
    )


def _described(pack: Path) -> dict[str, str]:
    """The flat ``key: value`` lines of a pack's description."""
    lines = pack.read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(": ") for line in lines if ": " in line and not line.startswith(("#", " ")))
    return {key: value.strip() for key, _, value in pairs}
