"""The worker that `luoshi serve` keeps beside its web workers: there while the server is, and no longer."""

from __future__ import annotations

import os
import subprocess
import sys
import time

PAUSE_SECONDS = 5.0
"""Before a worker that ended is replaced: one that cannot start does not take the whole machine."""
GRACE_SECONDS = 10.0
"""For the round at work to finish; whatever is cut short is done again by the next worker."""


class Companion:
    """One process of ``luoshi work``. It is asked for again and again, since whoever owns it has a loop already."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def keep(self) -> None:
        """Start the worker unless it runs or was started a moment ago."""
        if self._process is not None and self._process.poll() is None:
            return
        if self._started and time.monotonic() - self._started < PAUSE_SECONDS:
            return
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "luoshi.command_line.main", "work", "--parent", str(os.getpid())],
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which passes it on
        )

    def stop(self) -> None:
        """Ask the worker to stop and wait for it; end it if it does not."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
