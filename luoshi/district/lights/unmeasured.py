"""没有指标衡量的承诺: its milestones and last day, and what its unit signed off about it; for a whole plan in a few questions.

What people settled at the year's end stands in the place of everything that was said before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef

from luoshi.district.days import day_of
from luoshi.district.dues.queries import Stage, Update
from luoshi.district.plan.queries import Commitment, Milestone, commitments_of
from luoshi.district.progress.queries import Link
from luoshi.district.results.queries import Outcome, last_results
from luoshi.engines.progress import Period, Rhythm, milestones
from luoshi.engines.progress.milestones import Word, Work, by_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Q

    from luoshi.district.plan.queries import Report
    from luoshi.engines.progress.milestones import ByWords

_SETTLED: Final = {Outcome.MET: Work.DONE, Outcome.MET_PARTLY: Work.GOING_ON, Outcome.NOT_MET: Work.GOING_ON}
"""As what an outcome counts for the last day of a promise; one that cannot be judged tells nothing."""


@dataclass(frozen=True, slots=True)
class Unmeasured:
    """A promise that nothing measures, with its milestones and everything that was said of it."""

    commitment: Commitment
    milestones: tuple[milestones.Milestone, ...]
    words: tuple[Word, ...]

    @property
    def is_followed(self) -> bool:
        """Whether anything is planned along its way, asked about it or was said of it: its last day alone is no plan."""
        return len(self.milestones) > 1 or self.commitment.reporting_class is not None or bool(self.words)

    def standing(self, *, on: date, through: Period | None = None) -> ByWords:
        """How it stands on a day; with a period, by what was said of that period and those before."""
        words = [each for each in self.words if through is None or each.period.last_day <= through.last_day]
        return by_words(self.milestones, words, on=on if through is None else min(on, through.last_day))


def unmeasured_within(report: Report, condition: Q | None = None, *, on: date) -> list[Unmeasured]:
    """The promises of a plan that nothing measures, all or some, with what was signed off about them by a day."""
    measured = Link.objects.filter(commitment=OuterRef("pk"), end=None)
    related = commitments_of(report, condition).filter(~Exists(measured)).prefetch_related(None).select_related(None)  # the report is known
    promises = list(related.select_related("lead", "reporting_class"))
    for each in promises:
        each.report = report
    ids, year = [each.pk for each in promises], report.year or on.year
    planned, said = _milestones(ids), _words(ids, on) | _settled(report, on)
    return [_unmeasured(each, planned.get(each.pk, ()), said.get(each.pk, ()), year) for each in promises]


def _unmeasured(commitment: Commitment, planned: Sequence[Milestone], words: Sequence[Word], year: int) -> Unmeasured:
    stages = [milestones.Milestone(Period(year, Rhythm.QUARTER, each.quarter).last_day, each.text) for each in planned]
    last = milestones.Milestone(commitment.deadline or date(year, 12, 31), "", is_last=True)
    return Unmeasured(commitment, (*stages, last), tuple(words))


def _milestones(commitments: Sequence[int]) -> dict[int, list[Milestone]]:
    found = defaultdict[int, list[Milestone]](list)
    for each in Milestone.objects.filter(commitment__in=commitments).order_by("quarter", "pk"):
        found[each.commitment_id].append(each)
    return found


def _words(commitments: Sequence[int], on: date) -> dict[int, list[Word]]:
    """What was signed off by a day, by the ids of the commitments."""
    found = defaultdict[int, list[Word]](list)
    signed = Update.objects.filter(commitment__in=commitments, stage=Stage.SIGNED_OFF, signed_at__date__lte=on)
    for pk, period, work in signed.values_list("commitment", "period", "work"):
        found[pk].append(Word(Period.parse(period), Work(work)))
    return found


def _settled(report: Report, on: date) -> dict[int, list[Word]]:
    """What people settled by a day about the year as a whole, by the ids of the commitments."""
    found, whole = dict[int, list[Word]](), Period(report.year or on.year, Rhythm.YEAR)
    for pk, result in last_results(report).items():
        if day_of(result.at) <= on:
            work = _SETTLED.get(Outcome(result.outcome))
            found[pk] = [] if work is None else [Word(whole, work)]
    return found
