"""How fast facts become figures, and figures lights and pages: `python benchmarks/progress.py [FACTS]`, a million unless another is given.

On an embedded database of its own, in a folder that is gone afterwards: 2,000 commitments, each measured by an indicator of its own. 60 of
the 100 kinds of facts are counted whole by one indicator each, the others by 48 or 49 streets that stand in the details of each fact; a
fifth of the indicators adds quantities, a tenth counts each subject once a year. No fact is left out.

The facts are written by the database itself into the real table, with its constraints and triggers on; its computed columns are filled in
directly, and its indexes are made afterwards, which gives the same rows in a fraction of the time. They are sealed as always. Then printed
are, beside their limits, the seconds

- until all facts have been counted for the first time, entry by entry (once in the life of a record, in steps of 200,000 facts),
- to count the next 1,000 (limit: 1),
- to count all anew and hold the result against every figure that is kept (limit: 30 for ten million facts),
- to say where all commitments stand, to light them for the first time, and again when nothing has changed,

the milliseconds of reads and pages (limit: 300 for the leaders' page and for the records of any figure), and the size on disk. Processor
time of this program and of the database, with all that works for it, stands beside, since other programs may be at work.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import psutil

from benchmarks.progress_district import AT, COMMITMENTS, INDICATORS, NEXT, ON, SLUG, declare, light, prepared, promise, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report

FACTS = 1_000_000
TIMES = 20
PAGE = 300
"""The limit of a page and of the way from a figure to its records, in milliseconds."""


def main() -> None:
    """Write, count, recount, judge, read; print."""
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else FACTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ |= {"LUOSHI_DATA": folder, "LUOSHI_DEVELOP": "1"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        by, second, district = prepared()
        print(f"{facts:,} facts, {INDICATORS:,} indicators, {COMMITMENTS:,} commitments", flush=True)
        print(f"{'':44}{'seconds':>9}{'program':>10}{'database':>10}", flush=True)
        _time("written by the database", lambda: write(facts, facts, district))
        _time("sealed", _seal)
        _time("indicators declared", lambda: declare(district, by))
        report = promise(district, by)
        _vacuum()
        _time("counted for the first time", lambda: _count(facts))
        _vacuum()
        write(NEXT, facts, district)
        _seal()
        _time(f"the next {NEXT:,} counted", lambda: _count(NEXT), most=1)
        _time("all counted anew and compared", _recount, most=30)
        _judge(district, report, by, second)
        _read(district)
        _open(by)
        _sizes()


def _seal() -> None:
    from luoshi.district.facts.operations import seal  # noqa: PLC0415

    seal(at=AT)


def _vacuum() -> None:
    """What the database does by itself some minutes later."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _count(facts: int) -> None:
    from luoshi.district.indicators.operations import count  # noqa: PLC0415

    assert count(at=AT) == facts


def _recount() -> None:
    from luoshi.district.indicators.operations import recount  # noqa: PLC0415

    assert recount() == []


def _judge(district: District, report: Report, by: Authority, second: Authority) -> None:
    from luoshi.district.lights.operations import judge  # noqa: PLC0415
    from luoshi.district.progress.queries import standings  # noqa: PLC0415

    light(district, report, by, second)
    _time("where all commitments stand", lambda: standings(report, on=ON))
    _time("all lit", lambda: judge(report, on=ON, at=AT))
    _time("all judged again, nothing new", lambda: judge(report, on=ON, at=AT))


def _read(district: District) -> None:
    from luoshi.district.indicators.queries import indicators, records, series, series_of, value_lineage  # noqa: PLC0415
    from luoshi.engines.progress import Period  # noqa: PLC0415

    whole = indicators(district).get(code="i1")
    street = indicators(district).get(code=f"i{INDICATORS - 1}")
    june = Period.parse("2023-06")
    print(f"\n{'':44}{'median ms':>11}{'slowest':>9}{'program':>10}")
    _repeat("figures of all indicators", lambda: series_of(list(indicators(district)), on=ON), times=5)
    later = f"2023-06-01_{10**6}_{10**6}"
    for name, one in (("a whole kind", whole), ("a street", street)):
        _repeat(f"series of {name}", partial(series, one, on=ON))
        _repeat(f"lineage of {name}", partial(value_lineage, one, june, on=ON), most=PAGE)
        _repeat(f"newest records of {name}", partial(records, one, june), most=PAGE)
        _repeat(f"older records of {name}", partial(records, one, june, before=later), most=PAGE)


def _open(by: Authority) -> None:
    """Pages as an official of the office asks for them, through Django's own client."""
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    assert by.person is not None
    assert by.person.account is not None
    official = Client()
    official.force_login(by.person.account)
    pages = {
        "leaders' page": "/workbench/overview/",
        "a commitment": f"/commitments/{SLUG}-0777/",
        "its progress": f"/commitments/{SLUG}-0777/progress/",
        "its lights": f"/commitments/{SLUG}-0777/lights/",
        "the records of its figure": "/indicators/i776/2023-06/",
        "list of indicators": "/indicators/",
        "list of lights": f"/workbench/{SLUG}/lights/",
    }
    for name, address in pages.items():
        assert official.get(address).status_code == 200, address
        _repeat(f"page: {name}", partial(official.get, address), times=8, most=PAGE)


def _repeat(name: str, act: Callable[[], Any], times: int = TIMES, *, most: float | None = None) -> None:
    taken, used = [], time.process_time()
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    used = (time.process_time() - used) * 1000 / times
    print(f"{name:44}{statistics.median(taken):11.1f}{max(taken):9.1f}{used:10.1f}{_held(statistics.median(taken), most)}", flush=True)


def _sizes() -> None:
    from django.db import connection  # noqa: PLC0415

    print("\non disk, with indexes:")
    with connection.cursor() as cursor:
        for table in ("facts_fact", "facts_leaf", "indicators_contribution", "indicators_monthlysum", "indicators_countedsubject"):
            cursor.execute("SELECT pg_table_size(%s), pg_indexes_size(%s)", [table, table])
            rows, indexes = cursor.fetchone()
            print(f"  {table:28}{rows / 1e6:10.1f} MB +{indexes / 1e6:8.1f} MB")


def _held(taken: float, most: float | None) -> str:
    """Whether a limit is held, if there is one."""
    return "" if most is None else f"   limit {most:g}: {'met' if taken <= most else 'NOT MET'}"


def _time(name: str, act: Callable[[], object], *, most: float | None = None) -> None:
    before, used, begun = _busy(), time.process_time(), time.perf_counter()
    act()
    said = (time.perf_counter() - begun, time.process_time() - used, _busy() - before)
    print(f"{name:44}{said[0]:9.1f}{said[1]:10.1f}{said[2]:10.1f}{_held(said[0], most)}", flush=True)


def _busy() -> float:
    """Processor seconds of the connection's process in the database, and of those that have helped it and ended."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    process = psutil.Process(connection.connection.info.backend_pid)
    server = process.parent()
    assert server is not None
    own, ended = process.cpu_times(), server.cpu_times()
    return own.user + own.system + ended.children_user + ended.children_system


if __name__ == "__main__":
    main()
