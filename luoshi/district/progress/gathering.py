"""Everything that is known about measured targets, brought together in a few queries, however many there are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from luoshi.district.indicators import queries as indicators
from luoshi.district.plan.queries import Milestone, PlannedTarget
from luoshi.district.progress.goals import goal_of, steps_of
from luoshi.district.progress.models import Link, Tolerance, Trajectory
from luoshi.district.progress.standings import Measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.engines.progress import Indicator, Step, Value


def present_links(links: QuerySet[Link]) -> QuerySet[Link]:
    """Those that are not ended, with what they link, in the order of the targets."""
    commitments, declared = ("commitment__report__district", "commitment__lead"), ("indicator__responsible", "indicator__district")
    related = links.filter(end=None).select_related(*commitments, *declared)
    return related.prefetch_related("indicator__definitions").order_by("commitment", "target_number", "number")


def gather(links: Sequence[Link], *, on: date) -> list[Measured]:
    """Everything that is known on a day about what these links measure, in their order."""
    return _Gathering(links, on).all() if links else []


class _Gathering:
    """The rows that belong to some links, fetched once for all of them."""

    def __init__(self, links: Sequence[Link], on: date) -> None:
        self.links, self.on = links, on
        commitments = {each.commitment_id for each in links}
        self.targets = {(each.commitment_id, each.number): each for each in PlannedTarget.objects.filter(commitment__in=commitments)}
        self.milestones = _milestones(commitments)
        self.steps = _last_trajectories(links)
        self.tolerances = _tolerances({each.commitment.report_id for each in links})
        self.followed = self._followed()
        asked = {each.indicator_id: each.indicator for each in links} | {each.pk: each for each in self.followed.values()}
        self.declared = {pk: each.declared() for pk, each in asked.items()}
        self.values = indicators.series_of(list(asked.values()), on=on)

    def all(self) -> list[Measured]:
        return [self._measured(each) for each in self.links]

    def _followed(self) -> dict[tuple[int, str], indicators.Indicator]:
        """The indicators that others are pegged to, by district and code."""
        pegs = defaultdict[int, set[str]](set)
        for each in self.links:
            if each.indicator.peg:
                pegs[each.indicator.district_id].add(each.indicator.peg)
        districts = {each.indicator.district_id: each.indicator.district for each in self.links}
        return {
            (pk, code): found for pk, codes in pegs.items() for code, found in indicators.indicators_coded(codes, districts[pk]).items()
        }

    def _measured(self, link: Link) -> Measured:
        target = self.targets.get((link.commitment_id, link.target_number))
        declared = self.declared[link.indicator_id]
        tolerances = self.tolerances.get(link.commitment.report_id, {})
        goal = goal_of(target, link.commitment, declared.measure, tolerances) if target and not target.dropped else None
        values = tuple(self.values[link.indicator_id])
        return Measured(link, target, goal, declared, values, self._peg(link), self._steps(link, target), self.on)

    def _peg(self, link: Link) -> tuple[Indicator, tuple[Value, ...]] | None:
        followed = self.followed.get((link.indicator.district_id, link.indicator.peg))
        return (self.declared[followed.pk], tuple(self.values[followed.pk])) if followed else None

    def _steps(self, link: Link, target: PlannedTarget | None) -> tuple[Step, ...]:
        """What somebody planned; where nobody did, the quarters of the table of tasks."""
        if link.pk in self.steps:
            return self.steps[link.pk]
        year = link.commitment.report.year
        return steps_of(self.milestones.get(target.pk, ()), year) if target and year else ()


def _milestones(commitments: Iterable[int]) -> Mapping[int, Sequence[Milestone]]:
    found = defaultdict[int, list[Milestone]](list)
    for each in Milestone.objects.filter(commitment__in=commitments, target__isnull=False, value__isnull=False):
        assert each.target_id is not None
        found[each.target_id].append(each)
    return found


def _last_trajectories(links: Sequence[Link]) -> dict[int, tuple[Step, ...]]:
    rows = Trajectory.objects.filter(link__in=links).order_by("link", "-number").distinct("link")
    return {each.link_id: each.read() for each in rows}


def _tolerances(reports: Iterable[int]) -> Mapping[int, Mapping[str, Decimal]]:
    found = defaultdict[int, dict[str, "Decimal"]](dict)
    for each in Tolerance.objects.filter(report__in=reports).order_by("pk"):
        found[each.report_id][each.measure] = each.number
    return found


def links_of(commitment: Commitment) -> list[Link]:
    """What measures a commitment now."""
    return list(present_links(Link.objects.filter(commitment=commitment)))


def links_among(commitments: Iterable[int]) -> list[Link]:
    """What measures some commitments now, which are named by their ids."""
    return list(present_links(Link.objects.filter(commitment__in=list(commitments))))


def links_within(report: Report) -> list[Link]:
    """What measures the commitments of a plan now."""
    return list(present_links(Link.objects.filter(commitment__report=report)))
