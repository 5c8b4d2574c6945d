"""How fast facts are recorded, sealed and verified: `python benchmarks/record.py [FACTS]`, a million unless another number is given.

On an embedded database of its own, in a folder that is gone afterwards. Facts are appended in bulk, and one by one by 16 writers at once
(each fact in a transaction of its own, safe on disk before the next); all are sealed, verified in another program than sealed them, proved
and exported. Printed are seconds, facts per second, their share of the limit of 100,000 per second for sealing and verifying, the
processor time per fact of this program and of the database, and the size on disk.
"""

from __future__ import annotations

import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from luoshi.district.facts.operations import NewFact
    from luoshi.district.offices.queries import Authority, District

FACTS = 1_000_000
WRITERS = 16
BY_WRITERS = 20_000
LIMIT_PER_SECOND = 100_000
PROOFS = 200
AT = datetime(2023, 12, 31, 9, tzinfo=UTC)
BEGIN = datetime(2023, 1, 1, tzinfo=UTC)


def main() -> None:
    """Record, seal, verify, prove, export; print."""
    facts = int(sys.argv[1]) if len(sys.argv) > 1 else FACTS
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        _prepare()
        print(f"{'':36}{'seconds':>8}{'facts/s':>10}{'of limit':>10}{'our µs':>10}{'its µs':>10}", flush=True)
        _rate("recorded in bulk", facts, lambda: _record_in_bulk(facts))
        _rate(f"recorded by {WRITERS} writers at once", BY_WRITERS, _record_by_writers)
        total = facts + BY_WRITERS
        _rate("sealed", total, _seal, LIMIT_PER_SECOND)
        _rate("verified", total, _verify, LIMIT_PER_SECOND)
        _rate("exported to Parquet", total, lambda: _export(Path(folder)))
        _sizes(total, Path(folder))
        _proofs(total)


def _prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from luoshi.district.offices import operations  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    pack = read_pack(Path(__file__).parents[1] / "luoshi" / "packs" / "peach_blossom")
    operations.set_up(operations.name_district("青溪区"), units=pack.units, posts=pack.posts, people=pack.people)


def _official() -> tuple[District, Authority]:
    from luoshi.district.offices.queries import District, authority_of_coded  # noqa: PLC0415

    return District.objects.get(name="青溪区"), authority_of_coded("tian_example", on=AT.date())


def _news(begin: int, end: int) -> Iterator[NewFact]:
    """Facts as a district has them: a subject among many, some with a quantity, some with details."""
    from luoshi.district.facts.operations import NewFact  # noqa: PLC0415
    from luoshi.district.facts.queries import Subject  # noqa: PLC0415

    for number in range(begin, end):
        has_quantity = number % 2 == 0
        yield NewFact(
            kind=f"subsidy.{'paid' if has_quantity else 'applied'}",
            subject=Subject("enterprise", f"9123010{number % 50_000:011}", "示例企业有限公司"),
            happened_at=BEGIN + timedelta(seconds=number * 20 % 30_000_000),
            source="稳岗返还系统",
            quantity=Decimal(number % 100_000) / 100 if has_quantity else None,
            unit="元" if has_quantity else "",
            case=f"WG-2023-{number % 300_000:06}",
            public=number % 10 == 0,
            details={"rule": "job_retention_refund/3", "employees": number % 400} if number % 3 == 0 else {},
        )


def _record_in_bulk(facts: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from luoshi.district.facts.operations import record_many  # noqa: PLC0415

    district, by = _official()
    with transaction.atomic():
        assert record_many(_news(0, facts), district=district, by=by, at=AT) == facts


def _record_by_writers() -> None:
    from django.db import connection  # noqa: PLC0415

    connection.close()  # processes must not share it
    each = BY_WRITERS // WRITERS
    writers = [multiprocessing.get_context("fork").Process(target=_write, args=(place * each, each)) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS


def _write(begin: int, count: int) -> None:
    from django.db import transaction  # noqa: PLC0415

    from luoshi.district.facts.operations import record  # noqa: PLC0415

    district, by = _official()
    for new in _news(begin, begin + count):
        with transaction.atomic():
            record(new, district=district, by=by, at=AT)


def _seal() -> None:
    from luoshi.district.facts.operations import seal  # noqa: PLC0415

    seal(at=AT)


def _verify() -> None:
    from luoshi.district.facts.queries import verify  # noqa: PLC0415

    assert verify(at=AT) == []


def _export(folder: Path) -> None:
    from luoshi.district.facts.queries import export, search  # noqa: PLC0415

    export(search(), folder / "facts.parquet")


def _sizes(total: int, folder: Path) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        print("\non disk, with indexes:")
        for table in ("fact", "leaf", "subtree", "treehead", "unsealedfacts"):
            cursor.execute("SELECT pg_table_size(%s), pg_indexes_size(%s)", [f"facts_{table}"] * 2)
            rows, indexes = cursor.fetchone()
            print(f"  facts_{table:20}{rows / 1e6:10.1f} MB +{indexes / 1e6:8.1f} MB{(rows + indexes) / total:8.0f} bytes per fact")
    size = (folder / "facts.parquet").stat().st_size
    print(f"  Parquet                   {size / 1e6:10.1f} MB{size / total:21.0f} bytes per fact")


def _proofs(total: int) -> None:
    from luoshi.district.facts.queries import fact, proof  # noqa: PLC0415
    from luoshi.engines.transparency import faults  # noqa: PLC0415

    times, lengths = [], []
    for place in range(PROOFS):
        begun = time.perf_counter()
        found = fact(1 + place * (total - 1) // PROOFS)
        made = proof(found, with_content=True) if found else None
        times.append((time.perf_counter() - begun) * 1000)
        assert made is not None
        assert faults(made) == []
        lengths.append(len(made.path))
    print(f"\na proof: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms; {max(lengths)} hashes at most")


def _rate(name: str, facts: int, act: Callable[[], None], limit: int | None = None) -> None:
    before, begun = _busy(), time.perf_counter()
    act()
    seconds = time.perf_counter() - begun
    share = f"{facts / seconds / limit:10.0%}" if limit else " " * 10
    ours, databases = (f"{(after - was) / facts * 1e6:10.1f}" for was, after in zip(before, _busy(), strict=True))
    print(f"{name:36}{seconds:8.1f}{facts / seconds:10,.0f}{share}{ours}{databases}", flush=True)


def _busy() -> tuple[float, float]:
    """Processor seconds so far: of this program with its writers that ended, and of the connection's process in the database."""
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    database = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    ours = psutil.Process().cpu_times()
    return ours.user + ours.system + ours.children_user + ours.children_system, database.user + database.system


if __name__ == "__main__":
    main()
