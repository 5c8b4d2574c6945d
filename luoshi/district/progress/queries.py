"""Reads of progress: where commitments stand, what measures them, what is asked about them, and who said so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from luoshi.district.plan.queries import may_see
from luoshi.district.progress.gathering import gather, links_among, links_of, links_within
from luoshi.district.progress.models import WHOLE, Answer, Link, LinkEnd, Tolerance, Trajectory
from luoshi.district.progress.standings import (
    Beside,
    Measured,
    PeriodRow,
    TargetProgress,
    progress_of,
    rows_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from luoshi.district.plan.queries import Commitment, Report

__all__ = [
    "WHOLE",
    "Answer",
    "Beside",
    "Link",
    "LinkEnd",
    "Measured",
    "PeriodRow",
    "TargetProgress",
    "Tolerance",
    "Trajectory",
    "history_of",
    "may_see",
    "measured_among",
    "measured_of",
    "measured_within",
    "progress_of",
    "rows_of",
    "standing",
    "standings",
    "tolerances_of",
]


def standing(commitment: Commitment, *, on: date) -> list[TargetProgress]:
    """Where each measured target of a commitment stands on a day, by what was known then; in the order of the targets."""
    return [progress_of(each) for each in measured_of(commitment, on=on)]


def standings(report: Report, *, on: date) -> dict[int, list[TargetProgress]]:
    """Where all measured commitments of a plan stand on a day, by their ids: as many queries for thousands as for one."""
    found = defaultdict[int, list[TargetProgress]](list)
    for each in measured_within(report, on=on):
        found[each.link.commitment_id].append(progress_of(each))
    return dict(found)


def measured_of(commitment: Commitment, *, on: date) -> list[Measured]:
    """What measures each target of a commitment, with its figures and its goal; nothing is judged."""
    return gather(links_of(commitment), on=on)


def measured_among(commitments: Iterable[int], *, on: date) -> list[Measured]:
    """The same of some commitments, which are named by their ids."""
    return gather(links_among(commitments), on=on)


def measured_within(report: Report, *, on: date) -> list[Measured]:
    """The same of all commitments of a plan."""
    return gather(links_within(report), on=on)


def history_of(commitment: Commitment) -> list[Link]:
    """All that ever measured a commitment, in the order in which it was linked, with its trajectories and its end."""
    related = Link.objects.filter(commitment=commitment).select_related("indicator", "end")
    return list(related.prefetch_related("trajectories").order_by("number"))


def tolerances_of(report: Report) -> list[Tolerance]:
    """How far below still counts in a plan: the last word of each measure."""
    return list(Tolerance.objects.filter(report=report).order_by("measure", "-pk").distinct("measure"))
