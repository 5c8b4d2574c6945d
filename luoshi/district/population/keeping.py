"""Which snapshots are kept: the newest seven, and of each month the last; and always what something rests on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

NEWEST: Final = 7


class Taken(Protocol):
    """A snapshot: its number, which grows, and the day of which it tells."""

    @property
    def pk(self) -> int: ...

    @property
    def on(self) -> date: ...


def may_go(snapshots: Iterable[Taken], resting: Iterable[int]) -> list[int]:
    """The numbers of those that may go; ``resting`` are the numbers of those that something rests on."""
    found = sorted(snapshots, key=lambda each: (each.on, each.pk))
    last_of_month = {(each.on.year, each.on.month): each.pk for each in found}
    kept = {each.pk for each in found[-NEWEST:]} | {*last_of_month.values()} | {*resting}
    return [each.pk for each in found if each.pk not in kept]
