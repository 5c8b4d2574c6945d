"""The keeper: starts PostgreSQL, waits until no process uses it any more, stops it.

It is a process of its own because processes end in many ways. Ctrl-C, a closed terminal or `kill -9` of the web server release the lock
on ``database.users`` by themselves; no clean-up code of theirs has to run. If the keeper itself is killed, the next one adopts PostgreSQL.

Usage: ``python -m luoshi.district.embedded.keeper DATA_FOLDER``
"""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from luoshi.district.embedded.cluster import PORT, Cluster
from luoshi.district.embedded.errors import DatabaseDidNotStart

LONGEST_START_SECONDS = 120  # recovery after a crash of the machine takes its time
LONGEST_STOP_SECONDS = 30
LOOK_EVERY_SECONDS = 0.2


def main() -> int:
    """Exit code 0 after the database was stopped or if another keeper is at work, 1 with a reason on stderr if it could not be started."""
    cluster = Cluster(Path(sys.argv[1]))
    with cluster.keeper_lock.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0
        try:
            cluster.initialise()
            process = cluster.process() or start(cluster)
        except DatabaseDidNotStart as problem:
            sys.stderr.write(f"{problem}\n")
            return 1
        with cluster.users_lock.open("w") as users:
            if wait_until_unused(users, process):
                stop(process)
    return 0


def start(cluster: Cluster) -> psutil.Process:
    """Start PostgreSQL and wait until it takes connections."""
    cluster.make_socket_folder()
    remove_stale_pid_file(cluster)
    socket_folders = '"' + str(cluster.socket_folder).replace('"', '""') + '"'
    server = subprocess.Popen(
        [cluster.programs / "postgres", "-D", cluster.files, "-p", str(PORT), "-h", "", "-k", socket_folders],
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C in the terminal is for the web server; the database stops after it
        **cluster.run_as(),
    )
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if process := cluster.process():
            return process
        time.sleep(0.02)
    server.kill()
    raise DatabaseDidNotStart(f"PostgreSQL 未能启动，退出码 / PostgreSQL did not start, exit code: {server.wait()}")


def remove_stale_pid_file(cluster: Cluster) -> None:
    """After `kill -9` the file may name a number that another program has since been given, and PostgreSQL would refuse to start.

    Removing it is safe only when none of PostgreSQL's processes is left; they all work inside the cluster's folder.
    """
    deadline = time.monotonic() + LONGEST_STOP_SECONDS
    while any(_works_inside(process, cluster.files) for process in psutil.process_iter()):
        if time.monotonic() > deadline:
            raise DatabaseDidNotStart(
                f"仍有 PostgreSQL 进程在使用 {cluster.files}，请先结束它。 / "
                f"A PostgreSQL process still works in {cluster.files}: end it first."
            )
        time.sleep(LOOK_EVERY_SECONDS)
    (cluster.files / "postmaster.pid").unlink(missing_ok=True)


def wait_until_unused(users: IO[str], process: psutil.Process) -> bool:
    """True once nobody uses the database, with the lock held so that nobody begins to; False if PostgreSQL ended by itself."""
    while True:
        with suppress(psutil.TimeoutExpired):
            process.wait(LOOK_EVERY_SECONDS)
            return False
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True


def stop(process: psutil.Process) -> None:
    """Ask for PostgreSQL's fast shutdown; if it does not come, for the immediate one, which recovers at the next start."""
    try:
        process.send_signal(signal.SIGINT)
        process.wait(LONGEST_STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait()
    except psutil.NoSuchProcess:
        pass


def _works_inside(process: psutil.Process, folder: Path) -> bool:
    with suppress(psutil.Error, OSError):
        return Path(process.cwd()) == folder
    return False


if __name__ == "__main__":
    sys.exit(main())
