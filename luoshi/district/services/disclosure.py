"""What of the figures everybody may see: nobody is recognised by a small count, nor by what totals and periods give away.

Each count, totals too, is rounded by itself to a multiple of five: 0, 1 and 2 become 0, so that no difference of two of them says how many
there were. Shares and medians of few are not shown. Source: the rounding strategy of HESA, the statistics agency of British universities
(multiples of 5, no percentages of fewer than 22.5, no averages of seven or fewer).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from luoshi.district.services.models import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from luoshi.district.services.queries_of_renewals import RenewalFigures
    from luoshi.district.services.statistics import ItemFigures

BASE: Final = 5
SHARE_OF: Final = 23
"""Of fewer no share is told."""
MEDIAN_OF: Final = 8
"""Of fewer no median is told."""


def rounded(count: int) -> int:
    """A count as it may be shown: the nearest multiple of five.

    >>> [rounded(each) for each in (0, 2, 3, 7, 8)]
    [0, 0, 5, 5, 10]
    """
    return (count + BASE // 2) // BASE * BASE


def disclosed(figures: ItemFigures) -> ItemFigures:
    """The figures of an item as everybody may see them."""
    by_people = figures.states[State.GRANTED] + figures.states[State.REFUSED] - figures.at_once
    return replace(
        figures,
        submitted=rounded(figures.submitted),
        at_once=rounded(figures.at_once),
        asked=rounded(figures.asked),
        states=_rounded(figures.states),
        paths=_rounded(figures.paths),
        checks=_rounded(figures.checks),
        seconds=figures.seconds if figures.at_once >= MEDIAN_OF else None,
        hours=figures.hours if by_people >= MEDIAN_OF else None,
    )


def _rounded(counts: Mapping[str, int]) -> Counter[str]:
    return Counter({each: rounded(count) for each, count in counts.items()})


def share(part: int, of: int) -> int | None:
    """A share in percent, of the true counts; ``None`` where it is one of few."""
    return round(100 * part / of) if of >= SHARE_OF else None


def disclosed_renewals(figures: RenewalFigures) -> RenewalFigures:
    """The figures of renewals as everybody may see them."""
    return replace(
        figures, opened=rounded(figures.opened), silent=rounded(figures.silent), by_person=rounded(figures.by_person),
        by_law=rounded(figures.by_law), undecided=rounded(figures.undecided),
    )  # fmt: skip
