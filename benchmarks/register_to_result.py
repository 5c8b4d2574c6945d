"""From a register in PostgreSQL to a frozen result: python -m benchmarks.register_to_result [ENTERPRISES]      (1,000,000 without)

Invented enterprises are laid into an embedded database of its own by one statement (how long registers take to come in is measured by
`register.py`). Then the real operations run: a snapshot is taken, and the job-retention refund is run over everybody in it, with the counts
and the file that a run keeps. Printed are seconds of the wall clock and of this process, beside the limit.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ENTERPRISES = 1_000_000
LIMIT_SECONDS = 30.0
AT = datetime(2023, 7, 3, 9, tzinfo=UTC)
DAY = date(2023, 7, 1)
PACK = "job_retention_refund"
AMOUNT, OPINION = "可返还金额（元）", "办理意见"
SOURCES: list[dict[str, Any]] = [
    {"input": "单位类型", "register": "enterprises", "field": "form", "words": {"个体工商户": "以单位形式参保的个体工商户"}},
    {"input": "参保职工人数", "register": "enterprises", "field": "staff"},
    {"input": "企业规模", "value": "小型"},
    {"input": "足额缴费月数", "value": 12},
    {"input": "裁员人数", "value": 1},
    {"input": "上年度实缴失业保险费（元）", "value": 5000},
    {"input": "本年度已返还（元）", "value": 0},
]
"""Two from the register; what departments would bring is one value for all."""
_ENTRIES = """
INSERT INTO register_entry (district_id, kind, identifier, key, name, called, words, marks)
SELECT %s, 'enterprises', '91990000M' || lpad(n::text, 9, '0'), '91990000M' || lpad(n::text, 9, '0'), '虚构企业' || n, '', '{}', '{}'
FROM generate_series(1, %s) AS numbers(n)
"""
_VERSIONS = """
INSERT INTO register_entryversion (entry_id, values, valid_from, recorded_at, person_id, signature, source, reason)
SELECT id, jsonb_build_object('credit_code', key, 'name', name, 'form', CASE id %% 3 WHEN 0 THEN '个体工商户' ELSE '企业' END,
    'industry', (ARRAY['5211', '6210', '1321', '6513'])[1 + id %% 4], 'state', '存续', 'staff', (id %% 300)::text,
    'address', '虚构路' || id || '号', 'established_on', '2015-03-01', 'risk_class', 'A'),
  DATE '2022-12-31', %s, %s, '虚构', '虚构的登记簿', ''
FROM register_entry WHERE district_id = %s
"""


def main() -> None:
    """Fill, measure, print."""
    enterprises = int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else ENTERPRISES
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.update(LUOSHI_DATA=folder, LUOSHI_DEVELOP="1")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        district = district_with_rules()
        fill(district, enterprises)
        _measure(district, enterprises)


def district_with_rules() -> Any:
    """An invented district with its posts, and the rules in force."""
    from django.core.management import call_command  # noqa: PLC0415 - after Django is set up

    from luoshi.district.decisions import operations as decisions  # noqa: PLC0415
    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.district.offices.queries import keepers  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    packs = Path(__file__).parents[1] / "luoshi" / "packs"
    pack = read_pack(packs / "peach_blossom")
    district = offices.name_district("青溪区（虚构）")
    offices.set_up(district, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants)
    first, second = keepers(district, on=DAY)[:2]
    decisions.load_pack(packs / PACK, district, saved_by=second, put_in_force_by=first, at=AT - timedelta(days=60))
    return district


def fill(district: Any, enterprises: int) -> None:
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [district.pk, enterprises])
        cursor.execute(_VERSIONS, [AT, clerk(district).person.pk, district.pk])
        cursor.execute("ANALYZE register_entry, register_entryversion")


def clerk(district: Any) -> Any:
    """Who may run rules over everybody."""
    from luoshi.district.offices.queries import authority_of_post  # noqa: PLC0415 - after Django is set up

    return authority_of_post("government_office_director", district=district, on=DAY)


def _measure(district: Any, enterprises: int) -> None:
    from luoshi.district.population import operations  # noqa: PLC0415 - after Django is set up

    by = clerk(district)
    print(f"{enterprises:,} enterprises in PostgreSQL")
    snapshot, frozen = _told("snapshot", lambda: operations.take_snapshot(district, on=DAY, by=by, at=AT))
    run, ran = _told(
        "rules over everybody",
        lambda: operations.run(snapshot, PACK, [AMOUNT, OPINION], OPINION, SOURCES, keep=["industry"], on=DAY, by=by, at=AT),
    )
    assert run.rows == enterprises, "everybody has an answer"
    verdict = "met" if frozen + ran <= LIMIT_SECONDS else "NOT MET"
    print(f"{'from the register to the result':32} {frozen + ran:8.1f} s   limit {LIMIT_SECONDS:.0f} s for 1,000,000: {verdict}")
    print(f"  {run.counts['undecided']:,} undecided; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _told(what: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """What the work gives, and its seconds, which are printed."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    took = time.perf_counter() - wall
    print(f"{what:32} {took:8.1f} s   of it {time.process_time() - processor:.1f} s computing here", flush=True)
    return found, took


if __name__ == "__main__":
    main()
