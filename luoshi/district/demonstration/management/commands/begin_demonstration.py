"""``manage.py begin_demonstration``: the year of the demonstration begins, and goes on in the background to the day that its pack shows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from luoshi.district.demonstration import operations, queries
from luoshi.district.offices.errors import Refusal
from luoshi.engines.packs import PackProblem


class Command(BaseCommand):
    """Loads the demonstration district on the first day of its year, unless it is there."""

    help = "演示年开始 / begin the year of the demonstration"

    def add_arguments(self, parser: CommandParser) -> None:
        """By which chance."""
        parser.add_argument("--seed", type=int, help="种子 / what decides chance")

    def handle(self, *args: Any, **options: Any) -> None:
        """Begin, and say how far to go; what began goes on as it was told."""
        is_new = queries.showing() is None
        try:
            showing = operations.begin(seed=options["seed"], machine=timezone.now())
            year = queries.year_of()
            if is_new and showing is not None and year is not None:
                operations.go_on_to(year.shown)
        except (PackProblem, Refusal) as problem:
            raise CommandError(str(problem)) from problem
