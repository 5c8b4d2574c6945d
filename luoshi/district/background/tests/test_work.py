"""The worker: one round that fails, a database that is gone for a moment, a server that dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import psutil
import pytest
from django.db import connection

from luoshi.district.background import operations, queries, schedule
from luoshi.district.background.models import RoundRun
from luoshi.district.background.schedule import Scheduled, next_of, retry_seconds
from luoshi.district.rounds import Round, installed_rounds

AT = datetime(2023, 1, 20, 9, 30, tzinfo=UTC)
NOTED = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)
"""What the machine says while a demonstration shows another day."""
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def work(*rounds: Round, stop: Event) -> None:
    """Work at a standing clock."""
    operations.work(rounds, stop=stop, now=lambda: AT, machine=lambda: NOTED)


@pytest.mark.django_db(transaction=True)
def test_a_round_that_fails_is_tried_later_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "FIRST_RETRY_SECONDS", 0.02)
    stop, ran = Event(), []

    def fails(at: datetime) -> int:
        ran.append("fails")
        raise LookupError(at)

    def works(at: datetime) -> int:
        assert at == AT
        ran.append("works")
        if ran.count("fails") == 3:
            stop.set()
        return 0

    work(Round("sample.fails", 0, fails), Round("sample.works", 0.005, works), stop=stop)
    assert ran.count("works") > 3
    assert list(RoundRun.objects.values_list("name", "failures", "problem")) == [
        ("sample.fails", 3, "LookupError"),
        ("sample.works", 0, ""),
    ]
    trouble = queries.trouble(at=NOTED)
    assert trouble is not None
    assert (trouble.is_silent, trouble.failing) == (False, ("sample.fails",))


@pytest.mark.django_db(transaction=True)
def test_the_worker_stops_between_rounds() -> None:
    stop, ran = Event(), []

    def act(_: datetime) -> int:
        stop.set()
        ran.append("to its end")
        return 1

    work(Round("sample.one", 0, act), Round("sample.two", 0, act), stop=stop)
    assert ran == ["to its end"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_restarted_is_connected_to_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "FIRST_RETRY_SECONDS", 0.01)
    stop, ran = Event(), []

    def act(_: datetime) -> int:
        ran.append("begun")
        with connection.cursor() as cursor:
            if len(ran) == 1:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            cursor.execute("SELECT 1")
        stop.set()
        return 1

    work(Round("sample.asks", 0, act), stop=stop)
    assert len(ran) == 2
    assert list(RoundRun.objects.values_list("failures")) == [(0,)]


def test_pauses_grow_to_a_quarter_of_an_hour() -> None:
    assert [retry_seconds(failures) for failures in (1, 2, 3, 9, 1000)] == [5, 10, 20, 900, 900]
    slow, quick = Scheduled(Round("slow", 100, len), due=5), Scheduled(Round("quick", 1, len), due=0)  # type: ignore[arg-type]
    quick.succeeded(began=7)
    assert next_of([quick, slow]) is slow


def test_silence_is_noticed(db: None) -> None:
    unseen = queries.trouble(at=AT)
    assert unseen is not None
    assert unseen.last_ran is None
    RoundRun.objects.create(name="background.heartbeat", ran_at=AT)
    assert queries.trouble(at=AT + timedelta(minutes=5)) is None
    silent = queries.trouble(at=AT + timedelta(minutes=6))
    assert silent is not None
    assert (silent.is_silent, silent.last_ran) == (True, AT)


def test_rounds_of_all_capabilities_are_found() -> None:
    assert {"background.heartbeat", "messages.deliver", "attachments.remove_drafts"} <= {each.name for each in installed_rounds()}


@pytest.fixture
def server() -> Iterator[subprocess.Popen[str]]:
    """A process that keeps a companion, as `luoshi serve` does, and says the number of each new one."""
    code = (
        "import time; from luoshi.district import companion; companion.PAUSE_SECONDS = 0.1; kept, last = companion.Companion(), None\n"
        "while True:\n"
        "    kept.keep(); time.sleep(0.02)\n"
        "    if kept._process.pid != last: last = kept._process.pid; print(last, flush=True)\n"
    )
    environment = {**os.environ, "DATABASE_URL": NOWHERE}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        yield process
        process.kill()


def test_a_worker_that_dies_is_replaced_and_none_outlives_its_server(server: subprocess.Popen[str]) -> None:
    assert server.stdout is not None
    first = psutil.Process(int(server.stdout.readline()))
    first.kill()
    second = psutil.Process(int(server.stdout.readline()))
    assert not first.is_running(), "a zombie was left"
    server.send_signal(signal.SIGKILL)
    psutil.wait_procs([second], timeout=30)
    assert not second.is_running(), "it was left behind"
