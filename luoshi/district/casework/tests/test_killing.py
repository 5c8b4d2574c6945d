"""Servers and the database are killed while cases are handled: nothing is half written, nothing that was committed is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from luoshi.district.casework.models import Case, CaseStep
from luoshi.district.casework.tests.county import Desk
from luoshi.district.casework.tests.killed import half_written, lost
from luoshi.district.embedded.cluster import NAME, PORT, Cluster
from luoshi.district.embedded.server import ensure_running

CHECKOUT = Path(__file__).parents[4]
SCRIPT = "luoshi.district.casework.tests.killed"
PATIENCE_SECONDS = 60


@pytest.fixture
def cluster(_stored_county: None) -> Iterator[Cluster]:
    """A database of its own with the county in it, which may be killed without harm to other tests."""
    with tempfile.TemporaryDirectory(prefix="luoshi-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        found = Cluster(Path(folder))
        found.initialise()
        with (found.files / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\n")  # processes are killed here, not machines: what was written is in the kernel's hands
        ensure_running(found)
        _copy_county(found)
        yield found


def _copy_county(to: Cluster) -> None:
    here = connection.settings_dict
    dump = [str(to.programs / "pg_dump"), "-h", here["HOST"], "-p", str(PORT), "-U", here["USER"], "--no-owner", here["NAME"]]
    load = [str(to.programs / "psql"), "-q", "-h", str(to.socket_folder), "-p", str(PORT), "-U", NAME, "-v", "ON_ERROR_STOP=1", NAME]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as source:
        subprocess.run(load, stdin=source.stdout, stdout=subprocess.DEVNULL, check=True)


class Server:
    """A process that handles cases, and what it said to be committed."""

    def __init__(self, cluster: Cluster) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", SCRIPT, "work"], env=_environment(cluster), cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
        )
        self.committed: list[str] = []
        self.listener = threading.Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.committed.extend(line for line in self.process.stdout if line.endswith("\n"))

    def goes_on(self, steps: int) -> None:
        """Wait until it has committed so many more steps."""
        wanted, deadline = len(self.committed) + steps, time.monotonic() + PATIENCE_SECONDS
        while len(self.committed) < wanted:
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def kill(self) -> None:
        """Without a warning, in the middle of whatever it does."""
        self.process.kill()
        self.process.wait()
        self.listener.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


def _environment(cluster: Cluster) -> dict[str, str]:
    return {**os.environ, "LUOSHI_DATA": str(cluster.data)}


def test_whoever_is_killed_leaves_whole_steps_or_none(cluster: Cluster) -> None:
    servers = [Server(cluster), Server(cluster)]
    try:
        for server in servers:
            server.goes_on(3)
        servers[0].kill()
        servers[1].goes_on(3)
        database = cluster.process()
        assert database is not None
        database.send_signal(signal.SIGKILL)
        servers[1].goes_on(5)
    finally:
        for server in servers:
            server.kill()
    committed = [line for server in servers for line in server.committed]
    audited = subprocess.run(
        [sys.executable, "-m", SCRIPT, "audit"],
        env=_environment(cluster), cwd=CHECKOUT, input="".join(committed), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (audited.returncode, audited.stderr) == (0, "")
    assert audited.stdout == ""


def test_the_audit_finds_what_is_lost_or_half_written(desk: Desk) -> None:
    """The judge of the test above is judged itself."""
    case = desk.issued()
    committed: set[tuple[str, ...]] = {(case.code, "1"), (case.code, "2"), (case.code, "3")}
    assert list(half_written()) == []
    assert list(lost(committed)) == [f"{case.code}/3 was committed and is gone"]
    half = case.steps.get(number=2)
    half.pk, half.number, half.from_status, half.fact, half.transition = None, 3, "issued", None, "reply"
    CaseStep.objects.bulk_create([half])
    Case.objects.filter(pk=case.pk).update(step_count=3)
    assert [fault.removeprefix(f"{case.code}/3 ") for fault in half_written()] == [
        "left no fact", "moved a clock and stored no deadline", "has no assignment", "was told to nobody", "has lost its evidence",
    ]  # fmt: skip
