"""The story of a commitment: what capabilities know happened to it, and how all of that is found.

A capability that knows of something has a module ``chapters`` with ``CHAPTERS``, a sequence of :class:`Chapter`. Whoever tells the story
lays all entries on one line of time, and knows nothing of where they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.district.installed import modules_called
from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as anybody may read it: nothing of it is personal.

    Attributes:
        on: the day that it belongs to; one that lies ahead is still to come.
        words: what happened, in one plain sentence in the language that is active. Said otherwise later, it is news.
        address: the page that shows where it comes from; nothing where there is none.
        stands_for: how many things it tells of, where it does not tell each of them.
        objections_until: the last day on which the public is asked to object to it, where a rule of the district says so (公示期).
    """

    on: date
    words: str
    address: str = ""
    stands_for: int = 1
    objections_until: date | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one capability tells.

    Attributes:
        code: its permanent name, by which a reader can ask for it alone.
        order: where among the chapters, the smallest first.
        name: what its entries are called.
        tell: given commitments of plans in force and a day, what is known of each on that day, by their ids, in as many questions to the
            database for hundreds as for one; in whatever language, in the same order. Of which nothing is known is left out.
        gathered: of a month only the newest entries are told, and the others are one click away.
    """

    code: str
    order: int
    name: Words
    tell: Callable[[Sequence[Any], date], Mapping[int, Sequence[Entry]]]
    gathered: bool = False


def chapters() -> list[Chapter]:
    """The chapters of all installed capabilities, in their order."""
    return sorted((each for module in modules_called("chapters") for each in module.CHAPTERS), key=lambda each: each.order)
