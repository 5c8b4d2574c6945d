"""怎样提高得分: each single thing that would add points, and by how much. Each is found by scoring anew with that one thing changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.progress.scores import Duty, Reached, score
from luoshi.engines.progress.scores_formula import AdjustmentKind, Formula
from luoshi.words import Words


class GainKind(StrEnum):
    """The closed list of what a unit can do."""

    CATCH_UP = "catch_up"  # reach what the plan expects by now
    BECOME_JUDGED = "become_judged"  # bring the figure that is missing, and it reaches what is expected
    BRING_EVIDENCE = "bring_evidence"  # all figures that are due rest on evidence
    HAND_IN = "hand_in"  # hand in or confirm what is still missing, late as it is
    PLAN = "plan"  # plan stages on the way
    EXCEED = "exceed"  # go beyond the goal


@dataclass(frozen=True, slots=True)
class Gain:
    """What would change the score: one thing about one duty, and how many points it would add to the score."""

    kind: GainKind
    duty: Duty
    points: Decimal


def what_would_change_it(formula: Formula, duties: Sequence[Duty]) -> tuple[Gain, ...]:
    """Each single thing that would add points, the most first. What nobody can undo (a late report) is not there; nor is what is exempt."""
    now = score(formula, duties).points or Decimal(0)
    found = (
        Gain(kind, before, (score(formula, [after if each is before else each for each in duties]).points or Decimal(0)) - now)
        for before in duties
        for kind, after in _changes(before)
    )
    return tuple(sorted((each for each in found if each.points > 0), key=lambda each: (-each.points, each.duty.key, each.kind)))


def _changes(duty: Duty) -> Iterator[tuple[GainKind, Duty]]:
    """What the duty would be, if one thing about it were otherwise."""
    if duty.exempt is not None:
        return
    if duty.reached is not None and duty.reached.ahead < 0:
        yield GainKind.CATCH_UP, replace(duty, reached=replace(duty.reached, number=duty.reached.expected))
    if duty.cannot is not None and duty.rhythm is not None and duty.is_own:
        yield GainKind.BECOME_JUDGED, replace(duty, cannot=None, reached=_AS_EXPECTED)
    if duty.evident < duty.due:
        yield GainKind.BRING_EVIDENCE, replace(duty, evident=duty.due)
    if (missing := duty.asked - duty.on_time - duty.late) > 0:
        yield GainKind.HAND_IN, replace(duty, late=duty.late + missing, counts={**duty.counts, AdjustmentKind.MISSING_REPORT: 0})
    if duty.counts.get(AdjustmentKind.NO_TRAJECTORY):
        yield GainKind.PLAN, replace(duty, counts={**duty.counts, AdjustmentKind.NO_TRAJECTORY: 0})
    if duty.reached is not None and not duty.counts.get(AdjustmentKind.EXCEEDED):
        reached = replace(duty.reached, number=_better(duty.reached))
        yield GainKind.EXCEED, replace(duty, reached=reached, counts={**duty.counts, AdjustmentKind.EXCEEDED: 1})


_AS_EXPECTED = Reached(Decimal(0), Decimal(0), True, "other", Decimal(0), Decimal(0), Words("", ""))  # noqa: FBT003 - whichever way is better


def _better(reached: Reached) -> Decimal:
    return max(reached.number, reached.expected) if reached.upward else min(reached.number, reached.expected)
