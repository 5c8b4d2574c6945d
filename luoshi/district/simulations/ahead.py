"""What is computed before anybody asks for it: a thread beside the requests, which makes way for whoever waits.

It does one thing after the other, the newest wish first, and touches files and the embedded engine alone, never the site's database.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from duckdb import DuckDBPyConnection

REST: Final = 0.2
"""Seconds after an answer before anything is computed ahead: whoever moves a slider asks again at once."""
WISHES_MAX: Final = 32
"""More are forgotten, the oldest first: whoever still wants it asks again."""
log = logging.getLogger(__name__)


class Way:
    """Who goes first: somebody who waits for an answer stops what is computed ahead, which begins again when nobody waits."""

    def __init__(self) -> None:
        self._guard = threading.Condition()
        self._waiting = 0
        self._answered = -REST
        self._ahead: DuckDBPyConnection | None = None

    @contextmanager
    def first(self) -> Iterator[None]:
        """While the block runs, nothing is computed ahead."""
        with self._guard:
            self._waiting += 1
            if self._ahead is not None:
                self._ahead.interrupt()
        try:
            yield
        finally:
            with self._guard:
                self._waiting -= 1
                self._answered = monotonic()
                self._guard.notify_all()

    def wait(self) -> None:
        """Until nobody waits for an answer, and has not for a moment."""
        with self._guard:
            while self._waiting or (rest := self._answered + REST - monotonic()) > 0:
                self._guard.wait(None if self._waiting else rest)

    def last(self, session: DuckDBPyConnection, work: Callable[[], None]) -> None:
        """Do some work of a session, from the beginning as often as somebody came between."""
        while True:
            with self._guard:
                self.wait()
                self._ahead = session
            try:
                return work()
            except duckdb.InterruptException:
                continue
            finally:
                with self._guard:
                    self._ahead = None


WAY: Final = Way()


class Ahead:
    """Wishes by their names, each fulfilled once at a time by one thread, which ends when there is none."""

    def __init__(self) -> None:
        self._guard = threading.Condition()
        self._wishes: dict[Hashable, Callable[[], None]] = {}
        self._at: Hashable | None = None
        self._is_running = False

    def wish(self, name: Hashable, work: Callable[[], None]) -> None:
        """Let something be done soon; what is wished or done already is not wished twice at a time."""
        with self._guard:
            if name == self._at or name in self._wishes:
                return
            self._wishes[name] = work
            while len(self._wishes) > WISHES_MAX:
                del self._wishes[next(iter(self._wishes))]
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="simulations ahead", daemon=True).start()

    def wait(self, name: Hashable, seconds: float) -> bool:
        """Whether nothing of this name is waited for any more, at most so many seconds later."""
        with self._guard:
            return self._guard.wait_for(lambda: name != self._at and name not in self._wishes, seconds)

    def wait_for_all(self) -> None:
        """Until nothing is wished any more: for tests and measurements."""
        with self._guard:
            self._guard.wait_for(lambda: self._at is None and not self._wishes)

    def _run(self) -> None:
        while True:
            with self._guard:
                if not self._wishes:
                    self._is_running = False
                    return
                self._at, work = self._wishes.popitem()
            WAY.wait()
            try:
                work()
            except Exception:
                log.exception("预先计算失败；有人要看时再算 / computing ahead failed; it is computed when somebody asks")
            finally:
                with self._guard:
                    self._at = None
                    self._guard.notify_all()


AHEAD: Final = Ahead()
