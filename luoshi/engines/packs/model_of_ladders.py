"""What a pack holds of a ladder, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.words import Words


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """``decisions`` that list conditions, each a context: the member ``condition`` names it, ``result`` is ``failing`` where it is not met,
    ``amount`` and ``unit`` say by how much. Near is who fails ``at_most`` so many; asked are those with an answer ``of`` the rung's
    decision, or where none is named all who do not stand there."""

    decisions: tuple[str, ...]
    of: tuple[str, ...]
    condition: str
    result: str
    amount: str
    unit: str
    failing: str
    at_most: int


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A ``decision`` that says how much is lacking; near is who lacks no more than ``within``: so much, or where the decision ``of`` says
    from where on one is there, so large a share of that."""

    decision: str
    of: str
    within: Decimal
    unit: Words


@dataclass(frozen=True, slots=True)
class RungEntry:
    """A rung: reached by whose ``decision`` of ``package`` is one of ``reached``; near is also whom its answer puts before ``one_step``.

    ``sources`` say where the inputs come from, ``contact`` and the ``item`` of services where an enterprise turns to. ``holds`` says what
    those have who stand there, 已认定; without it they qualify by the data, and nobody has recognised them. ``since`` is the decision that
    says from which day on somebody stands there: so whoever comes back in another year counts again, in that year. Without it nobody knows,
    and each counts once for good.
    """

    code: str
    name: Words
    package: str
    decision: str
    reached: tuple[str, ...]
    checklist: ChecklistEntry | None
    gap: GapEntry | None
    one_step: Mapping[str, Words]
    sources: tuple[Mapping[str, Any], ...]
    contact: Words
    item: str
    holds: Words
    since: str = ""

    @property
    def wanted(self) -> list[str]:
        """The decisions that are asked of everybody at once."""
        gap = (self.gap.decision, self.gap.of) if self.gap else ()
        return [self.decision, *(each for each in (*gap, self.since) if each)]
