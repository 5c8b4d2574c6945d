"""The district of `benchmarks/progress.py`: facts by the million, 2,000 indicators, and a plan of 2,000 commitments that they measure."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.district.offices.queries import Authority, District
    from luoshi.district.plan.queries import Report
    from luoshi.engines.packs import IndicatorEntry

NEXT = 1_000
INDICATORS = COMMITMENTS = 2_000
KINDS, WHOLE = 100, 60
AT = datetime(2023, 12, 31, 9, tzinfo=UTC)
ON = date(2023, 12, 31)
WRITTEN_AT_ONCE = 100_000
SLUG = "measured-2023"
PLACES = ("东湖", "西岭", "南塘", "北桥", "新安", "清河", "石门", "长宁", "云溪", "白沙")
THINGS = ("学校", "泵站", "公园", "医院", "仓库", "平台", "园区", "市场", "驿站", "书屋")
RULE = "lights_ouhai_2020"
PACKS = Path(__file__).parents[1] / "luoshi" / "packs"

WRITE = """
INSERT INTO facts_fact
  (number, content, district_id, kind, subject_kind, subject_key, happened_at, quantity, unit, "case", corrects, withdrawn, public, details)
SELECT number, format('{"application":"","by":{"posts":["statistics/statistics_reporter"]},"case":"%%s","corrects":null,'
  '"details":{"employees":%%s,"rule":"job_retention_refund/3","street":"%%s"},"district":{"id":%%s,"name":"青溪区"},"happened_at":"%%s",'
  '"kind":"%%s","nonce":"%%s","number":%%s,"public":true,"quantity":"%%s","reason":"","recorded_at":"2023-12-31T09:00:00.000000Z",'
  '"source":"示例系统","subject":{"key":"%%s","kind":"register.enterprises","title":"示例企业有限公司"},"unit":"个","withdrawn":false}',
  of_case, number %% 400, street, %(district)s, to_char(happened, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), kind, md5(number::text), number,
  quantity, key),
  %(district)s, kind, 'register.enterprises', key, happened AT TIME ZONE 'UTC', quantity, '个', of_case, NULL, false, true,
  jsonb_build_object('employees', number %% 400, 'rule', 'job_retention_refund/3', 'street', street)
FROM (
  SELECT number, 'WG-2023-' || lpad((number %% 300000)::text, 6, '0') AS of_case, 's' || number / 100 %% %(streets)s AS street,
    timestamp '2023-01-01' + number * %(gap)s * interval '1 second' AS happened, 'bench.kind' || number %% %(kinds)s AS kind,
    '9123010' || lpad((number * 7919 %% 50000)::text, 11, '0') AS key, number %% 100000 + 0.5 AS quantity
  FROM (SELECT nextval('facts_number') AS number FROM generate_series(1, %(count)s)) AS numbers
) AS made
"""


def prepared() -> tuple[Authority, Authority, District]:
    """Two people of the office, and their district."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from luoshi.district.offices import operations  # noqa: PLC0415
    from luoshi.district.offices.queries import keepers  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    pack = read_pack(PACKS / "peach_blossom")
    district = operations.name_district("青溪区")
    operations.set_up(district, units=pack.units, posts=pack.posts, people=pack.people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT attname FROM pg_attribute WHERE attrelid = 'facts_fact'::regclass AND attgenerated <> ''")
        for [column] in cursor.fetchall():
            cursor.execute(f'ALTER TABLE facts_fact ALTER COLUMN "{column}" DROP EXPRESSION')
    by, second, *_others = keepers(district, on=ON)
    return by, second, district


def write(count: int, of: int, district: District) -> None:
    """Facts over the year, of all kinds and streets in turn; by two connections at once where there are many."""
    counts = [min(WRITTEN_AT_ONCE, count - begin) for begin in range(0, count, WRITTEN_AT_ONCE)]
    asked = {"district": district.pk, "streets": 49, "kinds": KINDS, "gap": 31_000_000 / (of + 10 * NEXT)}
    if len(counts) == 1:
        _write(asked, counts)
        return
    with _without_indexes(), ThreadPoolExecutor(2) as writers:
        list(writers.map(lambda place: _write_apart(asked, counts[place::2]), range(2)))


def _write_apart(asked: dict[str, Any], counts: list[int]) -> None:
    from django.db import connection  # noqa: PLC0415

    try:
        _write(asked, counts)
    finally:
        connection.close()


def _write(asked: dict[str, Any], counts: list[int]) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        for count in counts:
            cursor.execute(WRITE, asked | {"count": count})


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Rows are laid before the indexes on them: the same in the end, in a fraction of the time."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'facts_fact' AND indexname <> 'facts_fact_pkey'")
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, statement in indexes:
            cursor.execute(statement)


def declare(district: District, by: Authority) -> None:
    """All indicators."""
    from luoshi.district.indicators import operations  # noqa: PLC0415

    sorts = [("", kind) for kind in range(WHOLE)]
    streets = [(f"s{street}", kind) for street in range(49) for kind in range(WHOLE, KINDS)]
    entries = [_entry(number, kind, street) for number, (street, kind) in enumerate((sorts + streets)[:INDICATORS])]
    assert operations.declare(district, entries, by=by, at=AT) == INDICATORS


def _entry(number: int, kind: int, street: str) -> IndicatorEntry:
    from luoshi.engines.packs import DefinitionEntry, DueEntry, IndicatorEntry, SourceEntry  # noqa: PLC0415
    from luoshi.words import Words  # noqa: PLC0415

    take = "distinct_subjects" if kind % 10 == 9 else "sum" if kind % 5 == 0 else "count"
    details = {"street": street} if street else {}
    return IndicatorEntry(
        code=f"i{number}", name=Words(f"指标{number}", f"Indicator {number}"), unit="个", rhythm="month", accumulation="periodic",
        direction="ascending", measure="increment", decimals=0, no_value_in=(), base=None, peg="", valid_to=None,
        definitions=(DefinitionEntry(date(2023, 1, 1), "示例口径", "", ""),), due=DueEntry(10, {}, "示例", "unverified"),
        source=SourceEntry("computed", "finance", f"bench.kind{kind}", details, take), measures=(), trajectory={},
    )  # fmt: skip


def report_text() -> str:
    """A report of ten areas with as many different promises as are asked for, each with a number."""
    lines = ["青溪区2023年政府工作报告", "", "一、2023年重点工作"]
    for area, said in enumerate("一二三四五六七八九十"):
        lines.append(f"（{said}）把第{said}件大事办好")
        numbers = range(area * COMMITMENTS // 10, (area + 1) * COMMITMENTS // 10)
        lines += ["".join(_promise(number) for number in numbers[begin : begin + 10]) for begin in range(0, len(numbers), 10)]
    return "\n".join(lines)


def _promise(number: int) -> str:
    name = "甲乙丙丁戊己庚辛壬癸"[number // 100 % 10] + "子丑寅卯"[number // 1000 % 4]
    return f"建设{PLACES[number % 10]}{name}{THINGS[number // 10 % 10]}{number % 5000 + 500}个。"


def promise(district: District, by: Authority) -> Report:
    """The plan, adopted, and each of its commitments measured by one indicator."""
    from luoshi.district.copied import copied  # noqa: PLC0415
    from luoshi.district.indicators.queries import indicators_coded  # noqa: PLC0415
    from luoshi.district.plan import operations, queries  # noqa: PLC0415
    from luoshi.district.progress.queries import Link  # noqa: PLC0415
    from luoshi.district.signing import signed  # noqa: PLC0415

    operations.import_report(report_text().encode(), "measured.txt", slug=SLUG, district=district.name, at=AT)
    resolution = operations.record_resolution(district=district, meeting="人代会", held_on=date(2023, 1, 12), by=by, at=AT)
    operations.adopt_plan(SLUG, resolution=resolution, by=by, at=AT)
    version = queries.current_version(SLUG)
    assert version is not None
    commitments = [each for each in queries.commitments_of(version.report) if each.targets.all()]
    assert len(commitments) == COMMITMENTS, len(commitments)
    measured = indicators_coded({f"i{number}" for number in range(COMMITMENTS)}, district)
    said = {"number": 1, "reason": "示例", **signed(by, AT)}
    copied(
        Link(commitment=each, indicator=measured[f"i{number}"], target_number=each.targets.all()[0].number, **said)
        for number, each in enumerate(commitments)
    )
    return version.report


def light(district: District, report: Report, by: Authority, second: Authority) -> None:
    """Let the plan be lit by a rule."""
    from luoshi.district.decisions import operations as decisions  # noqa: PLC0415
    from luoshi.district.lights.operations import choose_rule  # noqa: PLC0415

    for pack in (RULE, "light_escalation"):
        decisions.load_pack(PACKS / pack, district, saved_by=by, put_in_force_by=second, at=datetime(2023, 1, 2, 9, tzinfo=UTC))
    choose_rule(report, RULE, reason="示例", by=by, at=AT)
