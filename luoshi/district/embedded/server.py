"""Make sure that the embedded PostgreSQL runs for as long as this process needs it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from luoshi.district.embedded.cluster import Cluster
from luoshi.district.embedded.errors import DatabaseDidNotStart

LONGEST_WAIT_SECONDS = 180
LARGEST_LOG_BYTES = 10_000_000
_held: dict[Path, int] = {}  # open files whose locks say "I use the database"; the kernel releases them when the process ends


class Keeper(subprocess.Popen[bytes]):
    """The keeper outlives the process that started it, on purpose."""

    def __del__(self) -> None:
        """Without the warning about a child that is still running."""


def ensure_running(cluster: Cluster) -> None:
    """Return when PostgreSQL takes connections; it will not stop before this process ends. Raises :class:`DatabaseDidNotStart`."""
    _hold(cluster)
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    keeper: Keeper | None = None
    while not (_has_keeper(cluster) and cluster.process()):
        if keeper is None and not _has_keeper(cluster):
            keeper = _start_keeper(cluster)
        # 0 means that another process's keeper was quicker: wait for that one, or try again if it was on its way out.
        if keeper is not None and (code := keeper.poll()) is not None:
            if code != 0:
                raise DatabaseDidNotStart(_reason(cluster))
            keeper = None
        if time.monotonic() > deadline:
            raise DatabaseDidNotStart(_reason(cluster))
        time.sleep(0.02)


def _hold(cluster: Cluster) -> None:
    if cluster.data not in _held:
        users = os.open(cluster.users_lock, os.O_RDWR | os.O_CREAT, 0o644)
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is stopping PostgreSQL
        _held[cluster.data] = users


def _has_keeper(cluster: Cluster) -> bool:
    with cluster.keeper_lock.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _start_keeper(cluster: Cluster) -> Keeper:
    with _open_log(cluster.log) as log:
        return Keeper(
            [sys.executable, "-m", "luoshi.district.embedded.keeper", cluster.data],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _open_log(log: Path) -> IO[bytes]:
    """For our eyes only."""
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    return os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def _reason(cluster: Cluster) -> str:
    last_lines = "\n".join(cluster.log.read_text(errors="replace").splitlines()[-8:])
    return (
        f"内置数据库未能启动。日志 {cluster.log} 的最后几行如下；也可以用 DATABASE_URL 指定另一个 PostgreSQL。\n"
        f"The embedded database did not start; DATABASE_URL can name another PostgreSQL. The last lines of its log:\n{last_lines}"
    )
