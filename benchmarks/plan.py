"""How fluent a plan of 2,000 commitments is: python benchmarks/plan.py

A synthetic report of 2,000 promises goes through the real operations (import, adoption, owners) into an embedded database of its own. Then
every page that an office or the public uses is asked for through Django's own client: routing, queries and templates count, the network
does not. Printed are the median and the slowest of the runs, and the median's share of the limit of 200 ms.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

COMMITMENTS = 2_000
RUNS = 15
LIMIT_MS = 200.0
AT = datetime(2023, 1, 20, 9, tzinfo=UTC)
SLUG = "large-2023"
THINGS = ("道路", "学校", "泵站", "公园", "医院", "仓库", "管网", "平台", "园区", "市场", "驿站", "书屋")
PLACES = ("东湖", "西岭", "南塘", "北桥", "新安", "清河", "石门", "长宁", "云溪", "白沙")


def main() -> None:
    """Build the plan in a folder that is gone afterwards, measure, print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LUOSHI_DATA"] = folder
        os.environ["LUOSHI_DEVELOP"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        _prepare()
        _measure()


def report_text() -> str:
    """A report of ten areas with as many different promises as are asked for, a tenth of them with a number."""
    lines = ["青溪区2023年政府工作报告", "", "一、2023年重点工作"]
    each = COMMITMENTS // 10
    for area in range(10):
        lines.append(f"（{'一二三四五六七八九十'[area]}）把第{'一二三四五六七八九十'[area]}件大事办好")
        for paragraph in range(each // 10):
            numbers = [area * each + paragraph * 10 + k for k in range(10)]
            lines.append("".join(_promise(number) for number in numbers))
    return "\n".join(lines)


def _promise(number: int) -> str:
    place, thing = PLACES[number % 10], THINGS[number // 10 % 12]
    name = "甲乙丙丁戊己庚辛壬癸"[number // 120 % 10] + "子丑寅卯辰巳午未申酉"[number // 1200 % 10]
    return f"新建{place}{name}{thing}{number % 7 + 2}个。" if number % 10 == 0 else f"推进{place}街道{name}{thing}改造建设。"


def _prepare() -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    _timed("import of the report", _import)
    _timed("owners, deadlines and sources of all", _arrange)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # a running database does it by itself within minutes


def _import() -> str:
    from luoshi.district.offices import operations as offices  # noqa: PLC0415
    from luoshi.district.offices.models import Person  # noqa: PLC0415
    from luoshi.district.offices.queries import authority_of_person  # noqa: PLC0415
    from luoshi.district.plan import operations, queries  # noqa: PLC0415
    from luoshi.engines.packs import read_pack  # noqa: PLC0415

    pack = read_pack(Path(__file__).parents[1] / "luoshi" / "packs" / "peach_blossom")
    district = offices.name_district("青溪区")
    offices.set_up(district, units=pack.units, posts=pack.posts, people=pack.people)
    operations.set_reporting_classes(district, pack.reporting_classes)
    operations.import_report(report_text().encode(), "large.txt", slug=SLUG, district="青溪区", at=AT)
    office = authority_of_person(Person.objects.get(code="tian_example"), on=AT.date())
    resolution = operations.record_resolution(district=district, meeting="人代会", held_on=date(2023, 1, 12), by=office, at=AT)
    operations.adopt_plan(SLUG, resolution=resolution, by=office, at=AT)
    version = queries.current_version(SLUG)
    assert version is not None
    return f"{queries.promise_counts(version)['promises']:,} commitments"


def _arrange() -> str:
    from luoshi.district.offices import queries as offices  # noqa: PLC0415
    from luoshi.district.offices.models import Person  # noqa: PLC0415
    from luoshi.district.plan import operations, queries  # noqa: PLC0415
    from luoshi.district.plan.editing import Act, Edit  # noqa: PLC0415
    from luoshi.district.plan.fields import WHOLE  # noqa: PLC0415

    version = queries.current_version(SLUG)
    assert version is not None
    assert version.report.district is not None
    units = list(offices.units(version.report.district, on=AT.date()))[2:]
    leaders = list(offices.leaders(version.report.district, on=AT.date()))
    office = offices.authority_of_person(Person.objects.get(code="tian_example"), on=AT.date())
    edits = {
        one.code: Edit({
            (WHOLE, "lead"): units[one.number % len(units)],
            (WHOLE, "leader"): leaders[one.number % len(leaders)],
            (WHOLE, "deadline"): date(2023, 12, 31),
            (WHOLE, "source"): "项目台账",
        })
        for one in queries.commitments_of(version.report)
        if one.number % 20
    }  # fmt: skip
    return f"{operations.change_commitments(edits, act=Act(by=office, at=AT)):,} values"


def _measure() -> None:
    from django.test import Client  # noqa: PLC0415

    from luoshi.district.offices.models import Person  # noqa: PLC0415

    public, official = Client(), Client()
    account = Person.objects.get(code="tian_example").account
    assert account is not None
    official.force_login(account)
    pages: list[tuple[str, Client, str]] = [
        ("first page, by areas", public, "/"),
        ("list, first page", public, "/?view=list"),
        ("list, page 20", public, "/?view=list&page=20"),
        ("list of one unit", public, "/?view=list&unit=commerce"),
        ("list of one state", public, "/?view=list&state=waiting"),
        ("search, many found", public, "/?view=list&q=%E5%85%AC%E5%9B%AD"),
        ("search, none found", public, "/?view=list&q=%E6%97%A0%E6%AD%A4%E4%BA%8B"),
        ("one commitment", public, f"/commitments/{SLUG}-0777/"),
        ("workbench: a plan", official, f"/workbench/{SLUG}/"),
        ("workbench: 领导责任", official, f"/workbench/{SLUG}/responsibility/"),
        ("workbench: 工作推进", official, f"/workbench/{SLUG}/delivery/"),
        ("workbench: 工作推进, search", official, f"/workbench/{SLUG}/delivery/?q=%E5%85%AC%E5%9B%AD"),
        ("workbench: 考核评价", official, f"/workbench/{SLUG}/assessment/"),
        ("workbench: 督导问责", official, f"/workbench/{SLUG}/supervision/"),
        ("workbench: edit one", official, f"/workbench/commitments/{SLUG}-0777/"),
    ]
    print(f"\n{'page':36}{'median ms':>10}{'slowest':>9}{'of 200 ms':>11}")
    for name, client, address in pages:
        _page(name, client, address)
    print("\nwithout a limit:")
    _page("the whole report as text", public, "/?view=text")
    _timed("table of tasks, export", lambda: f"{len(official.get(f'/workbench/{SLUG}/table.xlsx').getvalue()):,} bytes")
    _timed("table of tasks, read back", lambda: _read_back(official))


def _page(name: str, client: Any, address: str) -> None:
    assert client.get(address).status_code == 200, address
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    median = statistics.median(times)
    print(f"{name:36}{median:10.0f}{max(times):9.0f}{median / LIMIT_MS:10.0%}")


def _read_back(client: Any) -> str:
    from luoshi.district.plan import queries, table_reading  # noqa: PLC0415

    version = queries.current_version(SLUG)
    assert version is not None
    content = client.get(f"/workbench/{SLUG}/table.xlsx").getvalue()
    found = table_reading.read_table(content, "table.xlsx", version, on=AT.date())
    return f"{found.rows:,} rows, {len(found.wanted)} differences, {len(found.problems)} problems"


def _timed(name: str, act: Callable[[], str]) -> None:
    begun = time.perf_counter()
    said = act()
    print(f"{name:36}{time.perf_counter() - begun:10.1f} s   {said}", flush=True)


if __name__ == "__main__":
    main()
