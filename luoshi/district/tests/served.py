"""`luoshi serve` for tests: started for real on a data folder, stopped, or killed with everything that it runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import psutil
import pytest

from luoshi.district.embedded.cluster import Cluster

SERVE = [sys.executable, "-m", "luoshi.command_line.main", "serve"]
PATIENCE_SECONDS = 60


def environment_of(data: Path, **more: str) -> dict[str, str]:
    """What a person's terminal would hold, with the data folder named."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LUOSHI_", "DATABASE_"))}
    return {**inherited, "LUOSHI_DATA": str(data), **more}


class Served:
    """A site that runs: what it said when it started, and its address. ``more`` are further names of its environment."""

    def __init__(self, data: Path, *options: str, **more: str) -> None:
        self.data = data
        self.process = subprocess.Popen([*SERVE, *options], env=environment_of(data, **more), stdout=subprocess.PIPE, text=True)
        self.said, self.address = self._read_until_address()

    def _read_until_address(self) -> tuple[str, str]:
        said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said += line
            if address := re.search(r"http://\S+/", line):
                return said, address[0]
        pytest.fail(f"ended without an address:\n{said}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        """Whatever happened to the test, nothing stays behind that serves."""
        if self.process.poll() is None:
            self.kill()

    @property
    def port(self) -> str:
        """The port of its address."""
        return self.address.split(":")[-1].strip("/")

    def companion(self) -> psutil.Process:
        """The worker for background work, as soon as it is there."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for each in psutil.Process(self.process.pid).children():
                with suppress(psutil.Error):
                    if "work" in each.cmdline():
                        return each
            time.sleep(0.05)
        pytest.fail("there is no worker for background work")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Stop it, and see that the worker for background work was there and went with it."""
        beside = self.companion()
        self.process.send_signal(number)
        self.process.communicate(timeout=PATIENCE_SECONDS)
        assert not beside.is_running()

    def kill(self) -> None:
        """End everything at once, as if the machine went dark: server, web workers, background worker, the database and its keeper."""
        own = psutil.Process(self.process.pid)
        every = [own, *own.children(recursive=True), *(each for each in psutil.process_iter() if self._serves(each))]
        for each in every:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(every, timeout=PATIENCE_SECONDS)
        self.process.communicate()

    def _serves(self, process: psutil.Process) -> bool:
        """Whether it is the database of the data folder, or its keeper."""
        with suppress(psutil.Error, OSError):
            return Path(process.cwd()) == Cluster(self.data).files or process.cmdline()[-1:] == [str(self.data)]
        return False
