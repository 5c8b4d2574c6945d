"""Where the embedded database lives, and as whom it runs.

PostgreSQL refuses to run as root, and an ordinary account may be unable to enter root's folders. Luoshi neither creates accounts nor
widens permissions of folders it did not make; it chooses an account, and a place that this account can reach.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil

from luoshi.district.embedded import programs
from luoshi.district.embedded.errors import DatabaseDidNotStart
from luoshi.district.embedded.whole import make_whole

NAME = "luoshi"  # of the database and of its owner within PostgreSQL
PORT = 5432  # names the socket file; nothing listens on a network port
LONGEST_SOCKET_PATH_BYTES = 103  # macOS allows 104 with the closing zero byte, Linux 108
ROOTS_HOME = Path("/var/lib/luoshi")
DATABASE_OPTIONS = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8", "--auth=trust", f"--username={NAME}")


@dataclass(frozen=True)
class Cluster:
    """The files of one embedded PostgreSQL, for one data folder of Luoshi."""

    data: Path

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """As whom PostgreSQL runs: ``None`` for ourselves; for root the owner of the data folder, or ``nobody`` if that is root."""
        if os.geteuid() != 0:
            return None
        owner = self.data.stat().st_uid
        with suppress(KeyError):
            if owner != 0:
                return pwd.getpwuid(owner)
        return pwd.getpwnam("nobody")

    @cached_property
    def home(self) -> Path:
        """The data folder, or a folder of root's own where the account could not enter it."""
        return self.data if self._can_enter(self.data) else ROOTS_HOME / _digest(self.data)

    @property
    def files(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "postgresql"

    @property
    def log(self) -> Path:
        """What PostgreSQL and its keeper have to say."""
        return self.data / "database.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by each process that uses the database, exclusively by the keeper that stops it."""
        return self.data / "database.users"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper for as long as it lives."""
        return self.data / "database.keeper"

    @cached_property
    def socket_folder(self) -> Path:
        """Only the account (and root) may enter it: whoever can reach the socket is trusted."""
        longest = os.fsencode(self.files / f".s.PGSQL.{PORT}")
        if len(longest) <= LONGEST_SOCKET_PATH_BYTES and "," not in str(self.files):  # a comma separates hosts for libpq
            return self.files
        return Path("/tmp") / f"luoshi-{_digest(self.files)}"  # noqa: S108 - made for us alone, see make_socket_folder

    @cached_property
    def programs(self) -> Path:
        """The folder of ``initdb`` and ``postgres``: the wheel's, or a copy where the account could not enter the wheel's."""
        folder = programs.installed()
        return folder if self._can_enter(folder) else programs.copied_to(self.home)

    def initialise(self) -> None:
        """Make the database if there is none. A half-finished attempt is thrown away: the finished one appears at once, by its new name."""
        if not self.files.exists():
            self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
            make_whole(self.files, self._make_database)

    def make_socket_folder(self) -> None:
        """Raise :class:`DatabaseDidNotStart` if somebody else already made a folder of this name."""
        if self.socket_folder == self.files:
            return
        with suppress(FileExistsError):
            self._make_private_folder(self.socket_folder)
        found = self.socket_folder.lstat()
        owner = self.account.pw_uid if self.account else os.geteuid()
        if found.st_uid != owner or found.st_mode & 0o077 or self.socket_folder.is_symlink():
            raise DatabaseDidNotStart(
                f"{self.socket_folder} 属于别的用户或别人可进入，数据库不能使用。请删除它，或用 LUOSHI_DATA 指定较短的路径。 / "
                f"{self.socket_folder} belongs to somebody else or is open to others: remove it, or set LUOSHI_DATA to a shorter path."
            )

    def process(self) -> psutil.Process | None:
        """The running PostgreSQL of this cluster that has finished starting, if there is one."""
        with suppress(FileNotFoundError, PermissionError, ValueError, IndexError, psutil.Error):
            lines = (self.files / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(lines[0]))
            # After a crash the number may have gone to another program: PostgreSQL works inside its own folder.
            if lines[7].strip() == "ready" and Path(process.cwd()) == self.files.resolve():
                return process
        return None

    def run_as(self) -> dict[str, Any]:
        """The arguments of :mod:`subprocess` that make a program run under the account."""
        who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []} if self.account else {}
        return {"cwd": "/", "umask": 0o077, **who}

    def _make_database(self, folder: Path) -> None:
        self._make_private_folder(folder)
        self._program("initdb", f"--pgdata={folder}", *DATABASE_OPTIONS)
        self._program("postgres", "--single", "-D", str(folder), "template1", said=f"CREATE DATABASE {NAME}\n")

    def _program(self, name: str, *arguments: str, said: str = "") -> None:
        done = subprocess.run(
            [str(self.programs / name), *arguments], input=said, text=True, capture_output=True, check=False, **self.run_as()
        )
        if done.returncode != 0:
            raise DatabaseDidNotStart(f"{name}: {done.stderr.strip() or done.stdout.strip()}")

    def _make_private_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)

    def _can_enter(self, folder: Path) -> bool:
        """Whether the account may pass through all folders on the way, judged by permission bits."""
        if self.account is None:
            return True
        way = [place.stat() for place in (folder, *folder.parents) if place.exists()]
        return all(place.st_mode & 0o001 or place.st_uid == self.account.pw_uid for place in way)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
