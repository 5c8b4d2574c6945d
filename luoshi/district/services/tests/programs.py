"""Programs of an applicant that apply over HTTP, all at once, each with the same key until it is answered."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from luoshi.district.services.tests.killed import ADDRESS, line, sent

PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.05


class Program(threading.Thread):
    """Applies one time after the other until it is told to stop; ``answers`` are kept by their keys."""

    def __init__(self, site: str, token: str) -> None:
        super().__init__()
        self.address = f"{site.rstrip('/')}{ADDRESS}"
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.answers: dict[str, Any] = {}
        self.unanswered = 0
        self.ends = threading.Event()

    def run(self) -> None:
        """It stops with an answer, never between a call and its answer."""
        while not self.ends.is_set():
            key = str(uuid4())
            self.answers[key] = self.insists(key)

    def insists(self, key: str) -> Any:
        """The answer, however often it takes to call."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                return self.calls(key)
            except HTTPError as refusal:
                if refusal.code not in {500, 503}:
                    raise
            except (OSError, HTTPException):
                pass  # nobody listens, or whoever did was killed before the answer
            self.unanswered += 1
            time.sleep(PAUSE_SECONDS)
        raise TimeoutError(key)

    def calls(self, key: str) -> Any:
        """One call. Raises what is raised where nobody answers."""
        asked = Request(self.address, json.dumps(sent()).encode(), {**self.headers, "Idempotency-Key": key})  # noqa: S310 - our own address
        with urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return json.load(answer)

    def lines(self) -> list[str]:
        """What was answered, as the audit reads it."""
        return [line(key, told) for key, told in self.answers.items()]


@contextmanager
def applying(site: str, token: str, *, count: int = 4) -> Iterator[list[Program]]:
    """Some programs at work."""
    programs = [Program(site, token) for _ in range(count)]
    for each in programs:
        each.start()
    try:
        yield programs
    finally:
        stop(programs)


def stop(programs: list[Program]) -> None:
    """Let each of them have its answer and end."""
    for each in programs:
        each.ends.set()
    for each in programs:
        each.join()


def go_on(programs: list[Program], answers: int) -> None:
    """Wait until so many more were answered."""
    wanted, deadline = _count(programs) + answers, time.monotonic() + PATIENCE_SECONDS
    while _count(programs) < wanted:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def _count(programs: list[Program]) -> int:
    return sum(len(each.answers) for each in programs)
