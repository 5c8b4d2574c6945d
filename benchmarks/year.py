"""How long the demonstration's year takes, where the time goes, and whether the same seed gives the same year.

    python benchmarks/year.py [--until 2023-03-03] [--seeds 2023 2023 7] [--places 20]

Each seed lives its year in an empty data folder of its own, the loading of the district included. What is of the machine and not of the
year is there before: database, tables, the unpacked font. Processor seconds of the program and of the database stand beside the wall clock,
since a busy machine says little by the latter. One waits for the other: a quiet machine takes about their sum.
Two seeds that are equal have to give equal digests, two that are not different ones.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from traceback import walk_stack
from typing import Any, Final
from unittest.mock import patch

UNPACK: Final = """
import django
django.setup()
from luoshi.district.fonts import unpack_next
while unpack_next():
    pass
"""
LIMIT: Final = 180
"""Seconds that the year may take on two cores."""
DEEDS: Final = ("record_all", "file_all", "issue_all", "handle_all", "answer_all", "note_all", "tell_all")


@dataclass
class Spent:
    """Processor seconds of the program and statements, by what was done; statements and their seconds by the place that asked."""

    by_place: bool
    now: str = "loading"
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    statements: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    waited: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def on(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        """The same act, whose seconds are counted under a name."""

        def counted(*given: Any, **named: Any) -> Any:
            before, self.now, begun = self.now, name, time.process_time()
            try:
                return act(*given, **named)
            finally:
                self.now = before
                self.seconds[name] += time.process_time() - begun

        return counted

    def statement(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's
        """Let a statement pass and count it."""
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.statements[self.now] += 1
            if self.by_place:
                self._count(_place(), time.perf_counter() - begun)

    def _count(self, place: str, seconds: float) -> None:
        self.places[place] += 1
        self.waited[place] += seconds


def _place() -> str:
    """The function of ours that asks the database, and the one that called it."""
    asked = [each for each, _ in walk_stack(None) if "/luoshi/district/" in each.f_code.co_filename]
    ours = [each.f_code for each in asked if not each.f_code.co_filename.endswith(("connections.py", "base.py", "discretion.py"))]
    return " < ".join(f"{each.co_filename.split('/luoshi/district/')[1]}:{each.co_name}" for each in ours[:2])


def live(seed: int, until: date | None, places: int) -> None:
    """Live one year in the data folder that the environment names, and print what it took."""
    import django  # noqa: PLC0415 - it needs the settings

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from luoshi.district.collector import spare_the_collector  # noqa: PLC0415
    from luoshi.district.demonstration import operations, queries  # noqa: PLC0415
    from luoshi.district.preparation import prepare  # noqa: PLC0415

    prepare(demonstration=False, say=lambda *_, **__: None)
    subprocess.run([sys.executable, "-c", UNPACK], check=True)  # the background worker's, in a program of its own as that is
    spare_the_collector()  # as the command does
    connection.ensure_connection()
    spent, wall, program, database = Spent(by_place=places > 0), time.perf_counter(), time.process_time(), database_seconds()
    with counting(spent), connection.execute_wrapper(spent.statement):
        operations.begin(seed=seed, machine=timezone.now())
        spent.seconds["loading"] = time.process_time() - program - sum(spent.seconds.values())
        year = queries.year_of()
        assert year is not None, "it has begun"
        showing = operations.go_on_to(until or year.ends)
        while operations.live_next(machine=timezone.now()):
            pass
    took = time.perf_counter() - wall, time.process_time() - program, database_seconds() - database
    _tell(spent, (showing.aim - showing.begins).days + 1, *took, places=places)
    print(f"{showing.aim} digest {queries.digest(showing.district, on=showing.aim)}", flush=True)


@contextmanager
def counting(spent: Spent) -> Iterator[None]:
    """What a day does is counted part by part: everything that its people do, every round of its evening."""
    from luoshi.district.demonstration import evening, operations  # noqa: PLC0415
    from luoshi.district.rounds import installed_rounds  # noqa: PLC0415

    rounds = [replace(each, act=spent.on(each.name, each.act)) for each in installed_rounds()]
    with ExitStack() as stack:
        stack.enter_context(patch.object(evening, "installed_rounds", lambda: rounds))
        for name in DEEDS:
            stack.enter_context(patch.object(operations, name, spent.on(name, getattr(operations, name))))
        yield


def database_seconds() -> float:
    """Processor seconds of the embedded database so far, those of sessions that ended among them."""
    import psutil  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    from luoshi.district.embedded.cluster import Cluster  # noqa: PLC0415

    process = Cluster(Path(settings.DATA_FOLDER)).process()
    assert process is not None, "it runs as long as somebody is connected"
    own, seconds = process.cpu_times(), 0.0
    for each in process.children(recursive=True):
        with suppress(psutil.Error):
            seconds += each.cpu_times().user + each.cpu_times().system
    return seconds + own.user + own.system + own.children_user + own.children_system


def _tell(spent: Spent, days: int, wall: float, program: float, database: float, *, places: int) -> None:
    both = program + database
    print(f"{days} days: program {program:.1f} s, database {database:.1f} s, both {both:.1f} s of the processor; wall clock {wall:.1f} s")
    print(f"limit {LIMIT} s: {'met' if both < LIMIT else 'not met'} by the processor, {'met' if wall < LIMIT else 'not met'} by the clock")
    for name, seconds in _most(spent.seconds):
        print(f"  {name:32}{seconds:8.2f} s{spent.statements[name]:9,} statements")
    for place, seconds in _most(spent.waited)[:places]:
        print(f"  {seconds:8.2f} s in {spent.places[place]:7,} statements  {place}")


def _most(seconds: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda each: -each[1])


def main() -> int:
    """Live the year of each seed; whether equal seeds gave equal years, and others others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--until", type=date.fromisoformat, help="the last day; else the year's own")
    parser.add_argument("--seeds", type=int, nargs="+", default=[2023, 2023, 7])
    parser.add_argument("--places", type=int, default=0, help="tell so many places that ask the database")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.here:
        live(said.seeds[0], said.until, said.places)
        return 0
    digests = [_apart(seed, said.until, said.places) for seed in said.seeds]
    pairs = [(one, other) for one in range(len(digests)) for other in range(one)]
    right = all((said.seeds[one] == said.seeds[other]) == (digests[one] == digests[other]) for one, other in pairs)
    print(f"\nequal seeds gave equal years, others others: {'yes' if right else 'NO'}")
    return 0 if right else 1


def _apart(seed: int, until: date | None, places: int) -> str:
    """The digest of a year that is lived by a program of its own, in an empty folder."""
    print(f"\nseed {seed}", flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = os.environ | {
            "LUOSHI_DATA": folder, "LUOSHI_DEMONSTRATION": "1", "DJANGO_SETTINGS_MODULE": "luoshi.district.settings",
        }  # fmt: skip
        asked = ["--here", f"--places={places}", "--seeds", str(seed), *([f"--until={until}"] if until else [])]
        told = subprocess.run([sys.executable, __file__, *asked], env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    print(told, end="", flush=True)
    return told.split()[-1]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    raise SystemExit(main())
