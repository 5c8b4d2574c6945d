"""A database of one's own with what stands in the test's, and processes that work on it until they are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from luoshi.district.embedded.cluster import NAME, PORT, Cluster
from luoshi.district.embedded.server import ensure_running

CHECKOUT = Path(__file__).parents[4]
PATIENCE_SECONDS = 60


@contextmanager
def own_database() -> Iterator[Cluster]:
    """A copy of the test's database, which may be killed without harm to other tests."""
    with tempfile.TemporaryDirectory(prefix="luoshi-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        found = Cluster(Path(folder))
        found.initialise()
        with (found.files / "postgresql.conf").open("a") as settings:
            settings.write("fsync = off\n")  # processes are killed here, not machines: what was written is in the kernel's hands
        ensure_running(found)
        _copy(found)
        yield found


def _copy(to: Cluster) -> None:
    here = connection.settings_dict
    dump = [str(to.programs / "pg_dump"), "-h", here["HOST"], "-p", str(PORT), "-U", here["USER"], "--no-owner", here["NAME"]]
    load = [str(to.programs / "psql"), "-q", "-h", str(to.socket_folder), "-p", str(PORT), "-U", NAME, "-v", "ON_ERROR_STOP=1", NAME]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as source:
        subprocess.run(load, stdin=source.stdout, stdout=subprocess.DEVNULL, check=True)


class Server:
    """A process that runs a script's ``work``, and what it said to be committed."""

    def __init__(self, cluster: Cluster, script: str) -> None:
        self.process = started(cluster, script)
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


def worked_until_killed(cluster: Cluster, script: str) -> list[str]:
    """What two processes said to be committed: one is killed while both work, then the database under the other, which goes on after it."""
    servers = [Server(cluster, script), Server(cluster, script)]
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
    return [line for server in servers for line in server.committed]


def audited(cluster: Cluster, script: str, committed: list[str]) -> tuple[int, str, str]:
    """Exit status, faults and errors of a script's ``audit`` of what was said to be committed."""
    done = subprocess.run(_command(script, "audit"), **_surroundings(cluster), input="".join(committed), capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def said(cluster: Cluster, script: str, verb: str) -> str:
    """What a script says that is run to its end."""
    done = subprocess.run(_command(script, verb), **_surroundings(cluster), stdout=subprocess.PIPE, check=True)
    return str(done.stdout)


def asked(cluster: Cluster, sql: str) -> Any:
    """The one value that the database answers, past Django's own connection."""
    with psycopg.connect(host=str(cluster.socket_folder), dbname=NAME, user=NAME) as connected:
        row = connected.execute(sql.encode()).fetchone()
    assert row is not None
    return row[0]


def started(cluster: Cluster, script: str, verb: str = "work") -> subprocess.Popen[str]:
    """A process that runs a script's verb; what it says can be read."""
    return subprocess.Popen(_command(script, verb), **_surroundings(cluster), stdout=subprocess.PIPE)


def _command(script: str, verb: str) -> list[str]:
    return [sys.executable, "-m", script, verb]


def _surroundings(cluster: Cluster) -> dict[str, Any]:
    return {"env": {**os.environ, "LUOSHI_DATA": str(cluster.data)}, "cwd": CHECKOUT, "text": True}
