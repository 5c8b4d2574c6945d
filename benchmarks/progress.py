"""How fast facts become figures: `python benchmarks/progress.py [FACTS]`, a million unless another number is given.

On an embedded database of its own, in a folder that is gone afterwards: 2,000 indicators. 60 of the 100 kinds of facts are counted whole by
one indicator each, the others by 48 or 49 streets that stand in the details of each fact; a fifth of the indicators adds quantities, a
tenth counts each subject once a year. No fact is left out.

The facts are written by the database itself into the real table, with its constraints, indexes and triggers on; only its computed columns
are filled in directly, which gives the same rows in a tenth of the time. They are sealed as always. Then printed are the seconds

- until all facts have been counted for the first time, entry by entry (once in the life of a record, in steps of 200,000 facts),
- to count the next 1,000,
- to count all anew and hold the result against every figure that is kept (limit: 30 for ten million facts),
- to read the figures of all 2,000 indicators for a list, of one, and the lineage of one with its first and last page of records,

and the size on disk. The database's processor time stands beside, since other programs may be at work.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from luoshi.district.offices.queries import Authority, District
    from luoshi.engines.packs import IndicatorEntry

FACTS = 1_000_000
NEXT = 1_000
INDICATORS = 2_000
KINDS, WHOLE = 100, 60
AT = datetime(2023, 12, 31, 9, tzinfo=UTC)
ON = date(2023, 12, 31)
WRITTEN_AT_ONCE = 100_000
TIMES = 30

WRITE = """
INSERT INTO facts_fact
  (number, content, district_id, kind, subject_kind, subject_key, happened_at, quantity, unit, "case", corrects, withdrawn, public)
SELECT number, format('{"application":"","by":{"posts":["statistics/statistics_reporter"]},"case":"%%s","corrects":null,'
  '"details":{"employees":%%s,"rule":"job_retention_refund/3","street":"%%s"},"district":{"id":%%s,"name":"青溪区"},"happened_at":"%%s",'
  '"kind":"%%s","nonce":"%%s","number":%%s,"public":true,"quantity":"%%s","reason":"","recorded_at":"2023-12-31T09:00:00.000000Z",'
  '"source":"示例系统","subject":{"key":"%%s","kind":"register.enterprises","title":"示例企业有限公司"},"unit":"元","withdrawn":false}',
  of_case, number %% 400, street, %(district)s, to_char(happened, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind, md5(number::text), number,
  quantity, key),
  %(district)s, kind, 'register.enterprises', key, happened AT TIME ZONE 'UTC', quantity, '元', of_case, NULL, false, true
FROM (
  SELECT number, 'WG-2023-' || lpad((number %% 300000)::text, 6, '0') AS of_case, 's' || number / 100 %% %(streets)s AS street,
    timestamp '2023-01-01' + number * %(gap)s * interval '1 second' AS happened, 'bench.kind' || number %% %(kinds)s AS kind,
    '9123010' || lpad((number * 7919 %% 50000)::text, 11, '0') AS key, number %% 100000 + 0.5 AS quantity
  FROM (SELECT nextval('facts_number') AS number FROM generate_series(1, %(count)s)) AS numbers
) AS made
"""


def main() -> None:
    """Write, count, recount, read; print."""
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else FACTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        by, district = _prepare()
        print(f"{facts:,} facts, {INDICATORS:,} indicators", flush=True)
        print(f"{'':44}{'seconds':>9}{'database':>10}", flush=True)
        _time("written by the database", lambda: _write(facts, facts, district))
        _time("sealed", _seal)
        _declare(district, by)
        _vacuum()
        _time("counted for the first time", lambda: _count(facts))
        _vacuum()
        _write(NEXT, facts, district)
        _seal()
        _time(f"the next {NEXT:,} counted", lambda: _count(NEXT))
        _time("all counted anew and compared", _recount)
        _read(district)
        _sizes()


def _prepare() -> tuple[Authority, District]:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from luoshi.district.offices import operations  # noqa: PLC0415
    from luoshi.district.offices.queries import authority_of_coded  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    pack = read_pack(_pack())
    district = operations.name_district("青溪区")
    operations.set_up(district, units=pack.units, posts=pack.posts, people=pack.people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'facts_fact'::regclass AND attgenerated <> ''")
        for [column] in cursor.fetchall():
            cursor.execute(f'ALTER TABLE facts_fact ALTER COLUMN "{column}" DROP EXPRESSION')
    return authority_of_coded("tian_example", on=ON), district


def _pack() -> Any:
    from pathlib import Path  # noqa: PLC0415

    return Path(__file__).parents[1] / "luoshi" / "packs" / "peach_blossom"


def _write(count: int, of: int, district: District) -> None:
    """Facts over the year, of all kinds and streets in turn."""
    from django.db import connection  # noqa: PLC0415

    asked = {"district": district.pk, "streets": 49, "kinds": KINDS, "gap": 31_000_000 / (of + 10 * NEXT)}
    for begin in range(0, count, WRITTEN_AT_ONCE):
        with connection.cursor() as cursor:
            cursor.execute(WRITE, asked | {"count": min(WRITTEN_AT_ONCE, count - begin)})


def _seal() -> None:
    from luoshi.district.facts.operations import seal  # noqa: PLC0415

    seal(at=AT)


def _vacuum() -> None:
    """What the database does by itself some minutes later."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for table in ("facts_fact", "facts_leaf", "indicators_indicator", "indicators_contribution", "indicators_monthlysum"):
            cursor.execute(f"VACUUM ANALYZE {table}")


def _declare(district: District, by: Authority) -> None:
    from luoshi.district.indicators.operations import declare  # noqa: PLC0415

    sorts = [("", kind) for kind in range(WHOLE)]
    streets = [(f"s{street}", kind) for street in range(49) for kind in range(WHOLE, KINDS)]
    entries = [_entry(number, kind, street) for number, (street, kind) in enumerate((sorts + streets)[:INDICATORS])]
    assert declare(district, entries, by=by, at=AT) == INDICATORS


def _entry(number: int, kind: int, street: str) -> IndicatorEntry:
    from luoshi.engines.packs import DefinitionEntry, DueEntry, IndicatorEntry, SourceEntry  # noqa: PLC0415
    from luoshi.words import Words  # noqa: PLC0415

    take = "distinct_subjects" if kind % 10 == 9 else "sum" if kind % 5 == 0 else "count"
    details = {"street": street} if street else {}
    return IndicatorEntry(
        code=f"i{number}", name=Words(f"指标{number}", f"Indicator {number}"), unit="元", rhythm="month", accumulation="periodic",
        direction="ascending", measure="increment", decimals=0, no_value_in=(), base=None, peg="", valid_to=None,
        definitions=(DefinitionEntry(date(2023, 1, 1), "示例口径", "", ""),), due=DueEntry(10, {}, "示例", "unverified"),
        source=SourceEntry("computed", "finance", f"bench.kind{kind}", details, take), measures=(), trajectory={},
    )  # fmt: skip


def _count(facts: int) -> None:
    from luoshi.district.indicators.operations import count  # noqa: PLC0415

    assert count(at=AT) == facts


def _recount() -> None:
    from luoshi.district.indicators.operations import recount  # noqa: PLC0415

    assert recount() == []


def _read(district: District) -> None:
    from luoshi.district.indicators.queries import indicators, records, series, series_of, value_lineage  # noqa: PLC0415
    from luoshi.engines.progress import Period  # noqa: PLC0415

    whole = indicators(district).get(code="i1")
    street = indicators(district).get(code=f"i{INDICATORS - 1}")
    june = Period.parse("2023-06")
    print(f"\n{'':44}{'median ms':>11}{'slowest':>9}")
    _repeat("figures of all indicators", lambda: series_of(list(indicators(district)), on=ON), times=5)
    later = f"2023-06-01_{10**6}_{10**6}"
    for name, one in (("a whole kind", whole), ("a street", street)):
        _repeat(f"series of {name}", partial(series, one, on=ON))
        _repeat(f"lineage of {name}", partial(value_lineage, one, june, on=ON))
        _repeat(f"newest records of {name}", partial(records, one, june))
        _repeat(f"older records of {name}", partial(records, one, june, before=later))


def _repeat(name: str, act: Callable[[], Any], times: int = TIMES) -> None:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    print(f"{name:44}{statistics.median(taken):11.1f}{max(taken):9.1f}", flush=True)


def _sizes() -> None:
    from django.db import connection  # noqa: PLC0415

    print("\non disk, with indexes:")
    with connection.cursor() as cursor:
        for table in ("facts_fact", "facts_leaf", "indicators_contribution", "indicators_monthlysum", "indicators_countedsubject"):
            cursor.execute("SELECT pg_table_size(%s), pg_indexes_size(%s)", [table, table])
            rows, indexes = cursor.fetchone()
            print(f"  {table:28}{rows / 1e6:10.1f} MB +{indexes / 1e6:8.1f} MB")


def _time(name: str, act: Callable[[], None]) -> None:
    before, begun = _busy(), time.perf_counter()
    act()
    print(f"{name:44}{time.perf_counter() - begun:9.1f}{_busy() - before:10.1f}", flush=True)


def _busy() -> float:
    """Processor seconds of the connection's process in the database; parallel workers that help it are not in it."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    times = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    main()
