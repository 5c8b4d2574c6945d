"""What is computed before anybody asks makes way for whoever waits; wishes are fulfilled once; what fails is said in the log."""

from __future__ import annotations

import threading
from collections.abc import Callable

import duckdb
import pytest

from luoshi.district.simulations.ahead import REST, Ahead, Way

SOON = 20.0


def test_somebody_who_waits_stops_what_is_computed_ahead_and_it_begins_again() -> None:
    way, begun, gone_on, ends = Way(), threading.Event(), threading.Event(), list[str]()
    with duckdb.connect() as session:

        def work() -> None:
            begun.set()
            rows = 10 if gone_on.is_set() else 10**12
            session.execute(f"SELECT count(*) FROM range({rows}) numbers(n) WHERE hash(n) % 7 = 3").fetchall()
            ends.append("ahead")

        ahead = threading.Thread(target=way.last, args=(session, work), daemon=True)
        ahead.start()
        assert begun.wait(SOON)
        for _ in range(50):  # the statement may not yet run when it is told to stop
            with way.first():
                gone_on.set()
                ends[:] = ["answered"]
            ahead.join(3 * REST)
            if not ahead.is_alive():
                break
        ahead.join(SOON)
    assert ends == ["answered", "ahead"]


@pytest.fixture
def ahead() -> Ahead:
    return Ahead()


def _held(ahead: Ahead) -> Callable[[], None]:
    """Work that goes on until it is let go; what comes back lets it go."""
    held, begun = threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        held.wait(SOON)

    ahead.wish("held", work)
    assert begun.wait(SOON)
    return held.set


def test_wishes_are_fulfilled_once_the_newest_first_and_the_oldest_are_forgotten(ahead: Ahead) -> None:
    done = list[int]()
    let_go = _held(ahead)
    assert not ahead.wait("held", 0.01)
    for number in (*range(40), 39):
        ahead.wish(number, lambda number=number: done.append(number))  # type: ignore[misc]  # mypy knows no such default
    let_go()
    ahead.wait_for_all()
    assert done == list(range(39, 7, -1))
    ahead.wish(39, lambda: done.append(39))
    assert ahead.wait(39, SOON)
    assert done[-1] == 39, "what was done may be wished again"


def test_what_fails_keeps_nobody_waiting(ahead: Ahead, caplog: pytest.LogCaptureFixture) -> None:
    ahead.wish("wrong", lambda: 1 // 0)  # type: ignore[arg-type]
    assert ahead.wait("wrong", SOON)
    assert "ZeroDivisionError" in caplog.text
