"""How fluent 100,000 open cases are: python benchmarks/cases.py

Some hundred cases of 督查 go through the real operations in an embedded database of their own, in every unit of the demonstration
district and on many days. Then each is copied until there are 100,000 open ones; the copies are rows like any other, and afterwards the
database's own check of pointers is run over all of them, because its triggers do not look at rows while they are copied. Facts and
messages are not copied: neither a queue nor a page of a case reads them in numbers.

Printed are p50 and p95 of pages (through Django's own client: routing, queries and templates count, the network does not) and of operations
(each one whole transaction), and how many operations 16 threads do in a second. The limit of 150 ms is that of the pages.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

CASES: Final = 100_000
RUNS: Final = 60
LIMIT_MS: Final = 150.0
THREADS: Final = 16
THREAD_SECONDS: Final = 10.0
ZONE: Final = ZoneInfo("Asia/Shanghai")
NOW: Final = datetime.now(ZONE)
"""Pages ask the clock; so what they show is late or not by today."""
DAYS: Final = 32
TURNS: Final = 10
FIRST_DAY: Final = NOW - timedelta(days=DAYS)
PACKS: Final = Path(__file__).parents[1] / "luoshi" / "packs"
KINDS: Final = ("document", "meeting", "urgent", "ordinary", "difficult")

COPIES: Final = """
CREATE TEMPORARY TABLE copies AS
  SELECT template.id AS was, nextval('casework_case_id_seq') AS id, row_number() OVER () AS number
  FROM casework_case template, generate_series(1, %(each)s) WHERE template.closed_at IS NULL;
INSERT INTO casework_case (id, district_id, type_id, matter, code, title, subject_kind, subject_key, subject_title, applicant, opened_at,
    status, status_kind, unit_id, holder_id, due_at, due_clock, warn_at, provisional, remind_at, calendar_id, step_count)
  SELECT copies.id, district_id, type_id, matter, 'copy-2023-' || to_char(number, 'FM000000'), title || number, subject_kind,
    subject_key || number, subject_title, applicant, opened_at, status, status_kind, unit_id, holder_id, due_at, due_clock, warn_at,
    provisional, remind_at, calendar_id, step_count
  FROM copies JOIN casework_case template ON template.id = was;
CREATE TEMPORARY TABLE copied_steps AS
  SELECT copies.id AS case_id, step.id AS was, nextval('casework_casestep_id_seq') AS id
  FROM copies JOIN casework_casestep step ON step.case_id = copies.was ORDER BY copies.id, step.number;
INSERT INTO casework_casestep (id, case_id, number, transition, from_status, to_status, post_id, unit_id, outsider, values, moves,
    person_id, signature, at)
  SELECT copied.id, copied.case_id, number, transition, from_status, to_status, post_id, unit_id, outsider, values, moves, person_id,
    signature, at
  FROM copied_steps copied JOIN casework_casestep step ON step.id = copied.was ORDER BY copied.id;
INSERT INTO casework_assignment (case_id, step_id, unit_id, holder_id, at)
  SELECT copied.case_id, copied.id, unit_id, holder_id, at
  FROM copied_steps copied JOIN casework_assignment assignment ON assignment.step_id = copied.was ORDER BY copied.id;
INSERT INTO casework_deadline (case_id, step_id, clock, term, state, due_at, warn_at, overdue_at, first_due_at, provisional, is_window,
    calendar_id, because, computed_at)
  SELECT copied.case_id, copied.id, clock, term, state, due_at, warn_at, overdue_at, first_due_at, provisional, is_window, calendar_id,
    because, computed_at
  FROM copied_steps copied JOIN casework_deadline deadline ON deadline.step_id = copied.was ORDER BY copied.id, deadline.id;
"""


def main() -> None:
    """Build the cases in a folder that is gone afterwards, measure, print."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        os.environ["LUOSHI_DATA"] = folder
        os.environ["LUOSHI_DEVELOP"] = "1"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.district.settings")
        import django  # noqa: PLC0415 - the settings look at the folder when they are loaded

        django.setup()
        from django.conf import settings  # noqa: PLC0415
        from django.core.management import call_command  # noqa: PLC0415

        settings.ALLOWED_HOSTS = ["testserver"]
        call_command("migrate", verbosity=0)
        office = _timed("cases through operations", _Office)
        _timed(f"copied to {CASES:,} open cases", office.copy)
        _measure_pages(office)
        _measure_operations(office)


class _Office:
    """The demonstration district with its cases."""

    def __init__(self) -> None:
        from luoshi.district.casework.operations import enter_calendar, load_case_type  # noqa: PLC0415
        from luoshi.district.offices import operations as offices  # noqa: PLC0415
        from luoshi.district.offices.models import Person  # noqa: PLC0415
        from luoshi.district.offices.queries import authority_of_person  # noqa: PLC0415
        from luoshi.engines.packs import read_pack  # noqa: PLC0415

        pack, calendar = read_pack(PACKS / "peach_blossom"), read_pack(PACKS / "working_days")
        self.district = offices.name_district(pack.district)
        offices.set_up(self.district, units=pack.units, posts=pack.posts, people=pack.people, grants=pack.grants)
        people = [authority_of_person(person, on=NOW.date()) for person in Person.objects.order_by("pk")]
        self.people = {one.person.code: one for one in people if one.person}
        reporters = [one for one in people if any(post.role == "reporter" for post in one.posts)]
        self.reporters = {one.posts[0].unit.code: one for one in reporters if one.posts[0].unit.code != "government_office"}
        assert calendar.calendar is not None
        assert calendar.office_hours is not None
        by = self.people["tian_example"]
        enter_calendar(self.district, calendar.calendar.years, hours=calendar.office_hours.hours, by=by, at=FIRST_DAY)
        load_case_type(PACKS / "supervision", self.district, by=by, at=FIRST_DAY)
        self.numbers = count()
        for turn in range(TURNS):
            for place, unit in enumerate(self.reporters):
                day = (turn * 3 + place) % (DAYS - 1)
                self.live(unit, FIRST_DAY + timedelta(days=day), KINDS[(turn + place) % len(KINDS)], done=turn % 3)

    def live(self, unit: str, at: datetime, kind: str, *, done: int) -> None:
        """A case that waits to be signed for, is handled, or waits to be checked."""
        from luoshi.district.casework.operations import act  # noqa: PLC0415

        code = self.issued(unit, at, kind)
        steps = [("sign", {}), ("reply", {"report": "已办"})][:done]
        for seen, (verb, values) in enumerate(steps, 2):
            files = {"evidence": [self.file(unit, at)]} if verb == "reply" else {}
            act(code, verb, expected_step=seen, values={**values, **files}, by=self.reporters[unit], at=at + timedelta(hours=seen))

    def issued(self, unit: str, at: datetime, kind: str) -> str:
        """A case that waits to be signed for."""
        from luoshi.district.casework.operations import Subject, act, open_case  # noqa: PLC0415

        subject = Subject("commitment", f"peach-blossom-2023-{next(self.numbers):04d}")
        said = {"matter": kind, "basis": "decision", "demand": "请按期回复。"}
        by = self.people["tian_example"]
        case = open_case(
            "supervision", district=self.district, subject=subject, title="督查一项承诺的进度", values=said, idempotency_key=subject.key,
            by=by, at=at,
        )  # fmt: skip
        act(case.code, "issue", expected_step=1, values={"to_unit": unit}, by=by, at=at)
        return case.code

    def file(self, unit: str, at: datetime) -> str:
        """Evidence, by its id."""
        from luoshi.district.attachments.operations import store  # noqa: PLC0415

        content = f"示例 {next(self.numbers)}".encode()
        return str(store(name="佐证.txt", content=content, district=self.district, by=self.reporters[unit], at=at).pk)

    def copy(self) -> None:
        """Copy the cases; then look at all of them as the triggers would have done."""
        from django.db import connection, transaction  # noqa: PLC0415

        from luoshi.district.casework.models import Case  # noqa: PLC0415

        each = CASES // Case.objects.filter(closed_at=None).count()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(COPIES, {"each": each})
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            cursor.execute("SELECT count(casework_check_pointers(id)) FROM casework_case")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # a running database does it by itself within minutes
        print(f"    open cases: {Case.objects.filter(closed_at=None).count():,}; unit of the largest queue: {self.busy}")

    @property
    def busy(self) -> str:
        """A unit with many cases."""
        return next(iter(self.reporters))


def _measure_pages(office: _Office) -> None:
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from luoshi.district.casework.models import Case  # noqa: PLC0415

    clients = {}
    for name, by in (
        ("bureau", office.reporters[office.busy]),
        ("checker", office.people["sang_example"]),
        ("leader", office.people["tao_example"]),
    ):
        clients[name] = Client()
        assert by.person is not None
        assert by.person.account is not None
        clients[name].force_login(by.person.account)
    queue, late = reverse("casework:queue"), reverse("casework:late")
    case = reverse("casework:case", args=[Case.objects.filter(unit__code=office.busy, status="handling").order_by("-pk")[0].code])
    print(f"\n{'page':44}{'p50 ms':>9}{'p95 ms':>9}{'of 150 ms':>11}")
    for name, who, address in (
        ("queue of a bureau: waiting to be taken", "bureau", f"{queue}?queue=untaken"),
        ("queue of a bureau: mine", "bureau", f"{queue}?queue=mine"),
        ("queue of a bureau: words, none found", "bureau", f"{queue}?queue=mine&words=%E6%97%A0%E6%AD%A4%E4%BA%8B"),
        ("queue of a bureau: co-handling", "bureau", f"{queue}?queue=help"),
        ("queue of a bureau: closed lately", "bureau", f"{queue}?queue=closed"),
        ("queue of the office: to be checked", "checker", f"{queue}?queue=turn"),
        ("leader's view: what will be late", "leader", late),
        ("one case", "bureau", case),
    ):
        _show(name, lambda who=who, address=address: _ask(clients[who], address))  # type: ignore[misc]  # bound at once


def _ask(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200, address


def _measure_operations(office: _Office) -> None:
    from luoshi.district.casework.operations import act, take_next  # noqa: PLC0415

    bureau = office.reporters[office.busy]
    print(f"\n{'operation (one transaction)':44}{'p50 ms':>9}{'p95 ms':>9}")
    _show("open and issue (two)", lambda: office.issued(office.busy, NOW, "ordinary"))
    waiting = iter([office.issued(office.busy, NOW, "ordinary") for _ in range(RUNS + 1)])
    _show("sign for one", lambda: act(next(waiting), "sign", expected_step=2, values={}, by=bureau, at=NOW))
    _show("take the next one", lambda: take_next(by=bureau, at=NOW))
    print(f"\n{'in 16 threads at once':44}{'per second':>11}")
    print(f"{'take the next one':44}{_rate(lambda unit: take_next(by=office.reporters[unit], at=NOW), office):11.0f}")
    print(f"{'open and issue: two operations':44}{2 * _rate(lambda unit: office.issued(unit, NOW, 'ordinary'), office):11.0f}")


def _rate(act: Callable[[str], object], office: _Office) -> float:
    """How often a second threads do it, each for another unit."""
    units, end = list(office.reporters), time.perf_counter() + THREAD_SECONDS

    def work(thread: int) -> int:
        from django.db import connection  # noqa: PLC0415

        try:
            return sum(1 for _ in _while(end, lambda: act(units[thread % len(units)])))
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as threads:
        return sum(threads.map(work, range(THREADS))) / THREAD_SECONDS


def _while(end: float, act: Callable[[], object]) -> Iterator[None]:
    while time.perf_counter() < end:
        act()
        yield


def _show(name: str, act: Callable[[], object]) -> None:
    act()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:44}{statistics.median(times):9.1f}{p95:9.1f}{p95 / LIMIT_MS:10.0%}", flush=True)


def _timed(name: str, act: Callable[[], Any]) -> Any:
    begun = time.perf_counter()
    done = act()
    print(f"{name:44}{time.perf_counter() - begun:10.1f} s", flush=True)
    return done


if __name__ == "__main__":
    main()
