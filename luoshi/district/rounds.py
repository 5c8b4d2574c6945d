"""Background work: what a capability does again and again without being asked, and how all of it is found.

A capability with background work has a module ``rounds`` with ``ROUNDS``, a sequence of :class:`Round`. The worker (``luoshi work``) runs
them. Two workers at once must be harmless: an act takes its rows with ``SKIP LOCKED`` or an advisory lock.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from luoshi.district.installed import modules_called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Round:
    """Work that comes round every so many seconds.

    ``act`` is given the moment and returns how much it did. It keeps its transactions itself, does a bounded amount and returns within
    minutes: the worker stops between rounds only. What it raises is logged, and the round is tried again, later each time.
    """

    name: str
    """``messages.deliver``: the capability and what is done, unique among all."""
    every_seconds: float
    act: Callable[[datetime], int]


def installed_rounds() -> list[Round]:
    """The rounds of all installed capabilities, in the order of their names.

    Raises:
        ValueError: two rounds bear one name.
    """
    found = sorted((each for module in modules_called("rounds") for each in module.ROUNDS), key=lambda each: each.name)
    for one, other in pairwise(found):
        if one.name == other.name:
            raise ValueError(f"two rounds are called {one.name}")
    return found


def one_by_one(act: Callable[[int], int], keys: Iterable[int]) -> int:
    """Do something to each of some rows, each in its own transaction; returns how much was done. One that fails keeps no other waiting.

    Raises:
        Exception: the first problem that there was, when all others are done.
    """
    done, problems = 0, list[Exception]()
    for key in keys:
        try:
            done += act(key)
        except Exception as problem:  # noqa: BLE001 - it is raised below
            problems.append(problem)
    if problems:
        raise problems[0]
    return done
