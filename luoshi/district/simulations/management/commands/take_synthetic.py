"""``manage.py take_synthetic FILE``: invented enterprises, of any number, for simulations of a district."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from luoshi.district import clock
from luoshi.district.offices.errors import Refusal
from luoshi.district.offices.queries import authority_of_coded
from luoshi.district.simulations import operations

if TYPE_CHECKING:
    from django.core.management.base import CommandParser


class Command(BaseCommand):
    """Takes in a file of ``luoshi population generate``; any other, and a damaged one, is refused."""

    help = "放入模拟人群（luoshi population generate 生成的文件），供政策模拟选用 / take in synthetic enterprises for simulations"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and who answers for it."""
        parser.add_argument("file", type=Path, help="luoshi population generate 写的 .parquet 文件 / the file that it wrote")
        parser.add_argument("--by", required=True, help="由谁放入（账号） / who takes it in (account)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was taken in, or what is wrong."""
        try:
            by = authority_of_coded(options["by"], on=clock.today())
            if by.district is None:
                raise CommandError(f"{options['by']} 不在任何区任职。 / {options['by']} serves no district.")
            taken = operations.take_synthetic(by.district, options["file"], by=by, at=clock.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"第 {taken.number} 号模拟人群 / synthetic population {taken.number}: {taken.rows:,} 户，种子 / seed {taken.seed}，"
            f"SHA-256 {taken.sha256}"
        )
