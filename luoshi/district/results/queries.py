"""Reads of results: what became of each promise of a plan, settled or only proposed, and whether the year is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from luoshi.district.results.models import Hearing, Objection, Result, YearClosing
from luoshi.district.results.outcomes import OUTCOME_NAMES, Outcome
from luoshi.district.results.proposing import promises_of, proposals
from luoshi.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from luoshi.district.plan.queries import Commitment, Report
    from luoshi.district.results.proposing import Proposed

__all__ = [
    "OUTCOME_NAMES",
    "Hearing",
    "Objection",
    "Outcome",
    "Result",
    "Settled",
    "YearClosing",
    "closing_of",
    "is_current",
    "last_hearing",
    "last_results",
    "result_of",
    "results_among",
    "results_of",
]


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a promise.

    Attributes:
        commitment: the promise.
        outcome: one of four.
        why: what it follows from.
        reason: why a person holds it to be otherwise than proposed; empty where nobody does.
        stretch: whether it was striven for (力争), and not promised outright.
        value: the figure as it is printed; empty where there is none.
        basis: the pages from which it follows, with ``address``, ``name``, ``name_en`` and ``value``.
        result: as a person settled it; None where it is only proposed.
        proposed: what is proposed now; None of a closed year.
        frozen: whether the year is closed.
    """

    commitment: Commitment
    outcome: Outcome
    why: Words
    reason: str
    stretch: bool
    value: str
    basis: tuple[Mapping[str, Any], ...]
    result: Result | None
    proposed: Proposed | None
    frozen: bool

    @property
    def objection(self) -> Objection | None:
        """What the unit that leads it objected to this result, or to the one before, which it answered to."""
        if self.result is None:
            return None
        if hasattr(self.result, "answers"):
            return self.result.answers.objection
        return getattr(self.result, "objection", None)

    @property
    def differs(self) -> bool:
        """Whether something else follows now than what a person settled."""
        return self.result is not None and self.proposed is not None and self.result.proposed != self.proposed.proposal.outcome


def results_of(report: Report, *, on: date | None = None) -> list[Settled]:
    """What became of each promise of a plan, in order of their numbers: as it was settled; with a day, else as it is proposed on that day.

    Without a day, what nobody has settled is left out; of a closed year that is nothing.
    """
    settled, closing = last_results(report), closing_of(report)
    proposed = proposals(report, on=on) if on is not None and closing is None else {}
    found = [_settled(each, settled.get(each.pk), proposed.get(each.pk), frozen=closing is not None) for each in promises_of(report)]
    return [each for each in found if each is not None]


def _settled(commitment: Commitment, result: Result | None, proposed: Proposed | None, *, frozen: bool) -> Settled | None:
    if result is not None:
        why = Words(result.why, result.why_en)
        return Settled(
            commitment,
            Outcome(result.outcome),
            why,
            result.reason,
            result.stretch,
            result.value,
            tuple(result.basis),
            result,
            proposed,
            frozen,
        )
    if proposed is None:
        return None
    outcome, why = proposed.proposal.outcome, proposed.proposal.why
    return Settled(commitment, outcome, why, "", proposed.stretch, proposed.value, proposed.basis, None, proposed, frozen)


def last_results(report: Report) -> dict[int, Result]:
    """What was settled last of each promise of a plan, by their ids."""
    rows = Result.objects.filter(commitment__report=report).order_by("commitment", "-revision").distinct("commitment")
    related = ("commitment__lead", "objection__answer", "answers__objection")
    return {each.commitment_id: each for each in rows.select_related(*related)}


def last_hearing(report: Report) -> Hearing | None:
    """When the results of a plan were last laid before the units; None where they never were."""
    return Hearing.objects.filter(report=report).order_by("-number").first()


def is_current(hearing: Hearing | None, results: Iterable[Result]) -> bool:
    """Whether units were shown these results: none was settled since, but for what answers an objection."""
    return hearing is not None and all(each.at <= hearing.at or hasattr(each, "answers") for each in results)


def result_of(commitment: Commitment) -> Result | None:
    """What became of a promise of a closed year; None as long as it is open."""
    if closing_of(commitment.report) is None:
        return None
    return Result.objects.filter(commitment=commitment).order_by("-revision").first()


def results_among(commitments: Iterable[int]) -> dict[int, Result]:
    """What became of some promises, which are named by their ids, each with the closing of its year; those of open years are left out."""
    closed = Result.objects.filter(commitment__in=list(commitments), commitment__report__year_closing__isnull=False)
    last = closed.order_by("commitment", "-revision").distinct("commitment")
    return {each.commitment_id: each for each in last.select_related("commitment__report__year_closing")}


def closing_of(report: Report) -> YearClosing | None:
    """By whom and when the results of a plan were closed; None as long as they are open."""
    return YearClosing.objects.filter(report=report).first()
