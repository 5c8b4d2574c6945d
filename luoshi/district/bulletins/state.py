"""What stands on a day, as a bulletin needs it: plain values, gathered elsewhere, from which sentences are composed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from luoshi.engines.progress import Period, Verdict

REACHED: Final = (Verdict.EXCEEDED, Verdict.MET, Verdict.AHEAD, Verdict.ON_SCHEDULE)
MISSED: Final = (Verdict.BEHIND, Verdict.STRETCH_NOT_MET, Verdict.NOT_MET)
WORST_FIRST: Final = (*MISSED[::-1], Verdict.CANNOT_JUDGE, Verdict.NOT_STARTED, *REACHED[::-1])
"""The target of a commitment that stands for it is the one that comes first here."""


@dataclass(frozen=True, slots=True)
class Line:
    """A measured target.

    Attributes:
        key: how its figures are called: ``017-1``.
        commitment: the code of the commitment.
        label: as documents cite it.
        unit: who leads it; empty where nobody does.
        is_headline: whether the promise is one of the main expected targets.
        indicator: the code of what measures it.
        name: what that is called.
        measured_in: its unit.
        adds: whether its figures are amounts, of which a share of the goal is done; growth and places are not.
        verdict: how it stands.
        period: until when; None where nothing can be said.
        now: what the year had come to; likewise.
        now_text: the same as it is printed.
        goal: the promised number with its comparison and unit: 120亿元以上; empty where none was promised.
        goal_number: the promised number.
        expected: what the yardstick expects by then.
        share: how much of the goal is done, in per cent; None of growth and places.
        expected_share: how much should be.
        ahead: how far ahead, in points or in the unit; negative is behind.
        in_points: whether that is in percentage points.
        yard: by which yardstick it was judged: 序时进度.
        why: the verdict's reason.
    """

    key: str
    commitment: str
    label: str
    unit: str
    is_headline: bool
    indicator: str
    name: str
    measured_in: str
    adds: bool
    verdict: Verdict
    period: Period | None = None
    now: Decimal | None = None
    now_text: str = ""
    goal: str = ""
    goal_number: Decimal | None = None
    expected: Decimal | None = None
    share: Decimal | None = None
    expected_share: Decimal | None = None
    ahead: Decimal | None = None
    in_points: bool = True
    yard: str = ""
    why: str = ""

    @property
    def is_reached(self) -> bool:
        """Whether it is on schedule or better."""
        return self.verdict in REACHED

    @property
    def is_missed(self) -> bool:
        """Whether it is behind."""
        return self.verdict in MISSED


@dataclass(frozen=True, slots=True)
class Late:
    """A figure that a unit should have handed in by a day that is over."""

    unit: str
    indicator: str
    name: str
    period: Period
    due_on: date


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a bulletin says of a day: all commitments by their codes, the measured targets in order of the text, what is late."""

    on: date
    commitments: tuple[str, ...]
    lines: tuple[Line, ...]
    late: tuple[Late, ...]

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """How each measured commitment stands: as the worst of its targets."""
        found: dict[str, Verdict] = {}
        for line in self.lines:
            known = found.get(line.commitment, line.verdict)
            found[line.commitment] = min(known, line.verdict, key=WORST_FIRST.index)
        return found
