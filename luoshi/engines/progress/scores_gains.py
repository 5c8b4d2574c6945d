"""怎样提高得分: each single thing that would add points, and by how much. Each is found by scoring anew with that one thing changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from luoshi.engines.progress.scores import Item, Reached, score
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
    """What would change the score: one thing about one item, and how many points it would add to the score."""

    kind: GainKind
    item: Item
    points: Decimal


def what_would_change_it(formula: Formula, items: Sequence[Item]) -> tuple[Gain, ...]:
    """Each single thing that would add points, the most first. What nobody can undo (a late report) is not there; nor is what is exempt."""
    now = score(formula, items).points or Decimal(0)
    found = (
        Gain(kind, before, (score(formula, [after if each is before else each for each in items]).points or Decimal(0)) - now)
        for before in items
        for kind, after in _changes(before)
    )
    return tuple(sorted((each for each in found if each.points > 0), key=lambda each: (-each.points, each.item.key, each.kind)))


def _changes(item: Item) -> Iterator[tuple[GainKind, Item]]:
    """What the item would be, if one thing about it were otherwise."""
    if item.exempt is not None:
        return
    if item.reached is not None and item.reached.ahead < 0:
        yield GainKind.CATCH_UP, replace(item, reached=replace(item.reached, number=item.reached.expected))
    if item.cannot is not None and item.rhythm is not None and item.is_own:
        yield GainKind.BECOME_JUDGED, replace(item, cannot=None, reached=_AS_EXPECTED)
    if item.evident < item.due:
        yield GainKind.BRING_EVIDENCE, replace(item, evident=item.due)
    if (missing := item.asked - item.on_time - item.late) > 0:
        yield GainKind.HAND_IN, replace(item, late=item.late + missing, counts={**item.counts, AdjustmentKind.MISSING_REPORT: 0})
    if item.counts.get(AdjustmentKind.NO_TRAJECTORY):
        yield GainKind.PLAN, replace(item, counts={**item.counts, AdjustmentKind.NO_TRAJECTORY: 0})
    if item.reached is not None and not item.counts.get(AdjustmentKind.EXCEEDED):
        reached = replace(item.reached, number=_better(item.reached))
        yield GainKind.EXCEED, replace(item, reached=reached, counts={**item.counts, AdjustmentKind.EXCEEDED: 1})


_AS_EXPECTED = Reached(Decimal(0), Decimal(0), True, "other", Decimal(0), Decimal(0), Words("", ""))  # noqa: FBT003 - whichever way is better


def _better(reached: Reached) -> Decimal:
    return max(reached.number, reached.expected) if reached.upward else min(reached.number, reached.expected)
