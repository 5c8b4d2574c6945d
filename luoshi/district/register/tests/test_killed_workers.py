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
from django.db import connection

from luoshi.district.facts.models import Fact
from luoshi.district.offices.tests.government import found_county
from luoshi.district.register import operations_of_imports as imports
from luoshi.district.register.errors import AlreadyEntered
from luoshi.district.register.importing import work
from luoshi.district.register.kinds import ENTERPRISES
from luoshi.district.register.models import Entry, EntryVersion, ImportProgress
from luoshi.district.register.operations import enter as enter_entry
from luoshi.district.register.tests.samples import AT, BEGIN, enterprise, grant_powers
from luoshi.district.register.tests.test_imports import checked, file_of

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


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_writes_leaves_nothing_and_the_next_one_finishes() -> None:
    county = found_county()
    grant_powers(county)
    kept = checked(county, file_of(*(enterprise(number) for number in range(300))))
    imports.confirm(kept, only_accepted=False, by=county.by("zheng"))
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
