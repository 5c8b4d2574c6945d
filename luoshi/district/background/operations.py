"""The worker's loop. It needs nothing but the database: a small loop over each capability's own table, and no queue beside them."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections

from luoshi.district.background.models import RoundRun
from luoshi.district.background.schedule import Scheduled, next_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from threading import Event

    from luoshi.district.rounds import Round

log = logging.getLogger(__name__)


def work(rounds: Sequence[Round], *, stop: Event, now: Callable[[], datetime], machine: Callable[[], datetime]) -> None:
    """Run each round when it is due, until ``stop`` is set; a round that has begun is finished first.

    Rounds act ``now``, which in a demonstration is a moment of the day that is shown; what is noted of them is the ``machine``'s moment.
    A round that fails is logged with its name and tried again after a pause that grows; the others go on meanwhile. A database that was
    restarted is connected to anew.
    """
    scheduled = [Scheduled(each, due=time.monotonic()) for each in rounds]
    while not stop.is_set():
        following = next_of(scheduled)
        if not stop.wait(max(0.0, following.due - time.monotonic())):
            _run(following, now(), machine())


def _run(following: Scheduled, at: datetime, noted_at: datetime) -> None:
    began, name = time.monotonic(), following.round.name
    close_old_connections()  # one that died with the database is not used again
    try:
        following.round.act(at)
    except Exception as problem:
        following.failed(time.monotonic())
        log.exception("后台任务 %s 失败（连续第 %d 次） / round failed", name, following.failures)
        _note(name, noted_at, following.failures, type(problem).__name__)
    else:
        following.succeeded(began)
        _note(name, noted_at)


def _note(name: str, at: datetime, failures: int = 0, problem: str = "") -> None:
    """Leave the trace; where the database does not answer, the log has said so already."""
    close_old_connections()
    try:
        RoundRun.objects.update_or_create(name=name, defaults={"ran_at": at, "failures": failures, "problem": problem[:100]})
    except DatabaseError as unreachable:
        log.warning("后台任务 %s 的运行时间未能记下 / could not be noted: %s", name, unreachable)
