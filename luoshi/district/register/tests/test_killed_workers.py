"""Workers and people beside each other: one may die at any moment and nothing half stays; two who do the same do it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from luoshi.district.facts.models import Fact
from luoshi.district.offices.tests.government import found_county
from luoshi.district.register import operations_of_imports as imports
from luoshi.district.register.errors import AlreadyEntered
from luoshi.district.register.importing import work
from luoshi.district.register.kinds import ENTERPRISES
from luoshi.district.register.models import Entry, EntryVersion, ImportProgress
from luoshi.district.register.operations import change as change_entry
from luoshi.district.register.operations import enter as enter_entry
from luoshi.district.register.queries import values_of
from luoshi.district.register.tests.samples import AT, BEGIN, DAY, enterprise, grant_powers
from luoshi.district.register.tests.test_imports import applied, checked, file_of

KILLED = """
import os, signal, sys
import django
django.setup()
from django.conf import settings
from django.utils import timezone
settings.DATABASES["default"]["NAME"] = sys.argv[1]
from luoshi.district.register import importing
kept_on = importing.record_many
def killed(*given, **named):
    print("writing", flush=True)
    kept_on(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
importing.record_many = killed
importing.work(timezone.now())
"""

_WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_writes_leaves_nothing_and_the_next_one_finishes() -> None:
    county = found_county()
    grant_powers(county)
    kept = checked(county, file_of(*(enterprise(number) for number in range(300))))
    imports.confirm(kept, only_accepted=False, by=county.by("zheng"), at=AT)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, connection.settings_dict["NAME"]],
        capture_output=True,
        text=True,
        timeout=60,
        env=dict(os.environ),
        check=False,
    )
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "writing\n"), killed.stderr
    assert (Entry.objects.count(), EntryVersion.objects.count(), Fact.objects.count()) == (0, 0, 0)
    assert ImportProgress.objects.get().attempts == 1
    deadline = time.monotonic() + 20
    while not work(AT):  # the database notices within moments that the worker is gone
        assert time.monotonic() < deadline
        time.sleep(0.1)
    kept.refresh_from_db()
    assert (kept.state, ImportProgress.objects.get().attempts) == ("applied", 0)
    assert (Entry.objects.count(), EntryVersion.objects.count(), Fact.objects.count()) == (300, 300, 300)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_at_once_one_is_told_that_it_is_there() -> None:
    county = found_county()
    grant_powers(county)
    by, start = county.by("zheng"), Barrier(2)

    def enter(_: int) -> bool:
        try:
            start.wait(timeout=20)
            enter_entry(ENTERPRISES, county.district, enterprise(1), valid_from=BEGIN, source="窗口", by=by, at=AT)
        except AlreadyEntered:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(enter, range(2))) == [False, True]
    assert (Entry.objects.count(), EntryVersion.objects.count(), Fact.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_what_somebody_saves_while_the_worker_is_about_to_write_is_not_overwritten() -> None:
    county = found_county()
    grant_powers(county)
    applied(county, file_of(enterprise(1), enterprise(2)))
    kept = checked(county, file_of(enterprise(1, phone="13911111111"), enterprise(2, phone="13911111111"), enterprise(3, name="")))
    imports.confirm(kept, only_accepted=True, by=county.by("zheng"), at=AT)
    entry, by = Entry.objects.get(identifier=enterprise(1)["credit_code"]), county.by("zhao")

    def apply() -> int:
        try:
            return work(AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as worker:
        with transaction.atomic():
            change_entry(entry, {"phone": "13922222222"}, valid_from=DAY, source="窗口", reason="更正", by=by, at=AT)
            working = worker.submit(apply)
            wait_until_somebody_waits()
        assert working.result(timeout=20) == 1
    kept.refresh_from_db()
    assert (kept.state, kept.counts) == ("applied", {"changed": 1, "wrong": 2})
    assert [(row.number, "县长 赵示例" in row.problems[0]["what"][0]) for row in kept.rows.order_by("number")] == [(2, True), (4, False)]
    phones = values_of(Entry.objects.all(), on=DAY)
    assert sorted((values or {})["phone"] for values in phones.values()) == ["13911111111", "13922222222"]


def wait_until_somebody_waits() -> None:
    """Until another connection waits for a lock of a register."""
    deadline = time.monotonic() + 20
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_WAITING)
            if cursor.fetchone() != (0,):
                return
            assert time.monotonic() < deadline
            time.sleep(0.01)
